"""Languages: running text is told, names and headlines are let pass, English with foreign names stays English."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.errors import LanguageError
from reportedly.reports import language_of, report, require_english
from reportedly.reports.language import code_of

DATA = Path(__file__).parent / "data" / "reports" / "languages.tsv"
TEXTS = dict(line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines())  # code, a sentence written for this test


def test_ten_languages_and_more_are_tried() -> None:
    assert len(TEXTS) >= 30


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_running_text_is_told_and_refused_with_a_way_out(code: str, text: str) -> None:
    assert language_of(text) == code
    with pytest.raises(LanguageError, match="original_language") as caught:
        require_english(report(text))
    assert caught.value.language == code


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban said on Monday that its fighters had taken the Panjshir valley from the resistance.",
        "GUERRILLAS OF THE FMLN ATTACKED A BARRACKS IN SAN MIGUEL EARLY TODAY, AND THE ARMY SAID THAT TWO SOLDIERS WERE KILLED.",
        "Mayor José de la Cruz of San Pedro and El Diario de Los Andes said the Frente Popular por la Liberación was not there.",
        "The governor, Абдул Рахман, told the press (“мы уйдём завтра”) that the army would leave the town on Friday.",
        "Two killed, five hurt as shells hit the market in Kelmet, according to the hospital in the town.",
    ],
)
def test_english_stays_english(text: str) -> None:
    assert language_of(text) == "en"
    require_english(report(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kelmet",
        "Panjshir, Kabul, Herat, Kandahar, Balkh, Kunduz, Baghlan, Takhar, Nangarhar",
        "12 34 56",
        "Ahmad Massoud",
        "東京",
        "🙂 🙂",
    ],
)
def test_names_and_scraps_are_unknown_and_let_pass(text: str) -> None:
    assert language_of(text) is None


def test_mostly_english_wins_over_a_foreign_quotation() -> None:
    english = "The ministry published the statement in full and said that it would not be translated for the press. "
    assert language_of(english * 3 + TEXTS["fr"]) == "en"
    assert language_of(english + (TEXTS["fr"] + " ") * 4) == "fr"


def test_a_long_text_costs_no_more_than_its_sample() -> None:
    assert language_of("The army said that it had left the town. " * 100_000) == "en"


@pytest.mark.parametrize(
    ("words", "code"), [("en-GB", "en"), ("EN", "en"), ("English", "en"), (" Pashto", "ps"), ("fr_", None), ("", None)]
)
def test_declared_languages_are_understood(words: str, code: str | None) -> None:
    assert code_of(words) == code

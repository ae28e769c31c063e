"""The text form: complete, honest about what is unknown, and harmless to a terminal."""

from __future__ import annotations

import msgspec
import pytest

import samples
from reportedly import show
from reportedly.model import Dates, Time, Toll
from reportedly.terminal import Screen, neutral


def test_every_slot_of_a_claim_is_shown() -> None:
    shown = show.render(samples.reading())
    for words in (
        "Both sides claim losses at Kelmet",
        "Brenna Post | 2031-08-05",
        "1. Fighting — Northern Front, Guard — Kelmet",
        "● Northern Front, a party to it ← Radio Brenna (radio)",
        "Northern Front → Guard · Kelmet (Brenna, XA) · 2031-08-02 (Saturday)",
        "toll: 40 killed",
        "toll: at least 12 killed",
        "“it killed 40 Guard soldiers near Kelmet on Saturday”",
        "✗ Guard",
        "? Brenna Post (own voice)",
        "credits: agencies",
        "Set aside",
        "credit: (With inputs from agencies)",
    ):
        assert words in shown
    assert shown.index("1. Fighting") < shown.index("2. Control of a place")


def test_a_mode_stands_behind_its_type() -> None:
    clash, *others = samples.reading().claims
    shown = show.render(samples.reading(claims=(msgspec.structs.replace(clash, modes=("clash",)), *others)))
    assert "1. Fighting (clash) — Northern Front" in shown
    assert "2. Control of a place — " in shown


def test_the_legend_names_every_stance() -> None:
    assert "● asserted  ✗ denied  ? hedged  → planned  ! demand" in show.render(samples.reading())


def test_disputes_list_contradictions_and_rival_losses() -> None:
    shown = " ".join(show.render(samples.reading()).split())
    disputes = shown[shown.index("What this report disputes") :]
    assert "Northern Front says: it killed 40 Guard soldiers" in disputes
    assert "but Guard denies: Kelmet had fallen (polarity flipped)" in disputes
    assert "each claims the other's losses" in disputes


def test_nothing_disputed_and_nothing_set_aside_say_nothing() -> None:
    shown = show.render(samples.reading(relations=(), claims=(), omitted=()))
    assert "disputes" not in shown
    assert "Set aside" not in shown
    assert "No claim" in shown


def test_without_a_date_times_stay_symbolic() -> None:
    first = samples.reading().claims[0]
    undated = msgspec.structs.replace(first, time=Time(start=None, end=None, precision="unknown", symbol="Saturday"))
    shown = show.render(samples.reading(report=samples.report(published=None, dates=Dates()), claims=(undated,)))
    assert "no publication date known: times stay as the report names them" in shown
    assert "· Saturday" in shown
    assert "20" not in shown.split("\n\n")[2].split("toll")[0]


def test_when_it_was_said_stands_beside_when_it_happened() -> None:
    first = samples.reading().claims[0]
    said = Time(start="2031-08-04", end="2031-08-04", precision="day", text="Monday")
    told = msgspec.structs.replace(first, said=said)
    assert "said 2031-08-04 (Monday)" in show.render(samples.reading(claims=(told,)))
    same = msgspec.structs.replace(first, said=first.time)
    assert "said 2031" not in show.render(samples.reading(claims=(same,)))


def test_dates_that_disagree_are_shown_side_by_side() -> None:
    dates = Dates(given="2031-08-05", page="2031-08-09", text="2031-08-05")
    assert "the dates disagree: given 2031-08-05, page 2031-08-09, text 2031-08-05" in show.render(
        samples.reading(report=samples.report(dates=dates))
    )


def test_a_translation_shows_its_original() -> None:
    shown = show.render(samples.reading(report=samples.report(original="Le Front du Nord…", original_language="fr")))
    assert "read from a translation (fr)" in shown
    assert "Le Front du Nord…" in shown


@pytest.mark.parametrize(
    ("toll", "words"),
    [
        (Toll(low=0, high=0), "none killed"),
        (Toll(low=None, high=30), "up to 30 killed"),
        (Toll(low=12, high=15), "12 to 15 killed"),
        (Toll(low=None, high=None, text="heavy losses"), "“heavy losses” killed"),
        (Toll(low=9, high=9, of="Guard", cumulative=True, period="since May"), "9 killed, of Guard (running total, since May)"),
    ],
)
def test_tolls_in_words(toll: Toll, words: str) -> None:
    changed = msgspec.structs.replace(samples.reading().claims[0], killed=toll)
    assert f"toll: {words}" in show.render(samples.reading(claims=(changed,)))


def test_report_text_cannot_command_the_terminal() -> None:
    hostile = "\x1b[2J\x1b]0;owned\x07 said \u202eevil\u202c \x9b31m\u2066x\r\n\u0000"
    first = samples.reading().claims[0]
    span = msgspec.structs.replace(first.spans[0], text=hostile)
    party = msgspec.structs.replace(samples.GUARD, name=hostile)
    changed = msgspec.structs.replace(first, spans=(span,), recipients=(party,), relays=(hostile,), channel=hostile)
    shown = show.render(samples.reading(report=samples.report(title=hostile, outlet=hostile), claims=(changed,)))
    assert not set(shown) & set("\x1b\x07\x9b\r\x00\u202e\u202c\u2066")
    assert "␛[2J" in shown


def test_neutral_keeps_ordinary_words() -> None:
    assert neutral("  Žižka\n said “é̂” — 大 \t") == "Žižka said “é̂” — 大"


def test_no_colour_unless_asked_and_ascii_where_needed() -> None:
    assert "\x1b[" not in show.render(samples.reading())
    assert "\x1b[31m✗\x1b[0m" in show.render(samples.reading(), Screen(colour=True))
    plain = show.render(samples.reading(), Screen(unicode=False))
    assert plain.isascii()
    assert "x denied" in plain


@pytest.mark.parametrize("width", [30, 60, 100])
def test_lines_fit_the_screen(width: int) -> None:
    body = show.render(samples.reading(), Screen(width=width)).split("\n\n", 2)[2]
    assert max(len(line) for line in body.splitlines()) <= width


def test_every_event_type_has_plain_words() -> None:
    assert len(show.event_types()) == 20
    assert all(row.words and row.meaning for row in show.event_types().values())

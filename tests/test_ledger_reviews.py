"""Decisions in the ledger: appended, honoured by every view, undone, and as of any day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

import shelf
from reportedly.errors import LedgerError, OptionError
from reportedly.ingest import events
from reportedly.ledger import Filters, cards, decisions, tallies
from reportedly.ledger.append import redact
from reportedly.ledger.append.reviews import Decision, review
from webbed import FRONT, GUARD, POST, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.ledger.book import Ledger
    from reportedly.model.event import Event
    from reportedly.model.review import Review


@pytest.fixture
def clock() -> shelf.Ticking:
    return shelf.Ticking()


@pytest.fixture
def book(tmp_path: Path, clock: shelf.Ticking) -> Iterator[Ledger]:
    with shelf.book(tmp_path, clock) as opened:
        shelf.keep(opened, *story())
        for _ in events.link(opened):
            pass
        clock.at += shelf.DAY
        yield opened


def id_of(book: Ledger, words: str) -> str:
    return next(row.claim.id for row in book.claims() if row.claim.spans[0].text == words)


def decide(book: Ledger, verdict: str, *parts: list[str], reviewer: str = "Ada", **given: object) -> Review:
    kept = review(
        book,
        Decision(verdict=verdict, reviewer=reviewer, reason="why", parts=tuple(map(tuple, parts)), **given),  # type: ignore[arg-type]
    )
    for _ in events.link(book):
        pass
    return kept


def whole(book: Ledger, as_of: str | None = None) -> list[Event]:
    """The events that are held, those with the most claims first."""
    page = events.summaries(book, events.EventFilters(as_of=as_of))
    found = [events.event(book, one.id, as_of=as_of) for one in page.events]
    return sorted(found, key=lambda event: (-len(event.claims), event.id))


def quoted(book: Ledger, event: Event, as_of: str | None = None) -> set[str]:
    return {row.claim.spans[0].text for row in events.told(book, event.claims, as_of)}


def test_a_rejected_claim_leaves_its_event_and_its_counts(book: Ledger) -> None:
    assert quoted(book, whole(book)[0]) == {FRONT, GUARD}
    decide(book, "reject", [id_of(book, FRONT)])
    assert sorted(map(len, (event.claims for event in whole(book)))) == [1, 1]
    assert FRONT not in {words for event in whole(book) for words in quoted(book, event)}
    assert {toll.high for event in whole(book) for toll in event.tolls} == {12}


def test_a_rejected_claim_stays_in_lists_of_claims_and_says_so(book: Ledger) -> None:
    decide(book, "reject", [id_of(book, FRONT)])
    row = next(row for row in book.claims() if row.claim.spans[0].text == FRONT)
    assert row.standing is not None
    assert row.standing.verdict == "reject"


def test_a_rejected_claim_is_not_counted_by_facets_map_and_cards(book: Ledger) -> None:
    decide(book, "reject", [id_of(book, FRONT)])
    assert tallies.facets(book, Filters(place="Kelmet")).claims == 1
    assert [dot.claims for dot in tallies.dots(book, Filters())[0]] == [1]
    card = cards.speaker(book, "Northern Front", None)
    assert card is not None
    assert card.claims == 0


def test_what_was_held_before_a_decision_is_held_before_it_still(book: Ledger, clock: shelf.Ticking) -> None:
    clock.at += shelf.DAY
    decide(book, "reject", [id_of(book, FRONT)])
    assert quoted(book, whole(book, "2031-07-29T12:00")[0]) == {FRONT, GUARD}
    assert next(row for row in book.claims(Filters(as_of="2031-07-29T12:00", speaker="Northern Front"))).standing is None


def test_a_corrected_claim_takes_the_claims_place(book: Ledger) -> None:
    decide(book, "correct", [id_of(book, FRONT)], changes={"killed": {"low": 4, "best": 4, "high": 4}})
    tolls = {toll.low for toll in whole(book)[0].tolls}
    assert tolls == {4}
    row = next(row for row in book.claims() if row.claim.spans[0].text == FRONT)
    assert row.original is not None
    assert (row.claim.killed.low, row.original.killed.low) == (4, 40)  # type: ignore[union-attr]


def test_a_corrected_claim_is_as_it_was_read_before(book: Ledger, clock: shelf.Ticking) -> None:
    clock.at += shelf.DAY
    decide(book, "correct", [id_of(book, FRONT)], changes={"killed": {"low": 4, "best": 4, "high": 4}})
    then = whole(book, "2031-07-29T12:00")[0]
    assert {toll.high for toll in then.tolls} == {40}


def test_a_correction_is_of_the_claim_as_it_was_read(book: Ledger) -> None:
    name = id_of(book, FRONT)
    decide(book, "correct", [name], changes={"stance": "hedged"})
    decide(book, "correct", [name], changes={"killed": None})
    row = next(row for row in book.claims() if row.claim.id == name)
    assert (row.claim.stance, row.claim.killed) == ("asserted", None)


def test_two_who_disagree_leave_the_event_as_it_was(book: Ledger) -> None:
    name = id_of(book, FRONT)
    decide(book, "reject", [name])
    decide(book, "accept", [name], reviewer="Bo")
    assert quoted(book, whole(book)[0]) == {FRONT, GUARD}
    assert [row.claim.id for row in decisions.disputed(book)] == [name]


def test_merged_events_are_one_and_their_ids_lead_to_it(book: Ledger) -> None:
    before = {event.id for event in whole(book)}
    decide(book, "merge", [id_of(book, FRONT)], [id_of(book, POST)])
    [event] = whole(book)
    assert quoted(book, event) == {FRONT, GUARD, POST}
    assert {events.event(book, name).id for name in before} == {event.id}
    assert any("Ada decided so: why" in reason for change in events.changes(book, event.id) for reason in change.reasons)


def test_a_split_event_is_two(book: Ledger) -> None:
    decide(book, "split", [id_of(book, GUARD)], [id_of(book, FRONT)])
    assert [quoted(book, event) for event in whole(book)].count({GUARD}) == 1
    assert len(whole(book)) == 3


def test_what_was_split_and_merged_again_is_one(book: Ledger) -> None:
    decide(book, "split", [id_of(book, GUARD)])
    decide(book, "merge", [id_of(book, GUARD)], [id_of(book, FRONT)])
    assert quoted(book, whole(book)[0]) == {FRONT, GUARD}


@pytest.mark.parametrize("verdict", ["reject", "merge", "split"])
def test_every_decision_can_be_undone_and_the_undo_too(book: Ledger, verdict: str) -> None:
    parts = {"reject": [[id_of(book, FRONT)]], "split": [[id_of(book, FRONT)]], "merge": [[id_of(book, FRONT)], [id_of(book, POST)]]}[
        verdict
    ]
    before = [quoted(book, event) for event in whole(book)]
    first = decide(book, verdict, *parts)
    after = [quoted(book, event) for event in whole(book)]
    assert after != before
    second = decide(book, "undo", undoes=first.number)
    assert [quoted(book, event) for event in whole(book)] == before
    decide(book, "undo", undoes=second.number)
    assert [quoted(book, event) for event in whole(book)] == after


def test_a_decision_holds_for_claims_that_come_later(book: Ledger) -> None:
    decide(book, "merge", [id_of(book, FRONT)], [id_of(book, POST)])
    shelf.keep(book, shelf.simple("Nine fled from Osmere."))
    for _ in events.link(book):
        pass
    assert {FRONT, GUARD, POST} in [quoted(book, event) for event in whole(book)]


def test_a_decision_holds_for_what_a_better_reader_finds_in_the_same_words(book: Ledger) -> None:
    from reportedly.ledger.append import reread

    decide(book, "reject", [id_of(book, FRONT)])
    [number] = [one.number for one in book.unread(shelf.LATER_READER) if one.report.text == FRONT]
    about = shelf.report(FRONT, outlet="Brenna Post", title="Front claims Kelmet", url="https://brenna.example/1")
    better = shelf.claim(about, FRONT, speaker="Northern Front", actor="Northern Front", event_type="ASSAULT", place=shelf.KELMET)
    reread(book, [(number, shelf.reading(about, better, reader=shelf.LATER_READER))])
    for _ in events.link(book):
        pass
    row = next(row for row in book.claims() if row.claim.id == better.id)
    assert row.standing is not None
    assert row.standing.verdict == "reject"
    assert all(better.id not in event.claims for event in whole(book))


def test_the_log_tells_all_the_last_first(book: Ledger) -> None:
    name = id_of(book, FRONT)
    decide(book, "accept", [name])
    decide(book, "reject", [id_of(book, POST)], reviewer="Bo")
    decide(book, "undo", undoes=1)
    told = decisions.log(book, None, 50)
    assert [(one.number, one.verdict, one.holds) for one in told] == [(3, "undo", True), (2, "reject", True), (1, "accept", False)]
    assert [one.number for one in decisions.log(book, name, 50)] == [3, 1]
    assert [one.number for one in decisions.log(book, None, 50, below=2)] == [1]


@pytest.mark.parametrize(
    ("decision", "fault"),
    [
        ({"verdict": "accept", "reviewer": " "}, "reviewer"),
        ({"verdict": "accept", "reviewer": "a" * 101}, "reviewer"),
        ({"verdict": "reject", "reason": "\t"}, "reason"),
        ({"verdict": "accept", "parts": ()}, "parts"),
        ({"verdict": "accept", "parts": ((),)}, "parts"),
        ({"verdict": "accept", "parts": (("0" * 16,),)}, "no claim has the id"),
        ({"verdict": "accept", "parts": (("FRONT", "GUARD"),)}, "parts"),
        ({"verdict": "merge", "parts": (("FRONT",),)}, "parts"),
        ({"verdict": "merge", "parts": (("FRONT",), ("FRONT",))}, "each once"),
        ({"verdict": "split", "parts": (("FRONT", "POST"),)}, "not all of one event"),
        ({"verdict": "split", "parts": (("FRONT", "GUARD"),)}, "no claim would stay"),
        ({"verdict": "accept", "parts": (("FRONT",),), "changes": {"stance": "denied"}}, "only a correction"),
        ({"verdict": "correct", "parts": (("FRONT",),)}, "nothing is otherwise"),
        ({"verdict": "undo", "undoes": 7}, "none has this number"),
        ({"verdict": "undo"}, "give the number"),
        ({"verdict": "accept", "parts": (("FRONT",),), "undoes": 1}, "only the verdict undo"),
    ],
    ids=str,
)
def test_a_decision_that_makes_no_sense_is_refused_and_not_kept(book: Ledger, decision: dict, fault: str) -> None:
    names = {"FRONT": id_of(book, FRONT), "GUARD": id_of(book, GUARD), "POST": id_of(book, POST)}
    given = {"reviewer": "Ada", "reason": "why", **decision}
    given["parts"] = tuple(tuple(names.get(name, name) for name in part) for part in given.get("parts", ()))
    with pytest.raises(OptionError, match=fault):
        review(book, Decision(**given))
    assert decisions.log(book, None, 50) == []


def test_what_is_undone_cannot_be_undone_again(book: Ledger) -> None:
    first = decide(book, "accept", [id_of(book, FRONT)])
    decide(book, "undo", undoes=first.number)
    with pytest.raises(OptionError, match="undone already"):
        decide(book, "undo", undoes=first.number)


def test_nobody_edits_or_deletes_what_was_decided(book: Ledger) -> None:
    decide(book, "accept", [id_of(book, FRONT)])
    for statement in (
        "DELETE FROM reviews",
        "UPDATE reviews SET reviewer = 'Bo'",
        "DELETE FROM reviewed",
        "UPDATE reviewed SET claim = 'x'",
    ):
        with pytest.raises(Exception, match="append-only"), book.writing() as connection:
            connection.execute(text(statement))


def test_a_redaction_takes_the_words_out_of_what_was_decided(book: Ledger) -> None:
    name = id_of(book, FRONT)
    review(
        book, Decision(verdict="correct", reviewer="Ada", reason="it was Zorvan", parts=((name,),), changes={"channel": "Zorvan's page"})
    )
    redact(book, name, "asked for", ["Northern Front", "Zorvan"])
    [kept] = decisions.log(book, None, 5)
    assert "Zorvan" not in f"{kept.reason}{kept.changes}"


def test_a_ledger_that_is_asked_only_refuses_to_be_written(book: Ledger, clock: shelf.Ticking) -> None:
    from reportedly import ledger

    with ledger.open(book.path, clock=clock, patience=5.0) as asked, pytest.raises(LedgerError):
        review(asked, Decision(verdict="accept", reviewer="Ada", parts=((id_of(book, FRONT),),)))


def test_a_question_that_takes_too_long_is_given_up(book: Ledger, clock: shelf.Ticking) -> None:
    from reportedly import ledger

    endless = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
    with ledger.open(book.path, clock=clock, patience=0.2) as asked:
        with pytest.raises(LedgerError, match="takes too long"), asked.reading() as connection:
            connection.execute(endless)
        assert len(list(asked.claims())) == 3

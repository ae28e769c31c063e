"""Words that had to go are gone: from every view, the full text, exports, and from the bytes of the file."""

from __future__ import annotations

import sqlite3
import zlib
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

import shelf
from reportedly.errors import LedgerWriteError, OptionError
from reportedly.ledger import Entry, Filters, redaction, schema
from reportedly.ledger.append import append, redact, reread
from reportedly.model import Failure, Party, Relation, Toll
from shelf import DAY, Ticking, book, claim, entry, keep, party, reading, report, simple, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.ledger.book import Ledger
    from reportedly.model import Reading

URL = "https://post.example/2031/zorvan-belkati-shot"
TEXT = "Zorvan Belkati, 34, was shot in Osmere.\nHis brother named ZORVAN\nBELKATI as a witness.\nThe Guard denied it."
NAME = "Zorvan Belkati"


def story(text: str = TEXT, url: str | None = URL) -> Reading:
    about = report(text, url=url, title="Zorvan Belkati shot dead")
    first, second, third = (text.split("\n", 1)[0], "His brother named ZORVAN\nBELKATI as a witness.", "The Guard denied it.")
    victim = party(about, NAME, wikidata="Q9")
    toll = Toll(low=1, high=1, best=1, text=NAME, start=0, end=len(NAME), of=NAME)
    shot = claim(about, first, recipients=(victim,), killed=toll, place=shelf.KELMET)
    told = claim(about, second, event_type="ACCUSE", actors=(Party(id="p2", name="brother of zorvan belkati"),))
    denied = claim(about, third, stance="denied", speaker="Guard")
    relation = Relation(kind="contradicts", from_id=denied.id, to_id=shot.id, reasons=(f"of {NAME}",))
    return reading(about, shot, told, denied, relations=(relation,))


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Ledger]:
    with book(tmp_path) as opened:
        keep(opened, story(), simple("Unlike it, this stays.", "https://post.example/other"))
        yield opened


def everything(kept: Ledger) -> str:
    """All that the ledger's views tell, and all that its tables hold, as one text."""
    told = [list(kept.claims()), list(kept.reports()), list(kept.readings()), list(kept.failures(every=True))]
    return msgspec.json.encode(told).decode() + repr(dump(kept.path))


def dump(path: Path) -> list[object]:
    raw = sqlite3.connect(path)
    names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_words%'")]
    rows = [[tuple(unpacked(cell) for cell in row) for row in raw.execute(f"SELECT * FROM {name}")] for name in names]
    raw.close()
    return rows


def unpacked(cell: object) -> object:
    try:
        return zlib.decompress(cell) if isinstance(cell, bytes) else cell
    except zlib.error:
        return cell


def terms(path: Path) -> set[str]:
    """The words that the full text can find."""
    raw = sqlite3.connect(path)
    found: set[str] = set()
    for name in ("claim_words", "report_words"):
        raw.execute(f"CREATE VIRTUAL TABLE temp.v_{name} USING fts5vocab(main, {name}, row)")
        found |= {term for (term,) in raw.execute(f"SELECT term FROM temp.v_{name}")}
    raw.close()
    return found


def bodies(path: Path) -> list[bytes]:
    raw = sqlite3.connect(path)
    found = [body for table in ("reports", "readings") for (body,) in raw.execute(f"SELECT body FROM {table}")]
    raw.close()
    return found


def test_words_go_from_every_view_and_table(kept: Ledger) -> None:
    gone = redact(kept, story().report.id, "asked for by the family", [NAME])
    assert (gone.reports, gone.characters) == (1, 39)
    assert "belkati" not in everything(kept).lower()
    assert "Q9" not in everything(kept)
    assert not {"belkati", "zorvan"} & terms(kept.path)


def test_what_stays_still_quotes_its_place(kept: Ledger) -> None:
    redact(kept, story().report.id, "asked for", [NAME])
    rows = list(kept.claims(Filters(report=story().report.id)))
    assert [row.claim.id for row in rows] == [one.id for one in reversed(story().claims)]
    for row in rows:
        assert all(row.report.text[span.start : span.end] == span.text for span in row.claim.spans)
    assert rows[-1].claim.spans[0].text == "██████ ███████, 34, was shot in Osmere."
    assert rows[-1].claim.place == shelf.KELMET
    assert rows[-1].relations[0].reasons == ("of ██████ ███████",)


def test_a_tombstone_with_the_digest_is_left(kept: Ledger) -> None:
    redact(kept, story().report.id, "asked for by the family", [NAME])
    [row] = kept.reports(Filters(report=story().report.id))
    assert row.sha256 == story().report.sha256 != row.report.sha256
    assert [(mark.scope, mark.reason, mark.characters) for mark in row.redactions] == [("words", "asked for by the family", 39)]


def test_the_bytes_are_gone_from_the_file(kept: Ledger) -> None:
    before = bodies(kept.path)[0], bodies(kept.path)[2]
    assert any(before[0] in file.read_bytes() for file in kept.path.parent.iterdir())
    redact(kept, story().report.id, "asked for", [NAME])
    for file in kept.path.parent.iterdir():
        held = file.read_bytes()
        assert b"belkati" not in held.lower()
        assert b"elkati" not in held.lower()
        for body in before:
            assert not any(body[at : at + 24] in held for at in range(0, len(body) - 24, 8) if body[at : at + 24] not in common(kept.path))


def common(path: Path) -> bytes:
    """What the bodies that are there now have in common with others."""
    return b"".join(bodies(path))


def test_a_report_goes_whole(kept: Ledger) -> None:
    gone = redact(kept, story().report.id, "a court's order")
    assert gone.characters == sum(not sign.isspace() for sign in TEXT)
    assert words(kept) == ["Unlike it, this stays."]
    assert "osmere" not in everything(kept).lower()
    assert "post.example/2031" not in everything(kept)
    assert not {"osmer", "brother", "guard"} & terms(kept.path)
    held, _, _ = kept.show(story().report.id)
    assert held.row.report.text == ""
    assert held.reading is not None
    assert held.reading.claims == ()


def test_a_claim_goes_and_the_others_stay(kept: Ledger) -> None:
    shot, told, denied = story().claims
    redact(kept, shot.id, "a victim")
    rows = {row.claim.id: row.claim for row in kept.claims(Filters(report=story().report.id))}
    assert set(rows) == {told.id, denied.id}
    assert words(kept, words=("denied",)) == ["The Guard denied it."]
    assert next(kept.claims(Filters(report=story().report.id))).report.text.startswith(
        "██████ ████████ ███ ███ ████ ██ ███████\nHis brother"
    )
    with pytest.raises(OptionError, match="no report or claim"):
        kept.show(shot.id)


def test_a_name_goes_with_the_words_of_its_claim(kept: Ledger) -> None:
    about = report("Zorvan Belkati fled. Belkati's town fell.")
    keep(kept, reading(about, claim(about, "Zorvan Belkati fled."), claim(about, about.text, recipients=(party(about, NAME),))))
    redact(kept, claim(about, "Zorvan Belkati fled.").id, "a witness")
    [row] = kept.claims(Filters(report=about.id))
    assert row.claim.recipients[0].name == "██████ ███████"
    assert row.claim.spans[0].text == "██████ ███████ █████ Belkati's town fell."


def test_every_revision_and_reading_loses_the_words(tmp_path: Path) -> None:
    clock = Ticking()
    with book(tmp_path, clock) as kept:
        keep(kept, story())
        clock.at += DAY
        later = story(TEXT.replace("34", "35"))
        keep(kept, later)
        reread(kept, [(2, reading(later.report, later.claims[0], reader=shelf.LATER_READER))])
        assert redact(kept, later.report.id, "asked for", [NAME]).reports == 2
        assert "belkati" not in everything(kept).lower()
        assert len(words(kept, as_of="2031-07-28")) == 3


def test_the_claims_words_go_from_other_revisions(tmp_path: Path) -> None:
    with book(tmp_path) as kept:
        keep(kept, story(), story(f"{TEXT}\nMore follows."))
        redact(kept, story().claims[0].id, "a victim")
        assert "was shot" not in everything(kept)


def test_failures_lose_the_words_too(kept: Ledger) -> None:
    found = simple("Belkati again.")
    failure = Failure(origin="belkati.txt", stage="read", kind="ValueError", message="a fault at 'Belkati'")
    append(kept, [Entry(origin="belkati.txt", given="x", report=found.report, failure=failure)])
    redact(kept, found.report.id, "asked for", ["belkati"])
    assert [row.failure.message for row in kept.failures()] == ["a fault at '███████'"]


def test_reviews_and_links_lose_the_words_too(kept: Ledger) -> None:
    shot, told, denied = story().claims
    with kept.writing() as connection:
        review = {
            "verdict": "correct",
            "correction": '{"name": "Belkati"}',
            "reviewer": "a",
            "reason": "it was Belkati",
        }
        connection.execute(insert(schema.reviews).values(number=1, learned=1, **review))
        connection.execute(insert(schema.reviewed).values(review=1, position=0, part=0, anchor=told.anchor, claim=told.id))
        for number, (one, reason) in enumerate([(shot, "both of Belkati"), (denied, "Zorvan Belkati\nagain")], 50):
            link = {"kind": "same", "from_claim": one.id, "to_claim": "0" * 16, "reasons": msgspec.json.encode([reason]).decode()}
            connection.execute(insert(schema.links).values(number=number, learned=1, **link))
    redact(kept, story().report.id, "asked for", [NAME, "Belkati"])
    assert "belkati" not in everything(kept).lower()
    redact(kept, shot.id, "a victim")
    with kept.reading() as connection:
        assert connection.execute(select(schema.links.c.from_claim).where(schema.links.c.reading.is_(None))).scalars().all() == [denied.id]


def test_names_that_only_the_claims_have_go_too(kept: Ledger) -> None:
    about = report("A man from Osmere fled.")
    keep(kept, reading(about, claim(about, about.text, recipient="Belkati, the son")))
    assert redact(kept, about.id, "a witness", ["belkati"]).reports == 1
    assert kept.near(Filters(party="belkati, the")) == []


def test_what_went_does_not_come_back(kept: Ledger) -> None:
    redact(kept, story().report.id, "asked for", [NAME])
    assert keep(kept, story()) == ["known"]
    assert keep(kept, story(f"{TEXT}\nMore follows.")) == ["failed"]
    assert [row.failure.kind for row in kept.failures()] == ["RedactedAddress"]
    late = reading(story().report, *story().claims, reader=shelf.LATER_READER)
    assert reread(kept, [(1, late)]) == [None]
    assert "belkati" not in everything(kept).lower()


def test_an_unread_text_that_was_redacted_does_not_come_back(kept: Ledger) -> None:
    found = simple("Belkati again.", "https://post.example/unread")
    failure = Failure(origin="a", stage="read", kind="ValueError", message="a fault")
    append(kept, [Entry(origin="a", given="x", report=found.report, failure=failure)])
    redact(kept, found.report.id, "asked for", ["belkati"])
    assert append(kept, [entry(found)]) == ["known"]


def test_a_redacted_text_is_read_again_as_it_is_now(kept: Ledger) -> None:
    redact(kept, story().report.id, "asked for", [NAME])
    texts = {unread.report.text for unread in kept.unread(shelf.LATER_READER)}
    assert not any("elkati" in text for text in texts)
    redact(kept, story().report.id, "now all of it")
    assert len(kept.unread(shelf.LATER_READER)) == 1


def test_twice_is_once_and_more_can_go_later(kept: Ledger) -> None:
    redact(kept, story().report.id, "asked for", [NAME])
    assert redact(kept, story().report.id, "asked for", [NAME]).characters == 0
    assert redact(kept, story().report.id, "asked for", ["his brother"]).characters == 10
    assert redact(kept, story().report.id, "asked for").reports == 1
    [row] = kept.reports(Filters(report=story().report.id))
    assert [mark.scope for mark in row.redactions] == ["words", "words", "report"]


@pytest.mark.parametrize(
    ("reason", "gone", "message"),
    [(" ", [NAME], "no reason"), ("x", ["--"], "letter or digit"), ("x", ["Nobody Known"], "do not stand")],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(kept: Ledger, reason: str, gone: list[str], message: str) -> None:
    before = everything(kept)
    with pytest.raises(OptionError, match=message):
        redact(kept, story().report.id, reason, gone)
    assert everything(kept) == before


def test_the_guards_stand_again_afterwards(kept: Ledger) -> None:
    redact(kept, story().report.id, "asked for", [NAME])
    raw = sqlite3.connect(kept.path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute("DELETE FROM reports")
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    raw.close()


def test_names_that_others_have_stay(kept: Ledger) -> None:
    other = report("The Guard left.")
    keep(kept, reading(other, claim(other, other.text, actor="Guard", place=shelf.KELMET)))
    redact(kept, story().report.id, "a court's order")
    assert words(kept, party="guard") == words(kept, place="kelmet") == ["The Guard left."]
    assert kept.near(Filters(speaker="belkati")) == []


def test_a_reader_that_holds_the_old_pages_is_said_and_the_same_again_ends_it(kept: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sqlite3.connect(kept.path)
    other.execute("BEGIN")
    other.execute("SELECT * FROM reports").fetchone()
    monkeypatch.setattr("reportedly.ledger.dialect.BUSY", 0.1)
    with book(kept.path.parent) as impatient, pytest.raises(LedgerWriteError, match="keeps old pages"):
        redact(impatient, story().report.id, "asked for", [NAME])
    other.close()
    assert redact(kept, story().report.id, "asked for", [NAME]).reports == 0
    assert not any(b"elkati" in file.read_bytes() for file in kept.path.parent.iterdir())


@given(st.text(max_size=80), st.text(min_size=1, max_size=6))
def test_marks_keep_every_offset(text: str, word: str) -> None:
    if not any(map(str.isalnum, word)):
        return
    masked = redaction.masked(text, redaction.pattern([word]))
    assert len(masked) == len(text)
    assert all(one == other or other == redaction.MARK for one, other in zip(text, masked, strict=True))


@pytest.mark.parametrize("written", ["Ada Karo", "ADA KARO", "ada-karo", "Ada\nKaro", "Ada  Karo's"])
def test_a_name_is_found_however_it_is_set(written: str) -> None:
    assert "k" not in redaction.masked(f"x {written} y", redaction.pattern(["Ada Karo"])).lower()


@pytest.mark.parametrize("written", ["Adan Karo", "Ada Karos", "Ada Maria Karo"])
def test_other_names_stay(written: str) -> None:
    assert redaction.masked(written, redaction.pattern(["Ada Karo"])) == written

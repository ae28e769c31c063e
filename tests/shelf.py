"""Invented readings and a clock of their own, for tests of the ledger. All names are fictional."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly import codec, ledger
from reportedly.ledger import Entry
from reportedly.ledger.append import append
from reportedly.model import FORMAT, Claim, Dates, Model, Party, Place, Reader, Reading, Relation, Report, Span, Stance, Time

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.ledger.book import Ledger

DAY = 86_400_000_000
START = 1_943_000_000_000_000  # 2031-07-28, in microseconds
READER = Reader(version="1", model=Model(name="stand-in", digest="d"), settings="s")
LATER_READER = Reader(version="2", model=Model(name="stand-in", digest="d"), settings="s")
KELMET = Place(
    name="Kelmet", text="Kelmet", start=0, end=6, country="XA", admin1="Brenna", latitude=-1.5, longitude=20.0, precision="exact"
)


@dataclass
class Ticking:
    """A clock that stands until it is set."""

    at: int = START

    def __call__(self) -> int:
        return self.at


def book(folder: Path, clock: Ticking | None = None) -> Ledger:
    """A ledger in a folder."""
    return ledger.open(folder / "war.ledger", create=True, clock=clock or Ticking())


def report(
    text: str, *, url: str | None = None, outlet: str = "Brenna Post", published: str = "2031-07-28", title: str | None = None
) -> Report:
    """A report of a text."""
    return Report(
        id=codec.report_id(text, outlet, url, published),
        outlet=outlet,
        title=title,
        url=url,
        published=published,
        language="en",
        sha256=codec.sha256(text),
        raw_sha256=codec.sha256(text),
        text=text,
        dates=Dates(given=published),
    )


def claim(
    about: Report, words: str, *, actor: str | None = None, recipient: str | None = None, speaker: str | None = None, **changes: object
) -> Claim:
    """A claim that quotes `words` of a report; `changes` replace any field."""
    start = about.text.index(words)
    span = Span.of(about.text, start, start + len(words))
    stance: Stance = changes.pop("stance", "asserted")  # type: ignore[assignment]
    kind = str(changes.pop("event_type", "FIGHT"))
    fields: dict[str, object] = {
        "actors": tuple(filter(None, [party(about, actor)])),
        "recipients": tuple(filter(None, [party(about, recipient)])),
        "speaker": party(about, speaker, kind="belligerent"),
    }
    return Claim(
        id=codec.claim_id(about.id, [span], kind, stance, [str(actor), str(recipient), str(speaker)]),
        anchor=codec.anchor_id(about.id, span),
        event="e1",
        spans=(span,),
        event_type=kind,
        stance=stance,
        **(fields | changes),  # type: ignore[arg-type]
    )


def party(about: Report, name: str | None, kind: str | None = None, wikidata: str | None = None) -> Party | None:
    """A party, with its place in the text where it has one."""
    if name is None:
        return None
    at = about.text.find(name)
    place = {"text": name, "start": at, "end": at + len(name)} if at >= 0 else {}
    return Party(id="p1", name=name, kind=kind, wikidata=wikidata, **place)  # type: ignore[arg-type]


def day(iso: str) -> Time:
    """A day on which something happened."""
    return Time(start=iso, end=iso, precision="day")


def reading(about: Report, *claims: Claim, reader: Reader = READER, relations: tuple[Relation, ...] = ()) -> Reading:
    """What was found in a report."""
    return Reading(format=FORMAT, reader=reader, report=about, omitted=(), claims=claims, relations=relations)


def simple(text: str, url: str | None = None, **about: str) -> Reading:
    """A reading of a text with its first line as its one claim."""
    found = report(text, url=url, **about)  # type: ignore[arg-type]
    return reading(found, claim(found, text.splitlines()[0]))


def entry(found: Reading, **changes: object) -> Entry:
    """A reading on its way into the ledger."""
    fields: dict[str, object] = {"origin": found.report.url or "a.txt", "given": "a.txt", "reading": found}
    return Entry(**(fields | changes))  # type: ignore[arg-type]


def keep(into: Ledger, *readings: Reading) -> list[str]:
    """Keep readings, and tell what became of them."""
    return [str(status) for status in append(into, [entry(found) for found in readings])]


def words(into: Ledger, **filters: object) -> list[str]:
    """The first words that each claim that fits quotes, the last learned first."""
    return [row.claim.spans[0].text for row in into.claims(ledger.Filters(**filters))]  # type: ignore[arg-type]

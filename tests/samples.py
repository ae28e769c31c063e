"""An invented report and its reading, for tests of what comes after reading. All names and days are fictional."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from reportedly import codec, english
from reportedly.export import Cited, Dossier
from reportedly.model import (
    FORMAT,
    Claim,
    Dates,
    Model,
    Omitted,
    Party,
    Place,
    Reader,
    Reading,
    Relation,
    Report,
    Span,
    Stance,
    Time,
    Toll,
)
from reportedly.model.event import Event, EventToll, Grade, Origins, Side, Speaker, TollLine, Version, When, Where

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.ingest import Read
    from reportedly.settings import Settings

TEXT = (
    "The Northern Front said on its radio that it killed 40 Guard soldiers near Kelmet on Saturday.\n"
    "The Guard said it killed at least 12 Northern Front fighters and denied that Kelmet had fallen.\n"
    "(With inputs from agencies)"
)
FRONT = Party(id="p1", name="Northern Front", kind="belligerent", interested=True)
GUARD = Party(id="p2", name="Guard", kind="belligerent", interested=True)


def report(text: str = TEXT, **changes: object) -> Report:
    """A report of `text`; `changes` replace any field."""
    fields: dict[str, object] = {
        "id": codec.report_id(text, "Brenna Post", None, "2031-08-05"),
        "outlet": "Brenna Post",
        "title": "Both sides claim losses at Kelmet",
        "url": None,
        "published": "2031-08-05",
        "language": "en",
        "sha256": "0" * 64,
        "raw_sha256": "0" * 64,
        "text": text,
        "credits": ("agencies",),
        "dates": Dates(given="2031-08-05"),
    }
    return Report(**(fields | changes))  # type: ignore[arg-type]


def claim(words: str, speaker: Party | None, stance: Stance = "asserted", **changes: object) -> Claim:
    """A claim whose evidence is `words`, found in TEXT; `changes` replace any field."""
    start = TEXT.index(words)
    span = Span.of(TEXT, start, start + len(words))
    fields: dict[str, object] = {
        "id": codec.digest(words, stance),
        "anchor": codec.anchor_id("r", span),
        "event": "e1",
        "spans": (span,),
        "event_type": "FIGHT",
        "speaker": speaker,
        "stance": stance,
    }
    return Claim(**(fields | changes))  # type: ignore[arg-type]


def reading(**changes: object) -> Reading:
    """A reading with two rival tolls and a denial."""
    place = Place(name="Kelmet", text="Kelmet", start=75, end=81, country="XA", admin1="Brenna", latitude=-1.5, longitude=20.0)
    first = claim(
        "it killed 40 Guard soldiers near Kelmet on Saturday",
        FRONT,
        actors=(FRONT,),
        recipients=(GUARD,),
        killed=Toll(low=40, high=40, best=40, text="40"),
        place=place,
        time=Time(start="2031-08-02", end="2031-08-02", precision="day", text="Saturday"),
        relays=("Radio Brenna",),
        channel="radio",
    )
    second = claim(
        "it killed at least 12 Northern Front fighters",
        GUARD,
        actors=(GUARD,),
        recipients=(FRONT,),
        killed=Toll(low=12, high=None, best=12, text="at least 12"),
    )
    third = claim("Kelmet had fallen", GUARD, "denied", event="e2", event_type="TERRITORY", place=place)
    hedge = claim("denied that Kelmet had fallen", None, "hedged", event="e2", event_type="STATUS")
    start = TEXT.index("(With")
    fields: dict[str, object] = {
        "format": FORMAT,
        "reader": Reader(version="0", model=Model(name="m", digest="d"), settings="s"),
        "report": report(),
        "omitted": (Omitted(start=start, end=len(TEXT), reason="credit"),),
        "claims": (first, second, third, hedge),
        "relations": (Relation(kind="contradicts", from_id=third.id, to_id=first.id, reasons=("polarity flipped",)),),
    }
    return Reading(**(fields | changes))  # type: ignore[arg-type]


@cache
def reader() -> Read:
    """The reader that users get."""
    from reportedly.ingest import open_reader
    from reportedly.settings import Settings

    return open_reader(Settings())


@cache
def reading_of(text: str, published: str = "2031-08-05") -> Reading:
    """The reading of a text by the reader that users get."""
    return reader()(report(text, id=codec.report_id(text, None, None, published), published=published))


def open_stand_in(settings: Settings) -> Callable[[Report], Reading]:
    """A reader that finds one claim, the first line; the words FAULT and CRASH in a text make it fail or die."""

    def read_one(given: Report) -> Reading:
        if "CRASH" in given.text:
            os._exit(9)
        if "FAULT" in given.text:
            raise ValueError("a fault")
        span = Span.of(given.text, 0, len(given.text.splitlines()[0]))
        found = Claim(
            id=codec.claim_id(given.id, [span], "STATUS", "asserted", []),
            anchor=codec.anchor_id(given.id, span),
            event="e1",
            spans=(span,),
            event_type="STATUS",
            stance="asserted",
        )
        info = Reader(version="0", model=Model(name="stand-in", digest=english.PINNED), settings=settings.digest())
        return Reading(format=FORMAT, reader=info, report=given, omitted=(), claims=(found,), relations=())

    return read_one


def dossier() -> Dossier:
    """The event of the sample report: a fight of which each side counts the other's dead."""
    read = reading()
    ids = tuple(claim.id for claim in read.claims)
    guard = codec.digest("speaker", "Guard")
    front = codec.digest("speaker", "Northern Front")

    def toll(of: str, line: str, name: str, low: int, high: int | None, claim: str) -> EventToll:
        version = Version(low=low, high=high, best=low, text=None, as_of="2031-08-05", status="current", stance="asserted", claims=(claim,))
        told = TollLine(lineage=line, name=name, kind="belligerent", camp=name, low=low, high=high, hedged=False, versions=(version,))
        return EventToll(
            measure="killed", of=of, subset=False, low=low, best=None, high=high, basis="only the opponent counts", lines=(told,)
        )

    event = Event(
        id="e0000000000000001",
        sentence="The Northern Front says that it killed 40 Guard soldiers at Kelmet; the Guard says that it killed at least 12.",
        event_type="FIGHT",
        event_types=("FIGHT",),
        modes=(),
        aggregate=False,
        background=False,
        sides=(
            Side(name="Guard", role="both", kind="belligerent", claims=ids[:2]),
            Side(name="Northern Front", role="both", kind="belligerent", claims=ids[:2]),
        ),
        where=Where(
            name="Kelmet",
            country="XA",
            admin1="Brenna",
            admin2=None,
            latitude=-1.5,
            longitude=20.0,
            geonameid=None,
            precision="exact",
            area_km=None,
            claims=ids[:1],
            why="the narrowest place that claims name",
        ),
        when=When(start="2031-08-02", end="2031-08-02", precision="day", edtf="2031-08-02", claims=ids[:1], why="the day that claims name"),
        tolls=(
            toll("Guard", front, "Northern Front", 40, 40, ids[0]),
            toll("Northern Front", guard, "Guard", 12, None, ids[1]),
        ),
        questions=(),
        disputed=(),
        speakers=(
            Speaker(
                name="Northern Front", kind="belligerent", side="Northern Front", position="says", outlets=("Brenna Post",), claims=ids[:1]
            ),
            Speaker(name="Guard", kind="belligerent", side="Guard", position="says", outlets=("Brenna Post",), claims=ids[1:]),
        ),
        matrix=(),
        origins=Origins(outlets=1, low=2, best=2, high=2, lineages=("Northern Front", "Guard"), reasons=("two camps",)),
        status="single_origin",
        grades=(
            Grade(scheme="acled", value="12", why="the lowest figure in force", claims=ids[1:2]),
            Grade(scheme="ucdp_low", value="12", why="the lowest figure in force", claims=ids[1:2]),
            Grade(scheme="ucdp_best", value="12", why="the lowest figure in force", claims=ids[1:2]),
            Grade(scheme="ucdp_high", value="52", why="both figures", claims=ids[:2]),
        ),
        lineages=(),
        descents=(),
        links=(),
        claims=ids,
        reports=(read.report.id,),
        updated="2031-08-05T12:00:00Z",
    )
    return Dossier(event, tuple(Cited(read.report, claim) for claim in read.claims))

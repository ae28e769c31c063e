"""A seeded maker of readings: invented words, parties and places, as often and as seldom as in news (Zipf), never a real text."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from reportedly import codec
from reportedly.model import FORMAT, Claim, Dates, Model, Party, Place, Reader, Reading, Report, Span, Time, Toll

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.settings import Settings

READER = Reader(version="bench", model=Model(name="none", digest="0" * 16), settings="0" * 16)
TYPES = "FIGHT ASSAULT COERCE PROTEST ACCUSE REJECT CONSULT TERRITORY AID MOBILIZE AGREE THREATEN SANCTION RETREAT REQUEST STATUS".split()
STANCES = ("asserted",) * 7 + ("denied", "hedged", "planned", "demand")
KINDS = "belligerent government witness media health monitor un ngo expert unnamed".split()
FIRST_DAY = date(2031, 1, 1)
DAYS = 1_826  # five years
SENTENCES = 18  # a report of some 1,300 characters
WORDS = 30_000


def spelled(number: int) -> str:
    """An invented word for a number: the same one always, no two alike."""
    syllables = []
    number += 12
    while number:
        number, left = divmod(number, 90)
        syllables.append("bdfgklmnprstvzhjwx"[left % 18] + "aeiou"[left // 18])
    return "".join(syllables)


def printed(text: str, outlet: str, day: str, number: int, *, title: str) -> Report:
    """An outlet's report of a day, at an address of its own."""
    url = f"https://{outlet.replace(' ', '').lower()}.example/{day}/{number}"
    digest = codec.sha256(text)
    return Report(
        id=codec.report_id(text, outlet, url, day),
        outlet=outlet,
        title=title,
        url=url,
        published=day,
        language="en",
        sha256=digest,
        raw_sha256=digest,
        text=text,
        dates=Dates(given=day),
    )


@dataclass
class Zipf:
    """Draws numbers under `size`, the n-th 1/n as often as the first."""

    size: int
    weights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        """Add the weights up once."""
        self.weights = list(accumulate(1 / (rank + 1) for rank in range(self.size)))

    def draw(self, chance: random.Random, count: int) -> list[int]:
        """Some numbers."""
        return chance.choices(range(self.size), cum_weights=self.weights, k=count)


class Maker:
    """Makes readings, always the same ones for a seed."""

    def __init__(self, seed: int = 6) -> None:
        self.chance = random.Random(seed)
        self.words = [spelled(number) for number in range(WORDS)]
        self.word, self.party, self.place, self.outlet = Zipf(WORDS), Zipf(2_000), Zipf(5_000), Zipf(300)
        self.parties = [f"{spelled(40_000 + number).title()} Front" for number in range(2_000)]
        self.places = [self._place(number) for number in range(5_000)]

    def readings(self, count: int, claims: int = 10) -> Iterator[Reading]:
        """Readings of as many reports, each with `claims` claims."""
        return (self.reading(number, claims) for number in range(count))

    def reading(self, number: int, claims: int) -> Reading:
        """One report and what was found in it."""
        drawn = self.word.draw(self.chance, SENTENCES * 16)
        lines = [" ".join(self.words[word] for word in drawn[start : start + 16]).capitalize() + "." for start in range(0, len(drawn), 16)]
        text = "\n".join(lines)
        day = (FIRST_DAY + timedelta(days=number * DAYS // 200_000)).isoformat()
        outlet = f"{spelled(90_000 + self.outlet.draw(self.chance, 1)[0]).title()} Post"
        report = printed(text, outlet, day, number, title=lines[0][:60])
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        found = [self._claim(report, starts[at], lines[at], day) for at in range(claims)]
        return Reading(format=FORMAT, reader=READER, report=report, omitted=(), claims=tuple(found), relations=())

    def _claim(self, report: Report, start: int, line: str, day: str) -> Claim:
        chance = self.chance
        span = Span(start=start, end=start + len(line), text=line)
        actor, recipient, speaker = (self._party(number, start, line) for number in self.party.draw(chance, 3))
        kind, stance = chance.choice(TYPES), chance.choice(STANCES)
        said_by = None if chance.random() < 0.3 else speaker
        happened = (date.fromisoformat(day) - timedelta(days=chance.randrange(4))).isoformat()
        names = [party.name for party in (speaker, actor, recipient)]
        return Claim(
            id=codec.claim_id(report.id, [span], kind, stance, names),
            anchor=codec.anchor_id(report.id, span),
            event=f"e{start}",
            spans=(span,),
            event_type=kind,
            contexts=("military",),
            actors=(actor,),
            recipients=(recipient,),
            place=self.places[self.place.draw(chance, 1)[0]],
            time=Time(start=happened, end=happened, precision="day", edtf=happened, text="on Monday"),
            killed=Toll(low=4, high=4, best=4, text=line[:4], start=start, end=start + 4) if chance.random() < 0.2 else None,
            speaker=said_by,
            stance=stance,
            cues=(Span(start=start, end=start + 8, text=line[:8]),),
        )

    def _party(self, number: int, start: int, line: str) -> Party:
        return Party(
            id=f"p{number}", name=self.parties[number], text=line[:10], start=start, end=start + 10, kind=KINDS[number % len(KINDS)]
        )

    def _place(self, number: int) -> Place:
        chance = self.chance
        name = spelled(60_000 + number).title()
        return Place(
            name=name,
            text=name,
            start=0,
            end=len(name),
            country="XA",
            admin1=f"Province {number % 40}",
            latitude=round(chance.uniform(-12, 12), 4),
            longitude=round(chance.uniform(15, 40), 4),
            geonameid=number,
            precision=chance.choice(("exact", "near", "admin2", "admin1")),
            score=0.9,
            reason="the only place of that name in the country that the report is about",
        )


def stand_in(settings: Settings) -> Callable[[Report], Reading]:
    """A stand-in for the reader: one claim, the whole text."""
    info = Reader(version="stand-in", model=READER.model, settings=settings.digest())

    def read(given: Report) -> Reading:
        span = Span.of(given.text, 0, len(given.text))
        party = Party(id="p1", name=" ".join(given.text.split()[:2]), kind="belligerent")
        claim = Claim(
            id=codec.claim_id(given.id, [span], "FIGHT", "asserted", [party.name]),
            anchor=codec.anchor_id(given.id, span),
            event="e1",
            spans=(span,),
            event_type="FIGHT",
            actors=(party,),
            stance="asserted",
        )
        return Reading(format=FORMAT, reader=info, report=given, omitted=(), claims=(claim,), relations=())

    return read

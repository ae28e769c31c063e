"""A seeded maker of news that many outlets tell: happenings, each told by one report or by dozens, by both sides and by copies.

Names are those of `invented.py`. Some 120 happenings begin a day, in 4,800 towns of twelve countries; a report tells three of those of the
last two days, the n-th 1/n as often as the first, with three or four claims of each: of its parties, of somebody who counts, in its own
voice. A seventh of the reports repeat another's sentences.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from invented import FIRST_DAY, READER, Zipf, printed, spelled

from reportedly import codec
from reportedly.model import FORMAT, Claim, Party, Place, Reading, Report, Span, Time, Toll

if TYPE_CHECKING:
    from collections.abc import Iterator


KINDS = ("FIGHT", "ASSAULT", "ASSAULT", "FIGHT", "COERCE", "PROTEST", "TERRITORY", "CONSULT")
VERBS = {
    "FIGHT": "fought",
    "ASSAULT": "shelled",
    "COERCE": "arrested people of",
    "PROTEST": "marched against",
    "TERRITORY": "took ground from",
    "CONSULT": "met",
}
A_DAY = 110  # reports
HAPPENINGS = 120  # a day
TOWNS, COUNTRIES, PARTIES = 4_800, 12, 600
TELLS = 3


@dataclass(frozen=True, slots=True)
class Happening:
    """What is told: one thing, on one day, at one place, with two sides and a number of dead."""

    number: int
    kind: str
    day: int
    town: int
    sides: tuple[int, int]
    dead: int


@dataclass
class Stories:
    """Makes readings, always the same ones for a seed."""

    seed: int = 7
    chance: random.Random = field(init=False)
    number: int = 0
    made: list[tuple[Claim, Report, Happening]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Draw what stays."""
        self.chance = random.Random(self.seed)
        self.told = Zipf(2 * HAPPENINGS)
        self.outlet = Zipf(300)
        self.words = [spelled(number) for number in range(30_000)]
        self.word = Zipf(30_000)
        spots = random.Random(self.seed + 1)
        self.towns = [_town(number, spots) for number in range(TOWNS)]
        self._days: dict[int, list[Happening]] = {}
        self._told: dict[int, list[str]] = {}

    def party_name(self) -> str:
        """A party's name, drawn as often as it is told."""
        return _name(self.chance.randrange(PARTIES))

    def place_name(self) -> str:
        """A town's name."""
        return self.towns[self.chance.randrange(TOWNS)].name

    def skip(self, claims: int) -> None:
        """Go on behind so many claims."""
        self.number = claims // 10

    def readings(self, claims: int) -> Iterator[Reading]:
        """Readings with so many claims in all, ten each."""
        for _ in range(claims // 10):
            yield self._reading()
            self.number += 1

    def _happenings(self, day: int) -> list[Happening]:
        """What began on a day."""
        if day not in self._days:
            drawn = random.Random(f"{self.seed} {day}")
            self._days = {known: found for known, found in self._days.items() if known >= day - 3}
            self._days[day] = [_happening(day, at, drawn) for at in range(HAPPENINGS)]
        return self._days[day]

    def _reading(self) -> Reading:
        self.chance.seed(f"{self.seed} report {self.number}")
        day = self.number // A_DAY
        pool = [*self._happenings(day), *self._happenings(max(day - 1, 0))]
        told = list(dict.fromkeys(pool[at] for at in self.told.draw(self.chance, TELLS)))
        published = (FIRST_DAY + timedelta(days=day)).isoformat()
        outlet = f"{spelled(90_000 + self.outlet.draw(self.chance, 1)[0]).title()} Post"
        lines: list[tuple[str, Happening, str, int | None]] = []
        for at in range(10):
            one = told[at % len(told)]
            lines.append(self._line(one, at // len(told)))
        text = "\n".join([*(line for line, *_ in lines), *(self._filler() for _ in range(6))])
        report = printed(text, outlet, published, self.number, title=lines[0][0][:60])
        starts = list(accumulate((len(line) + 1 for line, *_ in lines), initial=0))
        found = tuple(self._claim(report, start, told.index(line[1]), line) for start, line in zip(starts, lines, strict=False))
        self.made += [(claim, report, line[1]) for claim, line in zip(found, lines, strict=True)]
        return Reading(format=FORMAT, reader=READER, report=report, omitted=(), claims=found, relations=())

    def _filler(self) -> str:
        return " ".join(self.words[one] for one in self.word.draw(self.chance, 14)).capitalize() + "."

    def _line(self, one: Happening, turn: int) -> tuple[str, Happening, str, int | None]:
        """A sentence of a happening, who says it, and the dead that it tells: each side its own number, the first speaker the true one."""
        who = ("", _name(one.sides[0]), _name(one.sides[1]), f"{self.towns[one.town].name} Hospital")[turn % 4]
        dead = None if turn % 2 and one.kind not in ("FIGHT", "ASSAULT") else one.dead + (turn % 3) * 3
        known = self._told.setdefault(one.number, [])
        if known and self.chance.random() < 0.15:
            return self.chance.choice(known), one, who, dead
        some = " ".join(self.words[word] for word in self.word.draw(self.chance, 9))
        count = f", killing {dead} people" if dead is not None else ""
        says = f", {who} said" if who else ""
        line = f"{_name(one.sides[0])} {VERBS[one.kind]} {_name(one.sides[1])} in {self.towns[one.town].name} {some}{count}{says}."
        known.append(line)
        if len(self._told) > 4 * HAPPENINGS:
            self._told.pop(next(iter(self._told)))
        return line, one, who, dead

    def _claim(self, report: Report, start: int, event: int, told: tuple[str, Happening, str, int | None]) -> Claim:
        line, one, who, dead = told
        span = Span(start=start, end=start + len(line), text=line)
        actor, recipient = (_party(side, start) for side in one.sides)
        day = (FIRST_DAY + timedelta(days=one.day)).isoformat()
        speaker = None
        if who:
            kind = "health" if who.endswith("Hospital") else "belligerent"
            speaker = Party(id="p3", name=who, text=who, start=start, end=start + len(who), kind=kind)
        stance = "denied" if speaker and self.chance.random() < 0.08 else "asserted"
        toll = Toll(low=dead, high=dead, best=dead, text=str(dead), start=start, end=start + 2) if dead is not None else None
        return Claim(
            id=codec.claim_id(report.id, [span], one.kind, stance, [who, actor.name, recipient.name]),
            anchor=codec.anchor_id(report.id, span),
            event=f"e{event + 1}",
            spans=(span,),
            event_type=one.kind,
            contexts=("military",),
            actors=(actor,),
            recipients=(recipient,),
            place=self.towns[one.town],
            time=Time(start=day, end=day, precision="day", edtf=day, text="on Monday"),
            killed=toll,
            speaker=speaker,
            stance=stance,  # type: ignore[arg-type]
        )


def _happening(day: int, at: int, drawn: random.Random) -> Happening:
    town = drawn.randrange(TOWNS)
    country = town % COUNTRIES
    sides = drawn.sample(range(country, PARTIES, COUNTRIES), 2)
    return Happening(day * HAPPENINGS + at, drawn.choice(KINDS), day, town, (sides[0], sides[1]), 1 + int(drawn.expovariate(1 / 8)))


def _name(number: int) -> str:
    return f"{spelled(40_000 + number).title()} Front"


def _party(number: int, start: int) -> Party:
    name = _name(number)
    return Party(id=f"p{number}", name=name, text=name, start=start, end=start + len(name), kind="belligerent")


def _town(number: int, spots: random.Random) -> Place:
    name = spelled(60_000 + number).title()
    return Place(
        name=name,
        text=name,
        start=0,
        end=len(name),
        country=f"X{'ABCDEFGHIJKL'[number % COUNTRIES]}",
        admin1=f"Province {number % 240}",
        latitude=round(spots.uniform(-12, 12), 4),
        longitude=round(spots.uniform(15, 40), 4),
        geonameid=number,
        precision="exact",
        score=0.9,
    )

"""Questions to the ledger: each filter alone and together, in the order of learning, the same whichever way the answer is found."""

from __future__ import annotations

import random
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

import shelf
from reportedly import ledger
from reportedly.errors import LedgerDamagedError, OptionError
from reportedly.ledger import Box, Filters, query
from reportedly.model import Claim, Place, Time
from shelf import DAY, Ticking, book, claim, day, keep, party, reading, report, simple, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.ledger.book import Ledger
    from reportedly.ledger.records import ClaimRow

TEXT = "\n".join(
    [
        "The Northern Front said it killed ten soldiers at Kelmet.",
        "The Guard denied that Kelmet had fallen.",
        "Villagers in Osmere fled the shelling.",
        "The minister will meet rebels' envoys.",
    ]
)
OSMERE = Place(
    name="Osmere", text="Osmere", start=0, end=6, country="XB", admin1="Tarn", latitude=10.0, longitude=179.5, precision="admin1"
)
COUNTRY = Place(name="Xanthia", text="Xanthia", start=0, end=7, country="XA", latitude=-1.5, longitude=20.0, precision="country")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    clock = Ticking()
    with book(tmp_path_factory.mktemp("ledger"), clock) as opened:
        about = report(TEXT, title="Fighting")
        lines = TEXT.splitlines()
        guard = party(about, "Guard", wikidata="Q7")
        keep(
            opened,
            reading(
                about,
                claim(
                    about,
                    lines[0],
                    actor="Northern Front",
                    recipient="Guard",
                    speaker="Northern Front",
                    place=shelf.KELMET,
                    time=day("2031-07-26"),
                ),
                claim(about, lines[1], stance="denied", event_type="TERRITORY", speaker="Guard", place=shelf.KELMET),
                claim(about, lines[2], event_type="COERCE", place=OSMERE, time=Time(start="2031-07-20", end=None, precision="range")),
                claim(about, lines[3], stance="planned", event_type="CONSULT", actors=(guard,), place=COUNTRY),
            ),
        )
        clock.at += DAY
        other = report("Home Guard troops left Kelmet.", outlet="Radio Tarn", published="2031-07-29")
        keep(opened, reading(other, claim(other, other.text, actors=(party(other, "Home Guard", wikidata="Q7"),), event_type="RETREAT")))
        yield opened


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, [4, 3, 2, 1, 0]),
        ({"words": ("kelmet",)}, [4, 1, 0]),
        ({"words": ("KELMET", "killed")}, [0]),
        ({"words": ("kill",)}, [0]),
        ({"words": ("northern front",)}, [0]),
        ({"words": ("front northern",)}, []),
        ({"words": ("rebel*",)}, [3]),
        ({"words": ("rebels'",)}, [3]),
        ({"words": ('"OR" NOT',)}, []),
        ({"event_type": "FIGHT"}, [0]),
        ({"stance": "denied"}, [1]),
        ({"party": "northern  front"}, [0]),
        ({"party": "Guard"}, [4, 3, 0]),
        ({"party": "Home Guard"}, [4, 3]),
        ({"party": "q7"}, [4, 3]),
        ({"party": "North"}, []),
        ({"speaker": "Guard"}, [1]),
        ({"speaker": "Nobody"}, []),
        ({"speaker_kind": "belligerent"}, [1, 0]),
        ({"speaker_kind": "outlet"}, [4, 3, 2]),
        ({"place": "KELMET"}, [1, 0]),
        ({"place": "brenna"}, [1, 0]),
        ({"place": "xa"}, [3, 1, 0]),
        ({"box": Box(19, -2, 21, 0)}, [1, 0]),
        ({"box": Box(170, 0, -170, 20)}, [2]),
        ({"box": Box(20, -1.5, 20, -1.5)}, [1, 0]),
        ({"box": Box(-10, -10, 10, 10)}, []),
        ({"since": "2031-07-26", "until": "2031-07-26"}, [2, 0]),
        ({"since": "2031-07-27"}, [2]),
        ({"until": "2031-07-19"}, []),
        ({"published_since": "2031-07-29"}, [4]),
        ({"published_until": "2031-07-28"}, [3, 2, 1, 0]),
        ({"outlet": "radio tarn"}, [4]),
        ({"outlet": "Radio"}, []),
        ({"as_of": "2031-07-28"}, [3, 2, 1, 0]),
        ({"as_of": "2031-07-29", "words": ("kelmet",)}, [4, 1, 0]),
        ({"as_of": "2031-07-28", "party": "Home Guard"}, [3]),
        ({"words": ("kelmet",), "stance": "denied", "place": "Kelmet", "speaker": "guard"}, [1]),
        ({"party": "Guard", "event_type": "RETREAT", "outlet": "Radio Tarn"}, [4]),
    ],
)
def test_filters(kept: Ledger, filters: dict[str, object], found: list[int]) -> None:
    lines = [*TEXT.splitlines(), "Home Guard troops left Kelmet."]
    assert words(kept, **filters) == [lines[number] for number in found]


def test_claims_of_one_report(kept: Ledger) -> None:
    assert words(kept, report=report(TEXT, title="Fighting").id) == TEXT.splitlines()[::-1]


def test_a_limit_is_kept(kept: Ledger) -> None:
    assert len(list(kept.claims(limit=2))) == 2
    assert len(list(kept.reports(limit=1))) == 1


def test_reports_are_found_by_title_text_outlet_and_day(kept: Ledger) -> None:
    def titles(**filters: object) -> list[str | None]:
        return [row.report.outlet for row in kept.reports(Filters(**filters))]  # type: ignore[arg-type]

    assert titles() == ["Radio Tarn", "Brenna Post"]
    assert titles(words=("fighting", "villagers")) == ["Brenna Post"]
    assert titles(outlet="radio tarn") == ["Radio Tarn"]
    assert titles(published_until="2031-07-28") == ["Brenna Post"]
    assert titles(as_of="2031-07-28") == ["Brenna Post"]
    assert [row.claims for row in kept.reports()] == [1, 4]


def test_reports_have_no_parties(kept: Ledger) -> None:
    with pytest.raises(OptionError, match="party filter claims"):
        list(kept.reports(Filters(party="Guard")))


def test_names_near_to_an_unknown_one_are_told(kept: Ledger) -> None:
    assert kept.near(Filters(party="gua")) == ["Guard", "Home Guard"]
    assert kept.near(Filters(place="kel%")) == []
    assert kept.near(Filters(outlet="radio")) == ["Radio Tarn"]
    assert kept.near(Filters(party="guard")) == ()


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"since": "yesterday"}, "since: 'yesterday' is not a day"),
        ({"until": "2031-02-30"}, "until"),
        ({"as_of": "noon"}, "neither a day nor a time"),
        ({"words": ("--",)}, "no letter or digit"),
    ],
)
def test_filters_that_make_no_sense_are_refused(filters: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        Filters(**filters)  # type: ignore[arg-type]


@pytest.mark.parametrize("box", [(0, 10, 5, 5), (-181, 0, 0, 1), (0, 0, float("nan"), 1)])
def test_a_box_that_is_none_is_refused(box: tuple[float, float, float, float]) -> None:
    with pytest.raises(OptionError, match="west,south,east,north"):
        Box(*box)


def test_a_time_of_day_names_its_zone_or_is_utc(kept: Ledger) -> None:
    learned = next(kept.claims(Filters(outlet="Radio Tarn"))).learned
    at = ledger.records.iso(learned)
    assert len(words(kept, as_of=at)) == 5
    assert len(words(kept, as_of=at.replace("Z", ""))) == 5
    assert len(words(kept, as_of=at.replace("Z", "+01:00"))) == 4


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Some hundred claims drawn by chance, two batches of them superseded."""
    chance = random.Random(4)
    clock = Ticking()
    with book(tmp_path_factory.mktemp("ledger"), clock) as opened:
        for number in range(150):
            clock.at += DAY // 4
            text = "\n".join(
                f"{chance.choice(['Troops', 'Rebels'])} {chance.choice(['killed', 'left'])} {number} {line}." for line in range(3)
            )
            about = report(text, url=f"https://post.example/{number % 120}", outlet=chance.choice(["Post", "Radio"]))
            keep(opened, reading(about, *(_drawn(about, line, chance) for line in text.splitlines())))
        yield opened


def _drawn(about: object, line: str, chance: random.Random) -> Claim:
    place = Place(
        name=chance.choice("ABC"),
        text="",
        start=0,
        end=0,
        latitude=chance.uniform(-5, 5),
        longitude=chance.uniform(-5, 5),
        precision="near",
    )
    return claim(
        about,  # type: ignore[arg-type]
        line,
        actor=chance.choice(["Front", "Guard", None]),
        recipient=chance.choice(["Front", "Guard", None]),
        speaker=chance.choice(["Front", "Guard", None]),
        event_type=chance.choice(["FIGHT", "ASSAULT"]),
        stance=chance.choice(["asserted", "denied"]),
        place=place,
        time=day(f"2031-07-{chance.randrange(10, 30)}"),
    )


CHOICES: dict[str, list[object]] = {
    "words": [("killed",), ("troops", "left")],
    "event_type": ["FIGHT"],
    "stance": ["denied"],
    "party": ["front"],
    "speaker": ["guard"],
    "place": ["a"],
    "box": [Box(-2, -3, 4, 3)],
    "since": ["2031-07-15"],
    "until": ["2031-07-22"],
    "outlet": ["radio"],
    "as_of": ["2031-08-10"],
}


def _fits(row: ClaimRow, filters: dict[str, object]) -> bool:
    """The filters as one would write them without a database."""
    one, text = row.claim, row.claim.spans[0].text.lower()
    assert one.place is not None
    assert one.time is not None
    named = {named.name.lower() for named in (*one.actors, *one.recipients)}
    box = filters.get("box")
    tests = {
        "words": lambda value: all(word in text for word in value),
        "event_type": lambda value: one.event_type == value,
        "stance": lambda value: one.stance == value,
        "party": lambda value: value in named,
        "speaker": lambda value: one.speaker is not None and one.speaker.name.lower() == value,
        "place": lambda value: one.place.name.lower() == value,
        "box": lambda _: box.west <= one.place.longitude <= box.east and box.south <= one.place.latitude <= box.north,
        "since": lambda value: one.time.end >= value,
        "until": lambda value: one.time.start <= value,
        "outlet": lambda value: row.report.outlet.lower() == value,
        "as_of": lambda _: True,
    }
    return all(tests[name](value) for name, value in filters.items())


@pytest.mark.parametrize("rare", [0, 10, 20_000], ids=["walked", "mixed", "gathered"])
@pytest.mark.parametrize("seed", range(30))
def test_every_way_of_finding_gives_the_same_claims(many: Ledger, rare: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "_RARE", rare)
    monkeypatch.setattr(query, "_PAGE", 7)
    chance = random.Random(seed)
    filters = {name: chance.choice(CHOICES[name]) for name in chance.sample(sorted(CHOICES), chance.randrange(1, 4))}
    at = {name: value for name, value in filters.items() if name == "as_of"}
    expected = [row.claim.id for row in many.claims(Filters(**at)) if _fits(row, filters)]  # type: ignore[arg-type]
    assert [row.claim.id for row in many.claims(Filters(**filters))] == expected  # type: ignore[arg-type]


def test_every_filter_of_claims_is_tried() -> None:
    assert {field.name for field in fields(Filters)} - CHOICES.keys() == {"speaker_kind", "published_since", "published_until", "report"}


def test_a_snapshot_stays_while_others_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "_PAGE", 2)
    with book(tmp_path) as opened:
        keep(opened, *(simple(f"Report {number}.") for number in range(4)))
        rows = opened.claims()
        first = next(rows)
        keep(opened, *(simple(f"Later {number}.") for number in range(4)))
        assert [row.claim.spans[0].text for row in [first, *rows]] == [f"Report {number}." for number in (3, 2, 1, 0)]


def test_a_body_that_is_damaged_is_said(tmp_path: Path) -> None:
    import sqlite3

    with book(tmp_path) as opened:
        keep(opened, simple("Ten died."))
        raw = sqlite3.connect(opened.path)
        raw.execute("DROP TRIGGER readings_update")
        raw.execute("UPDATE readings SET body = x'0011'")
        raw.commit()
        raw.close()
        with pytest.raises(LedgerDamagedError, match="a row is damaged"):
            list(opened.claims())

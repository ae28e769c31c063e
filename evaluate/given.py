"""Claims made by hand, with the relations and the events that are expected of them: what linking is measured on apart from reading.

    folder = given.load(Path("original"))

A folder holds <id>.json files with claims (the gold's schema, with `aliases`), `relations.json`, a list of {"kind", "from", "to"}, and
`events.json` in either of two forms: a list (tolls by `lineages` with versions) or an object with `events` (tolls `by_lineage`). The
claims become the library's records under the gold's ids, parties under their first alias of the report; what the gold
knows and a reading would not (`kind`, `related`, `note`, other types) is left out. What a reading knows beside the claims, what a person
is said to be ("NRF spokesman"), is taken from the library's own reading of the text and from the aliases.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

import reportedly
from reportedly import lexicon
from reportedly.model import Claim, Party, Place, Relation, Span, Time, Toll
from reportedly.model.event import Told
from reportedly.read.text.text import Cleaned, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MEASURES = {"fatalities": "killed", "dead on arrival": "killed", "injured": "wounded", "captured": "detained"}
"""Names of measures that the expected events use, to those of the records."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the folder: its text, what cleaning set aside and found credited, and what its people are said to be, by name."""

    id: str
    outlet: str | None
    published: str | None
    text: str
    cleaned: Cleaned
    roles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """What one lineage counts, as expected: its figures in force. `versions` are (claims, low, high, status), the oldest first."""

    lineage: str
    low: int | None
    high: int | None
    hedged: bool
    claims: tuple[str, ...]
    copies: tuple[str, ...]
    versions: tuple[tuple[tuple[str, ...], int | None, int | None, str], ...]


@dataclass(frozen=True, slots=True)
class ExpectedToll:
    """A toll as expected. `measure` is the records' where they have it, else the folder's words; `lineages` counts voices."""

    measure: str
    of: str | None
    low: int | None
    best: int | None
    high: int | None
    subset: bool
    basis: str
    lineages: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ExpectedEvent:
    """An event as expected. `positions` are (question, answer, lineage, claims, copies); `parts` ids of events that it holds."""

    id: str
    label: str
    event_type: str
    claims: tuple[str, ...]
    copies: tuple[str, ...]
    parts: tuple[str, ...]
    start: str | None
    end: str | None
    place: str | None
    tolls: tuple[ExpectedToll, ...]
    positions: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], ...]
    excluded: tuple[str, ...]
    disputed: tuple[str, ...]
    origins: tuple[str, ...]
    independent_origins: int


@dataclass(frozen=True, slots=True)
class Given:
    """A folder: reports by id, what they tell, and what is expected of it."""

    reports: Mapping[str, Report]
    told: tuple[Told, ...]
    relations: tuple[Relation, ...]
    events: tuple[ExpectedEvent, ...]

    def of(self, ids: Iterable[str]) -> tuple[Told, ...]:
        """What is told under these ids of claims, in the folder's order."""
        wanted = frozenset(ids)
        return tuple(item for item in self.told if item.claim.id in wanted)


def load(folder: Path) -> Given:
    """What a folder gives, reports by the order of their ids. Raises OSError where it has no relations or events."""
    raw = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    reports = [item for item in raw if isinstance(item, dict) and "claims" in item and "text" in item]
    opened = {item["id"]: _report(item) for item in reports}
    told = tuple(_told(claim, item, opened[item["id"]]) for item in reports for claim in item["claims"])
    ids = {item.claim.id for item in told}
    links = json.loads((folder / "relations.json").read_text(encoding="utf-8"))
    relations = tuple(
        Relation(kind=link["kind"], from_id=link["from"], to_id=link["to"], reasons=(link["why"],))
        for link in links
        if link["from"] in ids and link["to"] in ids
    )
    events = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    return Given(opened, told, relations, tuple(_event(event) for event in (events["events"] if isinstance(events, dict) else events)))


def claim_of(raw: Mapping[str, Any], canonical: Mapping[str, str]) -> Claim:
    """A claim of the gold as the library's, its parties under their canonical names (folded name to name)."""
    quotes, cues = raw["quotes"], raw.get("hedge_cues", ())
    relays, channel = _chain(raw)
    return Claim(
        id=raw["id"],
        anchor=raw["id"],
        event=raw["event"],
        proposition=raw.get("proposition"),
        spans=tuple(Span(start=q["start"], end=q["end"], text=q["text"]) for q in quotes),
        event_type=raw["event_type"],
        actors=_parties(raw["actors"], canonical),
        recipients=_parties(raw["targets"], canonical),
        place=_place(raw.get("place"), quotes),
        time=_time(raw.get("date")),
        killed=_toll(raw["fatalities"]),
        wounded=_toll(raw["injured"]),
        casualties=_toll(raw["casualties"]),
        speaker=_speaker(raw["source"], canonical),
        relays=relays,
        channel=channel,
        stance=raw["stance"],
        cues=tuple(cue for cue in (_find(words, quotes) for words in cues) if cue),
    )


def _report(raw: Mapping[str, Any]) -> Report:
    return Report(raw["id"], raw["reported_by"], raw["published"], raw["text"], clean(raw["text"], raw["title"]), _roles(raw))


def _canonical(raw: Mapping[str, Any]) -> dict[str, str]:
    """Folded name to the first of its aliases in the report."""
    return {name.casefold(): names[0] for names in raw.get("aliases", ()) for name in names}


def _roles(raw: Mapping[str, Any]) -> dict[str, str]:
    """Canonical name to what the reading, or an alias, says somebody is, with the aliases of others by their names."""
    canonical = _canonical(raw)
    reading = reportedly.read(raw["text"], published=raw["published"], outlet=raw["reported_by"], title=raw["title"])
    said: dict[str, set[str]] = {}
    for claim in reading.claims:
        for party in (*claim.actors, *claim.recipients, *((claim.speaker,) if claim.speaker else ())):
            if party.role:
                said.setdefault(canonical.get(party.name.casefold(), party.name), set()).add(party.role)
    for first, *others in raw.get("aliases", ()):
        said.setdefault(first, set()).update(name for name in others if " " in name and not set(name.split()) & set(first.split()))
    for name in {claim["source"]["name"] for claim in raw["claims"] if claim["source"]["type"] != "outlet"}:
        said.setdefault(canonical.get(name.casefold(), name), set()).update(_beside(name, raw["text"]))
    return {name: _spelled_out(max(roles, key=lambda role: (len(role), role)), canonical) for name, roles in said.items() if roles}


def _beside(name: str, text: str) -> list[str]:
    """What stands beside a name: "One of their officials, NAME", "NAME of the group's committee"."""
    found = re.findall(rf"(?:^|[.,;:] )((?:[\w’']+ ){{0,4}}[\w’']+), {re.escape(name)}\b", text)
    return found + re.findall(rf"\b{re.escape(name)} (of (?:[\w’']+ ){{1,4}}\w+) (?:said|told|wrote)\b", text)


def _spelled_out(role: str, canonical: Mapping[str, str]) -> str:
    """A role with the party's name for "the group": longer aliases first."""
    for alias in sorted(canonical, key=len, reverse=True):
        if " " in alias and alias != role.casefold():
            role = re.sub(rf"\b{re.escape(alias)}\b", canonical[alias], role, flags=re.IGNORECASE)
    return role


def _with_roles(claim: Claim, roles: Mapping[str, str]) -> Claim:
    def known(party: Party) -> Party:
        return msgspec.structs.replace(party, role=roles.get(party.name))

    return msgspec.structs.replace(
        claim,
        speaker=None if claim.speaker is None else known(claim.speaker),
        actors=tuple(known(party) for party in claim.actors),
        recipients=tuple(known(party) for party in claim.recipients),
    )


def _told(claim: Mapping[str, Any], raw: Mapping[str, Any], report: Report) -> Told:
    canonical = _canonical(raw)
    return Told(
        claim=_with_roles(claim_of(claim, canonical), report.roles),
        report=report.id,
        outlet=report.outlet,
        published=report.published,
        credits=report.cleaned.credits,
        dateline=any(span.reason == "dateline" for span in report.cleaned.omitted),
        learned=None if report.published is None else f"{report.published}T00:00:00Z",
    )


def _parties(names: Iterable[str], canonical: Mapping[str, str]) -> tuple[Party, ...]:
    return tuple(Party(id=None, name=canonical.get(name.casefold(), name), text=name) for name in names)


def _speaker(raw: Mapping[str, Any], canonical: Mapping[str, str]) -> Party | None:
    """Who says it; None in the outlet's own voice."""
    if raw["type"] == "outlet" or not raw["name"]:
        return None
    return Party(id=None, name=canonical.get(raw["name"].casefold(), raw["name"]), text=raw["name"], kind=raw["type"])


@cache
def _channels() -> frozenset[str]:
    return frozenset(row["lemma"] for row in lexicon.cells("channels"))


def _chain(raw: Mapping[str, Any]) -> tuple[tuple[str, ...], str | None]:
    """Relays and channel. The gold's `chain` holds both; where nothing tells them apart, a channel is what the lexicon calls so."""
    if "relays" in raw or "channel" in raw:
        return tuple(raw.get("relays") or ()), raw.get("channel")
    chain = raw["source"]["chain"]
    channels = [name for name in chain if name.casefold() in _channels()]
    return tuple(name for name in chain if name not in channels), channels[0] if channels else None


def _place(raw: Mapping[str, Any] | None, quotes: list[dict[str, Any]]) -> Place | None:
    """A place under its name. Offsets are those of its words in the evidence, else the beginning of it."""
    if not raw or not raw.get("text"):
        return None
    spot = _find(raw["text"], quotes) or Span(start=quotes[0]["start"], end=quotes[0]["start"], text="")
    return Place(name=raw["text"], text=raw["text"], start=spot.start, end=spot.end, country=raw.get("country"), admin1=raw.get("admin1"))


def _time(raw: Mapping[str, Any] | None) -> Time:
    when = raw or {}
    return Time(start=when.get("start"), end=when.get("end"), precision=when.get("precision") or "unknown", text=when.get("text"))


def _toll(raw: Mapping[str, Any] | None) -> Toll | None:
    if raw is None:
        return None
    low, high = raw.get("min"), raw.get("max")
    return Toll(low=low, high=high, best=low if low == high else None, text=raw.get("vague"), of=raw.get("of"))


def _find(words: str, quotes: list[dict[str, Any]]) -> Span | None:
    """Where words stand in the evidence."""
    for quote in quotes:
        at = quote["text"].casefold().find(words.casefold())
        if at >= 0:
            return Span(start=quote["start"] + at, end=quote["start"] + at + len(words), text=quote["text"][at : at + len(words)])
    return None


def _event(raw: Mapping[str, Any]) -> ExpectedEvent:
    when, place = raw.get("date") or raw, raw.get("place")
    return ExpectedEvent(
        id=raw["id"],
        label=raw["label"],
        event_type=raw["event_type"],
        claims=tuple(raw.get("claim_ids") or raw["claims"]),
        copies=tuple(raw.get("copied_claim_ids") or ()),
        parts=tuple(raw.get("aggregate_of") or raw.get("children") or ()),
        start=when.get("start"),
        end=when.get("end"),
        place=place.get("text") if isinstance(place, dict) else place,
        tolls=tuple(_expected_toll(toll) for toll in raw.get("tolls") or ()),
        positions=tuple(
            (question["question"], held["position"], held["lineage"], tuple(held["claims"]), tuple(held["copies"]))
            for question in raw.get("positions") or ()
            for held in question["positions"]
        ),
        excluded=tuple(item["claim"] for item in raw.get("excluded_from_total") or ()),
        disputed=tuple(raw["disputed"] or ()),
        origins=tuple(raw["origins"]),
        independent_origins=raw["independent_origins"],
    )


def _expected_toll(raw: Mapping[str, Any]) -> ExpectedToll:
    lines = _versioned(raw["lineages"]) if "by_lineage" not in raw else _plain(raw["by_lineage"])
    return ExpectedToll(
        measure=MEASURES.get(raw["measure"].split(" (")[0], raw["measure"]),
        of=raw.get("of") or raw.get("side"),
        low=raw["low"],
        best=raw["best"],
        high=raw["high"],
        subset=raw.get("subset", False),
        basis=raw.get("best_basis") or raw.get("basis") or "",
        lineages=raw["n_lineages"] if "n_lineages" in raw else raw["lineages"],
        lines=lines,
    )


def _versioned(raw: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    return tuple(
        Line(
            lineage=line["lineage"],
            low=line["low"],
            high=line["high"],
            hedged=line["hedged"],
            claims=tuple(claim for version in line["versions"] for claim in version["claims"]),
            copies=tuple(claim for version in line["versions"] for claim in version["copies"]),
            versions=tuple((tuple(v["claims"]), v["min"], v["max"], v["status"]) for v in line["versions"]),
        )
        for line in raw
    )


def _plain(raw: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    """Lines of the form without versions: each is the figures that it gives."""
    return tuple(
        Line(
            lineage=line["lineage"],
            low=line["min"],
            high=line["max"],
            hedged=False,
            claims=tuple(line["claims"]),
            copies=(),
            versions=((tuple(line["claims"]), line["min"], line["max"], "subset" if line.get("subset") else "current"),),
        )
        for line in raw
    )

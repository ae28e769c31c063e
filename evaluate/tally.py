"""What the reading of each report of an annotated corpus earns, kept report by report so that it can be resampled.

Every judgement of right and wrong is `score_claims.py`'s; here its verdicts are counted by report, and the
record F1 that is lost is divided among its causes: claims missed, claims too many, claims of another type, and slots.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import score_claims as scorer

if TYPE_CHECKING:
    from pathlib import Path

STANCES = ("asserted", *scorer.MINORITY)
MEASURES = ("record", "typed", "stance", "speaker")
"""What floors are kept for: record and typed F1, macro F1 of the stances but asserted, mean of the speaker slot."""

RESAMPLES = 1000  # the half width moves by less than 0.002 from 1000 to 10000 on the bundled corpora
SEED = 7
_FIELDS = ("id", "title", "reported_by", "published", "text", "claims", "aliases")

Annotated = Mapping[str, Any]
"""An annotated report as its JSON object: `text`, `claims` with `quotes`, `published`, `reported_by`, `title`."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The annotated reports of a folder, sorted by id; `digest` is of their texts, claims and what else bears on the score."""

    name: str
    reports: tuple[Annotated, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What one report's reading earned.

    `annotated` counts all claims of the corpus, `gold` those that count (optional ones only when found), `said` those read;
    `found` matched by evidence, `typed` of the right type too, `whole` with every slot right; `earned` sums the typed claims' credits.
    Keys: `stances` (stance, "gold" | "said" | "right"), `types` (type, "gold" | "said" | "missed" | "extra"), `mistaken` (annotated
    type, type read); by slot over typed claims, `points` earned, `counts`, and record credit `lost`.
    """

    report: str
    annotated: int
    gold: int
    said: int
    found: int
    typed: int
    whole: int
    malformed: int
    earned: float
    stances: Counter[tuple[str, str]]
    types: Counter[tuple[str, str]]
    mistaken: Counter[tuple[str, str]]
    points: Mapping[str, float]
    counts: Counter[str]
    lost: Mapping[str, float]

    @property
    def record(self) -> float:
        """The report's record F1; one where there is nothing to find and nothing was said."""
        return f1(self.earned, self.said, self.gold)["f1"] if self.gold or self.said else 1.0


def corpus(folder: Path) -> Corpus:
    """The annotated reports in a folder's JSON files; files of another form are passed over."""
    side = folder / "aliases.json"
    aliases = json.loads(side.read_text(encoding="utf-8")) if side.exists() else {}
    found = []
    for path in sorted(folder.glob("*.json")):
        item = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(item, dict) and "text" in item and "claims" in item:
            found.append({**item, "id": path.stem, "aliases": item.get("aliases") or aliases.get(path.stem) or []})
    kept = [{field: item.get(field) for field in _FIELDS} for item in found]
    canonical = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Corpus(folder.resolve().name, tuple(found), hashlib.sha256(canonical.encode()).hexdigest())


def tally(gold: Annotated, said: Sequence[Any], *, explain: bool = False) -> Tally:
    """What the claims `said` (as JSON objects) earn against a report's; with `explain` each is printed with what is wrong."""
    claims = [c for c in said if isinstance(c, dict) and scorer.well_formed(c, gold["text"])]
    chosen = scorer.match(gold["claims"], claims, scorer.Names(gold["aliases"]), gold["reported_by"])
    if explain:
        scorer.explain(gold, claims, chosen)
    hit = {i for i, *_ in chosen}
    counted = [g for i, g in enumerate(gold["claims"]) if i in hit or not scorer.optional(g)]
    right = [scored for *_, typed, scored in chosen if typed]
    points, counts, lost = _slots(right)
    return Tally(
        report=gold["id"],
        annotated=len(gold["claims"]),
        gold=len(counted),
        said=len(said),
        found=len(chosen),
        typed=len(right),
        whole=sum(all(v == 1 for v in scored.values()) for scored in right),
        malformed=len(said) - len(claims),
        earned=sum(scorer.credit(scored) for scored in right),
        stances=_stances(gold["claims"], counted, claims, chosen),
        types=_types(gold["claims"], counted, claims, chosen),
        mistaken=Counter((gold["claims"][i]["event_type"], claims[j]["event_type"]) for i, j, typed, _ in chosen if not typed),
        points=points,
        counts=counts,
        lost=lost,
    )


def _slots(right: Iterable[Mapping[str, float]]) -> tuple[Mapping[str, float], Counter[str], Mapping[str, float]]:
    points: dict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter()
    lost: dict[str, float] = defaultdict(float)
    for scored in right:
        whole = sum(scorer.WEIGHTS[slot] for slot in scored)
        for slot, value in scored.items():
            points[slot] += value
            counts[slot] += 1
            lost[slot] += scorer.WEIGHTS[slot] * (1 - value) / whole
    return points, counts, lost


def _stances(gold: Sequence[Any], counted: Sequence[Any], claims: Sequence[Any], chosen: Sequence[Any]) -> Counter[tuple[str, str]]:
    found = Counter((g["stance"], "gold") for g in counted)
    found.update((c["stance"], "said") for c in claims)
    found.update((gold[i]["stance"], "right") for i, j, *_ in chosen if gold[i]["stance"] == claims[j]["stance"])
    return found


def _types(gold: Sequence[Any], counted: Sequence[Any], claims: Sequence[Any], chosen: Sequence[Any]) -> Counter[tuple[str, str]]:
    """Counts by type; a claim rightly given an alternative type counts under the first on the gold's side and its own on the reading's."""
    found = Counter((g["event_type"], "gold") for g in counted)
    found.update((c["event_type"], "said") for c in claims)
    hit, used = {i for i, *_ in chosen}, {j for _, j, *_ in chosen}
    found.update((g["event_type"], "missed") for i, g in enumerate(gold) if i not in hit and not scorer.optional(g))
    found.update((c["event_type"], "extra") for j, c in enumerate(claims) if j not in used)
    return found


def f1(hits: float, said: float, want: float) -> dict[str, float]:
    """Precision, recall and F1 as the scorer rounds them."""
    return dict(scorer.f1(hits, said, want))


def total(tallies: Sequence[Tally], field: str) -> float:
    """The sum of a number over reports."""
    return float(sum(getattr(one, field) for one in tallies))


def together(tallies: Sequence[Tally], field: str) -> Counter[Any]:
    """The sum of a counter over reports."""
    whole: Counter[Any] = Counter()
    for one in tallies:
        whole.update(getattr(one, field))
    return whole


def sums(tallies: Sequence[Tally], field: str) -> dict[str, float]:
    """The sum of points by slot over reports."""
    whole: dict[str, float] = defaultdict(float)
    for one in tallies:
        for slot, points in getattr(one, field).items():
            whole[slot] += points
    return whole


def rates(tallies: Sequence[Tally], hits: str) -> dict[str, float]:
    """Precision, recall and F1 over all reports together of "found", "typed" or "earned"."""
    return f1(total(tallies, hits), total(tallies, "said"), total(tallies, "gold"))


def stance(tallies: Sequence[Tally]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of each stance."""
    n = together(tallies, "stances")
    return {kind: f1(n[kind, "right"], n[kind, "said"], n[kind, "gold"]) for kind in STANCES}


def measure(tallies: Sequence[Tally], name: str) -> float:
    """One of MEASURES over all reports together, rounded to thousandths as the scorer does."""
    if name == "stance":
        each = stance(tallies)
        return round(sum(each[kind]["f1"] for kind in scorer.MINORITY) / len(scorer.MINORITY), 3)
    if name == "speaker":
        return round(sums(tallies, "points")["speaker"] / max(together(tallies, "counts")["speaker"], 1), 3)
    return rates(tallies, {"record": "earned", "typed": "typed"}[name])["f1"]


def noise(tallies: Sequence[Tally]) -> dict[str, float]:
    """Half the width of the interval that holds 95 % of each measure when the reports are drawn again with replacement.

    Seeded: the same tallies give the same numbers. What differs by less may be chance of which reports were annotated.
    """
    draw = random.Random(SEED)  # noqa: S311 - a bootstrap, no secret
    samples = [draw.choices(tallies, k=len(tallies)) for _ in range(RESAMPLES)] if tallies else []
    return {name: _half_width(samples, partial(measure, name=name)) for name in MEASURES}


def _half_width(samples: Sequence[Sequence[Tally]], figure: Callable[[Sequence[Tally]], float]) -> float:
    found = sorted(figure(sample) for sample in samples)
    if not found:
        return 0.0
    return round((found[int(0.975 * (len(found) - 1))] - found[int(0.025 * (len(found) - 1))]) / 2, 3)


def losses(tallies: Sequence[Tally]) -> dict[str, float]:
    """What keeps record F1 from one, by cause; the parts and record F1 sum to one (but for rounding)."""
    whole = max(total(tallies, "gold") + total(tallies, "said"), 1.0)
    found, typed = total(tallies, "found"), total(tallies, "typed")
    causes = {"missed": total(tallies, "gold") - found, "extra": total(tallies, "said") - found, "type": 2 * (found - typed)}
    causes.update({slot: 2 * lost for slot, lost in sums(tallies, "lost").items()})
    return {cause: points / whole for cause, points in causes.items()}

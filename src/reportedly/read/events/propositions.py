"""The propositions of a report: units that the rules find, clauses that they do not, and what the judge makes of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from reportedly.read.amounts.amounts import amounts
from reportedly.read.amounts.tolls import tolls
from reportedly.read.attribution.holders import enclosing
from reportedly.read.events import clauses, events, modes
from reportedly.read.events.echoes import echoed
from reportedly.read.events.evidence import evidenced
from reportedly.read.events.standing import standing
from reportedly.read.events.units import Sentence, Unit, units

if TYPE_CHECKING:
    from spacy.tokens import Token

    from reportedly.model import Stance
    from reportedly.read.attribution.attribution import Attribution, Holders
    from reportedly.read.attribution.stance import Stanced
    from reportedly.read.attribution.tagged import Tags
    from reportedly.read.events.clauses import Judge, Verdict
    from reportedly.read.grammar.passage import Passage
    from reportedly.read.times.event_times import Mentions

RELEVANT = 0.5
"""Least relevance of a report that is read for claims; sweep in the model card."""
SURE = 0.3
"""Least share of the claim's probability that a type must have for a clause that no rule names; below it the claim is STATUS.
Cross-validation is flat from 0 to 0.35 (record F1 .420 to .422): better to say that something is told than to guess what."""
DENSE = 2.5
"""Strong event words per hundred tokens at which a report is read whatever its other words: reports without claims have under 1.8."""
SHORT = 100
"""Tokens below which a report's words are too few to judge its relevance: the shortest development report has 60."""
TOLD = 0.5
"""Power of a short note's relevance that its claims' probabilities are multiplied with: what a note is about and what its clauses say
both speak for a claim. Measured on paragraphs of reports that nothing was learned from, as notes: docs/judge.md."""
EASED = 1.1
"""What the probabilities of a note's claims are multiplied with besides: a note is the gist of a report, and denser in claims."""
THRESHOLD = 0.6
"""Least probability of a claim for a clause that no rule names; sweep in the model card."""
KEEP = 0.5
"""Least probability of a claim for a unit that the rules found; sweep in the model card."""

SURE_MODE = 0.5
"""Least share of its type's modes at which a learned mode is named: a wrong mode misleads more than none."""
WORDED = frozenset({"ASSAULT"})
"""Types about whose mode the tagger is not asked anew: their words name it, or nothing does. Half of such passes were for assaults, and
named a mode for 6 of 85 in the annotated reports (for 34 of 83 other events); modes on PLOVER's records stayed the same (30 of 54)."""
SURE_STANCE = 0.7
"""Least probability at which a judge that knows stances overrules the rules; from 0.5 to 1 record F1 moves by 0.003 on held-out reports."""


@dataclass(frozen=True, slots=True)
class Found:
    """What earlier rooms found, by passage."""

    passages: Sequence[Passage]
    attributions: Sequence[Attribution]
    holders: Holders
    cues: dict[tuple[int, int], int]
    places: frozenset[tuple[int, int]]
    times: Sequence[Mentions]
    telling: frozenset[int]
    """Numbers of the passages that name a party, a place or a time: what the report as a whole is judged by,
    so that a paragraph which names none of them changes no claim of the others."""
    tags: Sequence[Tags] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposition before judgement, with its facts; `ruled` says that the rules found it.

    `head` and `words` are offsets in its paragraph: of its head, and of its clause's own words.
    """

    unit: Unit
    ruled: bool
    facts: tuple[str, ...]
    stanced: Stanced
    head: int
    words: tuple[int, ...]


Ruled = Sequence[tuple[Sentence, list[Unit]]]


def ruled(found: Found) -> Ruled:
    """Every sentence with the units that the rules find in it."""
    return echoed(found, [(sentence, units(sentence)) for sentence in _sentences(found)])


def propositions(found: Found, ruled: Ruled, judge: Judge | None) -> list[Unit]:
    """The units of a report in text order. Without a judge, those of the rules alone."""
    if judge is None:
        return [_done(unit, found, lambda: None) for _, made in ruled for unit in made]
    weight = _weight(found, ruled, judge)
    if not weight:
        return []
    kept: list[Unit] = []
    for sentence, made in _judgeable(found, ruled):
        chosen = _chosen(made, found, judge, weight)
        kept += evidenced(chosen, sentence.passage.doc, sentence.tokens)
    return kept


def _chosen(made: Sequence[Candidate], found: Found, judge: Judge, weight: float) -> list[Unit]:
    """The candidates of a sentence that are claims. An earlier figure beside a toll stands and falls with the toll that replaces it."""
    kept = [unit for item in made if not _is_replaced(item.unit) and (unit := _judged(item, found, judge, weight)) is not None]
    counts = any(unit.tolls for unit in kept)
    return kept + [item.unit for item in made if counts and _is_replaced(item.unit)]


def _is_replaced(unit: Unit) -> bool:
    return unit.part and any(toll.superseded and toll.opening is not None for toll in unit.tolls)


def _weight(found: Found, ruled: Ruled, judge: Judge) -> float:
    """What the probabilities of a report's claims are multiplied with; 0 where it is not looked for claims at all.

    A long report is read or not, by its words and by how dense strong event words stand in it. The words of a note of a sentence or two are
    too few for that: they weigh on what its clauses say.
    """
    telling = [passage for passage in found.passages if passage.number in found.telling]
    if sum(len(passage.doc) for passage in telling) >= SHORT:
        return float(_density(found, ruled) >= DENSE or judge.relevance(vocabulary(telling)) >= RELEVANT)
    said = [(sentence, made) for sentence, made in ruled if sentence.passage.number in found.telling]
    return 1.0 if _counts_dead(said) else EASED * judge.relevance(vocabulary(telling)) ** TOLD


def _counts_dead(ruled: Ruled) -> bool:
    """Whether the rules count the dead: few words do not tell a note of them from a report, whatever else it is about.

    Of paragraphs of reports that nothing was learned from, as notes: 85 % of those with claims are read instead of 84 %, and 26 % of
    the others instead of 25 %.
    """
    tolls = ((sentence, toll) for sentence, made in ruled for unit in made for toll in unit.tolls)
    return any(toll.measure in ("killed", "casualties") and sentence.passage.doc[toll.trigger].lemma_ != "lose" for sentence, toll in tolls)


def _density(found: Found, ruled: Ruled) -> float:
    """Strong event words per hundred tokens of what tells of somebody, somewhere or some time."""
    strong = sum(unit.happening.strong for _, made in ruled for unit in made if unit.happening.passage in found.telling)
    size = sum(len(passage.doc) for passage in found.passages if passage.number in found.telling)
    return 100.0 * strong / max(size, 50)


def vocabulary(passages: Sequence[Passage]) -> Counter[str]:
    """The verbs and nouns of a report, by lemma."""
    return Counter(t.lemma_.lower() for passage in passages for t in passage.doc if t.pos_ in ("VERB", "NOUN") and t.is_alpha)


def candidates(found: Found) -> Iterator[Candidate]:
    """Every candidate with its facts: what a judge is trained on."""
    for _, made in _judgeable(found, ruled(found)):
        yield from made


def _judged(item: Candidate, found: Found, judge: Judge, weight: float) -> Unit | None:
    """The unit, None when it is no claim."""
    tags = None if found.tags is None else found.tags[item.unit.happening.passage]
    ask = cache(lambda: None if tags is None else tags.ask(item.head, item.words))
    verdict = judge(item.facts, ask)
    claim = 1.0 - verdict.kinds["NONE"]
    if weight * claim < (KEEP if item.ruled else THRESHOLD) and not (_counts(item.unit) or _is_presupposed(item, found)):
        return None
    unit = item.unit if verdict.stances is None else replace(item.unit, stanced=_stanced(item, verdict.stances))
    if not item.ruled:
        unit = replace(unit, happening=replace(unit.happening, event_type=_kind(verdict, claim)))
    late = unit.happening.event_type not in WORDED
    return _done(unit, found, lambda: verdict.modes or (judge.modes(item.facts, ask) if late else None))


def _done(unit: Unit, found: Found, learned: Callable[[], Mapping[str, float] | None]) -> Unit:
    """The unit with its mode: the one that its words name, else the learned one."""
    token = found.passages[unit.happening.passage].doc[unit.happening.token]
    kind = unit.happening.event_type
    mode = modes.named(kind, modes.reach(kind, token), token)
    return replace(unit, mode=mode or _likeliest(kind, learned()))


def _likeliest(kind: str, shares: Mapping[str, float] | None) -> str | None:
    """The mode of a type that is likelier than all its others, and than none, together."""
    own = {name.removeprefix(f"{kind}/"): share for name, share in (shares or {}).items() if name.startswith(f"{kind}/")}
    best = max(own, key=lambda mode: (own[mode], mode), default="")
    return best if best and own[best] >= SURE_MODE * sum(own.values()) else None


def _is_presupposed(item: Candidate, found: Found) -> bool:
    """Whether it is what a demand takes as having happened: by the project's rules a claim beside the demand."""
    unit = item.unit
    demanded = unit.held is not None and found.attributions[unit.held].stance == "demand"
    return demanded and item.ruled and unit.happening.strong and item.stanced.stance == "asserted"


def _counts(unit: Unit) -> bool:
    """Whether it gives the number of a part of the dead: by the project's rules a claim wherever it stands."""
    return unit.part and any(toll.toll.best is not None and toll.toll.best > 1 for toll in unit.tolls)


def _kind(verdict: Verdict, claim: float) -> str:
    """The type of a clause that no rule names. A type that the rules name stands: retyping gained nothing in cross-validation."""
    kinds = {kind: value for kind, value in verdict.kinds.items() if kind != "NONE"}
    best = max(kinds, key=lambda kind: (kinds[kind], kind))
    return best if kinds[best] >= SURE * claim else "STATUS"


def _stanced(item: Candidate, stances: Mapping[Stance, float]) -> Stanced:
    """The candidate's stance as judged; the rules' words for it where they agree."""
    best = max(stances, key=lambda stance: (stances[stance], stance))
    if best == item.stanced.stance or stances[best] < SURE_STANCE:
        return item.stanced
    return replace(item.stanced, stance=best, cues=())


def _sentences(found: Found) -> Iterator[Sentence]:
    for passage in found.passages:
        doc = passage.doc
        happenings = events.happenings(passage, [i for i in range(len(doc)) if (passage.number, i) in found.places])
        counted = [t for t in tolls(passage, amounts(passage)) if t.head is None or (passage.number, t.head) not in found.places]
        for tokens in doc.sents:
            inside = [h for h in happenings if tokens.start <= h.token < tokens.end]
            dead = [t for t in counted if tokens.start <= t.trigger < tokens.end]
            named = {h.token for h in inside} | {t.trigger for t in dead}
            yield Sentence(
                passage=passage,
                tokens=tokens,
                happenings=inside,
                tolls=dead,
                held={t: found.holders.at(passage.at(doc[t])) for t in named},
                cues={t: found.cues[passage.number, t] for t in named if (passage.number, t) in found.cues},
                attributions=found.attributions,
            )


def _judgeable(found: Found, ruled: Ruled) -> Iterator[tuple[Sentence, list[Candidate]]]:
    density = _density(found, ruled)
    for sentence, made in ruled:
        doc = sentence.passage.doc
        taken = clauses.covered(made, doc) | _only_wanted(sentence, made)
        every = [_candidate(found, sentence, doc[u.happening.token], u, density=density) for u in made]
        for head in clauses.clause_heads(sentence.tokens):
            if (
                head.i not in taken
                and not any(c.i in taken for c in head.children if c.dep_ == "xcomp")
                and (sentence.passage.number, head.i) not in found.cues
            ):
                every.append(_candidate(found, sentence, head, None, density=density))
        yield sentence, every


def _only_wanted(sentence: Sentence, made: Sequence[Unit]) -> set[int]:
    """The verbs that name a happening which is told only as what a demand, a threat or an offer is about: no claims of their own."""
    return {item.verb for item in sentence.happenings if not item.noun} - {token for unit in made for token in unit.tokens}


def _candidate(found: Found, sentence: Sentence, token: Token, unit: Unit | None, *, density: float) -> Candidate:
    passage = sentence.passage
    held = found.holders.at(passage.at(token))
    cue = found.cues.get((passage.number, token.i))
    head = clauses.head_of(token)
    own = clauses.words(head)
    around = clauses.Surroundings(
        density=density,
        held=None if held is None else found.attributions[held],
        cue=None if cue is None else found.attributions[cue],
        has_place=any((passage.number, t.i) in found.places for t in (own if head.i == token.i else clauses.words(token))),
        has_time=bool(found.times[passage.number].within(token.left_edge.i, token.right_edge.i + 1)),
    )
    proposed = unit or Unit(clauses.candidate(passage, token), (token.i,), (), token.i, token.i, held, cue)
    holding = None if proposed.held is None else found.attributions[proposed.held]
    stanced = proposed.stanced or standing(passage, proposed, holding, enclosing(found.attributions, proposed.held))
    return Candidate(
        unit=proposed,
        ruled=unit is not None,
        facts=(
            *clauses.facts(token, own, unit, around),
            f"stance={stanced.stance}",
            *(f"stance_cue={cue.text.lower()}" for cue in stanced.cues),
        ),
        stanced=stanced,
        head=token.idx,
        words=tuple(word.idx for word in own),
    )

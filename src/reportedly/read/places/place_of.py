"""Where an event happened: the place that the words tie to it, not merely one that is named.

Ties, closest first: a place hung on the event's own word; on its clause; on a clause around it; elsewhere
in its sentence; in the sentences before it; the report's main place. The speaker's words ("Kabul's
Emergency Hospital confirmed"), datelines, governments and nationalities are no places of events.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from reportedly.read.places.elsewhere import is_holder, is_landmark, parting_clause

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from spacy.tokens import Token

    from reportedly.model import Place
    from reportedly.read.grammar.passage import Passage
    from reportedly.read.places.places import PlaceMention

_DEPTH = {"exact": 4, "near": 4, "admin2": 3, "admin1": 2, "region": 1, "country": 0, None: 0}
_AT = frozenset({"in", "at", "near", "inside", "outside", "around", "across", "within", "on", "throughout", "off", "over", "between"})
_TIES = (
    "hung on the event",
    "in the event's clause",
    "in the sentence",
    "in the sentences before",
    "the report's main place",
    'what "the country" points at',
)
_OWN, _CLAUSE, _SENTENCE, _BEFORE, _MAIN, _POINTED = range(6)
_SAYING = frozenset({"say", "tell", "speak", "add", "report", "announce", "claim", "confirm", "write", "quote", "address", "brief"})
_WARS = frozenset({"war", "conflict", "insurgency", "uprising", "revolution", "genocide", "famine"})
_NEAREST = 16  # places looked at on either side: a sentence with more is a list, and time must stay linear
_STEPS = 64  # of the tree climbed: deeper ones are parses gone wrong
_MAINS = 3  # main places kept, so that one more is left when the first is the speaker's
_DATELINE = 14  # tokens: "BEIRUT, Lebanon, Sept 4, 2021 (Agency) -" has eleven


@dataclass(frozen=True, slots=True)
class _Row:
    """The places of one paragraph in text order, where each begins, and which is the last specific one up to each (-1: none).

    `clauses` are those that tell of another event at another time ("hours after an attack in X"), each with its place's number; `holders`
    the numbers of places that only say in what the one before lies.
    """

    mentions: tuple[PlaceMention, ...] = ()
    firsts: tuple[int, ...] = ()
    specific: tuple[int, ...] = ()
    clauses: Mapping[int, range] = field(default_factory=dict)
    holders: frozenset[int] = frozenset()

    @classmethod
    def of(cls, passage: Passage, mentions: Sequence[PlaceMention]) -> _Row:
        """The row of a paragraph's mentions."""
        parting = ((n, parting_clause(passage, mention)) for n, mention in enumerate(mentions) if mention.specific)
        clauses = {n: clause for n, clause in parting if clause is not None}
        holders = frozenset(n for n, (one, other) in enumerate(pairwise(mentions), 1) if is_holder(passage, one, other))
        found, last = [], -1
        for number, mention in enumerate(mentions):
            last = number if mention.specific and number not in clauses and number not in holders else last
            found.append(last)
        return cls(tuple(mentions), tuple(m.first for m in mentions), tuple(found), clauses, holders)

    def around(self, token: int, start: int, end: int) -> tuple[PlaceMention, ...]:
        """The mentions nearest the token that begin at tokens `start` to `end` (excluded)."""
        here = bisect_left(self.firsts, token)
        first, last = max(bisect_left(self.firsts, start), here - _NEAREST), min(bisect_left(self.firsts, end), here + _NEAREST)
        return tuple(self.mentions[i] for i in range(first, last) if i not in self.clauses or token in self.clauses[i])

    def before(self, token: int) -> PlaceMention | None:
        """The nearest specific place that begins before the token, else the nearest place; of another time's event none."""
        number = bisect_left(self.firsts, token) - 1
        if number < 0:
            return None
        number = self.specific[number] if self.specific[number] >= 0 else number
        return None if number in self.clauses else self.mentions[number]


@dataclass(frozen=True, slots=True)
class Sites:
    """The places of a report, indexed for `event_place`: by paragraph, what came before each, and the main one.

    `lands` are the mentions of countries in each paragraph, of their people and governments too.
    """

    by_passage: dict[int, _Row]
    lands: dict[int, tuple[PlaceMention, ...]]
    carried: dict[int, PlaceMention]
    main: tuple[PlaceMention, ...]
    nation: PlaceMention | None


def index(passages: Sequence[Passage], mentions: Sequence[PlaceMention]) -> Sites:
    """The index of a report's place mentions, datelines left out; one pass.

    Carried on is a place in a known country; in a report of places that no gazetteer has, any.
    """
    grouped: dict[int, list[PlaceMention]] = defaultdict(list)
    for mention in mentions:
        grouped[mention.passage].append(mention)
    rows: dict[int, _Row] = {}
    carried: dict[int, PlaceMention] = {}
    last: PlaceMention | None = None
    nation = _nation(mentions)
    for passage in passages:
        if last is not None:
            carried[passage.number] = last
        sites = [m for m in grouped[passage.number] if _is_site(m) and not _dateline(passage, m)]
        named = tuple(m for before, m in zip([None, *sites], sites, strict=False) if not is_landmark(passage, before, m))
        row = rows[passage.number] = _Row.of(passage, named)
        kept = [m for n, m in enumerate(named) if (m.place.country or nation is None) and n not in row.clauses and n not in row.holders]
        last = max(kept, key=lambda m: (min(_depth(m), 2), m.first), default=last)
    lands = {number: tuple(m for m in named if m.place.precision == "country") for number, named in grouped.items()}
    here = [m for row in rows.values() for n, m in enumerate(row.mentions) if n not in row.clauses]
    main = _main(here or [m for row in rows.values() for m in row.mentions])
    return Sites(rows, lands, carried, main, nation)


def _is_site(mention: PlaceMention) -> bool:
    """Whether something can happen there: at a place, or against a government ("sanctions against X")."""
    return mention.use == "place" or (mention.use == "metonym" and mention.preposition == "against")


def _dateline(passage: Passage, mention: PlaceMention) -> bool:
    """Whether the name opens the paragraph before a dash or an agency in brackets: where it was filed, not where it happened."""
    if mention.first > 3:
        return False
    words = passage.doc[mention.last + 1 : _DATELINE]
    ends = next((t.i for t in words if t.text in ("-", "–", "—", "--", ":") and t.i and passage.doc[t.i - 1].whitespace_), None)
    return ends is not None and all(not t.is_lower or not t.is_alpha for t in passage.doc[:ends])


def _main(mentions: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """The places most often named; earlier ones weigh more, and a specific one more than a country."""
    weights: Counter[str] = Counter()
    first: dict[str, PlaceMention] = {}
    for order, mention in enumerate(mentions):
        key = f"{mention.place.country}|{mention.place.name}"
        first.setdefault(key, mention)
        early = 3 if order == 0 else 2 if order < 4 else 1
        weights[key] += early * (2 if mention.specific else 1)
    ranked = sorted(weights, key=lambda k: (-weights[k], first[k].passage, first[k].first))
    return tuple(first[key] for key in ranked[:_MAINS])


def _nation(mentions: Sequence[PlaceMention]) -> PlaceMention | None:
    """The country most spoken of: the first mention of the country itself, else of a place in it.

    A place counts three, a people or a government two, and twice that in the first two paragraphs, where reports say
    where they are (of seven weightings tried on development reports the best by 0.004).
    """
    counts: Counter[str] = Counter()
    for mention in mentions:
        if mention.place.country:
            counts[mention.place.country] += (3 if mention.use == "place" else 2) * (2 if mention.passage < 2 else 1)
    if not counts:
        return None
    top = max(counts, key=lambda c: (counts[c], c))
    own = [m for m in mentions if m.place.country == top]
    return next((m for m in own if m.place.precision == "country"), own[0])


def event_place(passage: Passage, token: int, sites: Sites, *, aside: Collection[int] = (), physical: bool = True) -> Place | None:
    """The place of the event that `token` of `passage` heads; its `reason` says what ties it.

    `sites` is `index(…)` of the report; `aside` are tokens of the paragraph that name the speaker, whose places do not
    count. `physical` is false of words and politics (statements, talks, sanctions): with no place of their own these take
    the country, where one is known, and not the last battlefield. None only when the report names no place and no nationality.
    """
    doc = passage.doc
    trigger = doc[token]
    nation = sites.nation.place.country if sites.nation else None
    row, sentence = sites.by_passage.get(passage.number, _Row()), trigger.sent
    inside = [
        m
        for m in row.around(token, sentence.start, sentence.end)
        if m.first not in aside and m.last not in aside and (m.preposition in _AT or m.place.country == nation)
        if not _is_where_it_was_said(trigger, doc[m.last])
    ]
    if inside:
        tier, _, _, mention = min(((*_rank(trigger, doc[m.last], m), i, m) for i, m in enumerate(inside)), key=lambda r: r[:3])
        return _tied(mention, tier)
    physical = physical and not _is_of_a_war(trigger)
    back = (row.before(sentence.start) or sites.carried.get(passage.number)) if physical else None
    pointed = _pointed_at(trigger, sites.lands.get(passage.number, ()))
    if back is not None and back.place.country == (nation if pointed is None else pointed.place.country):
        return _tied(back, _BEFORE)
    if pointed is not None:
        return _tied(pointed, _POINTED)
    mains = [m for m in sites.main[: _MAINS if aside else 1] if (physical or nation is None) and m.place.country == nation]
    chosen = next((m for m in mains if m.passage != passage.number or m.first not in aside), sites.nation)
    return None if chosen is None else _tied(chosen, _MAIN)


def _pointed_at(trigger: Token, lands: Sequence[PlaceMention]) -> PlaceMention | None:
    """The country named last before "the country" in the event's sentence: "In X's press the country's army is said to be on alert"."""
    sentence = trigger.sent
    words = (t for t in sentence if t.lower_ in ("country", "nation") and t.i and t.nbor(-1).lower_ in ("the", "this", "that"))
    at = next((t.i for t in words), None)
    return None if at is None else next((m for m in reversed(lands) if m.last < at), None)


def _rank(trigger: Token, name: Token, mention: PlaceMention) -> tuple[int, float]:
    """The tie's tier and, inside it, how little the mention fits (small is better)."""
    tier, steps = _tie(trigger, name)
    preposition = mention.preposition
    fit = 0.0 if preposition in _AT else 1.5 if preposition in ("of", "from", "to", "into") else 1.0
    return tier, fit + 0.25 * steps - 0.6 * _depth(mention)


def _depth(mention: PlaceMention) -> int:
    """How small the place is, from a country to a town; a name that no gazetteer has is a village's."""
    return _DEPTH[mention.place.precision] if mention.listed or mention.place.country is None else _DEPTH["near"]


def _tie(trigger: Token, name: Token) -> tuple[int, int]:
    """How the name hangs on the trigger: tier, and steps of the tree from the name up to where they meet."""
    verb = _verb(trigger)
    token, steps = name, 0
    while steps < _STEPS:
        if token.i == trigger.i:
            return _OWN, steps
        if token.i == verb.i:
            return _CLAUSE, steps
        if token.head.i == token.i or (steps and _is_another_event(token)):
            break
        token, steps = token.head, steps + 1
    return _SENTENCE, steps


def _is_another_event(token: Token) -> bool:
    """Whether a verb beside the event's tells of something else: "six were killed in X and nine *were wounded* in Y"."""
    if token.dep_ not in ("conj", "parataxis") or token.pos_ not in ("VERB", "AUX"):
        return False
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)


def _is_where_it_was_said(trigger: Token, name: Token) -> bool:
    """Whether the name hangs behind a verb of speech that only tells of the event: "speaking in Paris, he said the town had fallen"."""
    verb = _verb(name)
    told = verb.i < name.i and verb.lemma_.lower() in _SAYING
    return told and verb.i not in (trigger.i, _verb(trigger).i)


def _is_of_a_war(trigger: Token) -> bool:
    """Whether the words are about a war as a whole, which is where the country is: "the war has killed 100,000"."""
    parts = [t for t in trigger.children if t.dep_ in ("nsubj", "nsubjpass", "dobj")]
    around = [trigger.head] if trigger.dep_ == "relcl" else []
    return any(t.lemma_.lower() in _WARS for t in (trigger, *parts, *around))


def _verb(token: Token) -> Token:
    for _ in range(_STEPS):
        if token.pos_ in ("VERB", "AUX") or token.head.i == token.i:
            break
        token = token.head
    return token


def _tied(mention: PlaceMention, tier: int) -> Place:
    place = mention.place
    return msgspec.structs.replace(place, reason=f"{_TIES[tier]}; {place.reason}" if place.reason else _TIES[tier])

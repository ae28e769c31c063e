"""Units: the happenings of a sentence folded to one a proposition, with their tolls and their evidence.

Rules, in order (gold guidelines, "Unit"):
1. a noun that names what its clause's verb does belongs to that verb ("the attack killed ten");
2. verbs of one kind that share their subject are one ("killed ten and wounded five", "…, destroying a bridge");
3. what is demanded, threatened or offered is not claimed as having happened; the demanding is the claim;
4. an accusation or denial that names the act is a claim of the act, not of the accusing;
5. a toll belongs to the happening of its clause; a toll without one is a claim of its own, and so are captives beside the dead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.read.amounts.amounts import person_kind
from reportedly.read.events.events import Happening, own_standing, with_parts
from reportedly.read.events.evidence import evidenced
from reportedly.read.events.spoken import presented, spoken
from reportedly.read.grammar import frames
from reportedly.read.grammar.classes import word_classes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

    from reportedly.read.amounts.tolls import TollMention
    from reportedly.read.attribution.attributed import Attribution
    from reportedly.read.attribution.stance import Stanced
    from reportedly.read.grammar.passage import Passage

FORCEFUL = frozenset({"ASSAULT", "FIGHT"})
CLASH_WORDS = frozenset({"clash", "fighting", "battle", "combat", "war", "firefight", "offensive", "skirmish", "hostility", "conflict"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One proposition to be: its happening, the tokens folded into it, its tolls, its evidence tokens.

    `held` indexes the attribution that holds it, `cue` the attribution whose cue it is. `stanced` is its stance where it was judged,
    `mode` how it was done, for an event of the happening's type.
    """

    happening: Happening
    tokens: tuple[int, ...]
    tolls: tuple[TollMention, ...]
    first: int
    last: int
    held: int | None
    cue: int | None
    part: bool = False
    stanced: Stanced | None = None
    mode: str | None = None

    @property
    def order(self) -> tuple[int, int]:
        """Where it stands in the report: passage and token of its happening."""
        return self.happening.passage, self.happening.token


@dataclass(frozen=True, slots=True)
class Sentence:
    """What `units` needs to know of one sentence."""

    passage: Passage
    tokens: TokenSpan
    happenings: Sequence[Happening]
    tolls: Sequence[TollMention]
    held: Mapping[int, int | None]
    cues: Mapping[int, int]
    attributions: Sequence[Attribution]


def units(sentence: Sentence) -> list[Unit]:
    """The units of a sentence, in text order."""
    doc = sentence.passage.doc
    chosen = _folded(spoken(sentence), sentence)
    found = [_unit(item, tokens, sentence) for item, tokens in chosen]
    found = _tolled(found, sentence)
    return evidenced(found, doc, sentence.tokens)


def _folded(found: list[Happening], sentence: Sentence) -> list[tuple[Happening, tuple[int, ...]]]:
    """Rules 1 and 2: each happening that another one says as well becomes part of that one."""
    doc = sentence.passage.doc
    by_token = {item.token: item for item in found}
    target: dict[int, int] = {}
    kept: dict[int, Happening] = {}
    for item in found:
        above = _above(item, by_token, doc, sentence)
        if above is not None:
            target[item.token] = above
        elif own_standing(item, doc) or presented(item):
            kept[item.token] = item
    tokens: dict[int, list[int]] = {token: [token] for token in kept}
    for item in found:
        end = item.token
        for _ in range(len(found)):
            if end not in target:
                break
            end = target[end]
        if end != item.token and end in kept:
            kept[end] = _joined(kept[end], item, doc)
            tokens[end].append(item.token)
    return [(kept[token], tuple(sorted(tokens[token]))) for token in sorted(kept)]


def _above(item: Happening, by_token: Mapping[int, Happening], doc: Doc, sentence: Sentence) -> int | None:
    """The happening that `item` is part of, None when it stands for itself."""
    doer = next((o for o in by_token.values() if item.noun and not o.noun and item.token in o.actors and _compatible(item, o)), None)
    if doer is not None and sentence.held.get(item.token) == sentence.held.get(doer.token):
        return doer.token
    token = _carrier(doc[item.token])
    if token.i != item.token:
        deeds = (by_token[t.i] for t in frames.subjects(token) if t.i in by_token)
        deed = next((other.token for other in deeds if other.noun and other.event_type in FORCEFUL), None)
        if deed is not None:
            return deed
    for above in frames.upward(token):
        other = by_token.get(above.i)
        if other is not None and other.token != item.token:
            if sentence.held.get(item.token) != sentence.held.get(other.token):
                return None
            return other.token if _belongs(item, token, other, above) else None
        if above.dep_ in ("relcl", "ccomp") or (not _trails(token) and above.pos_ == "VERB" and not item.noun and above.dep_ != "xcomp"):
            return None
    return None


def _carrier(token: Token) -> Token:
    """The verb that a state stands at: "*leaving* nine dead", "*resulted* in nine people dying"."""
    counted = token.head.head if token.dep_ == "acl" and token.head.dep_ == "pobj" and token.head.head.lower_ in ("in", "to") else None
    if counted is not None and counted.head.lemma_.lower() in ("result", "lead", "end"):
        return counted.head
    return token.head if token.head.lemma_.lower() == "leave" and token.pos_ == "ADJ" and token.dep_ in STATED else token


STATED = frozenset({"oprd", "acomp", "ccomp", "xcomp", "advcl", "dobj"})


def _belongs(item: Happening, token: Token, other: Happening, above: Token) -> bool:
    if not _compatible(item, other):
        return False
    if _trails(token):
        return True
    if item.noun:
        within = token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "pcomp", "conj", "appos", "compound", "attr")
        return within and item.verb in (other.verb, other.token)
    if _turns(item, token, other, above):
        return False
    shares = not frames.children(token, "nsubj", "nsubjpass") or _is_rest_of_toll(token, above) or _dates(token, above)
    return token.head.i == above.i and token.dep_ in ("conj", "advcl", "xcomp", "acl", "pcomp", "prep", "ccomp", "oprd", "acomp") and shares


def _turns(item: Happening, token: Token, other: Happening, above: Token) -> bool:
    """Whether joined verbs leave their subject on opposite ends: "lost four men and killed fifty rebels"."""
    lost = token.dep_ == "conj" and {token.lemma_.lower(), above.lemma_.lower()} <= HARM | LOSING
    return lost and not item.noun and not other.noun and _undergoes(item, token) != _undergoes(other, above)


def _undergoes(item: Happening, verb: Token) -> bool:
    """Whether the subject of a verb is whom it befalls."""
    bare = verb.tag_ == "VBN" and not any(frames.children(part, "dobj") for part in (verb, *frames.children(verb, "conj")))
    return item.roles == "r" or frames.is_passive(verb) or bare


def _trails(token: Token) -> bool:
    """Whether a clause tells what came of the deed above it, hung on a thing or place that the parser took for its doer.

    "hit a bus on the road, *killing nine*", "fired at the market, *leaving two dead*", "clashes in the hills *in which two died*".
    """
    bearer = token.head
    if token.tag_ == "VBG" and token.dep_ == "pcomp" and token.lemma_.lower() in HARM | OUTCOME:
        return bearer.lower_ in ("in", "on", "at", "near") and token.i > bearer.i + 1
    if token.lemma_.lower() not in HARM | OUTCOME or person_kind(bearer) is not None or bearer.lemma_.lower() in word_classes()["FORCE"]:
        return False
    if token.dep_ in ("relcl", "advcl"):
        return (bearer.pos_ == "NOUN" or token.dep_ == "advcl") and any(t.lower_ in frames.RELATIVE for t in token.subtree if t.i < token.i)
    return token.tag_ == "VBG" and token.dep_ == "acl" and bearer.lemma_.lower() not in word_classes()["ATTACK"]


HARM = frozenset({"kill", "wound", "injure", "die", "hurt", "maim", "dead", "wounded"})
OUTCOME = frozenset({"leave", "claim", "result", "lead"})
"""Verbs that tell a toll with another word: "*leaving* nine dead", "*claiming* nine lives", "*resulted* in nine deaths"."""


LOSING = frozenset({"lose", "suffer", "sustain"})


def _is_rest_of_toll(token: Token, above: Token) -> bool:
    """The second half of one toll: "two were killed and four were wounded"."""
    own = frames.agents(token) or (frames.children(token, "nsubj") and frames.children(token, "dobj"))
    return token.dep_ in ("conj", "ccomp") and token.lemma_.lower() in HARM and above.lemma_.lower() in HARM and not own


def _dates(token: Token, above: Token) -> bool:
    """Whether a clause tells the deed that a toll is of: "ten were killed *when jets hit the bus*"."""
    return token.dep_ == "advcl" and above.lemma_.lower() in HARM and any(c.lower_ in ("when", "as") for c in token.lefts)


def _compatible(a: Happening, b: Happening) -> bool:
    """Whether two happenings can be one proposition."""
    return a.event_type == b.event_type or {a.event_type, b.event_type} <= FORCEFUL or (a.noun and b.event_type == "STATUS")


def _joined(main: Happening, part: Happening, doc: Doc) -> Happening:
    """The main happening with the parts that the folded one supplies; an event noun is no actor itself."""
    actors = [a for a in main.actors if a != part.token]
    recipients = [r for r in main.recipients if r != part.token]
    main = replace(main, actors=tuple(actors), recipients=tuple(recipients))
    if part.noun:
        lemma = doc[part.token].lemma_.lower()
        fights = part.event_type == "FIGHT" and lemma in CLASH_WORDS and main.event_type == "ASSAULT" and not main.actors
        main = replace(main, event_type="FIGHT") if fights else main
        return with_parts(main, part.actors if not main.actors else (), part.recipients if not main.recipients else ())
    if _dates(doc[part.token], doc[part.token].head):
        return with_parts(main, part.actors if not main.actors else (), part.recipients if not main.recipients else ())
    recipients_of_part = [r for r in part.recipients if r not in main.actors]
    return with_parts(main, (), recipients_of_part)


def _unit(item: Happening, tokens: tuple[int, ...], sentence: Sentence) -> Unit:
    return Unit(item, tokens, (), item.token, item.token, sentence.held.get(item.token), sentence.cues.get(item.token))


def _tolled(found: list[Unit], sentence: Sentence) -> list[Unit]:
    """Rule 5: every toll in its unit; one of a measure a unit, further ones and parts on their own."""
    doc = sentence.passage.doc
    clash = any(t.lemma_.lower() in CLASH_WORDS for t in sentence.tokens) if sentence.tolls else False
    carried: dict[int, list[TollMention]] = {n: [] for n in range(len(found))}
    alone: list[Unit] = []
    for toll in sentence.tolls:
        number = _unit_of(doc[toll.trigger], found, doc)
        if number is None:
            number = _beside(toll, found, sentence)
        taken = number is not None and any(t.measure == toll.measure for t in carried[number])
        captives = toll.measure == "detained" and number is not None and found[number].happening.event_type in FORCEFUL
        some = toll.subset and (number is None or toll.trigger not in found[number].tokens)  # "she was among those killed" is the killing
        if number is None or taken or captives or some or toll.opening is not None:
            if captives or toll.measure in ("killed", "wounded", "casualties") or (toll.measure == "detained" and number is None):
                made = _toll_unit(toll, None if number is None else found[number], sentence, clash=clash)
                alone.append(_said_beside(made, [found[n] for n, tolls in carried.items() if tolls]))
        else:
            carried[number].append(toll)
    return _whole_tolls([replace(unit, tolls=tuple(carried[n])) for n, unit in enumerate(found)] + _grouped(alone), doc)


def _said_beside(unit: Unit, newer: Sequence[Unit]) -> Unit:
    """An earlier figure that nobody is said to give is of who gives the toll beside it: "45 died, the ministry said, up from 31"."""
    earlier = unit.held is None and any(toll.superseded and toll.opening is not None for toll in unit.tolls)
    return replace(unit, held=newer[-1].held) if earlier and newer else unit


def _whole_tolls(found: list[Unit], doc: Doc) -> list[Unit]:
    """The wounded told after the killed of the same deed are one unit with them: "killing ten, while dozens more were wounded"."""
    merged: list[Unit] = []
    for unit in sorted(found, key=lambda u: u.happening.token):
        at = next((n for n in reversed(range(len(merged))) if not merged[n].part), None)
        before = None if at is None else merged[at]
        if at is not None and before is not None and _is_rest(before, unit, doc):
            actors = () if _doers(before) else _doers(unit)
            happening = with_parts(before.happening, actors, [t.head for t in unit.tolls if t.head is not None])
            merged[at] = replace(before, happening=happening, tolls=before.tolls + unit.tolls, tokens=before.tokens + unit.tokens)
        else:
            merged.append(unit)
    return merged


def _is_rest(before: Unit, unit: Unit, doc: Doc) -> bool:
    kinds = {before.happening.event_type, unit.happening.event_type}
    plain = not before.part and not unit.part and _is_one_voice(before, unit) and kinds <= FORCEFUL
    first, second = {t.measure for t in before.tolls}, {t.measure for t in unit.tolls}
    rest = (first, second) in (({"killed"}, {"wounded"}), ({"killed"}, {"wounded", "missing"}), ({"wounded"}, {"killed"}))
    theirs = set(_doers(unit))
    passive = not any(child.dep_ == "nsubj" and child.i in theirs for child in doc[unit.happening.token].children)
    return plain and rest and (theirs <= set(_doers(before)) or (passive and not _doers(before)))


def _doers(unit: Unit) -> tuple[int, ...]:
    """Who acts, without those whom its own tolls count: "*10 civilians* killed, 15 injured in an attack"."""
    counted = {t.head for t in unit.tolls}
    return tuple(actor for actor in unit.happening.actors if actor not in counted)


def _is_one_voice(before: Unit, unit: Unit) -> bool:
    """Whether one speaker tells both; the second half of "12 dead and 55 wounded" is told by who tells the first."""
    victims = unit.tolls[0].victims if unit.tolls else None
    joined = victims is not None and 0 < victims[0] - before.happening.token <= _JOINED
    return before.held == unit.held or (unit.held is None and joined)


_JOINED = 2  # tokens from a toll word to the number joined to it: "dead and 55"


def _grouped(alone: list[Unit]) -> list[Unit]:
    """Tolls on their own in one clause are one unit: "12 dead, 30 wounded"."""
    merged: list[Unit] = []
    for unit in alone:
        before = merged[-1] if merged else None
        joins = before is not None and before.part == unit.part and not unit.part and before.held == unit.held
        if joins and before is not None and not {t.measure for t in before.tolls} & {t.measure for t in unit.tolls}:
            merged[-1] = replace(before, tolls=before.tolls + unit.tolls, tokens=before.tokens + unit.tokens)
        else:
            merged.append(unit)
    return merged


def _unit_of(trigger: Token, found: Sequence[Unit], doc: Doc) -> int | None:
    for number, unit in enumerate(found):
        if trigger.i in unit.tokens:
            return number
    verb = frames.clause_verb(trigger)
    lineage = {trigger.i, verb.i, *(t.i for t in frames.upward(trigger) if t.dep_ not in ("ccomp",))}
    for number, unit in reversed(list(enumerate(found))):
        if unit.happening.event_type in FORCEFUL | {"TERRITORY", "COERCE"} and lineage & {unit.happening.token, unit.happening.verb}:
            return number
    return None


def _beside(toll: TollMention, found: Sequence[Unit], sentence: Sentence) -> int | None:
    """The use of force that the sentence names nearest before a toll of the same speaker: "… attacks on X, leaving four dead"."""
    held = sentence.held.get(toll.trigger)
    fits = [n for n, u in enumerate(found) if u.happening.event_type in FORCEFUL and u.held == held and u.happening.token < toll.trigger]
    return max(fits, key=lambda n: found[n].happening.token, default=None)


def _toll_unit(toll: TollMention, whole: Unit | None, sentence: Sentence, *, clash: bool) -> Unit:
    """A toll as a claim of its own; `clash` says that the sentence speaks of fighting."""
    doc = sentence.passage.doc
    word = doc[toll.trigger]
    kind = whole.happening.event_type if whole is not None else ("FIGHT" if clash or word.lemma_.lower() == "loss" else "ASSAULT")
    kind = "COERCE" if toll.measure == "detained" else kind
    verb = frames.clause_verb(word)
    actors = whole.happening.actors if whole is not None else ()
    happening = Happening(sentence.passage.number, toll.trigger, verb.i, kind, "r", True, False, actors, _bereaved(toll, word))
    counted = () if toll.victims is None or not toll.subset else (toll.victims[0],)
    return Unit(
        happening,
        (toll.trigger, *counted),
        (toll,),
        toll.trigger,
        toll.trigger,
        sentence.held.get(toll.trigger),
        None,
        part=toll.subset or toll.superseded,
    )


def _bereaved(toll: TollMention, word: Token) -> tuple[int, ...]:
    """Whom a toll befell: its victims; where it counts bodies or losses themselves, whose they are ("the army's losses")."""
    if toll.head is None or toll.head == toll.trigger:
        return tuple(owner.i for owner in frames.owners(word)) if word.pos_ == "NOUN" else ()
    return (toll.head,)

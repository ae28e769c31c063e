"""Who does what to whom in a parse: the arguments of a verb or an event noun.

Dependency labels are those of spaCy's English models (CLEAR style): nsubj, nsubjpass, dobj, agent, pobj,
relcl, acl, advcl, xcomp, conj. Every function takes and returns tokens of one Doc.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET"})
_CLAUSE = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "pcomp", "csubj", "ROOT", "parataxis", "conj"})


def children(token: Token, *deps: str) -> list[Token]:
    """The children of `token` with one of the labels, in text order."""
    return [child for child in token.children if child.dep_ in deps]


def conjuncts(token: Token) -> list[Token]:
    """`token` and what is coordinated below it: "X, Y and Z" from X; clauses are not followed."""
    found, stack = [], [token]
    while stack:
        item = stack.pop()
        found.append(item)
        stack += [c for c in item.children if c.dep_ == "conj" and c.pos_ in NOMINAL]
    return sorted(found, key=lambda t: t.i)


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive: "was captured", "been killed", or a participle after its noun (no "reports it had fallen")."""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and not any(c.dep_ == "nsubj" for c in verb.children)


def clause_verb(token: Token) -> Token:
    """The verb (or root) of the clause that `token` stands in."""
    while token.head.i != token.i and not (token.pos_ in ("VERB", "AUX") and token.dep_ in _CLAUSE):
        token = token.head
    return token


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does it: own subject, or the one that control, coordination or a relative clause supplies, at most ten clauses above."""
    own = children(verb, *SUBJECTS)
    if own:
        return [part for subject in own for part in conjuncts(_antecedent(subject, verb))]
    if children(verb, *PASSIVE_SUBJECTS):
        return agents(verb)
    return [] if depth > _DEEPEST or _subjectless(verb) else _borrowed(verb, depth + 1)


def _subjectless(verb: Token) -> bool:
    """A passive participle says whom, not who: "people killed in the raid"."""
    return is_passive(verb)


_DEEPEST = 10


def _borrowed(verb: Token, depth: int) -> list[Token]:
    """The subject from the verb above: "went on to kill", "attacked and burned", "fled, leaving"."""
    head = verb.head
    if head.i == verb.i:
        return []
    if verb.dep_ == "acl" and verb.tag_ != "VBN":
        return conjuncts(head)
    if verb.dep_ == "conj":
        return subjects(head, depth) or _undergoers(head)
    if verb.dep_ in ("xcomp", "advcl", "ccomp"):
        return _controller(verb, head, depth)
    return _governor(verb, clause_verb(head), depth) if verb.dep_ == "pcomp" else []


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    """Who does what a clause below `head` says: its object where that verb makes others act, else its subject."""
    controller = children(head, "dobj") if verb.dep_ == "xcomp" and head.lemma_ in OBJECT_CONTROL else []
    if controller:
        return conjuncts(controller[0])
    if is_passive(head):
        return (agents(head) if head.lemma_ in TOOLS else []) or _undergoers(head) or subjects(head, depth)
    return subjects(head, depth)


def _governor(verb: Token, governor: Token, depth: int) -> list[Token]:
    """Who does what a gerund after a preposition says: "accused *the militants* of killing", "*the army* stopped after taking"."""
    if governor.i == verb.i:
        return []
    if governor.lemma_ in ACCUSING:
        return objects(governor)
    return _undergoers(governor) if is_passive(governor) else subjects(governor, depth)


OBJECT_CONTROL = frozenset("ask urge tell order force allow want call press warn persuade help invite enable cause lead encourage".split())
TOOLS = frozenset({"use", "employ", "exploit"})
"""Verbs whose agent, not their passive subject, does what follows: "a school used by rebels *to launch* rockets"."""
ACCUSING = frozenset("accuse blame suspect charge condemn denounce criticize criticise convict acquit".split())


def _undergoers(verb: Token) -> list[Token]:
    found = children(verb, *PASSIVE_SUBJECTS)
    return [part for subject in found for part in conjuncts(_antecedent(subject, verb))]


def objects(verb: Token) -> list[Token]:
    """To whom it is done: direct object, passive subject, or the noun that a participle or a clause without "whom" modifies."""
    found = children(verb, "dobj", "nsubjpass")
    if not found and _is_contact(verb):
        return conjuncts(verb.head)
    if not found and verb.dep_ == "acl" and verb.tag_ == "VBN":
        return conjuncts(verb.head)
    if not found and verb.dep_ == "conj" and (is_passive(verb) or (verb.tag_ == "VBN" and is_passive(verb.head))):
        return _undergoers(verb.head)
    return [part for item in found for part in conjuncts(_antecedent(item, verb))]


def _is_contact(verb: Token) -> bool:
    """Whether a clause stands at whom it is done to, without a relative word: "the drivers *they arrested*", not "the day they came"."""
    if verb.dep_ != "relcl" or verb.head.pos_ not in ("NOUN", "PROPN") or verb.head.ent_type_ in ("DATE", "TIME"):
        return False
    stranded = any(c.dep_ == "prep" and not any(True for _ in c.children) for c in verb.children)
    linked = any(c.lower_ in RELATIVE or c.tag_ in ("WRB", "WDT", "WP") for c in verb.lefts)
    return not stranded and not linked and bool(children(verb, "nsubj")) and verb.i > verb.head.i


def agents(verb: Token) -> list[Token]:
    """Who does it in a passive: "by X"."""
    return [part for by in children(verb, "agent") for obj in children(by, "pobj") for part in conjuncts(obj)]


def prepositional(token: Token, *prepositions: str) -> list[Token]:
    """The objects of the token's prepositions: "attack *on X*"."""
    return [
        part
        for prep in token.children
        if prep.dep_ in ("prep", "dative") and prep.lower_ in prepositions
        for obj in children(prep, "pobj")
        for part in conjuncts(obj)
    ]


def complements(noun: Token, *prepositions: str) -> list[Token]:
    """The objects of a noun's prepositions, where the parser hung the last conjunct's on the first: "soldiers and rebels *of X*"."""
    first = noun.head if noun.dep_ == "conj" else noun
    last = max((c.i for c in first.conjuncts), default=first.i)
    found = prepositional(noun, *prepositions)
    if noun.i == last and not found:
        return [obj for obj in prepositional(first, *prepositions) if obj.i > last]
    return [obj for obj in found if not noun.i < last < obj.i]


def owners(noun: Token) -> list[Token]:
    """Possessors, and names or nationalities before an event noun: "the Taliban's attack", "Syrian shelling", "Syrian army shelling"."""
    found = children(noun, "poss")
    before = [c for c in children(noun, "compound", "nmod", "amod") if c.pos_ == "PROPN" or _nationality(c) or c.lemma_.lower() in OWNERS]
    bodies = {c.i for c in before if c.lemma_.lower() in OWNERS}
    found += [c for c in before if c.i + 1 not in bodies]
    return [part for item in found for part in conjuncts(item)]


def struck(word: Token) -> list[Token]:
    """Where force falls when its object is a weapon: "dropped bombs *on the town*", "strikes *against X*"; else whose thing it hits."""
    heads = [word, *children(word, "dobj", "nsubjpass", "nsubj")]
    found = [t for head in heads for t in prepositional(head, *TOWARDS)]
    return found or [owner for thing in objects(word) for owner in owners(thing)]


TOWARDS = ("on", "at", "against", "upon", "onto", "into", "toward", "towards", "targeting")


def doers(noun: Token) -> list[Token]:
    """Who did what a noun names: its owners, "by X", and the subject of the clause that describes it ("crimes the militias commit")."""
    found = owners(noun) + prepositional(noun, "by")
    for clause in children(noun, "acl", "relcl"):
        found += agents(clause) if is_passive(clause) else [s for s in children(clause, *SUBJECTS) if s.lower_ not in RELATIVE]
    return found


def wielders(word: Token) -> list[Token]:
    """Who uses the force of a happening that names nobody: whose attack it happened in, or who acts in the clause that dates it.

    "killed *in airstrikes by X*", "wounded during *X's shelling*", "died when *X's jets* hit the town".
    """
    verbs = [word, *(c for c in children(word, "conj") if c.pos_ == "VERB")]
    if word.dep_ == "conj" and word.head.pos_ == "VERB":
        verbs.append(word.head)
    deeds = [deed for verb in verbs for deed in prepositional(verb, *AMID)]
    deeds += [part for deed in deeds for part in prepositional(deed, "of")]
    found = [doer for deed in [word, *deeds] for doer in doers(deed)] + [t for verb in verbs[1:] for t in agents(verb)]
    if found:
        return found
    dating = [c for verb in verbs for c in children(verb, "advcl") if any(m.lower_ in ("when", "as", "after") for m in c.lefts)]
    return [subject for clause in dating for subject in (agents(clause) if is_passive(clause) else children(clause, *SUBJECTS))]


AMID = ("in", "during", "from", "by", "after", "under", "amid", "through", "following", "with", "of", "to")


RELATIVE = frozenset({"who", "which", "that", "whom"})


def blamed(word: Token) -> list[Token]:
    """Whom a condemnation blames when it condemns a deed: whoever did it ("condemned the attack by X"), or "blamed it on X".

    The parser hangs that "on X" on the deed too: what is blamed is not done to X.
    """
    blamed_on = [word, *children(word, "dobj")] if word.lemma_.lower() == "blame" else [word]
    return [t for part in blamed_on for t in prepositional(part, "on")] or [
        doer for deed in [*objects(word), *prepositional(word, "of", "at", "over")] for doer in doers(deed)
    ]


def addressed(word: Token) -> list[Token]:
    """To whom a demand, threat or sympathy goes: "called *on X* to", "demanded that *X* leave", "threatened to hit *X*"."""
    found = prepositional(word, "on", "upon", "to", "against", "for", "with")
    for clause in children(word, "ccomp", "xcomp"):
        found += children(clause, *PASSIVE_SUBJECTS) or children(clause, *SUBJECTS) or objects(clause)
    return found or [t for thing in children(word, "dobj") for t in prepositional(thing, "to", "for", "with", "against", "on")]


OWNERS = frozenset(
    "regime government rebel militant terrorist army coalition police military insurgent guerrilla opposition jihadist gang separatist "
    "paramilitary militia enemy junta extremist protester navy resistance security".split()
)
"""Common nouns that before an event noun say whose it is: "rebel shelling", "regime airstrikes"."""


def _nationality(token: Token) -> bool:
    return token.pos_ == "ADJ" and token.text[:1].isupper()


def _antecedent(subject: Token, verb: Token) -> Token:
    """A relative pronoun stands for the noun its clause modifies."""
    if subject.lower_ in RELATIVE and verb.dep_ == "relcl":
        return verb.head
    return subject


def upward(token: Token) -> Iterator[Token]:
    """The token's ancestors, nearest first."""
    while token.head.i != token.i:
        token = token.head
        yield token


def edges(token: Token, stop: frozenset[int] = frozenset()) -> tuple[int, int]:
    """First and last token of the subtree, leaving out the subtrees of the tokens in `stop`."""
    first = last = token.i
    stack = [token]
    while stack:
        item = stack.pop()
        first, last = min(first, item.i), max(last, item.i)
        stack += [c for c in item.children if c.i not in stop]
    return first, last

"""Who a toll word happened to: next to the word first, then by the parse.

News parses fail most where numbers stand bare ("12 killed, 30 wounded"), and there the neighbours are
surer than the tree; in full clauses the tree reaches further ("soldiers who were killed").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reportedly.read.amounts import lists, victims

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from reportedly.read.amounts.victims import Amounts, Count

Way = Literal["object", "subject", "state", "lost"]

_BRIDGES = frozenset(
    {
        "were",
        "was",
        "are",
        "is",
        "be",
        "been",
        "being",
        "have",
        "has",
        "had",
        "also",
        "reportedly",
        "left",
        "got",
        "others",
        "people",
        "more",
        "persons",
        "and",
        "both",
        "all",
        "later",
        "then",
        "still",
        "remain",
        "remained",
        "remains",
        "gone",
        "went",
    }
)
_AUXILIARIES = frozenset(
    {"were", "was", "are", "is", "been", "being", "have", "has", "had", "also", "reportedly", "left", "be", "all", "both"}
)
_STATES = frozenset({"dead", "killed", "wounded", "injured", "hurt", "missing"})
_TOLL_NOUNS = frozenset({"martyrs", "deaths", "fatalities", "bodies", "casualties"})
_RELATIVES = ("who", "that", "which", "whom")
_CLAUSES = ("relcl", "acl")
_LIGHT = frozenset(
    {
        "leave",
        "find",
        "be",
        "report",
        "confirm",
        "shoot",
        "declare",
        "pronounce",
        "believe",
        "get",
        "lie",
        "go",
        "fear",
        "presume",
        "have",
        "see",
        "remain",
        "list",
        "register",
    }
)
_OPENERS = {"-": ("-",), "–": ("–",), "—": ("—",), ")": ("(",), "]": ("[",), ",": (",",)}
_ASIDES = frozenset({"including", "among", "mostly", "mainly", "most", "some", "all", "many", "half", "both"})
_LONGEST_ASIDE = 12  # tokens between the marks around an aside: "- including nine children and three of their teachers -"
_FURTHEST_BRIDGE = 4  # tokens between a number's phrase and its toll word: "12 people have also been killed"
_DEEPEST = 4  # conjuncts and shared clauses followed upwards


def patients(word: Token, way: Way, known: Amounts) -> Count | None:
    """Count the victims of a toll word; None when the text tells of none."""
    part = _of_the(word, known) or _fronted(word, known)
    if part is not None or _tells_nobody(word, way):
        return part
    before = _before(word, known)
    after = _after(word, known) if way != "subject" and not _is_passive(word) else None
    if after is not None and (before is None or way == "object"):
        return after
    if before is not None and (known.counting.get(word.i) is not None or (before.last == word.i - 1 and before.head is None)):
        return before  # "six bodies and 19 wounded": a bare number beside the word counts it alone
    if way == "object" and before is not None and not _is_passive(word) and _takes_object(word):
        return arguments(word, ("dobj",), known)  # "killed dozens of people and injured others", "killed 3 and seized 14 guns"
    listed = _listed_before(word, way, known)
    if listed is not None and (before is None or listed.first < before.first):
        return listed
    by_parse = _by_parse(word, way, known, 0)
    if before is None or by_parse is None or not by_parse.certain:
        return by_parse if before is None else before
    if any(token.lower_ in _STATES for token in word.doc[by_parse.last + 1 : before.first]):
        return before
    covers = by_parse.first <= before.first and before.last <= by_parse.last
    return by_parse if covers or (by_parse.first < before.first and _is_inner(word, before)) else before


def _listed_before(word: Token, way: Way, known: Amounts) -> Count | None:
    """Count the list that ends right before a toll word: "two soldiers, four fighters and a child were killed"."""
    at = word.i - 1
    while at > 0 and (word.doc[at].lower_ in _AUXILIARIES or word.doc[at].lower_.endswith("ly")):
        at -= 1
    nouns = lists.before(word.doc, at) if way != "lost" else []
    return _sum(nouns, known, word) if nouns else None


def _tells_nobody(word: Token, way: Way) -> bool:
    """Whether the word names those told of before, or a phrase that other rules read: "the dead were …", "lost their lives"."""
    if way == "state":
        return word.dep_ == "nsubj" and word.i > 0 and word.nbor(-1).lower_ == "the"
    return way == "lost" and any(child.dep_ == "dobj" and child.lower_ in ("lives", "life") for child in word.children)


def _takes_object(verb: Token) -> bool:
    """Whether an active verb has an object of its own after it."""
    active = verb.tag_ != "VBN" or (verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not _is_passive(verb.head))
    objects = [child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i]
    states = [word.lower_ in _STATES for child in objects for word in verb.doc[child.i : child.i + 2]]
    return active and bool(objects) and not any(states)


def _of_the(word: Token, known: Amounts) -> Count | None:
    """Count the part in "15 of the wounded", "eight of those killed", and the whole in "dozens of injured"."""
    at = word.i - 2 if word.i > 1 and word.nbor(-1).lower_ in ("the", "those") else word.i - 1
    if at < 1 or word.doc[at].lower_ != "of":
        return None
    part = known.ending.get(at - 1)
    return None if part is None else known.count(part)


def _fronted(word: Token, known: Amounts) -> Count | None:
    """Count whom a sentence names after its toll word: "killed were two nurses"."""
    if not word.is_sent_start or word.i + 2 >= len(word.doc) or word.nbor(1).lower_ not in ("were", "was"):
        return None
    return _after(word.nbor(1), known) or arguments(word.nbor(1), ("nsubj", "attr", "nsubjpass"), known)


def _is_inner(word: Token, before: Count) -> bool:
    """Whether a number before the toll word belongs to a phrase inside the subject: "26 people including 16 soldiers were killed"."""
    noun = word.doc[before.head if before.head is not None else before.last]
    while noun.dep_ == "conj" and noun.head.i < noun.i:
        noun = noun.head
    return noun.dep_ in ("pobj", "appos", "nmod")


def _after(word: Token, known: Amounts) -> Count | None:
    """Count "killed 12", "killing at least three children and a nurse"; not "10 killed 15 injured", that lost its comma."""
    at = word.i + 1
    while at < len(word.doc) and word.doc[at].is_space:
        at += 1
    amount = known.starting.get(at)
    count = known.count(amount) if amount is not None else None
    if amount is None or count is None or amount.low == 0:
        return None
    after = word.doc[amount.last + 1] if amount.last + 1 < len(word.doc) else None
    if after is not None and after.lower_ in _STATES:
        return None
    if amount.head is None:
        return count
    return _sum(victims.joined(word.doc[amount.head]), known, word) or count


def _before(word: Token, known: Amounts) -> Count | None:
    """Count "12 killed", "at least 25 people were injured"."""
    at = word.i - 1
    for _ in range(_FURTHEST_BRIDGE + 1):
        if at < 0:
            return None
        token = word.doc[at]
        amount = known.ending.get(at) or known.counting.get(at)
        if (skipped := _before_aside(word.doc, at)) is not None:
            at = skipped
            continue
        if amount is not None and amount.last <= at:
            counted = amount.head is None or amount.head in (at, word.i) or (amount.head < word.i and amount.head >= at)
            return known.count(amount) if counted or amount.head == word.i else None
        if token.lower_ not in _BRIDGES and not token.is_space and not token.lower_.endswith("ly"):
            return None
        at -= 1
    return None


def _before_aside(doc: Doc, at: int) -> int | None:
    """The token before an aside that ends at token `at`: "23 civilians *- including nine children -* dead", "some of them children"."""
    if at > 3 and doc[at - 2].lower_ == "of" and doc[at - 1].lower_ == "them":
        return at - 4 if doc[at - 3].lower_ in ("some", "most", "many", "all") else None
    mostly = next((i for i in range(at, max(0, at - 5), -1) if doc[i].lower_ in ("mostly", "mainly", "largely")), None)
    if mostly is not None and all(t.pos_ in ("NOUN", "CCONJ", "ADJ") for t in doc[mostly + 1 : at + 1]) and doc[mostly - 1].text != ",":
        return mostly - 1
    if doc[at].text not in _OPENERS:
        return None
    for first in range(at - 2, max(0, at - _LONGEST_ASIDE), -1):
        if doc[first].text in _OPENERS.get(doc[at].text, ()):
            return first - 1 if doc[first + 1].lower_ in _ASIDES or doc[at].text != "," else None
    return None


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def _by_parse(word: Token, way: Way, known: Amounts, depth: int) -> Count | None:
    if depth > _DEEPEST:
        return None
    if way == "state" or word.pos_ == "ADJ":
        return _of_state(word, known, depth)
    if way == "lost":
        lost = arguments(word, ("dobj",), known)
        return lost if lost is not None and lost.best is not None and lost.first != lost.head else None
    if way == "subject":
        return arguments(word, ("nsubj", "nsubjpass"), known) or _shared(word, way, known, depth)
    return _of_object_verb(word, known, depth)


def _of_object_verb(word: Token, known: Amounts, depth: int) -> Count | None:
    """Count whom a verb of killing took: its passive subject or object, the noun a participle stands at, a headline's subject."""
    if _is_reported_as(word):
        return arguments(word.head, ("nsubjpass", "dobj"), known)
    argued = arguments(word, ("nsubjpass",), known) or arguments(word, ("dobj",), known)
    if argued is None and word.tag_ == "VBG":
        of = next((child for child in word.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
        argued = arguments(of, ("pobj",), known) if of is not None else None
    if argued is not None or any(child.dep_ == "dobj" for child in word.children):
        return argued
    if word.tag_ == "VBN" and word.dep_ in ("acl", "amod") and word.head.pos_ in ("NOUN", "PROPN", "NUM", "PRON"):
        return _sum(_enumeration(word.head, word), known, word)
    lone = arguments(word, ("nsubj",), known) if word.tag_ in ("VBN", "VBD") and not _has_object_after(word) else None
    if lone is not None and lone.certain and _may_be_victim(word):
        return lone
    return _shared(word, "object", known, depth)


def _is_reported_as(word: Token) -> bool:
    """Whether somebody is listed as it: "have been reported *as wounded*"."""
    return word.head.lemma_.lower() in _LIGHT and any(child.lower_ == "as" and child.i == word.i - 1 for child in word.lefts)


def _may_be_victim(verb: Token) -> bool:
    """Whether the bare subject of "killed" is its victim: a headline's "Six killed", not "fighters killed" with more to come."""
    return verb.dep_ not in ("relcl", "ccomp") or verb.tag_ == "VBN"


def _has_object_after(verb: Token) -> bool:
    joined = [
        child for child in verb.rights if child.dep_ == "conj" and child.pos_ == "VERB" and not any(c.dep_ == "nsubj" for c in child.lefts)
    ]
    return any(child.dep_ in ("dobj", "ccomp", "dative") for word in (verb, *joined) for child in word.rights)


def _enumeration(noun: Token, word: Token) -> list[Token]:
    """The noun before a participle with the phrases that it is joined to: "five children and four nurses killed"."""
    climbed = 0
    while noun.dep_ == "conj" and noun.i < word.i and noun.head.pos_ in ("NOUN", "PROPN", "NUM") and climbed < _DEEPEST:
        if any(token.lower_ in _STATES or token.lower_ in _TOLL_NOUNS for token in noun.doc[noun.head.i : noun.i]):
            break
        noun = noun.head
        climbed += 1
    return [joined for joined in victims.joined(noun) if (joined.i < word.i) is (noun.i < word.i)]


def _shared(word: Token, way: Way, known: Amounts, depth: int) -> Count | None:
    """The victims of a joined verb: "was captured and killed", "killing and wounding 20"."""
    if word.dep_ == "conj" and word.head.pos_ in ("VERB", "AUX", "ADJ") and not any(c.dep_ in ("nsubj", "nsubjpass") for c in word.lefts):
        head = word.head
        if way != "object" or _is_passive(head):
            return arguments(head, ("nsubjpass", "nsubj"), known) or _shared(head, way, known, depth + 1)
    if word.dep_ in ("oprd", "xcomp", "acomp", "ccomp", "dep") and word.head.lemma_.lower() in _LIGHT:
        return _of_light(word, known)
    if way == "object":
        for child in word.rights:
            if child.dep_ == "conj" and child.pos_ == "VERB":
                return arguments(child, ("dobj",), known)
    return None


def _of_state(word: Token, known: Amounts, depth: int) -> Count | None:
    """Count "five dead", "left five wounded", "were found dead", "wounded soldiers"."""
    head = word.head
    if word.dep_ == "pobj" and head.lower_ == "among":
        return arguments(head.head, ("nsubj", "nsubjpass", "attr"), known)
    if word.dep_ == "amod" and head.tag_ == "NN" and any(child.lower_ in ("the", "this", "that") for child in head.lefts):
        return None  # "the dead man" was told of before
    if word.dep_ in ("amod", "acl") and head.pos_ in ("NOUN", "PROPN", "NUM"):
        return _sum(_enumeration(head, word), known, word)
    if word.dep_ == "conj" and depth < _DEEPEST and head.pos_ in ("ADJ", "VERB"):
        return _by_parse(head, "state", known, depth + 1)
    if head.pos_ in ("VERB", "AUX") and head.lemma_.lower() in _LIGHT:
        return _of_light(word, known)
    return arguments(word, ("dobj",), known) or arguments(word, ("nsubj", "nsubjpass"), known)


def _of_light(word: Token, known: Amounts) -> Count | None:
    """The victims of "left five dead", "were found dead", "shot dead two men": an argument of the verb above.

    The parser reads "several people brought in from the clashes were dead" as a clause that is the subject.
    """
    own = arguments(word, ("nsubj", "nsubjpass"), known)
    return (
        own
        or arguments(word.head, ("nsubjpass", "dobj"), known)
        or (arguments(word.head, ("nsubj",), known) if word.head.lemma_.lower() in ("be", "lie") else None)
        or next((found for c in word.head.children if c.dep_ == "csubj" and (found := arguments(c, ("nsubj",), known))), None)
    )


def arguments(verb: Token, relations: tuple[str, ...], known: Amounts) -> Count | None:
    """Count the first of a verb's arguments in one of the relations, with those joined to it."""
    for child in verb.children:
        if child.dep_ not in relations:
            continue
        if child.lower_ in _RELATIVES and verb.dep_ in _CLAUSES:
            return _sum([verb.head], known, verb)
        return _sum([noun for argument in _beside(verb, child) for noun in victims.joined(argument)], known, verb)
    return None


def _beside(verb: Token, argument: Token) -> list[Token]:
    """An argument and those that the parse hangs beside it where "and" joins them: "*45 militants* and *20 fighters* had been killed"."""
    found = [argument]
    for child in verb.children:
        if child.i > found[-1].i and child.dep_ == argument.dep_ and any(t.lower_ == "and" for t in verb.doc[found[-1].i : child.i]):
            found.append(child)
    return found


def _sum(nouns: Iterable[Token], known: Amounts, word: Token) -> Count | None:
    """Add up the victims of joined nouns, leaving out those that stand beyond the toll word of the first."""
    counts: list[Count] = []
    side = None
    for noun in nouns:
        if side is not None and (noun.i > word.i) != side:
            continue
        side = noun.i > word.i
        count = victims.of_noun(noun, known)
        if count is not None and not _belongs_to_next(noun, word):
            counts.append(count)
    return victims.total(counts)


def _belongs_to_next(noun: Token, word: Token) -> bool:
    """Whether a phrase joined after the verb is the subject of the next: "killed ten and five were injured"."""
    if noun.i < word.i or noun.dep_ != "conj" or noun.i + 1 >= len(noun.doc):
        return False
    after = noun.nbor(1)
    return after.lower_ in ("were", "was") or (after.tag_ in ("VBN", "VBD") and after.dep_ != "amod")

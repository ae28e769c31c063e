"""Which names of a report are one party's.

Rules: an acronym in brackets or made of a name's initials names the same ("National Resistance Front",
"NRF"); a last name alone names the one person who bears it; a name that adds a place or a generic word
to another names the same ("National Resistance Front of Afghanistan", "Taliban forces"); names that news
knows as one party's are one ("Daesh", "Islamic State"). Names are compared as whole words, never by substring.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from reportedly.read.actors.names import Name, actor_words, content_words, is_person
from reportedly.read.grammar.country_parties import nation

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from reportedly.compare.known import KnownParty
    from reportedly.read.grammar.passage import Passage


@dataclass(frozen=True, slots=True)
class Cluster:
    """Names of one party: the canonical one, all of its forms, and what is known of it."""

    number: int
    canonical: str
    forms: frozenset[str]
    person: bool
    role: str | None


def clusters(found: Sequence[Name], tied: Mapping[str, KnownParty] | None = None) -> tuple[Cluster, ...]:
    """The names of a report grouped by party, in order of first mention; linear in the number of names.

    `tied` are the names of parties that news knows, see `ties.py`: those of one are one group, those of two are two.
    """
    groups: list[list[Name]] = []
    news = _News(tied or {})
    known = _Known()
    for name in found:
        words = content_words(name.text)
        if not words:
            continue
        key = " ".join(words)
        number = news.number(name, known.number(name, words, key))
        if number is None:
            number = len(groups)
            groups.append([])
        groups[number].append(name)
        news.register(name, number)
        known.register(name, words, key, number)
    united = _short_forms(groups, news.tied)
    return tuple(_cluster(n, group, news.tied) for n, group in enumerate(united))


def _short_forms(groups: Sequence[list[Name]], tied: Container[str]) -> list[list[Name]]:
    """Groups with a one-word name ("Resistance", "Council") joined to the one organisation whose name holds that word.

    A name that news knows (`tied`) is short for nobody: "UN" is not the Security Council.
    """
    holding: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        words = content_words(group[0].text)
        if len(words) > 1 and not is_person(group[0]):
            for word in dict.fromkeys(words):
                holding.setdefault(word, []).append(number)
    joined = {number: list(group) for number, group in enumerate(groups)}
    _join_possessives(groups, joined)
    _join_halves(groups, joined)
    for number, group in enumerate(groups):
        words = content_words(group[0].text)
        if (
            number in joined
            and len(words) == 1
            and group[0].text not in tied
            and len(holding.get(words[0], ())) == 1
            and holding[words[0]][0] in joined
            and (words[0] in actor_words() or words[0] in COMMON_IN_NAMES)
        ):
            joined[holding[words[0]][0]] += joined.pop(number)
    return [joined[number] for number in sorted(joined)]


def _join_possessives(groups: Sequence[list[Name]], joined: dict[int, list[Name]]) -> None:
    """A name that is another one with an s is its possessive, the apostrophe lost on the way: "Assads forces" beside "Assad"."""
    named = {" ".join(content_words(group[0].text)): number for number, group in enumerate(groups)}
    lasts = {content_words(group[0].text)[-1]: number for number, group in reversed(list(enumerate(groups))) if is_person(group[0])}
    for number, group in enumerate(groups):
        key = " ".join(content_words(group[0].text))
        bare = key.removesuffix("s")
        whole = named.get(bare, lasts.get(bare))
        if bare != key and whole is not None and whole != number and whole in joined:
            joined[whole] += joined.pop(number)


def _join_halves(groups: Sequence[list[Name]], joined: dict[int, list[Name]]) -> None:
    """Half of a divided country by its direction alone: "the South" beside "South Korea", where no other name begins so."""
    for number, group in enumerate(groups):
        words = content_words(group[0].text)
        if len(words) != 1 or words[0] not in DIRECTIONS or number not in joined:
            continue
        whole = [n for n, other in enumerate(groups) if n in joined and n != number and content_words(other[0].text)[0] == words[0]]
        if len(whole) == 1 and nation(groups[whole[0]][0].text) is not None:
            joined[whole[0]] += joined.pop(number)


DIRECTIONS = frozenset({"north", "south", "east", "west"})
COMMON_IN_NAMES = frozenset(
    "resistance liberation salvation unity reform unification patriot patriots defence defense shield union freedom".split()
)


@dataclass(slots=True)
class _Known:
    """What names seen so far can be called: their words, the last names of people, the initials of bodies; each to a group's number."""

    by_key: dict[str, int] = field(default_factory=dict)
    last_names: dict[str, int] = field(default_factory=dict)
    initials: dict[str, int] = field(default_factory=dict)

    def number(self, name: Name, words: Sequence[str], key: str) -> int | None:
        """The group that a name belongs to; None for a new one."""
        if key in self.by_key:
            return self.by_key[key]
        if len(words) == 1 and name.text.isupper() and name.text in self.initials:
            return self.initials[name.text]
        if len(words) == 1 and words[0] in self.last_names:
            return self.last_names[words[0]]
        trimmed = " ".join(_without_generic(words))
        if trimmed in self.by_key:
            return self.by_key[trimmed]
        before = " ".join(content_words(name.text.split(" of ")[0])) if " of " in name.text else ""
        return self.by_key.get(before) if " " in before else None

    def register(self, name: Name, words: Sequence[str], key: str, number: int) -> None:
        """Remembers what else the name may be called."""
        base = content_words(name.text.split(" of ")[0])
        self.by_key.setdefault(key, number)
        if len(base) > 1:
            self.by_key.setdefault(" ".join(base), number)
        if len(words) > 1:
            self.initials.setdefault("".join(w[0] for w in words).upper(), number)
            self.initials.setdefault("".join(w[0] for w in base).upper(), number)
            if is_person(name):
                self._register_person(words, number)

    def _register_person(self, words: Sequence[str], number: int) -> None:
        """A person is called by the last name, by the last names together, or by the first of two: "Luis Reyes Lowe", "Reyes"."""
        self.last_names.setdefault(words[-1], number)
        for start in range(1, len(words) - 1):
            self.by_key.setdefault(" ".join(words[start:]), number)
        if len(words) > 2:
            self.last_names.setdefault(words[-2], number)


@dataclass(slots=True)
class _News:
    """Groups of parties that news knows: the party's name to its group's number, and back; and the groups of people, which are none."""

    tied: Mapping[str, KnownParty]
    by_party: dict[str, int] = field(default_factory=dict)
    parties: dict[int, str] = field(default_factory=dict)
    people: set[int] = field(default_factory=set)

    def number(self, name: Name, number: int | None) -> int | None:
        """The group of the party that a name is known to be of; else `number`, the group that the report's own words give."""
        row = self.tied.get(name.text)
        if row is None:
            return number
        fits = number is not None and number not in self.people and self.parties.get(number, row.name) == row.name
        return self.by_party.get(row.name, number if fits else None)

    def register(self, name: Name, number: int) -> None:
        """Remembers whose group it is."""
        row = self.tied.get(name.text)
        if row is not None:
            self.by_party.setdefault(row.name, number)
            self.parties.setdefault(number, row.name)
        elif is_person(name):
            self.people.add(number)


def _without_generic(words: Sequence[str]) -> list[str]:
    rows = actor_words()
    kept = list(words)
    while len(kept) > 1 and kept[-1] in rows and rows[kept[-1]].generic:
        kept.pop()
    return kept


def _cluster(number: int, group: Sequence[Name], tied: Mapping[str, KnownParty]) -> Cluster:
    """The canonical form is the fullest one: most words, letters not counted ("U.N."), then most of both, then the first seen."""
    forms = [n.text for n in group]
    words = {form: content_words(form.split(" of ")[0]) for form in forms}
    best = max(forms, key=lambda f: (sum(len(w) > 1 for w in words[f]), len(words[f]), -forms.index(f)))
    person = any(is_person(n) for n in group if n.text not in tied)
    role = next((n.role for n in group if n.role), None)
    return Cluster(number, _spelled(best), frozenset(forms), person, role)


def _spelled(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" -–'’[](){}")


def acronyms(passages: Sequence[Passage], found: Sequence[Name]) -> dict[str, str]:
    """Acronyms that the report itself explains, and what they stand for: "Syrian Observatory for Human Rights (SOHR)".

    In brackets after the full name or before it, or between commas behind it where the name has its letters.
    """
    explained: dict[str, str] = {}
    for passage in passages:
        for match in _EXPLAINED.finditer(passage.doc.text):
            explained.setdefault(match["short"], match["long"].strip().removeprefix("The "))
    for one, two in pairwise(found):
        if one.passage != two.passage:
            continue
        between = passages[one.passage].doc[one.last + 1 : two.first].text
        for long, short in ((one, two), (two, one)) if between in ("(", "[") else ((one, two),) if between == "," else ():
            if _SHORT.fullmatch(short.text) and _stands_for(short.text, long.text, most=between == ","):
                explained[short.text] = long.text
    return explained


def _stands_for(short: str, long: str, *, most: bool) -> bool:
    """Whether an acronym has two of its letters from the name's words, or with `most` all but one; in any order, as in a translation."""
    letters = [c for c in short.lower() if c.isalpha()]
    left = Counter(word[0] for word in content_words(long))
    shared = sum((left & Counter(letters)).values())
    return " " in long and shared >= max(2, len(letters) - 1 if most else 2)


_SHORT = re.compile(r"[A-Z][A-Za-z]?[A-Z-]+\d{0,2}")
_EXPLAINED = re.compile(r"(?P<long>(?:[A-Z][\w’'-]+ (?:(?:of|for|and|the|in) )*){1,7})[(\[](?P<short>[A-Z][A-Za-z-]{1,9})[)\]]")

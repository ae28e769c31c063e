"""Which stretches of a report stand in another: copies, whole or in part, of sentences that were edited or not.

A copy is told by containment: the share of a sentence's runs of five words that stand close together in the other report. Words inside
quotation marks do not count, for two reports that quote one man are not copies of each other; nor does what reading set aside
(slogans, credits, furniture). Who copied whom is a matter of days: the later published repeats the earlier.

Candidates are found by keys (`sketch`): hashes of runs, the smallest of every few neighbours, as in winnowing (Schleimer, Wilkerson
and Aiken 2003), which is MinHash that keeps its place: two texts that share `_WINDOW + RUN - 1` words in a row share a key, whatever
else they hold.
MinHash of whole texts or paragraphs in bands finds resemblance, which a paragraph inside another report does not have: of 471
copies 99 % share one of these 95 keys a report, 98 % one of 128 minima of their texts, 49 % one of 64 pairs of them.
"""

from __future__ import annotations

import hashlib
from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon
from reportedly.compare import telling
from reportedly.link.wording import RUN, Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

    from reportedly.model import Omitted

_WINDOW = 5
"""Runs of which the smallest hash is a key: 64 keys a report of 280 words, and 99 % of 471 copies share one (with 8, 41 keys and 97 %)."""

_ENOUGH = ((10, 0.3), (14, 0.2))
"""Words in shared runs and the share of the sentence's runs, one of the pairs to be reached: on seeds 5 and 6 of evaluate/copies.py
recall is 0.98 and 0.97 at precision 0.96; (10, 0.25) alone gives 0.97 and 0.96, (12, 0.2) as much with a precision of 0.96."""

_ENOUGH_BESIDE = (RUN, 0.5)
"""The same for a sentence beside copied ones of the same report: a run, and half of the sentence with its quoted words."""

_AS_GOOD = 0.9
"""Share of the most words that another report has of a sentence: with as many the earlier one is where it comes from."""

_MOST_HOLDERS = 8
"""Sentences of a report that are known for a run: one that stands in more is a refrain."""

_LONGEST = 100_000
"""Characters of a text that are compared, twenty times a long report: what comes after is in books and dumps."""

_REMEMBERED = 1_000_000
"""Characters of texts remembered as sentences, some 600 reports: one is compared with each of its candidates, and they with later ones.
Some 70 bytes each."""


@dataclass(frozen=True, slots=True)
class Page:
    """A report's text for comparing wording. `published`: ISO day; `omitted` is not compared; `credits` as the report names them."""

    report: str
    outlet: str | None
    published: str | None
    text: str
    omitted: tuple[Omitted, ...] = ()
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sketch:
    """The keys of a text: 63-bit numbers, sorted, the same on every machine. Texts that share one may share a sentence."""

    report: str
    keys: tuple[int, ...]


class Copied(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A stretch of a report that stands in another report, earlier or taken to be: offsets here and there, half open.

    `words` is how many words lie in runs that both have; `containment` is the share of the shorter sentence's runs, 0 to 1.
    """

    report: str  # the one that is repeated
    outlet: str | None
    start: int
    end: int
    from_start: int
    from_end: int
    words: int
    containment: float
    reason: str


def sketch(page: Page) -> Sketch:
    """The keys by which copies of a text, or its originals, are looked up. Some 3 a sentence; time linear in the text."""
    keys: set[int] = set()
    for sentence in _sentences(page):
        hashed = [_key(words) for _, words in sentence.runs]
        keys.update(min(hashed[at : at + _WINDOW]) for at in range(max(1, len(hashed) - _WINDOW + 1)) if hashed)
    return Sketch(page.report, tuple(sorted(keys)))


def _key(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def copied(page: Page, earlier: Iterable[Page]) -> tuple[Copied, ...]:
    """The stretches of a page that stand in others, in order, each with the one that it most likely comes from.

    Of the pages given only those count that this one derives from (`derives`); of several that hold a sentence about as well
    the earliest is taken, so that a copy of a copy leads to the first. The order in which they are given does not matter.
    """
    others = {other.report: other for other in earlier if other.report != page.report and derives(page, other)}
    own = _sentences(page)
    runs = frozenset().union(*(sentence.told for sentence in own))
    near = [_Beside(indexed, runs & indexed.all_holders.keys()) for indexed in (_indexed(other) for _, other in sorted(others.items()))]
    return tuple(one for paragraph in _paragraphs(own) for one in _of_paragraph(page, paragraph, [one for one in near if one.shared]))


def derives(page: Page, other: Page) -> bool:
    """Whether what two pages share was in `other` first."""
    return _rank(page, other)[0]


def _rank(page: Page, other: Page) -> tuple[bool, str]:
    """Whether `other` came first, and the rule that says so; of two pages exactly one came first."""
    ours, theirs = page.published, other.published
    if ours and theirs and ours != theirs:
        return theirs < ours, f"published on {theirs}, before {ours}"
    if (ours is None) != (theirs is None):
        return ours is None, "whose day is known, as this one's is not"
    here, there = _credits(page, other), _credits(other, page)
    if here != there:
        return here, f"which this one credits ({', '.join(page.credits)})"
    here, there = "agencies" in page.credits, "agencies" in other.credits
    if here != there:
        return here, "of the same day; this one credits agencies"
    if len(page.text) != len(other.text):
        return len(page.text) < len(other.text), "the longer one of the same day"
    return other.report < page.report, "of the same day and length"


def _credits(page: Page, other: Page) -> bool:
    outlet = telling(other.outlet)
    return bool(outlet) and any(telling(name) == outlet for name in page.credits)


@dataclass(frozen=True)
class _Indexed:
    page: Page
    sentences: tuple[Sentence, ...]
    holders: Mapping[str, Sequence[int]]  # run to the numbers of the sentences that hold it
    all_holders: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Beside:
    """A report beside the one whose copies are looked for, and the runs that both have."""

    other: _Indexed
    shared: Set[str]


class _Remembered:
    """Texts as sentences and their runs, the last asked for: as many as `_REMEMBERED` characters make."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Page, _Indexed] = OrderedDict()
        self._characters = 0

    def cache_clear(self) -> None:
        """Forget all."""
        self._pages.clear()
        self._characters = 0

    def __call__(self, page: Page) -> _Indexed:
        if page in self._pages:
            self._pages.move_to_end(page)
            return self._pages[page]
        held = sentences(page.text[:_LONGEST], page.omitted)
        every = _holders(sentence.all_runs for sentence in held)
        own = _holders(sentence.runs for sentence in held) if any(sentence.quoted for sentence in held) else every
        self._pages[page] = found = _Indexed(page, held, own, every)
        self._characters += _weight(page)
        while self._characters > _REMEMBERED and len(self._pages) > 1:
            self._characters -= _weight(self._pages.popitem(last=False)[0])
        return found


_indexed = lexicon.of_tables(_Remembered())


def _weight(page: Page) -> int:
    """Characters of a text that are kept with it, and some for the rest of it."""
    return len(page.text) + 100


def _sentences(page: Page) -> tuple[Sentence, ...]:
    return _indexed(page).sentences


def _holders(runs: Iterable[Sequence[tuple[int, str]]]) -> dict[str, list[int]]:
    """Run to the sentences that hold it, the first ones of many."""
    found: dict[str, list[int]] = {}
    for number, held in enumerate(runs):
        for _, words in held:
            holders = found.get(words)
            if holders is None:
                found[words] = [number]
            elif holders[-1] != number and len(holders) < _MOST_HOLDERS:
                holders.append(number)
    return found


def _paragraphs(held: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    grouped: dict[int, list[Sentence]] = {}
    for sentence in held:
        grouped.setdefault(sentence.paragraph, []).append(sentence)
    yield from grouped.values()


def _of_paragraph(page: Page, paragraph: Sequence[Sentence], others: Sequence[_Beside]) -> Iterator[Copied]:
    """The copied sentences of a paragraph; a short one, or one of quoted words, goes with those around it when that report has it too."""
    found = [_best(page, sentence, others) for sentence in paragraph]
    from_reports = {copy.report for copy in found if copy}
    around = [beside for beside in others if beside.other.page.report in from_reports]
    for sentence, copy in zip(paragraph, found, strict=True):
        if copy is not None:
            yield copy
            continue
        matches = _matches(sentence, around, loose=True)
        if matches:
            yield _told(page, max(matches, key=lambda match: match.rank))


def _matches(sentence: Sentence, others: Sequence[_Beside], *, loose: bool) -> list[_Match]:
    near = [beside.other for beside in others if not sentence.told.isdisjoint(beside.shared)]
    return [match for other in near if (match := _match(sentence, other, loose=loose))]


def _best(page: Page, sentence: Sentence, others: Sequence[_Beside]) -> Copied | None:
    matches = _matches(sentence, others, loose=False)
    if not matches:
        return None
    most = max(match.words for match in matches)
    first = [match for match in matches if match.words >= _AS_GOOD * most]
    best = first[0]
    for match in first[1:]:
        if derives(best.other, match.other):
            best = match
    return _told(page, best)


@dataclass(frozen=True, slots=True)
class _Match:
    other: Page
    here: tuple[int, int]
    there: tuple[int, int]
    words: int
    containment: float
    loose: bool

    @property
    def rank(self) -> tuple[int, str]:
        return self.words, self.other.report


def _match(sentence: Sentence, other: _Indexed, *, loose: bool) -> _Match | None:
    """Where a sentence stands in another report: one sentence there, with those beside it, must hold enough of it."""
    runs = sentence.all_runs if loose else sentence.runs
    holders = other.all_holders if loose else other.holders
    counts = Counter(number for _, words in runs for number in holders.get(words, ()))
    if not counts:
        return None
    best = max(sorted(counts), key=lambda number: counts[number])
    near = range(best - 1, best + 2)
    shared = [(at, words) for at, words in runs if any(number in near for number in holders.get(words, ()))]
    covered = sorted({at + step for at, _ in shared for step in range(RUN)})
    there = other.sentences[best]
    shorter = min(len(runs), len(there.all_runs if loose else there.runs))
    containment = min(1.0, len(shared) / max(shorter, 1))
    wanted = (_ENOUGH_BESIDE,) if loose else _ENOUGH
    if not any(len(covered) >= fewest and containment >= least for fewest, least in wanted):
        return None
    beside = [other.sentences[number] for number in near if 0 <= number < len(other.sentences)]
    all_runs = {words for one in beside for _, words in one.all_runs}
    start, end = _span([sentence], all_runs)
    from_start, from_end = _span(beside, {words for _, words in sentence.all_runs})
    return _Match(other.page, (start, end), (from_start, from_end), len(covered), round(containment, 3), loose)


def _span(held: Iterable[Sentence], shared: Set[str]) -> tuple[int, int]:
    """From the first to the last word of sentences that lies in a shared run, quoted or not."""
    spans = [
        (sentence.spans[at][0], sentence.spans[at + RUN - 1][1]) for sentence in held for at, words in sentence.all_runs if words in shared
    ]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _told(page: Page, match: _Match) -> Copied:
    who = match.other.outlet or "another report"
    what = f"{match.words} words in runs of {RUN}{' beside copied sentences' if match.loose else ''}"
    return Copied(
        report=match.other.report,
        outlet=match.other.outlet,
        start=match.here[0],
        end=match.here[1],
        from_start=match.there[0],
        from_end=match.there[1],
        words=match.words,
        containment=match.containment,
        reason=f"{what} and {match.containment:.0%} of the sentence as in {who}, {_rank(page, match.other)[1]}",
    )

"""Words that must go, taken out of a report and of what was found in it. Pure.

Each character that goes becomes "█", one for one, so that offsets hold and every claim that stays still quotes its place. A name is
looked for as it is written, without letter case, whatever stands between its words: "Ada Lovelace" is found in "ada-lovelace".
Other spellings are other words, and must be named too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from reportedly import codec
from reportedly.ledger.rows import Found
from reportedly.model import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.model import Claim

MARK = "█"
_CODES = frozenset(
    "id anchor event event_type modes contexts auxiliary about kind stance precision country sex start end edtf from to "
    "outlet published dates language original_language sha256 raw_sha256".split()
)
"""Fields that hold codes, days and digests, not words of the report; and who published, which stays."""

_PLAIN = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Text:
    """A text before and after: where characters went, the same places are marked."""

    before: str
    after: str

    @property
    def characters(self) -> int:
        """How many went."""
        return sum(one != other for one, other in zip(self.before, self.after, strict=True))


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of `words`, each a name or phrase, whole, without letter case, across line breaks and hyphens."""
    phrases = (r"[\W_]+".join(re.escape(part) for part in re.findall(r"\w+", phrase)) for phrase in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(phrases, key=len, reverse=True))})(?!\w)", re.IGNORECASE)


def masked(text: str, words: re.Pattern[str]) -> str:
    """The text with every character of the words marked but white space."""
    return words.sub(lambda found: _PLAIN.sub(MARK, found[0]), text)


def masked_spans(text: str, claim: Claim) -> str:
    """The text with the words of a claim's spans marked."""
    marked = list(text)
    for span in claim.spans:
        marked[span.start : span.end] = _PLAIN.sub(MARK, text[span.start : span.end])
    return "".join(marked)


def without_words(report: Report, words: re.Pattern[str]) -> tuple[Report, Text]:
    """The report without the words, wherever it has them."""
    text = Text(report.text, masked(report.text, words))
    return _report(report, text, words), text


def without_claim(report: Report, claim: Claim) -> tuple[Report, Text]:
    """The report without the words that a claim quotes."""
    text = Text(report.text, masked_spans(report.text, claim))
    return _report(report, text, None), text


def without_all(report: Report) -> Report:
    """The report without a word: what stays are its id, outlet, days and digests."""
    return msgspec.structs.replace(
        report, title=None, url=None, text="", sha256=codec.sha256(""), original=None, credits=(), original_language=None
    )


def found_without(found: Found, text: Text, words: re.Pattern[str] | None, gone: str | None) -> tuple[Found, Sequence[int]]:
    """What was found, without the words and without the claim `gone`; and which of its claims, by position, are left."""
    left = [position for position, claim in enumerate(found.claims) if claim.id != gone]
    kept = msgspec.structs.replace(
        found,
        claims=tuple(found.claims[position] for position in left),
        relations=tuple(relation for relation in found.relations if gone not in (relation.from_id, relation.to_id)),
    )
    return msgspec.convert(_blanked(msgspec.to_builtins(kept), text, words), Found), left


def _report(report: Report, text: Text, words: re.Pattern[str] | None) -> Report:
    """The report with its text as it is now, and its digest of that; the ledger's row keeps the digest of what came."""
    blanked = _blanked(msgspec.to_builtins(msgspec.structs.replace(report, text="")), text, words)
    return msgspec.structs.replace(msgspec.convert(blanked, Report), text=text.after, sha256=codec.sha256(text.after))


def _blanked(value: Any, text: Text, words: re.Pattern[str] | None) -> Any:
    """A record's fields: words that it quotes by their place as they stand there now, other words without those that go.

    Whoever is named where a claim's words went loses the name with them.
    """
    if isinstance(value, str):
        return masked(value, words) if words else value
    if isinstance(value, (list, tuple)):
        return [_blanked(item, text, words) for item in value]
    if not isinstance(value, dict):
        return value
    blanked = {key: item if key in _CODES else _blanked(item, text, words) for key, item in value.items()}
    start, end, quoted = value.get("start"), value.get("end"), value.get("text")
    if isinstance(start, int) and isinstance(end, int) and isinstance(quoted, str) and text.before[start:end] == quoted:
        blanked["text"] = text.after[start:end]
        if words is None and blanked["text"] != quoted and "name" in value:
            blanked["name"] = _PLAIN.sub(MARK, value["name"])
    if blanked.get("name") != value.get("name") and blanked.get("wikidata"):
        blanked["wikidata"] = None
    return blanked

"""Earlier figures: numbers that a report gives only to replace them.

"raising the toll from 31 to 45", "updating an earlier 112", "previously put at 9", "up from 20".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.read.amounts.toll_words import toll_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from reportedly.read.amounts.amounts import Amount
    from reportedly.read.amounts.victims import Amounts

_FIGURE = (
    r"(?:(?:official|provisional|preliminary|death|casualty|confirmed) )*"
    r"(?:toll|count|tally|figure|estimate|number|total|report|reports)"
)
_OLD = r"(?:earlier|previous|initial|prior|preliminary)"
_CHANGE = (
    r"(?:rais|lower|ris|rose|revis|increas|climb|jump|doubl|tripl|grow|grew|grown|drop|fall|fell|shot|soar|bring|brought|went|go|downgrad)"
)
_FROM = rf"from(?: an?| the)?(?: {_OLD})?(?: {_FIGURE})?(?: of)?"
_EARLIER = re.compile(
    rf"(?:\b(?:up|down|increase|rise|jump|drop) (?:sharply )?{_FROM}"
    rf"|\b(?:an?|the|its|his|their)? ?{_OLD}(?: {_FIGURE})?(?:(?: of)? (?:the )?(?:dead|killed|deaths))?"
    r"(?: of| at| was| being| stood at| put at)?"
    r"|\b(?:updating|revising|replacing|correcting) (?:an?|the|its|their)(?: (?!\d)\w+){0,4}"
    r"|\b(?:previously|earlier|initially|originally|first) "
    r"(?:been )?(?:put|reported|given|said|stated|estimated|announced|counted|confirmed)(?: (?:as|at|that|to be|there were))?"
    rf"|\b{_OLD} (?:reports?|figures?|counts?|accounts?|estimates?|statements?|tolls?)(?: (?!\d)\w+){{0,8}}"
    r"|\b(?:compared with|compared to))$"
)
"""What stands just before an earlier figure."""
_RAISED = re.compile(rf"\b{_CHANGE}\w*(?:(?: (?!to )[^ .;0-9]+){{0,9}}| (?:\w+ )?to (?:\S+ ){{0,2}}?\S+) {_FROM}$|\bto \d[\d,.]* from$")
"""A toll told as changed from this figure, the words for the change before it."""
_AROUND = 40  # tokens between an earlier figure and the toll it was: a sentence
_FURTHEST = 14  # tokens before a figure in which the words stand that call it an earlier one


def is_earlier(doc: Doc, amount: Amount) -> bool:
    """Whether the words before a number call it an earlier figure."""
    return opening(doc, amount.first) is not None


def opening(doc: Doc, first: int) -> int | None:
    """The token where the words open that call the figure at token `first` an earlier one: "*raising* the toll from 31"; else None."""
    start = first
    while start > max(0, first - _FURTHEST) and not doc[start].is_sent_start:
        start -= 1
    words = " ".join(doc[i].lower_ for i in range(start, first))
    found = _EARLIER.search(words) or _RAISED.search(words)
    return None if found is None else start + len(words[: found.start() + 1].split()) - 1


def unclaimed(doc: Doc, known: Amounts) -> Iterator[Amount]:
    """Earlier figures of people in sentences that speak of a toll."""
    for amount in known.starting.values():
        if amount.kind in ("people", "other") and amount.best is not None and is_earlier(doc, amount) and _tells(doc[amount.first], amount):
            yield amount


def _tells(word: Token, amount: Amount) -> bool:
    """Whether the number counts people, or nothing named, in a sentence with a toll."""
    if amount.head is not None and amount.kind != "people":
        return False
    return any(toll_word(token) is not None for token in near(word))


def near(word: Token) -> Iterator[Token]:
    """The tokens of a word's sentence at most `_AROUND` away from it, itself among them."""
    doc, at = word.doc, word.i
    while at > max(0, word.i - _AROUND) and not doc[at].is_sent_start:
        at -= 1
    yield doc[at]
    while at + 1 < min(len(doc), word.i + _AROUND) and not doc[at + 1].is_sent_start:
        at += 1
        yield doc[at]

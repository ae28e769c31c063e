"""One spelling for a name: what the index is keyed by, and what a look-up is turned into.

Standard library only and no import of the package: the build hook loads this file by path.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e", "ŋ": "n"}
)  # letters that Unicode does not decompose; GeoNames' own ASCII names use the same
_SILENT = re.compile("['’‘ʻʼʽʾʿ`´′.]")  # apostrophes, ayn, hamza and full stops: reports drop them
_GAP = re.compile(r"[\s\-‐‑‒–—_/,()]+")
_LATIN = re.compile(r"[\u0000-\u024f\u0250-\u02ff\u0300-\u036f\u1e00-\u1eff\u2010-\u2019\s]+")
_JUNK = re.compile(r"[a-z](?!l-|l |z-|n-|r-|s-|sh-|t-|d-|dh-)|[A-Z]{2,4}$")  # machine romanisations ("swldw") and airport codes ("KBL")
_DIVISIONS = frozenset({"country", "admin1", "admin2"})
_SHORTEST = {"country": 2}  # letters of an alias; elsewhere
_SHORT = 3  # shorter Latin aliases ("Y", "Bo") are words or initials more often than places
_SHORT_ELSEWHERE = 2  # of other scripts: no English report has them by chance, and Chinese names have two signs
_LONGEST = 200  # characters: GeoNames' own limit for a name


def normalise(name: str) -> str:
    """Casefolded, accents folded, apostrophes and full stops dropped, hyphens and blanks one blank.

    "Deir ez-Zor" is "deir ez zor", "Ḩamāh" is "hamah", "Sana'a" is "sanaa". Empty when nothing is left.
    """
    if name.isascii():
        folded = name.lower()
    else:
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
        folded = "".join(c for c in apart if not unicodedata.combining(c)).translate(_LETTERS)
    return _GAP.sub(" ", _SILENT.sub("", folded)).strip()


def is_latin(name: str) -> bool:
    """Whether it is written in Latin letters throughout."""
    return _LATIN.fullmatch(name) is not None


def keys(name: str, aliases: Iterable[str], kind: str, *, checked: bool = False) -> Iterator[tuple[str, bool]]:
    """What a place of that kind is looked up by: (key, whether it is of its own name), each key once, its own first.

    Left out are Latin aliases of fewer than three letters (of countries two) and, unless the list is `checked` by hand or of a
    country or division, machine romanisations and airport codes.
    """
    own = normalise(name)
    if own:
        yield own, True
    sift = not checked and kind not in _DIVISIONS
    found = set()
    for alias in aliases:
        latin = is_latin(alias)
        if len(alias) > _LONGEST or (sift and latin and _JUNK.match(alias)):
            continue
        key = normalise(alias)
        if len(key) >= (_SHORTEST.get(kind, _SHORT) if latin else _SHORT_ELSEWHERE):
            found.add(key)
    yield from ((key, False) for key in sorted(found - {own}))

"""One spelling for a name: what the index is keyed by, and what a look-up is turned into.

Standard library only and no import of the package: the build hook loads this file by path.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e", "ŋ": "n"}
)  # letters that Unicode does not decompose; GeoNames' own ASCII names use the same
_SILENT = re.compile("['’‘ʻʼʽʾʿ`´′.]")  # apostrophes, ayn, hamza and full stops: reports drop them
_GAP = re.compile(r"[\s\-‐‑‒–—_/,()]+")


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

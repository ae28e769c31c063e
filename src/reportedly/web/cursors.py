"""Where a page ended: an opaque word that only goes on with the same question."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec
from msgspec import Meta

from reportedly import codec
from reportedly.errors import OptionError

if TYPE_CHECKING:
    from reportedly.web.asks import Ask

_MOST = 2**63 - 1
_OF = 8  # hex digits of the question's digest: they find mistakes, not forgers, who could ask what they want anyway
_FREE = ("limit", "cursor", "format")

Place = TypeVar("Place")
Number = Annotated[int, Meta(ge=0, le=_MOST)]
"""A row's number: a place in a list that is ordered by them."""


def written(place: object, ask: Ask) -> str:
    """The cursor of a place in the list that was asked for."""
    return urlsafe_b64encode(msgspec.json.encode((_question(ask), place))).rstrip(b"=").decode()


def place(cursor: str | None, ask: Ask, kind: type[Place]) -> Place | None:
    """The place of a cursor, None for the list's beginning. Raises OptionError for a cursor of another question, or none of ours."""
    if cursor is None:
        return None
    try:
        question, found = msgspec.json.decode(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)), type=tuple[str, kind])  # type: ignore[valid-type]
    except (binascii.Error, ValueError, RecursionError, msgspec.MsgspecError) as error:
        raise OptionError("cursor: not one of this API; give the `next` of a page, or leave it out") from error
    if question != _question(ask):
        raise OptionError("cursor: of another question; give it with the same parameters as the page that it came with, or leave it out")
    return found


def _question(ask: Ask) -> str:
    """A digest of what is asked, but for how much of it and in which form."""
    said = {name: getattr(ask, name) for name in ask.__struct_fields__ if name not in _FREE}
    return codec.digest(type(ask).__name__, msgspec.json.encode(said).decode())[:_OF]

"""Telegram Desktop's exports as JSON (result.json): one message, one report.

Read as a stream, event by event, for an export of a large channel has hundreds of megabytes; what one message may take and how
deep it may be nested is bounded. Facts of the form, as the application writes it: a chat has `name`, `type`, `id` and `messages`; the
export of an account has its chats in `chats.list` and `left_chats.list`; a message's `text` is a string or a list of strings and of
objects with a `text`; `date` is in the exporter's own zone, `date_unixtime` in UTC; a forwarded message names whom it is of in
`forwarded_from`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reportedly.errors import FormatError, ReportedlyError, TooLargeError
from reportedly.extras import extra
from reportedly.reports.record import Draft
from reportedly.reports.refusal import shown

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

_KINDS = "personal_chat|bot_chat|saved_messages|private_group|private_supergroup|public_supergroup|private_channel|public_channel"
_LOOKS = re.compile(
    rf'\s*\{{(?:.{{0,2000}}?"type"\s*:\s*"(?:{_KINDS})".{{0,2000}}?"messages"\s*:|\s*"about"\s*:\s*"Here is the data)', re.DOTALL
)
_PRIVATE = {"personal_chat", "bot_chat", "saved_messages"}
_DEEPEST = 32  # levels: messages have 4, polls and invoices in them a few more
_BUFFER = 16_384  # bytes that are parsed ahead of a look at the bounds


def looks_like_export(head: str) -> bool:
    """Whether a JSON text opens as one of the application's exports: of one chat, or of an account."""
    return _LOOKS.match(head.removeprefix("\ufeff")) is not None


def messages(stream: io.BufferedReader, limit: int) -> Iterator[tuple[str, Draft | ReportedlyError]]:
    """Each message with words as (":id", draft): the chat is its outlet, its day is in UTC, whom it was forwarded from is credited.

    Service messages and messages without words are no reports. Of an account's export the private chats are left out; a chat exported
    by itself is read whatever it is. A message that is none is an error in its place; a file that breaks off is read as far as it
    goes, then raises FormatError. Raises TooLargeError for one message over `limit` bytes, MissingPartError without ijson.
    """
    ijson = extra("ijson", "telegram", "Telegram exports")
    walk = _Walk(ijson)
    measured = _Measured(stream, limit)
    try:
        for event, value in ijson.basic_parse(measured, buf_size=_BUFFER, use_float=True):
            if not walk.is_building:
                measured.since = 0
            message = walk.step(event, value)
            found = _report(message, walk.chat) if message is not None and walk.is_readable else None
            if found is not None:
                yield found
    except (ijson.JSONError, UnicodeDecodeError, ValueError, OverflowError) as error:
        raise FormatError(
            f"a broken export after {walk.number:,} messages ({shown(str(error), 100)}); what stands before is read: export it again"
        ) from error
    if not walk.number:
        raise FormatError("a Telegram export without messages; choose chats and the form JSON when you export")


class _Measured:
    """The stream, with the bytes that went by since the last message ended, or outside of messages since anything was told."""

    def __init__(self, stream: io.BufferedReader, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes. Raises TooLargeError for what does not end."""
        if self.since > self._limit:
            raise TooLargeError(f"a message, or a word outside of any, is larger than the {self._limit:,} bytes allowed; allow more")
        piece = self._stream.read1(size)  # what is there before a fault is not lost with it
        self.since += len(piece)
        return piece


class _Walk:
    """Where in an export the parser stands: the keys down to it, the chat, the message being put together."""

    def __init__(self, ijson: Any) -> None:
        self._new = ijson.ObjectBuilder
        self._keys: list[str] = []
        self._building: Any = None
        self._built = 0  # levels of the message that are open
        self.chat: dict[str, str] = {}
        self.number = 0

    @property
    def is_readable(self) -> bool:
        """Whether the chat is one that is read: any that was exported by itself, else none that is private."""
        return len(self._keys) <= 2 or self.chat.get("type") not in _PRIVATE

    @property
    def is_building(self) -> bool:
        """Whether a message is open."""
        return self._building is not None

    def step(self, event: str, value: Any) -> Any:
        """Take one event of the parser; the message that it ends, or None. Raises FormatError for one nested too deeply."""
        if self._building is not None:
            return self._build(event, value)
        if event == "start_map" and self._keys[-2:] == ["messages", ""]:
            self._building, self._built = self._new(), 0
            return self._build(event, value)
        if event in ("start_map", "start_array"):
            if event == "start_map" and (not self._keys or self._keys[-2:-1] == ["list"]):
                self.chat = {}
            self._keys.append("")
        elif event in ("end_map", "end_array"):
            self._keys.pop()
        elif event == "map_key":
            self._keys[-1] = value
        elif event == "string" and self._keys and self._keys[-1] in ("name", "type") and "messages" not in self._keys:
            self.chat[self._keys[-1]] = value
        self._bounded(len(self._keys))
        return None

    def _build(self, event: str, value: Any) -> Any:
        """Add an event to the message."""
        self._building.event(event, value)
        self._built += (event in ("start_map", "start_array")) - (event in ("end_map", "end_array"))
        self._bounded(self._built)
        if self._built:
            return None
        message, self._building = self._building.value, None
        self.number += 1
        return message

    @staticmethod
    def _bounded(depth: int) -> None:
        if depth > _DEEPEST:
            raise FormatError(f"an export nested more than {_DEEPEST} levels deep, which the application does not write; export it again")


def _report(message: Any, chat: dict[str, str]) -> tuple[str, Draft | ReportedlyError] | None:
    """The draft of a message with words; None for one that is no report."""
    if not isinstance(message, dict) or message.get("type", "message") != "message":
        return None
    where = f":{message['id']}" if isinstance(message.get("id"), int) else ""
    text = _words(message.get("text"))
    if text is None:
        return where, FormatError('a message whose "text" is neither words nor a list of them; export it again')
    if not text.strip():
        return None
    forwarded = message.get("forwarded_from")
    draft = Draft(
        text=text,
        given=_day(message),
        outlet=chat.get("name") or None,
        credits=(" ".join(forwarded.split()),) if isinstance(forwarded, str) and forwarded.strip() else (),
    )
    return where, draft


def _words(text: Any) -> str | None:
    """A message's words: a string, or a list of strings and of objects with a `text`; None for anything else."""
    if text is None or isinstance(text, str):
        return text or ""
    if not isinstance(text, list):
        return None
    pieces = [piece.get("text") if isinstance(piece, dict) else piece for piece in text]
    words = [piece for piece in pieces if isinstance(piece, str)]
    return "".join(words) if len(words) == len(pieces) else None


def _day(message: dict[str, Any]) -> str | None:
    """The ISO day of a message in UTC; by the exporter's clock where only that is given; None where neither can be read."""
    try:
        return datetime.fromtimestamp(int(message.get("date_unixtime", "")), UTC).date().isoformat()
    except (ValueError, TypeError, OverflowError, OSError):
        pass
    try:
        return datetime.fromisoformat(str(message.get("date", ""))).date().isoformat()
    except ValueError:
        return None

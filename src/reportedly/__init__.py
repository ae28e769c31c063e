"""Reads conflict reports and keeps who did what to whom, according to whom, how firmly, in which words.

    import reportedly
    reading = reportedly.read(text, published="2021-09-04", outlet="Example News")
    for claim in reading.claims:
        print(claim.stance, claim.speaker, claim.spans[0].text)

The rooms, in the order that a report passes them:

    reports    a path, a folder, an address or a string -> Report
    read       one report -> Reading; pure: text, then quotes and cues, parties, places, times, tolls, claims
    export     readings -> JSON, JSON lines, CSV        show    a reading -> text for a person
    ledger     readings kept, asked, and as of any day      ingest     the corridor through all of them, in one process or many

and what they stand on: `model` (every record), `codec` (records as JSON), `errors` (every refusal), `settings`,
`lexicon` (knowledge as tables), `schemes` (what its names mean, and what other schemes call them), `gazetteer` (the index of names),
`english` (the parser). Each name below is loaded at first use.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # each line's TC004: `__all__` lists what the module's class loads at first use
    from reportedly.codec import decode, encode  # noqa: TC004
    from reportedly.errors import InputError, LanguageError, MissingPartError, OptionError, ReportedlyError  # noqa: TC004
    from reportedly.ingest import read, read_many, read_origins, read_report  # noqa: TC004
    from reportedly.model import Claim, Failure, Omitted, Party, Place, Reading, Relation, Report, Span, Time, Toll  # noqa: TC004
    from reportedly.reports import report  # noqa: TC004
    from reportedly.settings import Settings  # noqa: TC004
    from reportedly.version import __version__  # noqa: TC004

__all__ = [
    "Claim",
    "Failure",
    "InputError",
    "LanguageError",
    "MissingPartError",
    "Omitted",
    "OptionError",
    "Party",
    "Place",
    "Reading",
    "Relation",
    "Report",
    "ReportedlyError",
    "Settings",
    "Span",
    "Time",
    "Toll",
    "__version__",
    "decode",
    "encode",
    "read",
    "read_many",
    "read_origins",
    "read_report",
    "report",
]

_HOMES = {
    "errors": ("InputError", "LanguageError", "MissingPartError", "OptionError", "ReportedlyError"),
    "model": ("Claim", "Failure", "Omitted", "Party", "Place", "Reading", "Relation", "Report", "Span", "Time", "Toll"),
    "codec": ("decode", "encode"),
    "ingest": ("read", "read_many", "read_origins", "read_report"),
    "reports": ("report",),
    "settings": ("Settings",),
    "version": ("__version__",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


class _FrontDoor(ModuleType):
    """The class of this module. The function `read` and the room `read` share a name: the import system binds the room here when it is
    loaded, and this property keeps the name for the function. The room's files are reached by `from reportedly.read import …`.
    """

    def __getattr__(self, name: str) -> Any:
        """The public name from its room, loaded at first use."""
        if name not in _HOME:
            raise AttributeError(f"module 'reportedly' has no public name {name!r}; the public names are: {', '.join(__all__)}")
        return getattr(import_module(f"reportedly.{_HOME[name]}"), name)

    def __dir__(self) -> list[str]:
        return sorted(__all__)

    @property
    def read(self) -> Any:
        """The function that reads one text."""
        return import_module("reportedly.ingest").read

    @read.setter
    def read(self, room: ModuleType) -> None:
        """The import system's binding of the room, which `sys.modules` keeps."""


sys.modules[__name__].__class__ = _FrontDoor

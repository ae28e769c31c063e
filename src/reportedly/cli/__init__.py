"""The command `reportedly`: parse the arguments, call one function, print.

    arguments   what can be given            screen   the terminal, messages     progress   how far it is
    read        the command `read`           explain  the command `explain`      watch      the command `watch`
    gazetteer   the commands `gazetteer find`, `add`, `list`, `remove`
    keep        `add`, `failures`, `reread`, `redact`: what changes a ledger
    serve       the command `serve`: the API and the page over a ledger
    events      `events`, `event`, `disputes`, `history`: what happened, as `event_page` lays it out
    ask         `claims`, `search`, `reports`, `show`, `export`: what a ledger answers, as `answers` writes it

Exit codes: 0 every report was read; 1 some failed (the rest is read, and the end says which failed and why); 2 the command, its
options, settings or tables make no sense, the ledger cannot be used, or a part is absent; 3 the only failures are reports in another
language than English; 130 interrupted; 141 whoever read the output went away.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from reportedly.cli.arguments import parser
from reportedly.cli.screen import say
from reportedly.errors import ReportedlyError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.ingest import Opener

__all__ = ["main", "parser"]

_HOMES = {
    "read": ("read",),
    "explain": ("explain",),
    "watch": ("watch",),
    "serve": ("serve",),
    "gazetteer": ("gazetteer",),
    "keep": ("add", "failures", "reread", "redact"),
    "events": ("events", "event", "disputes", "history"),
    "ask": ("claims", "search", "reports", "show", "export"),
}
_HOME = {command: home for home, commands in _HOMES.items() for command in commands}
"""The file that each command stands in, loaded when it is given."""


def main(argv: Sequence[str] | None = None, *, opener: Opener | None = None) -> int:
    """Run the command with `argv` (the process's by default) and return its exit code. `opener` replaces the reader."""
    arguments = parser().parse_args(argv)
    try:
        command = getattr(import_module(f"reportedly.cli.{_HOME[arguments.command]}"), arguments.command)
        code: int = command(arguments, opener)
    except ReportedlyError as error:
        say(f"reportedly: {error}")
        return 2
    except KeyboardInterrupt as error:
        say(str(error) or "reportedly: interrupted; no half-written file was left")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains when it closes stdout
        return 141
    return code

"""The command `explain`: what a name of a scheme means."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reportedly.cli.screen import print_json, standard_screen
from reportedly.errors import OptionError

if TYPE_CHECKING:
    import argparse

    from reportedly.ingest import Opener
    from reportedly.terminal import Screen


def explain(arguments: argparse.Namespace, _: Opener | None) -> int:
    """The `explain` command. Whoever has tables of their own sees them in it."""
    from reportedly import ingest, schemes, settings

    ingest.force(settings.load(arguments.settings))
    name = " ".join(arguments.name)
    found = schemes.find(name) if name else schemes.entries()
    if not found:
        near = ", ".join(schemes.near(name))
        like = f"; did you mean {near}?" if near else ""
        raise OptionError(f"no type, mode or context is called {name!r}{like} (reportedly explain lists all names)")
    if arguments.form == "json":
        print_json(found)
    else:
        view = standard_screen()
        words = _wrapped(schemes.explain(name) if name else schemes.overview(), view)
        sys.stdout.buffer.write(view.encoded(words))
    sys.stdout.buffer.flush()
    return 0


def _wrapped(lines: str, screen: Screen) -> str:
    """Lines in the screen's width: what follows on from a line stands two columns deeper."""
    plain = lines if screen.unicode else lines.replace("→", "->")
    indents = [(line.lstrip(), line[: len(line) - len(line.lstrip())]) for line in plain.split("\n")]
    return "".join(screen.wrap(words, indent, hang=f"{indent}  ", style=None if indent else "bold") + "\n" for words, indent in indents)

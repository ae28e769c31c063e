"""Writes the tables of docs/schemes.md anew from the lexicon; a test finds them stale.

tables.py    (in the environment that `make` makes; `make readme`)
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly import lexicon, schemes
from reportedly.lexicon.sheet import shipped
from reportedly.schemes.explain import when

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PAGE = Path(__file__).parent / "schemes.md"


def main() -> None:
    """Rewrite the page."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def filled(page: str) -> str:
    """The page with what stands between `<!-- table: NAME -->` and `<!-- end -->` made anew."""
    return re.sub(
        r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", lambda found: f"{found[1]}\n{_TABLES[found[2]]()}\n{found[3]}", page, flags=re.DOTALL
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line).rstrip() + " |\n" for line in lines)


def _code(words: str) -> str:
    return f"`{words}`" if words else ""


def _types() -> str:
    return _table(("type", "words", "meaning"), ((_code(r["type"]), r["words"], r["meaning"]) for r in lexicon.cells("event_types")))


def _modes() -> str:
    rows = lexicon.cells("modes")
    return _table(
        ("type", "mode", "name after", "meaning"), ((_code(r["event_type"]), _code(r["mode"]), r["scheme"], r["meaning"]) for r in rows)
    )


def _contexts() -> str:
    return _table(("context", "meaning"), ((_code(row["context"]), row["meaning"]) for row in lexicon.cells("contexts")))


def _auxiliary() -> str:
    rows = lexicon.cells("auxiliary")
    return _table(("auxiliary mode", "meaning", "told by"), ((_code(row["auxiliary"]), row["meaning"], row["told_by"]) for row in rows))


def _mapping(scheme: str) -> str:
    rows = (row for entry in schemes.entries() if entry.kind == "event type" for row in entry.maps if row.scheme == scheme)
    return _table(("type", "where", scheme, "why"), ((_code(r.event_type), when(r), r.to or "—", r.note or "") for r in rows))


def _parties() -> str:
    rows = lexicon.cells("party_classes")
    return _table(("class", "a party of it is", "who that is"), ((_code(row["class"]), row["said"], row["meaning"]) for row in rows))


def _own() -> str:
    """The tables that take rows, with their columns: which make the key, and what may stand in the others."""
    sheets = ((name, shipped(name)) for name in lexicon.tables())
    return _table(
        ("table", "columns", "two rows are the same by"),
        (
            (_code(name), ", ".join(f"`{c}`" for c in sheet.columns), ", ".join(f"`{c}`" for c in sheet.listed("key")))
            for name, sheet in sheets
            if "fixed" not in sheet.notes
        ),
    )


_TABLES: dict[str, Callable[[], str]] = {
    "types": _types,
    "modes": _modes,
    "contexts": _contexts,
    "auxiliary": _auxiliary,
    "acled": lambda: _mapping("ACLED"),
    "cameo": lambda: _mapping("CAMEO"),
    "ucdp": lambda: _mapping("UCDP"),
    "parties": _parties,
    "own": _own,
}


if __name__ == "__main__":
    main()

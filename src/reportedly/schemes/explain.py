"""What every name means: types, modes, contexts, auxiliary modes, and the names of ACLED, CAMEO and UCDP that they map to."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from reportedly import lexicon
from reportedly.schemes.mappings import acled_rows, cameo_rows, ucdp_rows
from reportedly.schemes.parties import classes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Kind = Literal["event type", "mode", "context", "auxiliary mode", "ACLED event type", "ACLED sub-event type", "CAMEO root", "UCDP violence"]
_POS = {"V": "verbs", "N": "nouns", "A": "predicates"}
_NONE = "none"


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """A name with its meaning: a mode of a type, say."""

    name: str
    meaning: str


class Mapped(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a mapping: under which type, mode and conditions, to what of which scheme (None: to nothing), and why."""

    scheme: Literal["ACLED", "CAMEO", "UCDP"]
    event_type: str
    mode: str | None = None
    needs: tuple[str, ...] = ()
    to: str | None = None
    note: str | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known of one name. `of` is what it belongs to: a mode's type, a sub-event type's event type.

    `words` name it in text, by part of speech; `conditional` do so where their sentence says more (see event_words.tsv, mode_words.tsv).
    """

    kind: Kind
    name: str
    of: str | None = None
    title: str | None = None
    meaning: str | None = None
    told_by: str | None = None
    modes: tuple[Meant, ...] = ()
    maps: tuple[Mapped, ...] = ()
    words: dict[str, tuple[str, ...]] = {}
    conditional: dict[str, tuple[str, ...]] = {}


@lexicon.of_tables
@cache
def entries() -> tuple[Entry, ...]:
    """Every entry: ours in the tables' order, then those of the other schemes."""
    return (*_types(), *_modes(), *_contexts(), *_auxiliaries(), *_others())


def find(name: str) -> tuple[Entry, ...]:
    """The entries of that name as it is written, else in whatever case; a mode can be named with its type, "ASSAULT drone"."""
    for wanted in (name, " ".join(name.replace("/", " ").split())):
        found = _called().get(wanted) or _folded().get(wanted.casefold())
        if found:
            return found
    return ()


def near(name: str) -> list[str]:
    """At most three known names that are spelled like this one, best first."""
    known = {spelled.casefold(): spelled for spelled in reversed(_called())}
    return [known[match] for match in get_close_matches(name.casefold(), list(known), n=3, cutoff=0.6)]


def explain(name: str) -> str:
    """The entries of a name as plain lines, "" when there are none; nested lines are indented by two more spaces."""
    return "\n\n".join("\n".join(_lines(entry)) for entry in find(name))


def overview() -> str:
    """Every name with its meaning, a line each, by what it is."""
    found: list[str] = []
    for kind in dict.fromkeys(entry.kind for entry in entries()):
        found += ["", f"{kind}s" if not kind.endswith("violence") else "UCDP types of violence"]
        found += [f"  {_head(entry)}{f': {entry.meaning}' if entry.meaning else ''}" for entry in entries() if entry.kind == kind]
    return "\n".join(found[1:])


@lexicon.of_tables
@cache
def _called() -> dict[str, tuple[Entry, ...]]:
    """The entries by each name they go by."""
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in entries():
        whole = (f"{entry.of} {entry.name}",) if entry.kind == "mode" else ()
        root = (entry.title,) if entry.kind == "CAMEO root" and entry.title else ()
        for name in (entry.name, *whole, *root):
            found[name] = (*found.get(name, ()), entry)
    return found


@lexicon.of_tables
@cache
def _folded() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for name, known in _called().items():
        found[name.casefold()] = (*found.get(name.casefold(), ()), *known)
    return found


def _types() -> Iterator[Entry]:
    for row in lexicon.cells("event_types"):
        words, conditional = _words_of(row["type"])
        modes = [Meant(name=mode["mode"], meaning=mode["meaning"]) for mode in lexicon.cells("modes") if mode["event_type"] == row["type"]]
        yield Entry(
            kind="event type",
            name=row["type"],
            title=row["words"],
            meaning=row["meaning"],
            modes=tuple(modes),
            maps=tuple(found for found in _mapped() if found.event_type == row["type"]),
            words=words,
            conditional=conditional,
        )


def _words_of(event_type: str) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The words that name a type wherever they stand, and those that do under a condition, by part of speech."""
    free: dict[str, tuple[str, ...]] = {}
    bound: dict[str, tuple[str, ...]] = {}
    for row in lexicon.cells("event_words"):
        if row["type"] == event_type:
            part, into = _POS.get(row["pos"], row["pos"]), bound if row.get("needs") else free
            into[part] = tuple(dict.fromkeys((*into.get(part, ()), *row["words"].split("|"))))
    return free, bound


def _modes() -> Iterator[Entry]:
    for row in lexicon.cells("modes"):
        key = (row["event_type"], row["mode"])
        free: list[str] = []
        bound: list[str] = []
        for named in lexicon.cells("mode_words"):
            if (named["event_type"], named.get("mode")) == key:
                for word in named["words"].split("|"):
                    (bound if "+" in word or named.get("by") or named.get("beside") else free).append(word)
        yield Entry(
            kind="mode",
            name=row["mode"],
            of=row["event_type"],
            meaning=row["meaning"],
            maps=tuple(_applying(*key)),
            words={"words": tuple(dict.fromkeys(free))} if free else {},
            conditional={"words": tuple(dict.fromkeys(bound))} if bound else {},
        )


def _applying(event_type: str, mode: str) -> Iterator[Mapped]:
    """The rows that a mode can meet: its own and those of any mode, up to the first that always fits."""
    settled: set[str] = set()
    for found in _mapped():
        if found.event_type == event_type and found.mode in (None, mode) and found.scheme not in settled:
            settled |= {found.scheme} if not found.needs else set()
            yield found


def _contexts() -> Iterator[Entry]:
    for row in lexicon.cells("contexts"):
        words = tuple(row["words"].split("|")) if row.get("words") else ()
        yield Entry(kind="context", name=row["context"], meaning=row["meaning"], words={"words": words} if words else {})


def _auxiliaries() -> Iterator[Entry]:
    for row in lexicon.cells("auxiliary"):
        yield Entry(kind="auxiliary mode", name=row["auxiliary"], meaning=row["meaning"], told_by=row["told_by"])


def _others() -> Iterator[Entry]:
    """The names of the other schemes, each with the rows that lead to it."""
    acled = lexicon.cells("acled")
    for kind in _told(acled, "acled_type"):
        subs = _told((row for row in acled if row.get("acled_type") == kind), "sub_event_type")
        yield Entry(kind="ACLED event type", name=kind, modes=tuple(Meant(name=sub, meaning="") for sub in subs))
        for sub in subs:
            yield Entry(kind="ACLED sub-event type", name=sub, of=kind, maps=_leading("ACLED", f"{kind}: {sub}"))
    roots = {row["root"]: row["name"] for row in lexicon.cells("cameo") if row.get("root")}
    for root in sorted(roots):
        yield Entry(kind="CAMEO root", name=root, title=roots[root], maps=_leading("CAMEO", f"{root} {roots[root]}"))
    for violence in _told(lexicon.cells("ucdp"), "violence"):
        yield Entry(kind="UCDP violence", name=violence, maps=_leading("UCDP", violence))


def _told(rows: Iterable[Any], column: str) -> list[str]:
    return list(dict.fromkeys(row[column] for row in rows if row.get(column)))


def _leading(scheme: str, to: str) -> tuple[Mapped, ...]:
    return tuple(found for found in _mapped() if found.scheme == scheme and found.to == to)


@lexicon.of_tables
@cache
def _mapped() -> tuple[Mapped, ...]:
    """Every row of the three mappings."""
    found: list[Mapped] = []
    for rows in acled_rows().values():
        for row in rows:
            to = f"{row.acled_type}: {row.sub_event_type}" if row.acled_type else None
            found.append(Mapped(scheme="ACLED", event_type=row.event_type, mode=row.mode, needs=row.needs, to=to, note=row.note))
    for roots in cameo_rows().values():
        for root in roots:
            to = f"{root.root} {root.name}" if root.root else None
            found.append(Mapped(scheme="CAMEO", event_type=root.event_type, mode=root.mode, needs=root.needs, to=to, note=root.note))
    for kinds in ucdp_rows().values():
        found += [Mapped(scheme="UCDP", event_type=kind.event_type, needs=kind.needs, to=kind.violence, note=kind.note) for kind in kinds]
    return tuple(found)


def _head(entry: Entry) -> str:
    """The name with its title and what it belongs to."""
    belongs = f" ({entry.of})" if entry.of else ""
    return f"{entry.name}{belongs}{f', {entry.title}' if entry.title else ''}"


def _lines(entry: Entry) -> Iterator[str]:
    yield f"{_head(entry)}: {entry.kind}"
    if entry.meaning:
        yield f"  {entry.meaning}"
    if entry.told_by:
        yield f"  told by: {entry.told_by}"
    if entry.modes:
        yield "  modes" if entry.kind == "event type" else "  sub-event types"
        yield from (f"    {mode.name}{f': {mode.meaning}' if mode.meaning else ''}" for mode in entry.modes)
    if entry.kind in ("event type", "mode"):
        for scheme in ("ACLED", "CAMEO", "UCDP"):
            rows = [row for row in entry.maps if row.scheme == scheme]
            if rows:
                yield f"  {scheme}"
                yield from (f"    {when(row)} → {row.to or _NONE}{f' ({row.note})' if row.note else ''}" for row in rows)
    elif entry.maps:
        yield "  from"
        yield from (f"    {row.event_type} {when(row)}{f' ({row.note})' if row.note else ''}" for row in entry.maps)
    for label, words in (("words", entry.words), ("words, under a condition", entry.conditional)):
        if words:
            yield f"  {label}"
            yield from (f"    {f'{part}: ' if part != 'words' else ''}{', '.join(listed)}" for part, listed in words.items())


def when(row: Mapped) -> str:
    """Under what a row of a mapping holds, in words: "mode drone", "actor is armed and recipient is civilians", "else"."""
    needs = " or ".join(" and ".join(_condition(one) for one in need.split("+")) for need in row.needs)
    told = [part for part in (f"mode {row.mode}" if row.mode else "", needs) if part]
    return ", ".join(told) or "else"


def _condition(condition: str) -> str:
    part, _, wanted = condition.partition(":")
    said = (classes()[word].said if word in classes() else word for word in wanted.split("/"))
    return _CONDITIONS[part].format(*said) if part in _CONDITIONS else condition


_CONDITIONS = {
    "actor": "an actor is {0}",
    "recipient": "a recipient is {0}",
    "either": "one of them is {0}",
    "both": "all are {0}",
    "between": "one is {0} and another {1}",
    "toll": "some are {0}",
    "no": "no {0} is named",
    "also": "also mode {0}",
    "speaker": "somebody says it",
}

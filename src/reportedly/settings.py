"""One frozen record of settings, from a TOML file that was named and from the environment; never read implicitly.

Order of force: a variable REPORTEDLY_MAX_BYTES beats the file's `max_bytes`, which beats the default. The file
is the one given, else the one that REPORTEDLY_SETTINGS names; a file that happens to lie about is not read.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from reportedly.codec import digest
from reportedly.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PREFIX = "REPORTEDLY_"
_FILE_VARIABLE = "REPORTEDLY_SETTINGS"
_PATHS = ("tables", "gazetteer", "ledger")
_CHANGE_A_READING = ("max_paragraph", "reader")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a user may set.

    `max_bytes`: most bytes of one report as it comes (a file, a line, a record); 20 million is four times the longest text that
    must be read (5 MB).
    `fetch_timeout`: seconds for one address, redirects and body together.
    `max_paragraph`: most characters parsed as one piece; longer lines are cut at a sentence end.
    `reader`: "tagger" reads with the learned tagger and the rules together, "rules" by the rules alone (needs no onnxruntime;
    finds less).
    `tables`: a folder of tables whose rows are added to the shipped ones, or stand in their stead (docs/schemes.md); a path in a
    settings file counts from that file's folder.
    `gazetteer`: the folder of indexes that `reportedly gazetteer add` made and reading asks after the shipped one; None is the
    platform's folder for a user's data (docs/gazetteer.md); a path in a settings file counts from that file's folder.
    `ledger`: the file of the ledger that commands use when none is given; in a settings file, a path from that file's folder.
    `allow_hosts`: hosts, addresses or networks ("intranet.example.org, 10.1.0.0/16") that may be fetched although they are not public.
    `workers`: processes that read; each holds the model (some 150 MB). The result is the same for any number.
    """

    max_bytes: int = 20_000_000
    fetch_timeout: float = 20.0
    max_paragraph: int = 4_000
    reader: Literal["tagger", "rules"] = "tagger"
    tables: str | None = None
    gazetteer: str | None = None
    ledger: str | None = None
    allow_hosts: str | None = None
    workers: int = 1

    @property
    def allowed(self) -> tuple[str, ...]:
        """The parts of `allow_hosts`."""
        return tuple(words for part in (self.allow_hosts or "").split(",") if (words := part.strip()))

    def digest(self, tables: str = "", gazetteer: str = "") -> str:
        """Digest of the settings that change a reading; limits and workers do not.

        `tables` and `gazetteer` are the digests of what those folders hold: that counts, not where they lie.
        """
        folders = {"tables": tables, "gazetteer": gazetteer}
        held = (f"{name}={content}" for name, content in folders.items() if content)
        return digest(*(f"{name}={getattr(self, name)!r}" for name in _CHANGE_A_READING), *held)


LEAST: dict[str, float] = {"max_bytes": 1, "fetch_timeout": 0.1, "max_paragraph": 200, "workers": 1}
MOST: dict[str, float] = {"max_bytes": 10**9, "fetch_timeout": 3_600, "max_paragraph": 100_000, "workers": 256}


def load(path: str | Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in force: defaults, then the file, then the environment (the process's by default).

    Raises SettingsError with every unknown key and wrong value of both, or the file that cannot be read.
    """
    variables = os.environ if environment is None else environment
    named = path or variables.get(_FILE_VARIABLE) or None
    given = {key: (value, str(named)) for key, value in (_table(Path(named)) if named else {}).items()}
    for variable in sorted(variables):
        if variable.startswith(_PREFIX) and variable != _FILE_VARIABLE:
            given[variable.removeprefix(_PREFIX).lower()] = (variables[variable], variable)
    return _checked(given, where=str(named) if named else "environment")


def with_hosts(settings: Settings, hosts: Sequence[str]) -> Settings:
    """The settings with these hosts allowed too."""
    return msgspec.structs.replace(settings, allow_hosts=", ".join((*settings.allowed, *hosts)) or None)


def _table(path: Path) -> dict[str, Any]:
    """The top-level keys of a TOML file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), [f"cannot be read: {error}"]) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(str(path), [f"is not TOML: {error}"]) from error


def _checked(given: Mapping[str, tuple[Any, str]], where: str) -> Settings:
    """The record of the given values; every fault of them is reported at once."""
    kinds = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    faults: list[str] = []
    values: dict[str, Any] = {}
    for key, (raw, origin) in given.items():
        if key not in kinds:
            faults.append(f"{origin}: unknown setting {key!r}; known: {', '.join(kinds)}")
            continue
        try:
            value = msgspec.convert(raw, kinds[key], strict=not isinstance(raw, str) or origin == where)
        except msgspec.ValidationError as error:
            faults.append(f"{origin}: {key} = {raw!r}: {error}")
            continue
        if key in LEAST and not LEAST[key] <= value <= MOST[key]:
            faults.append(f"{origin}: {key} = {raw!r} is outside {LEAST[key]:g} to {MOST[key]:g}")
            continue
        values[key] = str(Path(where).parent / value) if key in _PATHS and origin == where and where != "environment" else value
    if faults:
        raise SettingsError(where, faults)
    return Settings(**values)

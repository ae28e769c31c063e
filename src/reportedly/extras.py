"""Optional parts: imported when first needed, and refused with the exact install line when absent."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from reportedly.errors import MissingPartError


def extra(module: str, name: str, what: str) -> Any:
    """The module of an extra called `name`, which `what` needs. Raises MissingPartError.

    Any, for most of these libraries have no types; each caller turns what it gets into records at once.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise missing(name, what) from error


def missing(name: str, what: str) -> MissingPartError:
    """The refusal of what needs an extra that is absent."""
    return MissingPartError(f"{what} need an optional part that is not installed; install it with: pip install 'reportedly[{name}]'")

"""A reading: one report, its claims, what was set aside, and who read it. And the failure of one."""

from __future__ import annotations

import msgspec

from reportedly.model.claim import Claim, Relation
from reportedly.model.report import Omitted, Report

FORMAT = 1


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """The language model behind a reading: package name with version, and a digest of its weights."""

    name: str
    digest: str


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """What read the report: package version, language model, digests of learned weights (None: rules alone) and of the settings."""

    version: str
    model: Model
    settings: str
    judge: str | None = None
    tagger: str | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One report in, one reading out."""

    format: int
    reader: Reader
    report: Report
    omitted: tuple[Omitted, ...]
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """The failure of one report, kept as data: where it came from, which stage, which kind, what to do."""

    origin: str
    stage: str
    kind: str
    message: str

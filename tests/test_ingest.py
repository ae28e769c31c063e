"""The corridor: order, failures as data, the same bytes on any number of processes, and crashes that lose one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import samples
from reportedly import codec, ingest
from reportedly.errors import LanguageError, MissingPartError
from reportedly.model import Failure, Reading
from reportedly.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

FRENCH = (
    "Le gouvernement a annoncé que les soldats ont quitté la ville dans la nuit "
    "et que la population est restée dans les maisons avec les blessés."
)


def texts(count: int) -> list[str]:
    return [f"Report {number}: four people were killed in the town, the army said." for number in range(count)]


def test_one_report_one_reading() -> None:
    reading = ingest.read_report(samples.report(), opener=samples.open_stand_in)
    assert reading.claims[0].spans[0].text == samples.TEXT.splitlines()[0]


def test_another_language_is_refused_unless_translated() -> None:
    with pytest.raises(LanguageError) as caught:
        ingest.read_report(samples.report(FRENCH, language="fr"), opener=samples.open_stand_in)
    assert caught.value.language == "fr"


def test_many_come_in_order_and_a_fault_is_a_failure() -> None:
    reports = [samples.report(text) for text in [*texts(2), "FAULT here", *texts(3)]]
    answers = list(ingest.read_many(reports, opener=samples.open_stand_in))
    assert [type(answer) for answer in answers] == [Reading, Reading, Failure, Reading, Reading, Reading]
    failure = answers[2]
    assert isinstance(failure, Failure)
    assert (failure.origin, failure.stage, failure.kind) == (reports[2].id, "read", "ValueError")
    assert "a fault" in failure.message
    assert [answer.report.text for answer in answers if isinstance(answer, Reading)] == [*texts(2), *texts(3)]


def test_it_streams() -> None:
    drawn = []

    def reports() -> object:
        for text in texts(50):
            drawn.append(text)
            yield samples.report(text)

    stream = ingest.read_many(reports(), opener=samples.open_stand_in)  # type: ignore[arg-type]
    next(stream)
    assert len(drawn) == 1


def test_two_processes_give_the_same_bytes_and_a_crash_loses_one_report() -> None:
    reports = [samples.report(text) for text in [*texts(3), "CRASH now", "FAULT here", *texts(9)]]
    many = list(ingest.read_many(reports, 2, opener=samples.open_stand_in))
    crash = many[3]
    assert isinstance(crash, Failure)
    assert (crash.kind, crash.origin) == ("WorkerCrash", reports[3].id)
    assert isinstance(many[4], Failure)
    calm = [report for report in reports if "CRASH" not in report.text]
    one = ingest.read_many(calm, 1, opener=samples.open_stand_in)
    assert [raw(answer) for answer in one] == [raw(answer) for answer in many if answer is not crash]


def raw(answer: Reading | Failure) -> object:
    return codec.encode(answer) if isinstance(answer, Reading) else answer


def open_without_model(_: Settings) -> ingest.Read:
    raise MissingPartError("the English model is not installed; install it with: pip install …")


@pytest.mark.parametrize("workers", [1, 2])
def test_an_absent_model_is_said_once_and_first(workers: int) -> None:
    with pytest.raises(MissingPartError):
        ingest.read_many([samples.report()], workers, opener=open_without_model)


def test_origins_keep_their_order_with_failures_between(tmp_path: Path) -> None:
    for name, text in [("a", texts(1)[0]), ("c", "FAULT, said the army of the town"), ("d", FRENCH), ("e", texts(2)[1])]:
        (tmp_path / f"{name}.txt").write_text(text)
    paths = [str(tmp_path / f"{name}.txt") for name in "abcde"]
    outcomes = list(ingest.read_origins(paths, opener=samples.open_stand_in))
    assert [outcome.name for outcome in outcomes] == list("abcde")
    assert [outcome.origin for outcome in outcomes] == paths
    kinds = [outcome.failure.kind if outcome.failure else None for outcome in outcomes]
    assert kinds == [None, "UnreadableError", "ValueError", "LanguageError", None]
    assert all(outcome.failure.origin == outcome.origin for outcome in outcomes if outcome.failure)


def test_settings_bound_the_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word " * 100)
    [outcome] = ingest.read_origins([str(tmp_path / "a.txt")], settings=Settings(max_bytes=100), opener=samples.open_stand_in)
    assert outcome.failure is not None
    assert outcome.failure.kind == "TooLargeError"

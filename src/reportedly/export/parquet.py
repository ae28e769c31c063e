"""Parquet: the columns of the CSV, each with its type. Needs the extra `parquet`."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from reportedly.extras import extra

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.export.lines import Column

Row = TypeVar("Row")
_GROUP = 20_000
"""Rows of a row group: some 20 MB of claims, which is what writing holds at most."""


class _Drain:
    """A file to write to, whose bytes are taken away as they come."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._told = 0

    def write(self, piece: Any) -> int:
        """Keep a piece. What comes is a buffer of Arrow's."""
        kept = bytes(piece)
        self._pieces.append(kept)
        self._told += len(kept)
        return len(kept)

    def tell(self) -> int:
        """How many bytes came."""
        return self._told

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        """The bytes since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def parquet(columns: Sequence[Column[Row]], rows: Iterable[Row], *, title: str) -> Iterator[bytes]:
    """The rows as a Parquet file; `title` stands in its metadata. Raises MissingPartError without pyarrow."""
    arrow, file = (extra(module, "parquet", "Parquet files") for module in ("pyarrow", "pyarrow.parquet"))
    types = {"text": arrow.string(), "integer": arrow.int64(), "number": arrow.float64()}
    schema = arrow.schema([(column.name, types[column.of]) for column in columns], metadata={"title": title})
    drain = _Drain()
    with file.ParquetWriter(drain, schema, compression="zstd") as writer:
        coming = iter(rows)
        while group := list(islice(coming, _GROUP)):
            writer.write_table(arrow.table({column.name: [column.value(row) for row in group] for column in columns}, schema=schema))
            yield drain.taken()
    yield drain.taken()

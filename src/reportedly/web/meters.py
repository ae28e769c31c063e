"""What the server counts of itself, as Prometheus reads it (text format 0.0.4)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field

MEDIA = "text/plain; version=0.0.4; charset=utf-8"

_EDGES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds: Prometheus's own default buckets; the targets of the API, 25 and 250 ms, are among them."""


@dataclass(slots=True)
class Meters:
    """Counts since the start; of one event loop, so no lock."""

    answers: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    buckets: Counter[tuple[str, int]] = field(default_factory=Counter)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    listening: int = 0

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count an answer of a route: its path as the routes have it, so that there are few."""
        self.answers[route, method, status] += 1
        self.buckets[route, bisect_left(_EDGES, seconds)] += 1
        self.seconds[route] += seconds

    def text(self) -> str:
        """All of it."""
        lines = [
            "# HELP reportedly_answers_total Answers by route, method and status.",
            "# TYPE reportedly_answers_total counter",
            *(
                f'reportedly_answers_total{{route="{route}",method="{method}",status="{status}"}} {count}'
                for (route, method, status), count in sorted(self.answers.items())
            ),
            "# HELP reportedly_answer_seconds How long an answer took to begin.",
            "# TYPE reportedly_answer_seconds histogram",
        ]
        for route in sorted(self.seconds):
            total = 0
            for at, edge in enumerate((*_EDGES, None)):
                total += self.buckets[route, at]
                lines.append(f'reportedly_answer_seconds_bucket{{route="{route}",le="{"+Inf" if edge is None else edge}"}} {total}')
            lines += [
                f'reportedly_answer_seconds_sum{{route="{route}"}} {self.seconds[route]:.6f}',
                f'reportedly_answer_seconds_count{{route="{route}"}} {total}',
            ]
        lines += [
            "# HELP reportedly_listeners Who follows /api/changes now.",
            "# TYPE reportedly_listeners gauge",
            f"reportedly_listeners {self.listening}",
        ]
        return "\n".join(lines) + "\n"

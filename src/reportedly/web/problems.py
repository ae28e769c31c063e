"""Refusals as `application/problem+json` (RFC 9457): what, where and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response

from reportedly.errors import InputError, LedgerError, MissingPartError, OptionError, ReportedlyError, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

MEDIA = "application/problem+json"

_TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    408: "Request Timeout",
    409: "Conflict",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    421: "Misdirected Request",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    500: "Internal Server Error",
    501: "Not Implemented",
    503: "Service Unavailable",
}

_STATUS: tuple[tuple[type[ReportedlyError], int], ...] = (
    (TooLargeError, 413),
    (InputError, 422),
    (OptionError, 400),
    (MissingPartError, 501),
    (LedgerError, 503),
    (ReportedlyError, 400),
)
"""The status of each refusal: the first that fits."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A refusal. `title` is the status in words, `detail` what, where and the way out, `instance` the path that was asked."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str


class RefusalError(HTTPException):
    """A refusal with its status, and what else the answer says in its head."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, detail, dict(headers or {}))


def answer(status: int, detail: str, path: str, headers: Mapping[str, str] | None = None) -> Response:
    """The response of a refusal."""
    problem = Problem(title=_TITLES.get(status, "Error"), status=status, detail=detail, instance=path)
    return Response(msgspec.json.encode(problem), status, headers, MEDIA)


def refused(request: Request, error: Exception) -> Response:
    """The response of one of the library's refusals."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    return answer(status, str(error), request.url.path, {"Retry-After": "5"} if status == 503 else None)


def http_refused(request: Request, error: Exception) -> Response:
    """The response of a refusal that has its status already."""
    if not isinstance(error, HTTPException):
        return fault(request, error)
    detail = error.detail
    if error.status_code == 404 and detail == _TITLES[404]:
        detail = f"{request.url.path[:200]}: nothing is served there; /openapi.json lists the routes"
    elif error.status_code == 405:
        detail = f"{request.method} is not for {request.url.path[:200]}; /openapi.json lists what is"
    return answer(error.status_code, detail, request.url.path, error.headers)


def fault(request: Request, _: Exception) -> Response:
    """The response of a fault of ours: what went wrong stands in the server's log, not here."""
    return answer(500, "a fault of the server; its log says more: please report it with what you asked", request.url.path)

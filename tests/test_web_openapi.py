"""The OpenAPI document says what there is, and nothing that it allows makes the server fail."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi import checks

from reportedly.web import openapi
from reportedly.web.routes import ROUTES
from webbed import served, story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp, Receive, Scope, Send

    from webbed import Client

DOCUMENT = json.loads(openapi.document())


class Served:
    """The app that is fuzzed, once there is one: the tests are collected before."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


SERVED = Served()
BOUNDED = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
"""What an answer must pass. An empty parameter is one that is not given, so that the document forbids a little more than the server."""

SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
SCHEMA.app = SERVED


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with served(tmp_path_factory.mktemp("story"), *story()) as opened:
        yield opened


def test_every_route_is_in_the_document() -> None:
    assert {(route.method.lower(), route.path) for route in ROUTES} == {
        (method, path) for path, operations in DOCUMENT["paths"].items() for method in operations
    }


def test_the_document_is_the_same_bytes_each_time(client: Client) -> None:
    assert openapi.document() == openapi.document() == client.get("/openapi.json").content


@pytest.mark.parametrize("route", [route for route in ROUTES if route.example], ids=lambda route: route.path)
def test_every_example_is_answered(client: Client, route: Any) -> None:
    assert client.get(f"{route.path}?{route.example}").status_code == 200


@pytest.mark.parametrize("route", [route for route in ROUTES if route.takes], ids=lambda route: route.path)
def test_every_body_has_an_example_that_is_taken(client: Client, route: Any) -> None:
    shown = DOCUMENT["paths"][route.path]["post"]["requestBody"]["content"]["application/json"]["example"]
    assert msgspec.convert(shown, route.takes) == route.sent
    assert client.post(route.path, json=shown).status_code in {200, 400, 403}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_every_route_says_what_it_is_for(route: Any) -> None:
    assert route.words.endswith(".")
    assert len(route.words) > 20


@SCHEMA.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_nothing_that_the_document_allows_or_forbids_makes_the_server_fail(case: schemathesis.Case, client: Client) -> None:
    """A refusal may say that something is absent or busy (501, 503 with Retry-After): no other 5xx."""
    SERVED.app = client.app
    case.call_and_validate(headers={"host": "127.0.0.1"}, checks=CHECKS)

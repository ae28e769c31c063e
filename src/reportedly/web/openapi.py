"""The OpenAPI 3.1 document, made of the routes and of the records' own schemas."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from reportedly.version import __version__
from reportedly.web import forms, problems, routes
from reportedly.web.problems import Problem

_COLLECTION = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": {"type": "object"}}},
}
_FILES: dict[str, dict[str, Any]] = {"jsonl": {"type": "string"}, "csv": {"type": "string"}, "geojson": _COLLECTION}
_BYTES = {"type": "string", "format": "binary"}
_REF = "#/components/schemas/{name}"


def document() -> bytes:
    """The document, in bytes: the same for the same version."""
    answers = [route.answers for route in routes.ROUTES]
    bodies = [route.takes for route in routes.ROUTES if route.takes]
    schemas, components = msgspec.json.schema_components([Problem, *answers, *bodies], ref_template=_REF)
    of_answers = dict(zip(map(id, routes.ROUTES), schemas[1 : len(answers) + 1], strict=True))
    of_bodies = dict(zip(map(id, bodies), schemas[len(answers) + 1 :], strict=True))
    paths: dict[str, Any] = {}
    for route in routes.ROUTES:
        operation: dict[str, Any] = {
            "summary": route.words,
            "operationId": f"{route.method.lower()}{re.sub(r'[^a-z]+', '_', route.path)}".rstrip("_"),
            "parameters": list(_parameters(route)),
            "responses": {
                str(route.status): {"description": route.words, "content": _contents(route, of_answers[id(route)])},
                **({"304": {"description": "The client has it already."}} if route.method == "GET" else {}),
                "default": {"description": "A refusal.", "content": {problems.MEDIA: {"schema": schemas[0]}}},
            },
        }
        if route.takes:
            media = {"application/json": {"schema": of_bodies[id(route.takes)], "example": msgspec.to_builtins(route.sent)}}
            if route.raw:
                media["application/octet-stream"] = {"schema": {"type": "string", "format": "binary"}}
            operation["requestBody"] = {"required": True, "content": media}
        if route.example:
            operation["x-example"] = f"{route.path}?{route.example}"
        paths.setdefault(route.path, {})[route.method.lower()] = operation
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "reportedly",
                "version": __version__,
                "description": "Reports, the claims in them, who says so, and what was known when.",
            },
            "paths": paths,
            "components": {"schemas": components, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
            "security": [{}, {"token": []}],
        }
    )


def _parameters(route: routes.Route) -> Any:
    """The parameters of a route, those of its path first; the example's values go with them."""
    _, components = msgspec.json.schema_components([route.asks], ref_template=_REF)
    fields = components[route.asks.__name__]
    example = dict(pair.split("=", 1) for pair in route.example.split("&") if pair)
    for name, schema in fields.get("properties", {}).items():
        plain = next((one for one in schema.get("anyOf", ()) if one.get("type") != "null"), schema)
        plain = {key: value for key, value in plain.items() if key != "default"}
        words = plain.pop("description", "")
        inside = f"{{{name}}}" in route.path
        yield {
            "name": name,
            "in": "path" if inside else "query",
            "required": inside or name in fields.get("required", ()),
            **({"description": words} if words else {}),
            **({"example": example[name]} if name in example else {}),
            "schema": plain,
        }


def _contents(route: routes.Route, schema: dict[str, Any]) -> dict[str, Any]:
    """An answer's media types."""
    found: dict[str, Any] = {forms.MEDIA["json"]: {"schema": schema}}
    if route.sheet is not None:
        found |= {
            form.media: {"schema": {"type": "object"} if form.media.endswith("json") else _BYTES} for form in route.sheet.others.values()
        }
        found |= {media.partition(";")[0]: {"schema": _FILES[form]} for form, media in forms.MEDIA.items() if form != "json"}
    return found

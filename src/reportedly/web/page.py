"""The built page: its files as they lie in `static/`, read once, served by their names and by nothing else."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response

from reportedly.web.problems import RefusalError

if TYPE_CHECKING:
    from starlette.requests import Request

STATIC = Path(__file__).parent / "static"

_MEDIA = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".topojson": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
"""What the page is made of; a file with another ending is not served."""

_HASHED = re.compile(r"[-.][0-9a-zA-Z_-]{8,}\.\w+$")
"""A name that has its content's hash in it, as bundlers write it: what stands under it never changes."""

_ABSENT = "the page is not built into this installation; the API is at /api/ledger and /openapi.json (from a clone: make desk)"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the page."""

    body: bytes
    media: str
    tag: str
    forever: bool


@cache
def assets(folder: Path = STATIC) -> dict[str, Asset]:
    """The page's files by the paths that they are served at. Links and files of other kinds are left out."""
    found: dict[str, Asset] = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        media = _MEDIA.get(path.suffix.lower())
        if media is None or path.is_symlink() or not path.is_file():
            continue
        body, name = path.read_bytes(), path.relative_to(folder).as_posix()
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        found[name] = Asset(body, media, tag, forever=_HASHED.search(name) is not None and path.suffix != ".html")
    return found


async def serve(request: Request) -> Response:
    """The page itself, or the file of it that the path names."""
    name = request.path_params.get("name", "index.html")
    asset = assets().get(name)
    if asset is None:
        raise RefusalError(404, _ABSENT if name == "index.html" else f"{name[:200]}: no file of the page")
    kept = "public, max-age=31536000, immutable" if asset.forever else "no-cache"
    head = {"etag": asset.tag, "cache-control": kept}
    if asset.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=head)
    return Response(asset.body, headers=head, media_type=asset.media)

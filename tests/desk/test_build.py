"""The committed page: what its sources give, light enough, asking nobody, and without a way to write markup."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DESK = ROOT / "desk"
STATIC = ROOT / "src" / "reportedly" / "web" / "static"
PAGE = sorted(path for path in STATIC.iterdir() if path.is_file())
SHAPES = sorted((STATIC / "shapes").glob("*.json"))
SOURCES = sorted((DESK / "src").rglob("*.ts"))
KB = 1000


def node() -> None:
    """Skip, loudly, where Node or the packages of the lock file are not there."""
    lacks = (
        "Node"
        if shutil.which("node") is None
        else "its packages (npm ci in desk/)"
        if not (DESK / "node_modules" / "esbuild").is_dir()
        else None
    )
    if lacks:
        warnings.warn(f"THE PAGE'S BUILD IS NOT TESTED: {lacks} is not there", stacklevel=1)
        pytest.skip(f"{lacks} is not there")


def weight(paths: list[Path]) -> int:
    """Bytes as a server would send them."""
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in paths)


def test_the_committed_page_is_what_the_sources_give(tmp_path: Path) -> None:
    node()
    subprocess.run(["node", "build.mjs", tmp_path], cwd=DESK, check=True)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert sorted(built) == [path.name for path in PAGE]
    differing = [path.name for path in PAGE if built[path.name] != path.read_bytes()]
    assert differing == [], "run: make desk"


def test_the_sources_are_typed_and_their_pure_parts_right() -> None:
    node()
    for task in ("check", "test"):
        done = subprocess.run(["npm", "run", "--silent", task], cwd=DESK, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_is_light() -> None:
    assert weight(PAGE) < 250 * KB
    assert weight(PAGE + SHAPES) < 1200 * KB


def test_nothing_in_the_page_names_another_host() -> None:
    allowed = {"www.w3.org", "leafletjs.com"}  # names of XML's spaces; the notice in Leaflet's licence
    for path in PAGE:
        hosts = set(re.findall(r"https?://([\w.-]+)", path.read_text(encoding="utf-8")))
        assert hosts <= allowed, path.name


def test_the_page_has_no_inline_script_or_style() -> None:
    html = (STATIC / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert "<style" not in html
    assert re.findall(r"\s(?:on\w+|style)=", html) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(DESK / "src")))
def test_no_source_writes_markup_or_evaluates(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|\.cookie\b", text) == []
    assert len(text.splitlines()) <= 400


def test_the_lock_file_names_no_registry() -> None:
    assert re.findall(r"https?://|\"resolved\"", (DESK / "package-lock.json").read_text(encoding="utf-8")) == []


def test_panjshir_has_a_shape_of_that_name() -> None:
    shapes = json.loads((STATIC / "shapes" / "AF.json").read_text(encoding="utf-8"))["features"]
    [panjshir] = [shape for shape in shapes if shape["properties"]["n"] == "Panjshir"]
    assert panjshir["properties"]["id"] == 6957555
    assert len([shape for shape in shapes if shape["properties"]["n"] == "Parwan"]) == 1


def test_every_shape_has_a_name_and_an_area() -> None:
    assert len(SHAPES) > 200
    for path in SHAPES:
        for shape in json.loads(path.read_text(encoding="utf-8"))["features"]:
            assert shape["properties"]["n"]
            assert shape["geometry"]["type"] in {"Polygon", "MultiPolygon"}

"""Writes the outputs that README.md shows: what `make run` and `make test` print, shortened.

outputs.py    (in the environment that `make` makes; `make readme`)
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINES, DISPUTES = 16, 40


def main() -> None:
    """Run both and rewrite the two blocks; a test that fails stops it."""
    closing = _output("-m", "pytest").splitlines()[-1]
    rewrite({"make run": run(), "make test": ["…", closing]})


def run() -> list[str]:
    """What `make run` prints: the beginning of one report's reading, and of what is disputed."""
    story = _output("-m", "reportedly", "read", "examples/panjshir/p05.json").splitlines()[:LINES]
    with tempfile.TemporaryDirectory() as folder:
        ledger = f"{folder}/panjshir.ledger"
        reports = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "examples" / "panjshir").glob("p*.json"))
        _output("-m", "reportedly", "add", *reports, "--ledger", ledger)
        disputes = _output("-m", "reportedly", "disputes", "--ledger", ledger).splitlines()[:DISPUTES]
    return ["…", *story, "…", "", "What is disputed in it:", "", *disputes, "…"]


def rewrite(blocks: dict[str, list[str]]) -> None:
    """Put lines in the place of those that README.md shows under commands."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    for command, shown in blocks.items():
        text = re.sub(
            rf"(\$ {command}\n).*?(```)",
            lambda found, shown=shown: found[1] + "\n".join(shown) + "\n" + found[2],
            text,
            count=1,
            flags=re.DOTALL,
        )
    readme.write_text(text, encoding="utf-8")


def _output(*arguments: str) -> str:
    """What Python prints with these arguments."""
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()

"""Writes the outputs that README.md shows: what `make run` and `make test` print, shortened.

outputs.py    (in the environment that `make` makes; `make readme`)
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINES = 30


def main() -> None:
    """Run both and rewrite the two blocks; a test that fails stops it."""
    story = _output("-m", "reportedly", "read", "examples/panjshir/p05.json").splitlines()[:LINES]
    closing = _output("-m", "pytest").splitlines()[-1]
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    for command, shown in (("make run", ["…", *story, "…"]), ("make test", ["…", closing])):
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

"""`python -m integrity_portal.template_lines`: the template lines that are too wide to read, each with its place.

djlint breaks tags and attributes, but no run of text: there a break would show as a space.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
WIDEST = 140


def wide_lines(folder: Path) -> Iterator[str]:
    """Yield file, line and width of each line beyond `WIDEST` characters."""
    for file in sorted(folder.rglob("*.html")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if len(line) > WIDEST:
                yield f"{file.relative_to(folder.parent)}:{number}：{len(line)} 列，最多 {WIDEST} 列"


if __name__ == "__main__":
    sys.exit("\n".join(wide_lines(TEMPLATES)) or None)

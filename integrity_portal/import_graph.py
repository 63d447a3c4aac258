"""`python -m integrity_portal.import_graph`: draw which app imports which, for docs/architecture.md.

The floors are those of import-linter's contract; an arc leads from an app down to one that it imports. Numbers of
imports are not drawn: the picture changes only where the house does.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from xml.sax.saxutils import escape

import grimp

from integrity_portal.quality import APPS, ROOT

PICTURE = ROOT / "docs" / "architecture" / "imports.svg"
WHAT = {
    "integrity_portal": "wiring: settings, addresses, schedule",
    "inquiries": "whom an organ asks about, and what it was told",
    "exchange": "facts in and out as files",
    "following": "who is told of news, and by which key",
    "disclosure": "facts shown to people",
    "supervision": "how government is watched",
    "appeals": "what the subject may ask for",
    "challenges": "what becomes of a source document",
    "credit_reports": "what stands in public of a department, numbered and signed",
    "discipline": "what follows from a record",
    "commitments": "what was promised",
    "dossiers": "civil servants' files",
    "records": "facts on file and in public",
    "postings": "in which post a person acts",
    "organisations": "who exists",
    "accounts": "who signs in",
    "letters": "letters, their numbers and service",
    "intake": "what visitors send, and answers",
    "policy": "the policy's terms, grades and periods",
    "common": "mechanisms",
    "contents": "what texts, sums and files hold",
    "days": "working days and periods",
    "privacy": "personal data and secrecy marks in text",
    "identifiers": "numbers of bodies, documents, persons",
}
COLOURS = ("#1f5fa8", "#b3541e", "#2d7d46", "#8a3fa0", "#a8842c", "#b02a4c", "#2b8a94", "#5a5f66")
LEFT, WIDTH, HEIGHT, GAP, REACH = 24, 300, 38, 14, 34


def floors() -> list[str]:
    """Return the apps from the top floor down; those on one floor stand beneath each other."""
    known = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = known["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if "containers" not in one and one["type"] == "layers")
    return [app.strip() for layer in layers for app in layer.split("|")]


def imports() -> set[tuple[str, str]]:
    """Return which app imports which."""
    graph = grimp.build_graph(*APPS)
    pairs = (
        (importer.split(".")[0], imported.split(".")[0])
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    )
    return {(importer, imported) for importer, imported in pairs if importer != imported}


def _middle(place: int) -> int:
    return LEFT + place * (HEIGHT + GAP) + HEIGHT // 2


def _box(app: str, place: int) -> str:
    top = _middle(place) - HEIGHT // 2
    return (
        f'<rect x="{LEFT}" y="{top}" width="{WIDTH}" height="{HEIGHT}" rx="4" fill="#f2f5f9" stroke="#5a5f66"/>'
        f'<text x="{LEFT + 10}" y="{top + 16}" font-weight="bold">{escape(app)}</text>'
        f'<text x="{LEFT + 10}" y="{top + 31}" font-size="11" fill="#444">{escape(WHAT[app])}</text>'
    )


def _arc(upper: int, lower: int, title: str) -> str:
    """Return the arc of one import: the further down it leads, the further out it reaches."""
    edge, out = LEFT + WIDTH, LEFT + WIDTH + (lower - upper) * REACH
    start, end, colour = _middle(upper) + 6, _middle(lower) - 6, COLOURS[upper % len(COLOURS)]
    return (
        f'<path d="M{edge} {start}C{out} {start} {out} {end} {edge + 6} {end}" fill="none" stroke="{colour}"'
        f' stroke-width="1.4"><title>{escape(title)}</title></path>'
        f'<path d="M{edge + 8} {end - 4}L{edge} {end}L{edge + 8} {end + 4}Z" fill="{colour}"/>'
    )


def _parts(apps: list[str], pairs: set[tuple[str, str]]) -> Iterator[str]:
    width, height = LEFT + WIDTH + len(apps) * REACH * 3 // 4, LEFT + len(apps) * (HEIGHT + GAP) + 10
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' font-family="sans-serif" font-size="13" role="img" aria-label="Imports between apps">'
    )
    yield f'<rect width="{width}" height="{height}" fill="#fff"/>'
    for upper, lower in sorted(pairs, key=lambda pair: (apps.index(pair[0]), apps.index(pair[1]))):
        yield _arc(apps.index(upper), apps.index(lower), f"{upper} → {lower}")
    yield from (_box(app, place) for place, app in enumerate(apps))
    yield "</svg>"


def drawn(apps: list[str], pairs: set[tuple[str, str]]) -> str:
    """Return the picture as SVG."""
    return "\n".join(_parts(apps, pairs)) + "\n"


def main() -> int:
    """Write the picture anew."""
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(drawn(floors(), imports()), encoding="utf-8")
    print(PICTURE.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())

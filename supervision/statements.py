"""The SQL of the summaries, read from `sql/`."""

from __future__ import annotations

from pathlib import Path

SQL = Path(__file__).resolve().parent / "sql"
PARTS = ("place", "roster", "promises")
relations: dict[str, str] = {}
"""What the statements count and an upper app defines, by name: `standing`, the records that stand in public, and `boards`,
the promises that do."""


def complete(text: str) -> str:
    """Return a statement with the shared parts（:place, :roster, :promises）and the relations of upper apps（:standing, :boards）put in."""
    for part in PARTS:
        text = text.replace(f":{part}", (SQL / f"{part}.sql").read_text(encoding="utf-8"))
    for name, relation in relations.items():
        text = text.replace(f":{name}", relation)
    return text


def statement(name: str) -> str:
    """Return the one INSERT … SELECT … GROUPING SETS of a summary."""
    return complete((SQL / f"{name}.sql").read_text(encoding="utf-8"))

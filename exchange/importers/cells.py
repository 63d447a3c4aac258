"""The cells of a block of rows as text."""

from __future__ import annotations

from typing import Any

from exchange.importers.values import plain

_REMEMBERED = 20_000


class _PlainCells(dict[tuple[type, Any], str]):
    """Cells that are no text → their text; days and sums of a return come again and again."""

    def __missing__(self, cell: tuple[type, Any]) -> str:
        text = plain(cell[1])
        if len(self) < _REMEMBERED:
            self[cell] = text
        return text


_PLAIN = _PlainCells()


def as_text(rows: list[list[Any]]) -> list[tuple[str, ...]]:
    """Return rows of equal width with every cell as text; columns that are text already cost nothing."""
    columns = [
        column
        if set(map(type, column)) == {str}
        else [c if type(c) is str else _PLAIN[type(c), c] for c in column]
        for column in zip(*rows, strict=True)
    ]
    return list(zip(*columns, strict=True))

"""How much of a password has to be guessed: runs of the same, of following or of neighbouring keys count as one.

Pure: Django's validator below only asks it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

FEWEST_RUNS = 6
_ROWS = ("`1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./")
_SHIFTED = str.maketrans('~!@#$%^&*()_+{}|:"<>?', "`1234567890-=[]\\;',./")
_PLACES = {key: (row, column) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}

Step = tuple[str, int]
"""A way of going on and its direction: the next character, the next key to the side, below or above."""


def runs(password: str) -> set[str]:
    """Return the different pieces within which each character follows from the one before, repetitions left out."""
    plain = password.lower().translate(_SHIFTED)
    return set(_runs("".join(char for char, _ in groupby(plain))))


def is_predictable(password: str) -> bool:
    """Say whether so few pieces make up the password that it is guessed by trying patterns."""
    return len(runs(password)) < FEWEST_RUNS


def _runs(text: str) -> Iterator[str]:
    piece, ways = text[:1], None
    for before, char in pairwise(text):
        going_on = _steps(before, char) if ways is None else ways & _steps(before, char)
        if going_on:
            piece, ways = piece + char, going_on
        else:
            yield piece
            piece, ways = char, None
    yield piece


def _steps(before: str, after: str) -> set[Step]:
    """Return the ways in which one character follows from another."""
    found: set[Step] = set()
    gap = ord(after) - ord(before)
    if abs(gap) == 1 and before.isalnum() and after.isalnum():
        found.add(("order", gap))
    if before in _PLACES and after in _PLACES:
        (row, column), (next_row, next_column) = _PLACES[before], _PLACES[after]
        down, right = next_row - row, next_column - column
        if down == 0 and abs(right) == 1:
            found.add(("side", right))
        if abs(down) == 1 and right in {0, -down}:
            found.add(("height", down))
    return found

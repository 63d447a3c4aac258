"""Every picture of the manual and the tour is taken by one command, shown, of one width, and small."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest

from tests.pictures import MOST_BYTES, SHOTS, SIZE, png_of

DOCS = Path(__file__).resolve().parents[2] / "docs"
KEPT = sorted(path for folder in ("manual", "tour") for path in (DOCS / folder).glob("*.png"))
PALETTE = 3


def test_each_picture_is_taken_by_the_command_and_each_shot_is_kept() -> None:
    assert [f"{path.parent.name}/{path.stem}" for path in KEPT] == sorted(shot.path for shot in SHOTS)


def test_each_picture_is_shown_in_the_manual_or_the_readme() -> None:
    text = (DOCS / "manual.md").read_text("utf-8") + (DOCS.parent / "README.md").read_text("utf-8")
    shown = re.findall(r"!\[[^\]]*\]\((?:docs/)?([\w/.-]+)\)", text)
    assert {f"{shot.path}.png" for shot in SHOTS} == set(shown)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_each_picture_has_a_palette_its_width_and_few_bytes(path: Path) -> None:
    data = path.read_bytes()
    width, height, depth, colours = struct.unpack(">IIBB", data[16:26])
    assert (width, height, depth, colours) == (SIZE["width"], SIZE["height"], 8, PALETTE)
    assert len(data) <= MOST_BYTES


def test_a_picture_is_written_as_its_dots_are() -> None:
    data = png_of(2, 2, bytes([0, 0, 0, 255, 255, 255]), bytes([0, 1, 1, 0]))
    kinds = re.findall(rb"IHDR|PLTE|IDAT|IEND", data)
    assert kinds == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    start = data.index(b"IDAT") + 4
    length = struct.unpack(">I", data[start - 8 : start - 4])[0]
    assert zlib.decompress(data[start : start + length]) == b"\0\0\1\0\1\0"
    assert struct.unpack(">I", data[start + length : start + length + 4])[0] == zlib.crc32(
        data[start - 4 : start + length]
    )

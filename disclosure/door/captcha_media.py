"""Four digits as a picture that a program reads badly, and as short tones for whoever cannot see it. Pure."""

from __future__ import annotations

import hashlib
import io
import math
import struct
import wave
import zlib
from random import Random

SHAPES = {
    "1": ("00100", "01100", "00100", "00100", "00100", "00100", "01110"),
    "2": ("01110", "10001", "00001", "00110", "01000", "10000", "11111"),
    "3": ("11110", "00001", "00001", "01110", "00001", "00001", "11110"),
    "4": ("00010", "00110", "01010", "10010", "11111", "00010", "00010"),
    "5": ("11111", "10000", "11110", "00001", "00001", "10001", "01110"),
    "6": ("00110", "01000", "10000", "11110", "10001", "10001", "01110"),
}
WIDE, HIGH, CELL = 220, 76, 7
PAPER, INK, SPECKS = 250, 40, 420
RATE, LOUD = 8_000, 11_000
TONE, PAUSE, BETWEEN = 0.16, 0.18, 0.9
"""Seconds of a tone, between two of one digit, and between two digits."""


def picture(digits: str, seed: str) -> bytes:
    """Return a grey PNG; asked again it is the same, so that nobody gains by asking often."""
    chance = _chance(seed)
    rows = [bytearray([PAPER]) * WIDE for _ in range(HIGH)]
    for place, digit in enumerate(digits):
        _draw(rows, digit, 14 + place * 51, chance)
    for _ in range(SPECKS):
        rows[chance.randrange(HIGH)][chance.randrange(WIDE)] = chance.randrange(60, 220)
    for _ in range(3):
        _line(rows, chance)
    return _png(rows)


def tones(digits: str) -> bytes:
    """Return a WAV: each digit as so many short tones, a longer silence after each."""
    beep = [int(LOUD * math.sin(2 * math.pi * 660 * n / RATE) * _swell(n)) for n in range(int(TONE * RATE))]
    pause, between = [0] * int(PAUSE * RATE), [0] * int(BETWEEN * RATE)
    samples: list[int] = list(pause)
    for digit in digits:
        samples += (beep + pause) * int(digit) + between
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return sound.getvalue()


def _swell(n: int) -> float:
    """Return how loud a tone is: it comes and goes softly, so that it does not click."""
    return min(1.0, n / 160, (TONE * RATE - n) / 160)


def _draw(rows: list[bytearray], digit: str, left: int, chance: Random) -> None:
    lean, wave_high = chance.uniform(-0.35, 0.35), chance.uniform(2, 4)
    top, phase = 10 + chance.randrange(8), chance.uniform(0, 6)
    for y in range(7 * CELL):
        for x in range(5 * CELL):
            if SHAPES[digit][y // CELL][x // CELL] == "1":
                across = int(left + x + lean * (24 - y) + wave_high * math.sin(y / 8 + phase))
                if 0 <= across < WIDE:
                    rows[top + y][across] = INK + chance.randrange(40)


def _line(rows: list[bytearray], chance: Random) -> None:
    start, end = chance.randrange(HIGH), chance.randrange(HIGH)
    for x in range(WIDE):
        y = int(start + (end - start) * x / WIDE + 3 * math.sin(x / 15))
        if 0 <= y < HIGH:
            rows[y][x] = 90


def _png(rows: list[bytearray]) -> bytes:
    head = struct.pack(">IIBBBBB", WIDE, HIGH, 8, 0, 0, 0, 0)
    body = zlib.compress(b"".join(b"\x00" + bytes(row) for row in rows))
    parts = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, content) for name, content in parts)


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _chance(seed: str) -> Random:
    return Random(hashlib.sha256(seed.encode()).digest())  # noqa: S311 - noise, no secret

"""A letter as PDF/A-2b, in which every glyph is embedded: a character without one is refused, never lost."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import typst
from django.conf import settings

from common.errors import Incomplete

from .wording import Face

SOURCE = Path(__file__).resolve().parent / "letter.typ"
PdfStandard = Literal["a-2a", "a-2b"]
"""ISO 19005-2: 2a is tagged, too."""
FONTS = "noto-sans-sc-0.4.3"
UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.S)


def typeset(face: Face, *, at: datetime | None = None) -> bytes:
    """Return the letter as PDF/A-2b, dated `at`（now）.

    Raises Incomplete that names the characters which the fonts lack（生僻字）. GB/T 9704-2012 10.1; ISO 19005-2
    """
    return compiled(SOURCE, {"letter": face.as_dict()}, standard="a-2b", at=at or datetime.now(UTC))


def compiled(source: Path, given: Mapping[str, object], *, standard: PdfStandard, at: datetime) -> bytes:
    """Return what a typst source makes of its inputs, as PDF of a standard in which every glyph is embedded."""
    compiler = typst.Compiler(source, root=source.parent, font_paths=_fonts())
    try:
        made = compiler.compile(
            format="pdf",
            pdf_standards=standard,
            sys_inputs={name: json.dumps(value, ensure_ascii=False) for name, value in given.items()},
            timestamp=int(at.timestamp()),
        )
    except typst.TypstError as error:
        raise _refusal(error) from error
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


@cache
def _fonts() -> typst.Fonts:
    """Return the vendored fonts alone: neither the system's nor those inside the compiler."""
    folder = Path(settings.BASE_DIR) / "static" / "vendor" / FONTS
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _refusal(error: typst.TypstError) -> Exception:
    unshown = list(dict.fromkeys(UNSHOWN.findall(f"{error.message}\n{error.diagnostic}")))
    if not unshown:
        return error
    named = "、".join(f"“{char}”（{_code_points(char)}）" for char in unshown)
    words = f"文书字库里没有{named}，不能制成 PDF；请改用规范汉字，或请系统管理员扩充字库"
    return Incomplete(words, {"body": words})


def _code_points(text: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in text)

"""A letter as a Word file, for who has to work on its words or print it on headed paper."""

from __future__ import annotations

import io
from pathlib import Path

from docxtpl import DocxTemplate

from .wording import Face

SOURCE = Path(__file__).resolve().parent / "letter.docx"
"""Edited in Word itself: {{ … }} are the parts of a Face, {%p … %} repeats a paragraph."""


def write_word(face: Face) -> bytes:
    """Return the letter as .docx; what its parts say is text, whatever signs are in it."""
    document = DocxTemplate(SOURCE)
    document.render({"letter": face.as_dict()}, autoescape=True)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()

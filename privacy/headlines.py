"""Titles that are derived from a text which may name persons: what looks personal is masked, wherever one is shown."""

from __future__ import annotations

from privacy import scan, starred

LONGEST, LOOKED_AT = 40, 200


def masked_title(text: str) -> str:
    """Return a title as lists, headings and notices show it: names and numbers of persons starred, 张**."""
    return starred(text, scan(text))


def masking_words(text: str, title: str) -> str:
    """Return what to tell who hands on a text whose `title` masks somebody, "" where it masks nobody."""
    kinds = "、".join(dict.fromkeys(found.label for found in scan(text)))
    if not kinds:
        return ""
    return f"标题由正文得出，正文开头疑似有{kinds}，标题在各处都已遮盖，显示为“{title}”；不需要写明的请改写"


def first_clause(text: str) -> str:
    """Return the first clause of a text that was masked before, so that no half of a number stays."""
    head = text.split("，", maxsplit=1)[0].split("。", maxsplit=1)[0]
    return head if len(head) <= LONGEST else head[: LONGEST - 1] + "…"

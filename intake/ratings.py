"""What crosses the wall about a rating, as both sides read it. Pure."""

from __future__ import annotations

from enum import StrEnum

RATINGS = ((5, "很满意"), (4, "满意"), (3, "一般"), (2, "不满意"), (1, "很不满意"))
"""What a resident may say of a promise that was served, best first. rules.md 6.7"""
RATING = "rating"
"""The kind of message: {"score": 1 … 5}, under the code that came with the served matter."""


class RatingAnswer(StrEnum):
    """What whoever rated is told."""

    TAKEN = "您的评价已经记入。评价满十件以后，公开承诺栏显示平均分；谁评的不保存。"
    USED = "这个评价码已经用过：一个评价码只能评价一次，这次没有记入。"
    EXPIRED = "这个评价码已经过期，没有记入。"
    UNKNOWN = "没有这个评价码，没有记入：请核对办事窗口给您的评价码。"

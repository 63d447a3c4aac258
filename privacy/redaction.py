"""From an internal text to one that may stand in public: personal data is taken out, never painted over.

Each suspect of `privacy.suspects` is either removed or kept with a reason (政府信息公开条例 15; rules.md 0.2b).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from privacy.suspects import Suspect

REPLACEMENT = "×××"
KEEP, STRIKE = "keep", "strike"
"""What was decided on a suspect: it may stand, or the officer is to take it out."""
_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】"}


def redact(text: str, suspects: Iterable[Suspect]) -> str:
    """Return the public text: every suspect is replaced by ×××; what was there is gone."""
    pieces, reached = [], 0
    for start, end in _joined([_with_its_bracket(text, one.start, one.end) for one in suspects]):
        pieces += [text[reached:start], REPLACEMENT]
        reached = end
    return "".join([*pieces, text[reached:]])


def unresolved(suspects: Sequence[Suspect], decided: Iterable[Mapping[str, str]]) -> list[Suspect]:
    """Return the suspects that nobody has let stand; while there is one, the text cannot be published.

    Each of `decided` holds "text", "reason" and "what"; one without a reason lets nothing stand.
    """
    kept = {one["text"] for one in decided if one["what"] == KEEP and one["reason"].strip()}
    return [one for one in suspects if one.text not in kept]


def _with_its_bracket(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the bracket before it that closes, or after it that opens, inside: （025）83210000."""
    cut = text[start:end]
    for opening, closing in _BRACKETS.items():
        missing = cut.count(closing) - cut.count(opening)
        if missing == 1 and text[:start].endswith(opening):
            return start - 1, end
        if missing == -1 and text[end:].startswith(closing):
            return start, end + 1
    return start, end


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap or touch made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined

"""From an internal text to one that may stand in public: personal data is taken out, never painted over.

Each suspect of `privacy.scan` is either removed or cleared with a reason (政府信息公开条例 15; rules.md 0.2b).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from common.errors import Incomplete
from privacy.suspects import Suspect

REPLACEMENT = "×××"
_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】"}


@dataclass(frozen=True)
class Decision:
    """What a person decided on one suspect: removed, or cleared with a reason and left in the text."""

    suspect: Suspect
    is_cleared: bool = False
    reason: str = ""


def redact(text: str, decisions: Iterable[Decision]) -> str:
    """The public text: every suspect that is not cleared is replaced by ×××; what was there is gone.

    Raises Incomplete where a clearance has no reason, or where a decision was made on another text.
    """
    spans = []
    for decision in decisions:
        _check(text, decision)
        if not decision.is_cleared:
            spans.append(_with_its_bracket(text, decision.suspect.start, decision.suspect.end))
    pieces, reached = [], 0
    for start, end in _joined(spans):
        pieces += [text[reached:start], REPLACEMENT]
        reached = end
    return "".join([*pieces, text[reached:]])


def redact_all(text: str, suspects: Sequence[Suspect]) -> str:
    """The text with every suspect removed: the proposal that an officer starts from."""
    return redact(text, [Decision(suspect) for suspect in suspects])


def clearances(decisions: Iterable[Decision]) -> list[dict[str, str]]:
    """The clearances as a publication keeps them; a cleared text stays public, so keeping it tells nothing new."""
    return [
        {"kind": one.suspect.kind, "text": one.suspect.text, "reason": one.reason.strip()}
        for one in decisions
        if one.is_cleared
    ]


def unresolved(suspects: Sequence[Suspect], cleared: Iterable[Mapping[str, str]]) -> list[Suspect]:
    """The suspects of a public text that nobody has cleared; while there is one, the text cannot be published.

    `cleared` holds {"text", "reason"} and, where it is known, "kind"; a clearance without a reason is none.
    """
    known = {(entry.get("kind"), entry["text"]) for entry in cleared if entry.get("reason", "").strip()}
    return [one for one in suspects if known.isdisjoint({(one.kind, one.text), (None, one.text)})]


def _check(text: str, decision: Decision) -> None:
    suspect = decision.suspect
    if text[suspect.start : suspect.end] != suspect.text:
        raise Incomplete("文本在审查之后有改动，请按新的文本重新核对个人信息")
    if decision.is_cleared and not decision.reason.strip():
        raise Incomplete(
            f"保留“{suspect.masked}”（{suspect.label}）须写明理由", {"reason": "请写明保留这处信息的理由"}
        )


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

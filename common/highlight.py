"""A text cut at its findings, so that a page can mark them without writing markup into data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from common.privacy.findings import Finding


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `label` names the kind of personal data where it is a finding."""

    text: str
    label: str = ""


def pieces(text: str, findings: Sequence[Finding]) -> list[Piece]:
    """Return `text` in order, findings apart from what stands between them."""
    cut: list[Piece] = []
    reached = 0
    for finding in sorted(findings, key=lambda found: found.start):
        if finding.start < reached:
            continue
        if finding.start > reached:
            cut.append(Piece(text[reached : finding.start]))
        cut.append(Piece(text[finding.start : finding.end], finding.label))
        reached = finding.end
    return [*cut, Piece(text[reached:])] if reached < len(text) else cut

"""The tabs that any kind of case may have: evidence, the talk beside it, and its versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Model

from common.case_files import case_files, may
from common.file_kinds import ACCEPTED
from common.forms import AttachForm, TalkForm
from common.models import Comment, Evidence
from common.models.evidence import MOST_BYTES
from common.registry import SEEING, CaseTab, registry
from common.roles import REPRESENTATIVES, Role
from common.trail import Actor
from common.versions import count_of, versions_of
from common.views.case_files import may_withdraw, name_suspects
from common.workflow import Workflow

SCANNED = "上传时当即查毒：查出病毒的拦截，不入案卷"
NOT_SCANNED = "本系统还没有配置查毒程序，文件标为未查毒，打开前请先在本机查毒"
TALKING = SEEING - REPRESENTATIVES


@dataclass(frozen=True)
class Exhibit:
    """A file as the tab shows it."""

    evidence: Evidence
    suspects: list[str]
    may_open: bool
    may_withdraw: bool


def evidence_tab(model: str) -> CaseTab:
    """Return the tab 证据 for one kind of case."""
    return CaseTab(
        "evidence",
        "证据",
        model,
        "common/evidence_tab.html",
        _evidence,
        count=lambda obj, posting: case_files.of(obj).seen(obj, posting).filter(withdrawn_at=None).count(),
        order=20,
        is_printed=True,
    )


def talk_tab(model: str) -> CaseTab:
    """Return the tab 沟通 for one kind of case."""
    return CaseTab(
        "talk",
        "沟通",
        model,
        "common/talk_tab.html",
        _talk,
        count=lambda obj, posting: Comment.objects.of(obj).count(),
        roles=TALKING,
        order=30,
    )


def history_tab(model: str) -> CaseTab:
    """Return the tab 变更记录 for one kind of case; what a draft once said is none of the department's business."""
    return CaseTab(
        "history",
        "变更记录",
        model,
        "common/history_tab.html",
        lambda obj, posting: {"versions": versions_of(obj)},
        count=lambda obj, posting: count_of(obj),
        roles=TALKING,
        order=80,
    )


def _evidence(obj: Workflow, posting: Actor) -> dict[str, Any]:
    case = case_files.of(obj)
    exhibits = [
        Exhibit(
            found,
            name_suspects(found),
            found.withdrawn_at is None or posting.role == Role.AUDITOR,
            may_withdraw(found, obj, case, posting),
        )
        for found in case.seen(obj, posting)
    ]
    return {
        "exhibits": exhibits,
        "kind": case.model,
        "object": obj,
        "form": AttachForm() if may(case.require_attach, obj, posting) else None,
        "accepted": ACCEPTED,
        "most": MOST_BYTES,
        "scanner": SCANNED if settings.VIRUS_SCANNER else NOT_SCANNED,
    }


def _talk(obj: Workflow, posting: Actor) -> dict[str, Any]:
    case = case_files.of(obj)
    return {
        "words": Comment.objects.of(obj),
        "kind": case.model,
        "object": obj,
        "form": TalkForm() if may(case.require_say, obj, posting) else None,
        "me": posting.user_id,
    }


def printed_tabs(obj: Model, posting: Actor) -> list[tuple[CaseTab, dict[str, Any]]]:
    """Return the tabs that belong in the print of a whole case, each with what it shows."""
    return [(tab, tab.context(obj, posting)) for tab in registry.tabs(obj, posting.role) if tab.is_printed]


def case_tabs(obj: Workflow, posting: Actor, asked: str) -> dict[str, Any]:
    """Return `tabs` with their counts, the one asked for as `tab`, and what it shows as `tab_context`."""
    tabs = registry.tabs(obj, posting.role)
    tab = next((tab for tab in tabs if tab.key == asked), None)
    return {
        "tabs": [(t, t.count(obj, posting) if t.count else None) for t in tabs],
        "tab": tab,
        "tab_context": tab.context(obj, posting) if tab else {},
    }

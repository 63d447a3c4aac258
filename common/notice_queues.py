"""What the shared mechanisms enter into the registry: notices and their kinds for everyone, the history for the auditor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from common import notice_kinds
from common.models import MailMode, Notice
from common.notice_kinds import NoticeGroup
from common.registry import EVERYONE, Place, Queue, registry
from common.roles import AUDITORS
from common.version_words import code_words


def register() -> None:
    """Enter places and queue; called once when the app is ready."""
    registry.register(NOTICES, TRAIL, HISTORY, UNREAD)
    notice_kinds.register(TALK, OUTCOMES)
    code_words.columns["noticesetting.kinds"] = _kinds


def _kinds(value: Mapping[str, str], row: Mapping[str, Any]) -> str:
    """Return which groups of notices were chosen apart, and how."""
    labels = {group.key: group.label for group in notice_kinds.groups()}
    modes = dict(MailMode.choices)
    return "；".join(f"{labels.get(key, key)}：{modes.get(mode, mode)}" for key, mode in value.items())


TALK = NoticeGroup("talk", "沟通", {"talk": "沟通留言"}, 10)
OUTCOMES = NoticeGroup("outcomes", "办理结果", {"outcome": "经手的事项有了结果"}, 12)
NOTICES = Place(
    "notices", "提醒", "", "common:notices", EVERYONE, order=5, chapter="案卷里的证据沟通变更记录和提醒"
)
TRAIL = Place("trail", "办理经过", "监督", "common:trail", AUDITORS, order=70, chapter="字段历史")
HISTORY = Place("history", "字段历史", "监督", "common:history", AUDITORS, order=80, chapter="字段历史")
UNREAD = Queue(
    "notices",
    "未读提醒",
    "到期、交接、沟通",
    EVERYONE,
    lambda posting: Notice.objects.waiting_for(posting.pk),
    lambda posting: reverse("common:notices"),
    place="notices",
    order=95,
)

"""Where a notice leads: each app says how to reach the kinds of objects that its notices are about."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from common.case_files import case_files
from common.models import Notice

notice_addresses: dict[str, Callable[[uuid.UUID], str]] = {}
"""By the label of the object's model."""


def leads_somewhere(notice: Notice) -> bool:
    return notice.object_type in notice_addresses or notice.object_type in case_files


def address_of(notice: Notice) -> str:
    """Return the address of what a notice is about, "" where there is none; it asks the database."""
    if notice.object_type in notice_addresses:
        return notice_addresses[notice.object_type](notice.object_id)
    case = case_files.get(notice.object_type)
    obj = case.model_class._base_manager.filter(pk=notice.object_id).first() if case else None
    if case is None or obj is None:
        return ""
    return f"{case.address(obj)}?tab=talk" if notice.topic == "talk" else case.address(obj)

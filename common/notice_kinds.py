"""The kinds of notices, in the groups by which one chooses how mail tells of them; each app enters its own kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from common.version_words import code_words


@dataclass(frozen=True)
class NoticeGroup:
    """Kinds that a person would choose alike: `topics` is topic → Chinese word."""

    key: str
    label: str
    topics: Mapping[str, str]
    order: int = 50

    @property
    def told(self) -> str:
        """Return its kinds in words."""
        return "、".join(dict.fromkeys(self.topics.values()))


_groups: dict[str, NoticeGroup] = {}


def register(*groups: NoticeGroup) -> None:
    """Enter kinds; those of a group that is known already join it, and its first label and order stay."""
    for new in groups:
        known = _groups.get(new.key, new)
        _groups[new.key] = NoticeGroup(new.key, known.label, {**known.topics, **new.topics}, known.order)
        code_words.choices["topic"] = {**code_words.choices.get("topic", {}), **new.topics}


def groups() -> list[NoticeGroup]:
    """Return the groups as a page lists them."""
    return sorted(_groups.values(), key=lambda group: (group.order, group.key))


def topics() -> dict[str, str]:
    """Return every kind with its word."""
    return {topic: word for group in groups() for topic, word in group.topics.items()}

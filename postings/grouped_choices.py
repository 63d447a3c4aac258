"""Several of many to tick, in groups under their headings; a group's own tick stands for all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

WHOLE = ".*"


@dataclass(frozen=True)
class TickGroup:
    """A heading, what it is about, and its choices as {value: words}; `key` + ".*" ticks them all."""

    key: str
    heading: str
    about: str
    choices: dict[str, str]


class GroupedTicksInput(forms.CheckboxSelectMultiple):
    template_name = "common/ticks.html"

    def render(
        self,
        name: str,
        value: object,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class GroupedTicksField(forms.MultipleChoiceField):
    """The values ticked, one by one or by their group, in the order of the groups."""

    widget = GroupedTicksInput
    groups: Sequence[TickGroup] = ()

    def offer(self, groups: Sequence[TickGroup]) -> None:
        """Say what there is to tick."""
        self.groups = groups
        self.choices = [(group, [*_whole(group), *group.choices.items()]) for group in groups]

    def clean(self, value: object) -> list[str]:
        ticked = set(super().clean(value))
        return [
            name
            for group in self.groups
            for name in group.choices
            if name in ticked or group.key + WHOLE in ticked
        ]


def _whole(group: TickGroup) -> list[tuple[str, str]]:
    number = len(group.choices)
    return [(group.key + WHOLE, f"全部（{number} 项）")] if number > 1 else []

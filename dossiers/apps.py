from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse

from common.registry import frame_addresses, object_addresses

if TYPE_CHECKING:
    from organisations.models import Official


class DossiersConfig(AppConfig):
    name = "dossiers"
    verbose_name = "公务员档案"

    def ready(self) -> None:
        """Declare the requests about files; enter lists, places, kinds of rules and words of civil servants' files."""
        from common.cases.case_type import declare
        from dossiers import cases, deputy_acts, history_names, lists, queues, rule_kinds

        frame_addresses["own_file"] = "dossiers:own"
        object_addresses["organisations.official"] = _file
        declare(*cases.TYPES)
        lists.register()
        queues.register()
        rule_kinds.register()
        history_names.register()
        deputy_acts.register()


def _file(official: Official) -> str:
    return reverse("dossiers:official", args=[official.internal_number])

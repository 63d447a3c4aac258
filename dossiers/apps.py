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
        """Enter lists, places, the queue, kinds of rules and words of civil servants' files."""
        from dossiers import deputy_acts, history_names, lists, queues, request_files, rule_kinds

        frame_addresses["own_file"] = "dossiers:own"
        object_addresses["organisations.official"] = _file
        lists.register()
        queues.register()
        rule_kinds.register()
        request_files.register()
        history_names.register()
        deputy_acts.register()


def _file(official: Official) -> str:
    return reverse("dossiers:official", args=[official.internal_number])

"""The page that explains one deadline: from when, by which rule, which days count and which do not, and why."""

from __future__ import annotations

from uuid import UUID

from django.apps import apps
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from common.access import requires_posting
from common.case_files import case_files
from common.deadlines.explaining import Explanation
from common.models import Deadline
from common.notices import notice_addresses
from common.requests import OfficeRequest


@require_GET
@requires_posting()
def deadline(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Explain a deadline to whoever may see what it is about."""
    rows = Deadline.objects.visible_to(request.posting).select_related("rule")
    row = get_object_or_404(rows, pk=pk)
    name, back = _about(row)
    context = {
        "deadline": row,
        "told": Explanation(row, timezone.localdate()),
        "name": name,
        "back": back,
    }
    return render(request, "common/deadline.html", context)


def _about(row: Deadline) -> tuple[str, str]:
    """Return the name and the address of what the deadline is about."""
    obj = apps.get_model(row.object_type)._base_manager.get(pk=row.object_id)
    case = case_files.get(row.object_type)
    if case:
        return case.name(obj), case.address(obj)
    address = notice_addresses.get(row.object_type)
    return str(obj), address(obj.pk) if address else ""

"""The pages of demands: list, case with its tabs and acts."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.acts import offered
from common.cases.case_type import case_types
from common.cases.page_token import token_of
from common.lists import list_page
from common.models import Deadline
from common.tabs import case_tabs
from tests.invented import services
from tests.invented.lists import URGINGS
from tests.invented.models import Urging


@requires_posting()
def urgings(request):
    return list_page(request, URGINGS)


@requires_posting()
def urging(request, pk):
    case = get_object_or_404(Urging.objects.visible_to(request.posting), pk=pk)
    kind = case_types[case._meta.label_lower]
    context = {
        "here": "urgings",
        "case": case,
        "offered": offered(case, request.posting),
        "act_base": reverse("invented:urging", args=[case.pk]),
        "letters": services.letters_of(case).prefetch_related("services"),
        "deadlines": Deadline.objects.of(case),
        "trail": kind.story(case, request.posting),
        "page_token": token_of(case),
        **case_tabs(case, request.posting, request.GET.get("tab", "")),
    }
    return render(request, "invented/urging.html", context)


@requires_posting()
def urging_act(request, pk, act):
    case = get_object_or_404(Urging.objects.visible_to(request.posting), pk=pk)
    return act_page(request, case, act, back=reverse("invented:urging", args=[case.pk]), here="urgings")

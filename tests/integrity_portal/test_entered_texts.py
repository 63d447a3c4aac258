"""No text enters the portal with an unseen mark, by whatever door: every address, the acts, the importer."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from common.roles import Role
from common.workflow import move_many
from exchange.importers.layouts import DISHONESTY
from exchange.importers.rows import RAW_SEPARATOR
from integrity_portal import settings as wiring
from integrity_portal.quality import APPS, ROOT
from records.models import DishonestyRecord
from tests import factories
from tests.exchange.returns import line, workbook
from tests.exchange.test_rows import staged

HOSTILE = "拖\u200b欠\U000e0041货\ufe0f款\u3164１３\u2066８\x07"
CLEAN = "拖欠货款138"
DOOR = "integrity_portal.entered_texts.EnteredTextMiddleware"
READS_THE_REQUEST_ITSELF = {"body", "read", "readline", "readlines", "_stream"}


class Probe(BaseHandler):
    """The chain of middleware as it is, with a view at its end that keeps what every view would read."""

    seen: object = None

    def resolve_request(self, request):
        request.resolver_match = ResolverMatch(view, (), {})
        return request.resolver_match


@login_not_required
def view(request):
    Probe.seen = request
    return HttpResponse()


def reached(request):
    """Return the request as the views get it."""
    Probe.seen = None
    handler = Probe()
    handler.load_middleware()
    request._dont_enforce_csrf_checks = True
    handler.get_response(request)
    assert Probe.seen is not None
    return Probe.seen


@pytest.mark.django_db
def test_every_view_reads_fields_filters_and_file_names_clean():
    file = SimpleUploadedFile("判\u202e决\u200b书.pdf", b"x")
    sent = {"facts": [HOSTILE, HOSTILE], HOSTILE: "1", "file": file, "password": "a\u200bb"}
    got = reached(RequestFactory().post("/?" + urlencode({"q": HOSTILE}), sent))
    assert got.GET["q"] == CLEAN
    assert got.POST.getlist("facts") == [CLEAN, CLEAN]
    assert got.POST["password"] == "a\u200bb"
    assert got.FILES["file"].name == "判决书.pdf"


@pytest.mark.django_db
def test_every_view_reads_json_clean():
    told = {"facts": HOSTILE, "rows": [HOSTILE, 5, None, {HOSTILE: HOSTILE}], "password": "a\u200bb"}
    got = reached(RequestFactory().post("/", json.dumps(told), content_type="application/json"))
    assert json.loads(got.body) == {
        "facts": CLEAN,
        "rows": [CLEAN, 5, None, {CLEAN: CLEAN}],
        "password": "a\u200bb",
    }
    broken = reached(RequestFactory().post("/", b"{", content_type="application/json"))
    assert broken.body == b"{"


def test_both_sites_have_the_door_before_their_views():
    assert DOOR in settings.MIDDLEWARE
    for site in (wiring._OFFICE_MIDDLEWARE, wiring._PUBLIC_MIDDLEWARE):
        assert site.count(DOOR) == 1


def test_no_code_reads_a_request_past_the_door():
    reading = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for app in APPS
        for path in sorted((Path(ROOT) / app).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in READS_THE_REQUEST_ITSELF
        and isinstance(node.value, ast.Name)
        and node.value.id == "request"
    ]
    assert [place.split(":")[0] for place in reading] == ["integrity_portal/entered_texts.py"]


@pytest.mark.django_db
def test_every_act_keeps_its_texts_clean():
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk, facts=HOSTILE, source_details={"case": [HOSTILE]})
    made.refresh_from_db()
    assert (made.facts, made.source_details) == (CLEAN, {"case": [CLEAN]})
    made.edit(by=clerk, reason=HOSTILE, legal_basis=HOSTILE)
    assert made.legal_basis == CLEAN
    move_many(
        DishonestyRecord.objects.filter(pk=made.pk), "edit", by=clerk, reason="改", facts=f"{HOSTILE}甲"
    )
    made.refresh_from_db()
    assert made.facts == f"{CLEAN}甲"


def test_every_cell_of_an_import_is_read_clean():
    prose = [column.header for column in DISHONESTY.columns if column.is_prose]
    assert prose
    rows, _ = staged(workbook(line(**dict.fromkeys(prose, HOSTILE.replace("\x07", "")))))
    held = [rows[0][column.key] for column in DISHONESTY.columns if column.is_prose]
    assert held == [CLEAN] * len(prose)
    assert rows[0]["raw"].split(RAW_SEPARATOR).count(CLEAN) == len(prose)

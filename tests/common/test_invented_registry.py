"""A procedure of another app shows in the office by its own registration, with no change to the frames."""

from __future__ import annotations

import pytest
from django.db.models import F, Q
from django.urls import reverse

from common.cases.open_cases import CaseKind, case_kinds
from common.errors import ActRefused
from common.registry import CaseTab, Consequence, Outlook, Place, Queue, Tile, Work, registry
from common.roles import Role
from postings import services as postings_services
from records.models import DishonestyRecord
from tests import factories, world
from tests.office import sit, text

pytestmark = pytest.mark.django_db
RECORD = "records.dishonestyrecord"
REVIEWERS = frozenset({Role.REVIEWER})


@pytest.fixture
def invented(monkeypatch, settings, tmp_path):
    """An invented app 整改: place, queue, tile, tab, outlook and a kind of open case."""
    (tmp_path / "mending_tab.html").write_text("<p>整改期限 {{ tab.days }} 日</p>")
    (tmp_path / "mending_tile.html").write_text("<p>{{ tile.words }}{{ words }}</p>")
    templates = [dict(engine) for engine in settings.TEMPLATES]
    templates[-1]["DIRS"] = [*templates[-1]["DIRS"], tmp_path]
    settings.TEMPLATES = templates
    monkeypatch.setattr(registry, "entries", dict(registry.entries))
    registry.register(
        Place("mending", "整改", "监督", "records:records", REVIEWERS),
        Queue(
            "mending_due",
            "整改待验收",
            "",
            REVIEWERS,
            lambda posting: DishonestyRecord.objects.visible_to(posting).filter(status="statement"),
            lambda posting: reverse("records:records"),
            lambda record: Work(f"整改待验收 {record.document_number}", "/", "", "", "", None),
            "mending",
        ),
        Tile("mending", "mending_tile.html", lambda posting: {"words": "整改一览"}, REVIEWERS),
        CaseTab("mending", "整改", RECORD, "mending_tab.html", lambda r, p: {"days": 30}, is_printed=True),
        Outlook(
            "mending",
            RECORD,
            frozenset({"confirm"}),
            lambda record, act, posting: [Consequence("在办整改", 4, 5, "整改台账")],
        ),
    )


@pytest.mark.usefixtures("invented")
def test_an_invented_app_adds_place_queue_tile_tab_print_and_outlook_from_outside():
    made = factories.record("statement")
    client, _ = sit(Role.REVIEWER)
    home = text(client.get("/"))
    for words in ("整改待验收", "整改一览"):
        assert words in home
    page = text(client.get(f"/records/{made.record_no}/"))
    assert "整改" in page
    assert "在办整改 4 5 整改台账" in page
    assert "整改期限 30 日" in text(client.get(f"/records/{made.record_no}/?tab=mending"))
    assert "整改期限 30 日" in text(client.get(f"/records/{made.record_no}/print/"))


@pytest.mark.usefixtures("invented")
def test_what_an_invented_app_gives_to_reviewers_stays_theirs():
    made = factories.record("statement")
    client, _ = sit(Role.OFFICER)
    assert "整改待验收" not in text(client.get("/"))
    assert "整改期限 30 日" in text(client.get(f"/records/{made.record_no}/?tab=mending"))


def test_an_invented_kind_of_open_case_keeps_its_posting_from_ending(monkeypatch):
    held = factories.posting(Role.REVIEWER)
    made = factories.record("pending_review")
    kind = CaseKind("mending", "整改未办结", RECORD, Q(pk=made.pk), lambda posting: Q(), F("record_no"))
    before = case_kinds.counts(held)
    monkeypatch.setitem(case_kinds, "mending", kind)
    assert {k.key for k in case_kinds.counts(held)} - {k.key for k in before} == {"mending"}


@pytest.mark.world
def test_corrections_and_reorganisations_in_hand_are_open_cases_of_who_began_them():
    made = world.scope("320100")
    clerk, officer = made.seats[Role.CLERK], made.seats[Role.OFFICER]
    assert "correction" in {kind.key for kind in case_kinds.counts(clerk)}
    assert "reorganisation" in {kind.key for kind in case_kinds.counts(officer)}
    keeper = factories.posting(Role.SECURITY_ADMIN)
    for posting, words in ((clerk, "更正未办结"), (officer, "机构调整未办结")):
        with pytest.raises(ActRefused, match=words):
            postings_services.end_posting(posting, by=keeper, until=world.TODAY, reason="调离")

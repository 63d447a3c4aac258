"""Acts on many rows: shown first, done row by row, what is skipped told with its reason."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.cases import bulk_page as bulk
from common.cases.page_token import token_of
from common.roles import Role
from common.services import attach
from postings.models import Posting
from tests import factories
from tests.office import acts_of, client_of, sit, text

pytestmark = pytest.mark.django_db
PUBLISH = "/publications/bulk/publish/"


def ticks(*rows):
    return [
        f"{getattr(row, 'record_no', row.pk)}:{getattr(row, 'content_version', None) or row.face_version}"
        for row in rows
    ]


def marks(*rows):
    """What the confirmation page carries."""
    return [f"{getattr(row, 'record_no', row.pk)}:{token_of(row)}" for row in rows]


def sent(client, address, rows, **given):
    ticked = marks(*rows) if "confirmed" in given else ticks(*rows)
    return client.post(address, {"record": ticked, "filters": "", **given})


def test_many_are_returned_for_one_reason_that_must_be_given():
    made = [factories.record("pending_review") for _ in range(2)]
    client, _ = sit(Role.REVIEWER)
    asked = text(sent(client, "/records/bulk/return/", made))
    assert "将办理 2 条" in asked
    assert "成为“退回”" in asked
    without = sent(client, "/records/bulk/return/", made, confirmed="1", reason=" ")
    assert without.status_code == 422
    assert "请写明理由" in text(without)
    assert [acts_of(record)[-1] for record in made] == ["submit", "submit"]
    assert sent(client, "/records/bulk/return/", made, confirmed="1", reason="文书号有误").status_code == 302
    assert [acts_of(record)[-1] for record in made] == ["return", "return"]


def test_the_director_publishes_many_and_is_told_of_each_that_may_not():
    good, unsigned = factories.publication("signed"), factories.publication("pending")
    client, held = sit(Role.DIRECTOR)
    touched = factories.publication("signed")
    type(touched).objects.filter(pk=touched.pk).update(face_changed_by=held.user_id)
    shown = text(sent(client, PUBLISH, [good, unsigned, touched]))
    assert "将办理 1 件" in shown
    assert "公示到" in shown
    assert "跳过 2 件" in shown
    assert "请另一位负责人办理" in shown
    good.refresh_from_db()
    assert good.status == "pending"
    done = sent(client, PUBLISH, [good, unsigned, touched], confirmed="1", reason="")
    assert "办成 1 件，跳过 2 件" in text(done)
    assert [acts_of(p)[-1] == "publish" for p in (good, unsigned, touched)] == [True, False, False]


def test_a_text_changed_after_it_was_shown_is_not_published():
    publication = factories.publication("signed")
    old = ticks(publication)
    officer = Posting.objects.get(user_id=publication.proposed_by_id)
    publication.edit_face(by=officer, face_title="另一个标题")
    publication.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    client, _ = sit(Role.DIRECTOR)
    answer = client.post(PUBLISH, {"record": old, "confirmed": "1", "reason": ""})
    assert bulk.STALE in text(answer)
    assert acts_of(publication)[-1] != "publish"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SECRECY, Role.REVIEWER, Role.AUDITOR])
def test_only_the_director_publishes_many(role):
    publication = factories.publication("signed")
    client, _ = sit(role)
    assert sent(client, PUBLISH, [publication], confirmed="1").status_code == 403
    assert "批量公示" not in text(client.get("/publications/"))


def test_another_citys_publication_is_neither_published_nor_named():
    there = factories.publication("signed", department=factories.department("320500", name="苏州某局"))
    here = factories.publication("signed")
    client, _ = sit(Role.DIRECTOR, "320100")
    shown = text(sent(client, PUBLISH, [here, there]))
    assert "另有 1 件不在您的岗位范围内" in shown
    assert (
        there.face_title not in shown.replace(here.face_title, "", 1) or there.face_title == here.face_title
    )
    sent(client, PUBLISH, [here, there], confirmed="1")
    assert acts_of(there)[-1] != "publish"


def test_all_rows_of_the_filter_are_chosen_at_once_and_no_others():
    wanted = [
        factories.record("pending_review", declared_severity="serious", severity_reason="影响恶劣")
        for _ in range(3)
    ]
    other = factories.record("pending_review", declared_severity="minor", severity_reason="已改正")
    client, _ = sit(Role.REVIEWER)
    shown = client.post(
        "/records/bulk/pass_review/", {"whole": "1", "filters": "declared_severity=serious&page=2"}
    )
    assert "将办理 3 条" in text(shown)
    assert all(record.document_number in text(shown) for record in wanted)
    assert other.document_number not in text(shown)


def test_more_than_may_be_done_at_once_are_refused_whole(monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 1)
    made = [factories.record("pending_review") for _ in range(2)]
    client, _ = sit(Role.REVIEWER)
    answer = client.post("/records/bulk/pass_review/", {"whole": "1", "filters": ""}, follow=True)
    assert "一次最多办理 1 条" in text(answer)
    assert [acts_of(record)[-1] for record in made] == ["submit", "submit"]


def test_the_choice_of_all_rows_is_offered_where_they_fill_more_than_a_page():
    for _ in range(26):
        factories.record("pending_review")
    client, _ = sit(Role.REVIEWER)
    assert "全选符合条件的 26 条" in text(client.get("/records/"))
    assert "全选符合条件的" not in text(client.get("/records/?declared_severity=minor"))


@pytest.mark.parametrize("tick", ["", "nonsense", "x:1", "\x00:1"])
def test_a_broken_tick_chooses_nothing(tick):
    client, _ = sit(Role.DIRECTOR)
    answer = client.post(PUBLISH, {"record": tick, "filters": ""}, follow=True)
    assert "请先勾选" in text(answer)


def test_a_record_is_held_before_its_evidence_is_looked_at():
    made = factories.record("pending_review")
    client, _ = sit(Role.REVIEWER)
    given = {"record": marks(made), "confirmed": "1", "reason": "文书号有误"}
    with CaptureQueriesContext(connection) as asked:
        client.post("/records/bulk/return/", given)
    said = [query["sql"] for query in asked]
    held = next(
        n for n, sql in enumerate(said) if "records_dishonestyrecord" in sql and "FOR UPDATE OF" in sql
    )
    assert held < next(n for n, sql in enumerate(said) if "common_evidence" in sql)


@pytest.mark.parametrize("given", [{"record": "ticks"}, {"whole": "1"}])
def test_a_confirmation_without_the_marks_of_its_page_does_nothing(given):
    """The list's tick knows nothing of the evidence: only the page that asked has shown it."""
    made = factories.record("pending_review")
    client, _ = sit(Role.REVIEWER)
    asked = {name: ticks(made) if value == "ticks" else value for name, value in given.items()}
    answer = client.post("/records/bulk/return/", {**asked, "confirmed": "1", "reason": "文书号有误"})
    assert bulk.STALE in text(answer)
    assert acts_of(made)[-1] == "submit"


def test_evidence_laid_beside_after_the_page_was_shown_stops_the_act():
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk)
    shown = marks(made)
    pdf = SimpleUploadedFile("判决书.pdf", b"%PDF-1.7\n%%EOF", "application/pdf")
    attach(made, pdf, title="判决书", by=clerk)
    client = client_of(clerk)
    given = {"record": shown, "confirmed": "1", "reason": ""}
    assert bulk.STALE in text(client.post("/records/bulk/submit/", given))
    assert acts_of(made)[-1] != "submit"


@pytest.mark.parametrize(
    ("many", "make"), [("judgments", factories.judgment), ("commendations", factories.commendation)]
)
def test_facts_are_submitted_returned_and_confirmed_in_number(many, make):
    clerk = factories.posting(Role.CLERK)
    made = [make(clerk=clerk) for _ in range(2)]
    client = client_of(clerk)
    assert "批量提交复核" in text(client.get(f"/{many}/"))
    asked = text(sent(client, f"/{many}/bulk/submit/", made))
    assert "将办理 2 条" in asked
    assert "成为“待复核”" in asked
    assert [acts_of(fact)[-1] for fact in made] == ["enter", "enter"]
    assert sent(client, f"/{many}/bulk/submit/", made, confirmed="1", reason="").status_code == 302
    assert [acts_of(fact)[-1] for fact in made] == ["submit", "submit"]
    reviewer, _ = sit(Role.REVIEWER)
    for fact in made:
        fact.refresh_from_db()
    assert sent(reviewer, f"/{many}/bulk/return/", made[:1], confirmed="1", reason=" ").status_code == 422
    done = sent(reviewer, f"/{many}/bulk/return/", made[:1], confirmed="1", reason="案号有误")
    assert done.status_code == 302
    told = text(sent(reviewer, f"/{many}/bulk/confirm/", made))
    assert "将办理 1 条" in told
    assert "跳过 1 条" in told
    done = sent(reviewer, f"/{many}/bulk/confirm/", made[1:], confirmed="1", reason="核对无误")
    assert done.status_code == 302
    assert [acts_of(fact)[-1] for fact in made] == ["return", "confirm"]


def test_who_entered_a_fact_is_skipped_with_the_reason_when_confirming_many():
    clerk = factories.posting(Role.CLERK)
    made = factories.judgment("pending_review", clerk=clerk)
    own = factories.posting(Role.REVIEWER, user=clerk.user)
    client = client_of(own)
    client.post("/posting/", {"posting": str(own.pk)})
    shown = text(sent(client, "/judgments/bulk/confirm/", [made]))
    assert "跳过 1 条" in shown
    assert acts_of(made)[-1] == "submit"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.DIRECTOR])
def test_others_neither_see_nor_do_acts_on_many_facts(role):
    made = factories.judgment("pending_review")
    client, _ = sit(role)
    assert "批量" not in text(client.get("/judgments/"))
    assert sent(client, "/judgments/bulk/confirm/", [made], confirmed="1", reason="x").status_code == 403

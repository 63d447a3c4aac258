"""A correction through the office's pages, from the record to the corrected public text."""

from __future__ import annotations

import pytest

from common.cases.page_token import token_of as mark
from common.cases.page_token import token_of as seen_record
from common.registry import Queue, registry
from common.roles import Role
from records.corrections.services import corrections as correcting
from records.models import Correction, Publication
from tests import factories
from tests.office import acts_of, queries, sit, text

pytestmark = pytest.mark.django_db

NEW = "逾期一百二十日仍未支付"
WORDS = {"kind": "facts", "grounds": "法院裁定补正", "document": ""}
FACE = {"title": "拖欠工程款", "facts": NEW, "document_title": ""}
CLEAN = {**factories.CLEAN_SHEET, "opinion": ""}


def given(record, **changes):
    """What the form posts when only `changes` were typed; sums in 万元."""
    fields = {name: getattr(record, name) for name in record.CORRECTABLE}
    fields |= {name: fields[name] / 10000 for name in ("amount", "loss") if fields[name]}
    bare = {name: value for name, value in fields.items() if value not in (None, False)}
    return {**bare, "page_token": seen_record(record), **WORDS, **changes}


def do(client, case, act, **posted):
    case.refresh_from_db()
    return client.post(f"/corrections/{case.pk}/{act}/", {"page_token": mark(case), **posted})


def case_of(record):
    clerk = factories.posting(Role.CLERK)
    return correcting.propose_correction(
        record, by=clerk, kind="facts", changes={"facts": NEW}, grounds="法院裁定补正"
    )


def test_a_clerk_proposes_from_the_record_only_what_was_changed():
    made = factories.record("confirmed")
    client, _ = sit(Role.CLERK)
    assert "/correct/" in client.get(f"/records/{made.record_no}/?tab=corrections").content.decode()
    assert client.get(f"/records/{made.record_no}/correct/").status_code == 200
    answer = client.post(f"/records/{made.record_no}/correct/", given(made, facts=NEW))
    case = Correction.objects.get()
    assert answer["Location"] == f"/corrections/{case.pk}/"
    assert list(case.changes) == ["facts"]
    shown = text(client.get(answer["Location"])).replace(" ", "")
    assert made.facts in shown
    assert NEW in shown


def test_what_will_not_do_is_said_beside_its_field():
    made = factories.record("confirmed")
    client, _ = sit(Role.CLERK)
    for wrong, sentence in (
        ({}, "没有任何改动"),
        ({"facts": NEW, "grounds": ""}, "请填写更正理由"),
        ({"effective_on": "2020-01-01"}, "生效日期不能早于认定日期"),
    ):
        answer = client.post(f"/records/{made.record_no}/correct/", given(made, **wrong))
        assert (answer.status_code, sentence in text(answer)) == (422, True)


def test_five_people_take_a_standing_record_to_its_corrected_page():
    act = factories.publication()
    case = case_of(act.fact.of_kind)
    officer, secrecy, reviewer, director = (
        sit(role)[0] for role in (Role.OFFICER, Role.SECRECY, Role.REVIEWER, Role.DIRECTOR)
    )
    page = officer.get(f"/corrections/{case.pk}/").content.decode()
    assert NEW in page.split('id="face"')[1]
    assert do(officer, case, "text", **FACE).status_code == 302
    assert do(secrecy, case, "sheet", **CLEAN).status_code == 302
    assert "施行" in text(reviewer.get(f"/corrections/{case.pk}/"))
    assert do(reviewer, case, "review", reason="与裁定一致").status_code == 302
    assert do(director, case, "apply", reason="更正施行").status_code == 302
    successor = Publication.objects.get(predecessor=act)
    assert successor.face_facts == NEW
    assert "更正替代公示" in text(director.get(f"/publications/{successor.pk}/"))
    assert "公示的是第" not in text(director.get(f"/publications/{successor.pk}/"))
    ended = text(director.get(f"/publications/{successor.predecessor_id}/"))
    assert "公示的是内容第 1 版；档案原文和认定信息是现在的内容第 2 版" in ended
    assert acts_of(case) == ["enter", "edit_face", "sign", "endorse", "apply"]


def test_the_signed_sheet_of_a_correction_shows_what_its_signer_wrote():
    case = case_of(factories.publication().fact.of_kind)
    assert do(sit(Role.OFFICER)[0], case, "text", **FACE).status_code == 302
    reviewed = {**CLEAN, "opinion": "第二句已核，不涉及个人"}
    assert do(sit(Role.SECRECY)[0], case, "sheet", **reviewed).status_code == 302
    shown = text(sit(Role.REVIEWER)[0].get(f"/corrections/{case.pk}/"))
    assert "审查意见 第二句已核，不涉及个人" in shown


def test_a_page_shown_before_a_change_cannot_approve_it():
    act = factories.publication()
    case = case_of(act.fact.of_kind)
    shown = mark(case)
    do(sit(Role.OFFICER)[0], case, "text", **FACE)
    client, _ = sit(Role.REVIEWER)
    answer = client.post(f"/corrections/{case.pk}/review/", {"page_token": shown, "reason": "同意"})
    assert answer.status_code == 409
    case.refresh_from_db()
    assert case.status == "pending"


def test_a_refusal_for_a_missing_reason_asks_for_it_once():
    case = case_of(factories.record("confirmed"))
    said = text(do(sit(Role.REVIEWER)[0], case, "return", reason=""))
    assert "补齐以后再办" in said
    assert "退回须写明理由。" in said
    assert "请写明理由" not in said


def test_the_officer_may_say_that_it_leaves_the_public():
    act = factories.publication()
    case = case_of(act.fact.of_kind)
    client, _ = sit(Role.OFFICER)
    assert do(client, case, "text", what="hide", because="").status_code == 422
    assert do(client, case, "text", what="hide", because="公示期已满").status_code == 302
    case.refresh_from_db()
    assert case.hidden_because == "公示期已满"


def test_the_proposer_mends_what_was_returned():
    made = factories.record("confirmed")
    case = case_of(made)
    reviewer, _ = sit(Role.REVIEWER)
    do(reviewer, case, "return", reason="请附裁定")
    from tests.office import client_of

    client = client_of(case.proposed_by.postings.get())
    case.refresh_from_db()
    page = client.get(f"/corrections/{case.pk}/edit/")
    assert NEW in text(page)
    assert "修改更正" in text(page)
    assert "提出更正" not in text(page)
    answer = client.post(
        f"/corrections/{case.pk}/edit/",
        {**given(made, facts=NEW, document="补正裁定"), "page_token": mark(case)},
    )
    assert answer.status_code == 302
    case.refresh_from_db()
    assert (case.status, case.document) == ("pending", "补正裁定")


def test_a_page_does_not_ask_for_what_would_be_refused_while_another_is_in_hand():
    record = factories.record("confirmed")
    returned = case_of(record)
    returned.send_back(by=factories.posting(Role.REVIEWER), reason="请附裁定")
    case_of(record)
    owner, _ = sit(Role.CLERK, user=returned.proposed_by)
    for page in (f"/records/{record.record_no}/correct/", f"/corrections/{returned.pk}/edit/"):
        answer = owner.get(page)
        assert (answer.status_code, "已有一件更正在办理" in text(answer)) == (409, True)


def test_another_citys_correction_is_not_found():
    case = case_of(factories.record("confirmed", department=factories.department("320100")))
    for role in (Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR):
        assert sit(role, "320500")[0].get(f"/corrections/{case.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("role", "key"),
    [(Role.REVIEWER, "corrections_review"), (Role.OFFICER, "corrections_face")],
)
def test_each_queue_links_to_the_list_it_counts(role, key):
    case_of(factories.publication().fact.of_kind)
    client, held = sit(role)
    queue = registry.queue(key, role)
    assert isinstance(queue, Queue)
    assert queue.rows(held).count() == 1
    page = client.get(queue.address(held))
    assert "1 件" in text(page)
    assert queue.label in text(client.get("/"))


def test_the_list_asks_no_more_for_more_rows():
    client, _ = sit(Role.REVIEWER)
    case_of(factories.record("confirmed"))
    client.get("/corrections/")
    one = queries(client, "/corrections/")
    for _ in range(3):
        case_of(factories.record("confirmed"))
    assert queries(client, "/corrections/") == one


def test_personal_data_in_the_corrected_text_is_removed_or_kept_with_a_reason():
    case = case_of(factories.publication().fact.of_kind)
    client, _ = sit(Role.OFFICER)
    do(client, case, "text", **{**FACE, "facts": "拖欠工程款，电话13812345678，总机025-83300000"})
    page = client.get(f"/corrections/{case.pk}/").content.decode()
    assert "13812345678" in page
    do(client, case, "suspect", field="face_facts", text="13812345678", what="remove")
    do(client, case, "suspect", field="face_facts", text="025-83300000", what="keep", reason="单位总机")
    case.refresh_from_db()
    assert "13812345678" not in case.face_facts
    assert [entry["reason"] for entry in case.clearances] == ["单位总机"]
    assert "已核处保留" in text(client.get(f"/corrections/{case.pk}/"))

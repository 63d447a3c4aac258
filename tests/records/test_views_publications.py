"""From the officer's text to the public page and back: propose, redact, sign, publish, suspend, end."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from common.cases.page_token import token_of
from common.roles import Role
from records.models import Publication
from records.publications.faces import looked_at
from records.publications.views import publications
from tests import factories
from tests.in_public import addresses
from tests.office import acts_of, client_of, queries, sit, text

pytestmark = pytest.mark.django_db
FACTS = "项目经理王建国（电话13851400000）多次催告，拖欠道路养护工程结算款逾期未付"
FACE = {"title": "拖欠结算款", "facts": "经多次催告，拖欠结算款", "document_title": "行政处罚决定书"}
CLEAN = {**factories.CLEAN_SHEET, "opinion": ""}


def do(client, publication, act, **given):
    publication.refresh_from_db()
    return client.post(
        f"/publications/{publication.pk}/{act}/", {"page_token": token_of(publication), **given}
    )


def propose_address(record):
    return f"/publications/new/record/{record.pk}/"


def test_the_officer_starts_from_a_text_without_personal_data():
    made = factories.record("confirmed", facts=FACTS)
    client, _ = sit(Role.OFFICER)
    page = client.get(propose_address(made))
    right = page.content.decode().split("公示文本</h2>")[1]
    assert "王建国" not in right
    assert "13851400000" not in right
    assert '<mark class="pii"' in page.content.decode()
    assert "零时自动撤下" in text(page)
    answer = client.post(propose_address(made), {"page_token": token_of(made), **FACE})
    publication = Publication.objects.get()
    assert answer["Location"] == f"/publications/{publication.pk}/"
    assert (publication.face_title, publication.status) == ("拖欠结算款", "pending")
    assert acts_of(publication) == ["enter"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "请填写"),
        ({"facts": ""}, "请填写"),
        ({"facts": "绝密★"}, "含有密级标志"),
        ({"title": "长" * 121}, "120"),
    ],
)
def test_a_wrong_text_is_answered_beside_its_field(change, sentence):
    made = factories.record("confirmed")
    client, _ = sit(Role.OFFICER)
    answer = client.post(propose_address(made), {"page_token": token_of(made), **FACE, **change})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Publication.objects.exists()


def test_a_minor_one_needs_a_reason():
    made = factories.record("confirmed", declared_severity="minor", severity_reason="情节轻微")
    client, _ = sit(Role.OFFICER)
    assert "轻微仍予公示的理由" in text(client.get(propose_address(made)))
    assert client.post(propose_address(made), {"page_token": token_of(made), **FACE}).status_code == 422
    given = {"page_token": token_of(made), **FACE, "minor_reason": "社会关注度高"}
    assert client.post(propose_address(made), given).status_code == 302


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": "statement"}, "只有已认定的可以拟公示"),
        ({"source_kind": "discipline", "disclosure": "internal"}, "依规不公开"),
        ({"disclosure": "internal"}, "依规不公开"),
    ],
)
def test_what_may_not_go_public_is_refused_in_words(fields, sentence):
    made = factories.record(**{"status": "confirmed", **fields})
    client, _ = sit(Role.OFFICER)
    assert "拟予公示" not in text(client.get(f"/records/{made.record_no}/"))
    for answer in (
        client.get(propose_address(made)),
        client.post(propose_address(made), {"page_token": token_of(made), **FACE}),
    ):
        assert answer.status_code == 409
        assert sentence in text(answer)


def test_a_second_proposal_of_the_same_record_is_refused():
    publication = factories.publication("pending")
    client, _ = sit(Role.OFFICER)
    answer = client.get(propose_address(publication.fact.of_kind))
    assert answer.status_code == 409
    assert "不能重复拟公示" in text(answer)


def test_only_an_officer_in_scope_proposes():
    made = factories.record("confirmed", department=factories.department("320500"))
    outsider, _ = sit(Role.OFFICER, "320100")
    assert outsider.get(propose_address(made)).status_code == 404
    reviewer, _ = sit(Role.REVIEWER)
    assert reviewer.get(propose_address(made)).status_code == 403
    client, _ = sit(Role.OFFICER)
    assert client.get(f"/publications/new/nothing/{made.pk}/").status_code == 404


NAME = "时模拟"
"""A name that no shape gives away."""


def with_suspects():
    held = factories.posting(Role.OFFICER)
    made = factories.record("confirmed", facts=FACTS)
    from records import services

    found = services.propose_publication(made, by=held, title="拖欠结算款", facts=FACTS)
    return client_of(held), found


def test_each_finding_is_removed_or_kept_with_a_reason():
    client, publication = with_suspects()
    page = text(client.get(f"/publications/{publication.pk}/"))
    assert "2 处未处理，不能公示" in page
    suspect = {"field": "face_facts", "text": "13851400000"}
    assert do(client, publication, "suspect", **suspect, what="remove").status_code == 302
    publication.refresh_from_db()
    assert "13851400000" not in publication.face_facts
    name = {"field": "face_facts", "text": "王建国", "what": "keep"}
    assert do(client, publication, "suspect", **name, reason="").status_code == 422
    assert do(client, publication, "suspect", **name, reason="已公开的企业负责人职务信息").status_code == 302
    page = text(client.get(f"/publications/{publication.pk}/"))
    assert "没有未处理的" in page
    assert "已核处保留 “王建国”：已公开的企业负责人职务信息" in page
    assert acts_of(publication) == ["enter", "edit_face", "weigh"]


def test_a_finding_that_is_no_longer_there_is_refused_and_a_clearance_outlives_other_edits():
    client, publication = with_suspects()
    gone = {"field": "face_facts", "text": "没有的", "what": "remove"}
    assert do(client, publication, "suspect", **gone).status_code == 422
    assert do(client, publication, "suspect", **{**gone, "field": "status"}).status_code == 422
    do(client, publication, "suspect", field="face_facts", text="王建国", what="keep", reason="职务信息")
    do(client, publication, "suspect", field="face_facts", text="13851400000", what="remove")
    publication.refresh_from_db()
    assert [entry["text"] for entry in publication.clearances] == ["王建国"]
    do(client, publication, "text", **FACE)
    publication.refresh_from_db()
    assert publication.clearances == []
    assert publication.face_facts == FACE["facts"]


def test_the_sheet_is_signed_item_by_item():
    publication = factories.publication("pending")
    client, _ = sit(Role.SECRECY)
    some = dict.fromkeys(list(factories.CLEAN_SHEET)[:5], "无")
    answer = do(client, publication, "sheet", **some, opinion="")
    assert answer.status_code == 422
    assert "请逐项审查“三安全一稳定”" in text(answer)
    assert do(client, publication, "sheet", **CLEAN).status_code == 302
    publication.refresh_from_db()
    assert publication.sheet_version == publication.face_version
    assert acts_of(publication) == ["enter", "sign"]


def test_what_the_sheet_finds_needs_words_and_goes_back_to_the_officer():
    publication = factories.publication("pending")
    client, _ = sit(Role.SECRECY)
    found = {**CLEAN, "trade": "有"}
    assert "请写明涉及哪一处" in text(do(client, publication, "sheet", **found))
    assert do(client, publication, "sheet", **{**found, "opinion": "第二句涉及报价"}).status_code == 302
    officer, _ = sit(Role.OFFICER)
    assert publication.face_title in text(officer.get("/publications/?stage=to_mend"))
    assert "第二句涉及报价" in text(officer.get(f"/publications/{publication.pk}/"))
    director, held = sit(Role.DIRECTOR)
    assert "确认公示" not in text(director.get(f"/publications/{publication.pk}/"))
    answer = director.get(f"/publications/{publication.pk}/publish/")
    assert answer.status_code == 403
    assert do(director, publication, "publish", reason="").status_code == 409


def test_the_director_sees_window_and_preview_and_publishes():
    publication = factories.publication("signed")
    client, held = sit(Role.DIRECTOR)
    page = text(client.get(f"/publications/{publication.pk}/publish/"))
    assert "公众将看到的页面" in page
    assert "零时自动撤下" in page
    assert publication.face_facts in page
    assert do(client, publication, "publish", reason="").status_code == 302
    publication.refresh_from_db()
    assert (publication.status, publication.published_by_id) == ("public", held.user_id)
    assert publication.public_id in addresses()
    assert acts_of(publication) == ["enter", "sign", "publish"]
    assert "公示中" in text(client.get(f"/records/{publication.fact.of_kind.record_no}/"))


@pytest.mark.parametrize(
    ("state", "heading", "seals"),
    [("public", "公众看到的内容", 2), ("suspended", "不在公示的内容", 0), ("ended", "不在公示的内容", 0)],
)
def test_what_the_public_no_longer_sees_bears_no_seal(state, heading, seals):
    publication = factories.publication(state)
    client, _ = sit(Role.DIRECTOR)
    page = text(client.get(f"/publications/{publication.pk}/"))
    assert heading in page
    assert page.count("公示中") == seals


MAKERS = [
    (factories.record, '<span class="seal">公示中</span>'),
    (factories.judgment, '<span class="seal">公示中</span>'),
    (factories.commendation, '<span class="mark mended">市级守信表彰</span>'),
]
PREVIEW = '<span class="seal past">预览·未公示</span>'


def shown_face(publication, address: str = "") -> str:
    """Return what the director's page shows as the public one, from its mark on."""
    page = sit(Role.DIRECTOR)[0].get(f"/publications/{publication.pk}/{address}").content.decode()
    return page.split('class="document"')[1]


@pytest.mark.parametrize(("make", "mark"), MAKERS)
def test_what_stands_in_public_bears_the_mark_of_the_public_page(make, mark):
    face = shown_face(factories.publication("public", made=make("confirmed")))
    assert (face.count(mark), PREVIEW in face) == (1, False)


@pytest.mark.parametrize(("make", "mark"), MAKERS)
@pytest.mark.parametrize(("state", "address"), [("pending", ""), ("signed", ""), ("signed", "publish/")])
def test_what_is_not_public_says_so_wherever_it_is_previewed(make, mark, state, address):
    face = shown_face(factories.publication(state, made=make("confirmed")), address)
    assert (face.count(PREVIEW), mark in face) == (1, False)


def test_a_text_with_findings_is_not_published():
    publication = factories.publication("signed", facts=f"验收后未付结算款，附{NAME}说明")
    factories.official(factories.department(), name=NAME)
    client, _ = sit(Role.DIRECTOR)
    answer = do(client, publication, "publish", reason="")
    assert answer.status_code == 422
    assert "公示文本里还有须由保密审查员核处的个人信息" in text(answer)
    publication.refresh_from_db()
    assert publication.status == "pending"


def test_who_reviewed_cannot_publish():
    publication = factories.publication("signed")
    reviewer = publication.reviewed_by
    own = factories.posting(Role.DIRECTOR, user=reviewer)
    client = client_of(own)
    client.post("/posting/", {"posting": str(own.pk)})
    assert "/publish/" not in client.get(f"/publications/{publication.pk}/").content.decode()
    assert do(client, publication, "publish", reason="").status_code == 403


def test_a_publication_is_suspended_resumed_and_ended():
    publication = factories.publication("public", made=factories.judgment("confirmed", outcome="refused"))
    client, _ = sit(Role.DIRECTOR)
    assert do(client, publication, "suspend", reason="").status_code == 422
    assert do(client, publication, "suspend", reason="核查文书号").status_code == 302
    assert "暂停公示" in text(client.get("/publications/?stage=suspended"))
    assert do(client, publication, "resume", reason="核查无误").status_code == 302
    assert do(client, publication, "end", reason="").status_code == 422
    assert do(client, publication, "end", reason="已履行完毕，法院结案").status_code == 302
    publication.refresh_from_db()
    assert (publication.status, publication.end_ground) == ("ended", "repaired")
    assert publication.public_id not in addresses()
    assert acts_of(publication)[-3:] == ["suspend", "resume", "end"]


def test_a_hold_tells_its_act_its_reason_and_until_when_it_is_planned():
    publication = factories.publication("public")
    client, _ = sit(Role.DIRECTOR)
    address, today = f"/publications/{publication.pk}/", timezone.localdate()
    ahead = today + timedelta(days=9)
    assert "“暂停公示”引起" not in text(client.get(address))
    late = do(client, publication, "suspend", reason="核查文书号", planned_until=f"{today}")
    assert late.status_code == 422
    assert "须在今天以后" in text(late)
    assert (
        do(client, publication, "suspend", reason="核查文书号", planned_until=f"{ahead}").status_code == 302
    )
    page = text(client.get(address))
    assert f"拟到 {ahead} ；到期只提醒" in page
    assert "公示“暂停公示”引起" in page
    assert "核查文书号" in page[page.index("“暂停公示”引起") : page.index(f"拟到 {ahead}")]
    assert do(client, publication, "resume", reason="核查无误").status_code == 302
    assert f"原拟到 {ahead}" in text(client.get(address))


def test_a_proposal_is_declined_with_a_reason():
    publication = factories.publication("pending")
    client, _ = sit(Role.SECRECY)
    assert do(client, publication, "decline", reason="涉及第三方商业秘密").status_code == 302
    publication.refresh_from_db()
    assert (publication.status, publication.end_ground) == ("ended", "declined")


@pytest.mark.parametrize("role", [Role.CLERK, Role.REPRESENTATIVE, Role.FINDING_BODY])
@pytest.mark.parametrize("make", [factories.record, factories.judgment, factories.commendation])
def test_who_sees_the_fact_reads_its_publication_and_does_nothing_to_it(role, make):
    body = factories.department("320100")
    made = make("confirmed", department=body)
    type(made).objects.filter(pk=made.pk).update(finding_unit=body)
    publication = factories.publication(made=made)
    client, _ = sit(role, "320100", unit=body)
    assert publication.face_title in text(client.get("/publications/"))
    page = client.get(f"/publications/{publication.pk}/")
    assert page.status_code == 200
    assert "<button class" not in page.content.decode()
    assert client.get(f"/publications/{publication.pk}/end/").status_code == 403
    stranger, _ = sit(role, "320500")
    assert stranger.get(f"/publications/{publication.pk}/").status_code == 404
    assert publication.face_title not in text(stranger.get("/publications/"))


def test_a_department_does_not_read_what_has_not_gone_public():
    body = factories.department("320100")
    pending = factories.publication("pending", department=body)
    client, _ = sit(Role.REPRESENTATIVE, "320100", unit=body)
    assert client.get(f"/publications/{pending.pk}/").status_code == 404
    assert pending.face_title not in text(client.get("/publications/"))
    clerk, _ = sit(Role.CLERK, "320100")
    assert clerk.get(f"/publications/{pending.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("role", "act"),
    [(Role.DIRECTOR, "text"), (Role.OFFICER, "sheet"), (Role.AUDITOR, "suspect"), (Role.OFFICER, "publish")],
)
def test_an_act_of_another_role_is_refused(role, act):
    publication = factories.publication("pending")
    client, _ = sit(role)
    assert do(client, publication, act, **FACE).status_code == 403
    assert acts_of(publication) == ["enter"]


def test_another_citys_publication_is_not_found():
    made = factories.record("confirmed", department=factories.department("320500"))
    publication = factories.publication("pending", made=made)
    client, _ = sit(Role.DIRECTOR, "320100")
    assert client.get(f"/publications/{publication.pk}/").status_code == 404
    assert client.get(f"/publications/{publication.pk}/publish/").status_code == 404
    assert publication.face_title not in text(client.get("/publications/"))


def test_the_stages_hold_what_their_names_say():
    titles = {
        stage: factories.publication(state, facts=f"【{stage}】拖欠款项逾期未付").face_title
        for stage, state in (
            ("to_sign", "pending"),
            ("to_publish", "signed"),
            ("public", "public"),
            ("suspended", "suspended"),
            ("ended", "ended"),
        )
    }
    client, _ = sit(Role.DIRECTOR)
    for stage in titles:
        shown = text(client.get(f"/publications/?stage={stage}"))
        assert [s for s, title in titles.items() if title in shown] == [stage]
    assert len([t for t in titles.values() if t in text(client.get("/publications/?stage=nonsense"))]) == 5


def test_a_publication_page_asks_the_same_questions_however_long_its_trail():
    client, publication = with_suspects()
    few = queries(client, f"/publications/{publication.pk}/")
    for number in range(5):
        do(client, publication, "text", **{**FACE, "title": f"第{number}稿"})
    assert queries(client, f"/publications/{publication.pk}/") == few


def test_the_list_is_ordered_by_the_day_that_it_shows_however_a_publication_ended():
    late, early = factories.publication("public"), factories.publication("ended")
    assert early.until < late.until == early.closes_on
    client, _ = sit(Role.DIRECTOR)
    page = text(client.get("/publications/?sort=closes"))
    days = re.findall(r"\d{4}-\d\d-\d\d", page)
    assert days.index(f"{early.until}") < days.index(f"{late.until}")


@pytest.mark.parametrize(
    ("role", "says_how"), [(Role.OFFICER, True), (Role.DIRECTOR, True), (Role.SECRECY, False)]
)
def test_who_is_not_told_of_the_roster_reads_that_rules_alone_found_nothing(role, says_how):
    publication = factories.publication("pending")
    client, _ = sit(role)
    page = text(client.get(f"/publications/{publication.pk}/"))
    assert "没有未处理的" in page
    assert ("按文字规则没有未处理的" in page, "花名册比对由保密审查员核处" in page) == (says_how, says_how)


def test_the_page_of_the_signer_looks_at_the_text_once(monkeypatch):
    looks = []
    monkeypatch.setattr(publications, "looked_at", lambda *given: looks.append(1) or looked_at(*given))
    client, _ = sit(Role.SECRECY)
    assert client.get(f"/publications/{factories.publication('pending').pk}/").context["sheet_form"]
    assert len(looks) == 1


def test_what_stands_in_public_is_one_click_away_and_nothing_else_is():
    publication = factories.publication("signed")
    director, _ = sit(Role.DIRECTOR)
    address = f'href="http://127.0.0.1:8000/r/{publication.public_id}/"'
    assert address not in director.get(f"/publications/{publication.pk}/").content.decode()
    page = do(director, publication, "publish", reason="")
    assert address in director.get(page["Location"]).content.decode()
    do(director, publication, "suspend", reason="核查中")
    assert address not in director.get(page["Location"]).content.decode()

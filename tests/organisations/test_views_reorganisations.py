"""A reorganisation through the office's pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from common.cases.page_token import token_of as mark
from common.roles import Role
from organisations.models import Department, DepartmentName, Reorganisation
from tests import factories
from tests.databases import as_owner
from tests.office import acts_of, queries, sit, text

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DOCUMENT = {
    "document_body": "模拟机构编制委员会办公室（演示）",
    "document_number": "苏编办〔2026〕8号",
    "document_dated_on": TODAY.isoformat(),
    "effective_on": TODAY.isoformat(),
}


def drafted(client, body, heir, **changes):
    bodies = {"sources": body.credit_code, "heirs": heir.credit_code}
    client.post("/reorganisations/new/merge/", {**DOCUMENT, **bodies, **changes})
    return Reorganisation.objects.get()


def do(client, case, act, **posted):
    case.refresh_from_db()
    return client.post(f"/reorganisations/{case.pk}/{act}/", {"page_token": mark(case), **posted})


@pytest.mark.parametrize("kind", ["rename", "recode", "merge", "split", "abolish"])
def test_each_kind_has_a_form_of_its_own(kind):
    client, _ = sit(Role.OFFICER)
    page = client.get(f"/reorganisations/new/{kind}/")
    assert page.status_code == 200
    assert ('name="new_name"' in page.content.decode()) is (kind == "rename")
    assert ('name="heirs"' in page.content.decode()) is (kind in {"merge", "split", "abolish"})


def test_a_merger_from_draft_to_effect_with_its_preview():
    body, heir = factories.department(), factories.department()
    factories.record("confirmed", department=body)
    officer, director = sit(Role.OFFICER)[0], sit(Role.DIRECTOR)[0]
    case = drafted(officer, body, heir)
    shown = text(officer.get(f"/reorganisations/{case.pk}/"))
    assert "已认定的失信记录 1 主体不变，由承继机构承担" in shown
    assert do(officer, case, "submit").status_code == 302
    assert do(director, case, "approve", reason="与批复一致").status_code == 302
    assert Department.objects.get(pk=body.pk).successor == heir
    assert acts_of(case) == ["enter", "submit", "approve", "effect"]
    assert "已承继的事项" in text(director.get(f"/reorganisations/{case.pk}/"))
    assert "承继机构" in text(director.get(f"/departments/{body.credit_code}/"))


def test_after_a_split_each_body_leads_to_the_others_of_its_scope():
    body, first, second = (factories.department("320100") for _ in range(3))
    beyond = factories.department("320500")
    officer, director = sit(Role.OFFICER)[0], sit(Role.DIRECTOR)[0]
    heirs = [first.credit_code, second.credit_code, beyond.credit_code]
    officer.post("/reorganisations/new/split/", {**DOCUMENT, "sources": body.credit_code, "heirs": heirs})
    case = Reorganisation.objects.get()
    assert "承继自" not in text(officer.get(f"/departments/{second.credit_code}/"))
    do(officer, case, "submit")
    do(director, case, "approve", reason="与批复一致")
    page = text(officer.get(f"/departments/{body.credit_code}/"))
    assert f"承继机构 {first.name} 承担全部未了事项 {second.name} {beyond.name} 主要负责人" in page
    for heir in (first, second):
        assert f"承继自 {body.name} {TODAY} 撤并" in text(officer.get(f"/departments/{heir.credit_code}/"))
    nanjing = text(sit(Role.CLERK, "320100")[0].get(f"/departments/{body.credit_code}/"))
    assert second.name in nanjing
    assert beyond.name not in nanjing
    assert body.name not in text(sit(Role.CLERK, "320500")[0].get(f"/departments/{beyond.credit_code}/"))


def test_taking_effect_is_offered_from_its_day_on():
    officer, director = sit(Role.OFFICER)[0], sit(Role.DIRECTOR)[0]
    body, heir = factories.department(), factories.department()
    tomorrow = {"effective_on": (TODAY + timedelta(days=1)).isoformat()}
    case = drafted(officer, body, heir, **tomorrow)
    do(officer, case, "submit")
    do(director, case, "approve", reason="与批复一致")
    address = f"/reorganisations/{case.pk}/effect/"
    assert address not in director.get(f"/reorganisations/{case.pk}/").content.decode()
    Reorganisation.objects.filter(pk=case.pk).update(effective_on=TODAY)
    assert address in director.get(f"/reorganisations/{case.pk}/").content.decode()


def test_a_body_out_of_scope_is_not_found_by_its_name():
    mine, beyond = factories.department("320100"), factories.department("320500")
    client, _ = sit(Role.OFFICER, "320100")
    posted = {**DOCUMENT, "sources": mine.credit_code, "heirs": beyond.name}
    answer = client.post("/reorganisations/new/merge/", posted)
    assert (answer.status_code, f"您的岗位范围内没有名称或代码是“{beyond.name}”" in text(answer)) == (
        422,
        True,
    )


def test_unknown_codes_and_unsound_changes_are_said_beside_their_fields():
    body = factories.department()
    client, _ = sit(Role.OFFICER)
    for posted, sentence in (
        ({"sources": "0" * 18, "heirs": body.credit_code}, "名录中没有这个代码的机构"),
        ({"sources": body.credit_code, "heirs": ""}, "请选择合并后的机构"),
        ({"sources": body.credit_code, "heirs": body.credit_code}, "不能是被撤并的机构自己"),
    ):
        answer = client.post("/reorganisations/new/merge/", {**DOCUMENT, **posted})
        assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert not Reorganisation.objects.exists()


def test_a_draft_can_be_changed_and_voided():
    body, heir, other = (factories.department() for _ in range(3))
    client, _ = sit(Role.OFFICER)
    case = drafted(client, body, heir)
    assert heir.credit_code in client.get(f"/reorganisations/{case.pk}/edit/").content.decode()
    posted = {**DOCUMENT, "sources": body.credit_code, "heirs": other.credit_code, "page_token": mark(case)}
    assert client.post(f"/reorganisations/{case.pk}/edit/", posted).status_code == 302
    case.refresh_from_db()
    assert case.successor == other
    assert do(client, case, "void", reason="文件有误").status_code == 302
    assert acts_of(case) == ["enter", "edit", "void"]


def test_who_may_open_what():
    client, _ = sit(Role.OFFICER)
    case = drafted(client, factories.department("320100"), factories.department("320100"))
    assert sit(Role.CLERK)[0].get("/reorganisations/new/merge/").status_code == 403
    assert sit(Role.SECURITY_ADMIN)[0].get("/reorganisations/").status_code == 403
    assert sit(Role.DIRECTOR, "320500")[0].get(f"/reorganisations/{case.pk}/").status_code == 404
    assert do(sit(Role.CLERK)[0], case, "submit").status_code == 403
    assert client.get("/reorganisations/new/dissolve/").status_code == 404


def test_the_directors_desk_shows_what_waits():
    officer = sit(Role.OFFICER)[0]
    case = drafted(officer, factories.department(), factories.department())
    do(officer, case, "submit")
    assert "机构调整待复核" in text(sit(Role.DIRECTOR)[0].get("/"))


def test_the_list_asks_no_more_for_more_rows():
    client, _ = sit(Role.OFFICER)
    drafted(client, factories.department(), factories.department())
    client.get("/reorganisations/")
    one = queries(client, "/reorganisations/")
    for _ in range(3):
        given = {"sources": factories.department().credit_code, "heirs": factories.department().credit_code}
        client.post("/reorganisations/new/merge/", {**DOCUMENT, **given})
    assert queries(client, "/reorganisations/") == one


def test_bodies_are_offered_by_name_former_name_and_code_within_the_scope():
    inside = factories.department("320100", name="模拟青溪交通局（演示）")
    outside = factories.department("320500", name="模拟青溪水务局（演示）")
    factories.department("320100", name="模拟青溪旧局（演示）", status="merged", successor=inside)
    DepartmentName.objects.create(department=inside, name="临江市公路处")
    client, _ = sit(Role.OFFICER, "320100")
    for typed in ("青溪", "公路处", inside.credit_code):
        offered = client.get("/reorganisations/bodies/", {"sources": typed}).content.decode()
        assert f"{inside.name}（{inside.credit_code}）" in offered, typed
        assert outside.name not in offered
        assert "旧局" not in offered
    assert client.get("/reorganisations/bodies/", {"heirs": "\x00青溪"}).status_code == 200
    assert sit(Role.CLERK, "320100")[0].get("/reorganisations/bodies/").status_code == 403


def test_a_body_may_be_typed_by_name_chosen_from_the_list_or_pasted_as_codes():
    first, second = factories.department(name="模拟甲甲局"), factories.department(name="模拟乙乙局")
    heir = factories.department(name="模拟丙丙局")
    client, _ = sit(Role.OFFICER)
    for sources in (
        ["模拟甲甲局", f"模拟乙乙局（{second.credit_code}）"],
        [f"{first.credit_code}、{second.credit_code}"],
        ["甲甲", "", second.credit_code],
    ):
        given = {**DOCUMENT, "sources": sources, "heirs": "模拟丙丙局"}
        assert client.post("/reorganisations/new/merge/", given).status_code == 302
        case = Reorganisation.objects.latest("created_at")
        assert [body.pk for body in case.sources] == [first.pk, second.pk]
        assert [body.pk for body in case.heirs] == [heir.pk]
        with as_owner():
            case.delete()


def test_a_name_that_fits_several_is_asked_back_with_their_codes_and_what_was_typed_stays():
    bodies = [factories.department(name=f"模拟同名{n}局") for n in range(2)]
    hidden = factories.department("320500", name="模拟同名外地局")
    client, _ = sit(Role.OFFICER, "320100")
    page = client.post("/reorganisations/new/abolish/", {**DOCUMENT, "sources": "同名"})
    assert page.status_code == 422
    assert all(f"{body.name}（{body.credit_code}）" in text(page) for body in bodies)
    assert hidden.name not in text(page)
    assert 'value="同名"' in page.content.decode()
    nobody = client.post("/reorganisations/new/abolish/", {**DOCUMENT, "sources": "外地局"})
    assert "没有名称或代码是“外地局”的机构" in text(nobody)


def test_the_form_lists_bodies_without_scripts_and_has_lines_for_several():
    body = factories.department("320100")
    client, _ = sit(Role.OFFICER, "320100")
    page = client.get("/reorganisations/new/merge/").content.decode()
    assert page.count('name="sources"') == 3
    assert page.count('name="heirs"') == 1
    assert f'value="{body.name}（{body.credit_code}）"' in page


def test_a_case_in_effect_still_tells_the_former_name_and_code_and_the_old_address_leads_on():
    body = factories.department(name="模拟旧名局（演示）")
    old, new = body.credit_code, factories.credit_code("320100")
    officer, director = sit(Role.OFFICER)[0], sit(Role.DIRECTOR)[0]
    given = {"sources": old, "new_name": "模拟新名局（演示）", "new_short_name": "新名局", "new_code": new}
    officer.post("/reorganisations/new/rename/", {**DOCUMENT, **given})
    case = Reorganisation.objects.get()
    draft = text(officer.get(f"/reorganisations/{case.pk}/"))
    assert "原名称 模拟旧名局" not in draft
    assert "原代码的公开档案地址转到新代码的地址" in draft
    do(officer, case, "submit")
    do(director, case, "approve", reason="与批复一致")
    shown = text(director.get(f"/reorganisations/{case.pk}/"))
    assert f"原名称 模拟旧名局（演示） 原统一社会信用代码 {old}" in shown
    assert f"新简称 新名局 新代码 {new}" in shown
    assert director.get(f"/departments/{old}/").headers["Location"] == f"/departments/{new}/"
    elsewhere, _ = sit(Role.DIRECTOR, "320500")
    assert elsewhere.get(f"/departments/{old}/").status_code == 404
    assert director.get(f"/departments/{factories.credit_code('320100')}/").status_code == 404


def test_a_preview_of_an_abolition_without_a_successor_says_what_becomes_of_the_body():
    body = factories.department()
    officer, _ = sit(Role.OFFICER)
    officer.post("/reorganisations/new/abolish/", {**DOCUMENT, "sources": body.credit_code})
    shown = text(officer.get(f"/reorganisations/{Reorganisation.objects.get().pk}/"))
    assert "机构列为“撤销”，原代码停用；公开档案照旧可查" in shown

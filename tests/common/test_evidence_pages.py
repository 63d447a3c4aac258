"""The tab 证据 and its pages: upload, look, fetch, withdraw, each only where the case lies in scope."""

from __future__ import annotations

import pytest

from common import services
from common.models import Evidence
from common.roles import Role
from records import services as acts
from records.models import LostJudgment
from tests import factories
from tests.common.conftest import PDF, PNG, archive, sent
from tests.office import acts_of, client_of, queries, sit, text

pytestmark = pytest.mark.django_db
KIND = "records.dishonestyrecord"


def own_draft(**fields):
    clerk = factories.posting(Role.CLERK)
    return client_of(clerk), factories.record(clerk=clerk, **fields), clerk


def upload(client, made, name="送达回证.pdf", data=PDF, **given):
    return client.post(f"/cases/{KIND}/{made.pk}/evidence/", {"file": sent(name, data), **given})


def test_a_clerk_uploads_and_the_tab_shows_it_with_its_count():
    client, made, _ = own_draft()
    answer = upload(client, made, title="认定文书")
    assert answer["Location"] == f"/records/{made.record_no}/?tab=evidence"
    shown = text(client.get(answer["Location"]))
    assert "证据 1" in shown
    assert "认定文书" in shown
    assert "未查毒" in shown
    assert "已存证据“认定文书”，未查毒。" in shown
    assert "上传证据" in text(client.get(f"/records/{made.record_no}/?tab=trail"))


def test_an_empty_tab_says_what_would_stand_there():
    client, made, _ = own_draft()
    assert "还没有证据。认定文书、送达回证" in text(client.get(f"/records/{made.record_no}/?tab=evidence"))


def test_a_wrong_file_is_answered_beside_its_field():
    client, made, _ = own_draft()
    answer = upload(client, made, "a.pdf", PNG)
    assert answer.status_code == 422
    assert "内容却是PNG 图片，请核对文件" in text(answer)
    assert upload(client, made, "机密★.pdf").status_code == 422
    assert client.post(f"/cases/{KIND}/{made.pk}/evidence/", {}).status_code == 422
    assert not Evidence.objects.exists()


def test_personal_data_in_the_name_is_flagged():
    client, made, _ = own_draft()
    answer = upload(client, made, "李卫东13851400000.pdf")
    shown = text(client.get(answer["Location"]))
    assert "文件名或名称里有" in shown
    assert "名称含个人姓名、手机号码" in shown


def test_the_form_stands_only_where_one_may_upload():
    _, made, clerk = own_draft()
    assert 'type="file"' not in tab(sit(Role.REVIEWER)[0], made)
    assert 'type="file"' in tab(client_of(clerk), made)
    made.submit(by=clerk)
    assert 'type="file"' not in tab(client_of(clerk), made)
    answer = client_of(clerk).get(f"/cases/{KIND}/{made.pk}/evidence/")
    assert answer.status_code == 409
    assert "正在复核，证据不能变动" in text(answer)


def tab(client, made) -> str:
    return client.get(f"/records/{made.record_no}/?tab=evidence").content.decode()


@pytest.mark.parametrize(
    ("name", "data", "policy"),
    [("a.pdf", PDF, "object-src 'self'"), ("a.png", PNG, "sandbox")],
)
def test_a_preview_is_closed_in_and_logged(name, data, policy):
    client, made, clerk = own_draft()
    found = services.attach(made, sent(name, data), title="", by=clerk)
    page = client.get(f"/evidence/{found.pk}/")
    assert f"/evidence/{found.pk}/content/" in page.content.decode()
    assert found.sha256 in text(page)
    answer = client.get(f"/evidence/{found.pk}/content/")
    assert answer.content == data
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert policy in answer["Content-Security-Policy"]
    assert answer["Content-Security-Policy"].endswith("; sandbox")
    assert "script-src" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline")
    assert "no-store" in answer["Cache-Control"]
    assert acts_of(found) == ["view"]


def test_a_download_is_an_attachment_and_logged():
    client, made, clerk = own_draft()
    found = services.attach(made, sent("送达 回证.pdf"), title="", by=clerk)
    answer = client.get(f"/evidence/{found.pk}/download/")
    assert answer["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%E9%80%81%E8%BE%BE%20%E5%9B%9E%E8%AF%81.pdf"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert acts_of(found) == ["download"]


def test_what_no_browser_shows_has_no_preview():
    client, made, clerk = own_draft()
    found = services.attach(made, sent("a.ofd", archive("OFD.xml")), title="", by=clerk)
    assert "请下载后查看" in text(client.get(f"/evidence/{found.pk}/"))
    assert client.get(f"/evidence/{found.pk}/content/").status_code == 404


def test_out_of_scope_nothing_is_found_by_any_address():
    _, made, clerk = own_draft(department=factories.department("320500"))
    found = services.attach(made, sent(), title="", by=clerk)
    other, _ = sit(Role.CLERK, "320100")
    for place in ("", "content/", "download/", "withdraw/"):
        assert other.get(f"/evidence/{found.pk}/{place}").status_code == 404
    assert upload(other, made, "b.png", PNG).status_code == 404
    assert other.get(f"/cases/postings.posting/{made.pk}/evidence/").status_code == 404
    assert acts_of(found) == []
    for role in (Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN):
        assert sit(role)[0].get(f"/evidence/{found.pk}/download/").status_code == 403


def test_a_department_sees_files_from_notice_on_and_a_stranger_never():
    unit = factories.department()
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk, department=unit)
    found = services.attach(made, sent(), title="", by=clerk)
    client, _ = sit(Role.REPRESENTATIVE, None, unit=unit)
    assert client.get(f"/evidence/{found.pk}/").status_code == 404
    factories.walk(made, "pending_notice", clerk)
    assert client.get(f"/evidence/{found.pk}/download/").status_code == 200
    assert sit(Role.REPRESENTATIVE)[0].get(f"/evidence/{found.pk}/").status_code == 404


def test_a_file_is_withdrawn_on_its_page_and_stays_named():
    client, made, clerk = own_draft()
    found = services.attach(made, sent(), title="回证", by=clerk)
    assert f"/evidence/{found.pk}/withdraw/" in tab(client, made)
    assert client.post(f"/evidence/{found.pk}/withdraw/", {"reason": ""}).status_code == 422
    answer = client.post(f"/evidence/{found.pk}/withdraw/", {"reason": "传错了"})
    shown = text(client.get(answer["Location"]))
    assert "已撤回" in shown
    assert "传错了" in shown
    assert "证据 0" in shown
    assert client.get(f"/evidence/{found.pk}/download/").status_code == 409
    auditor, _ = sit(Role.AUDITOR)
    assert auditor.get(f"/evidence/{found.pk}/download/").content == PDF


def test_judgments_and_commendations_have_the_tabs_too():
    client, clerk = sit(Role.CLERK)
    fact = acts.enter_fact(
        LostJudgment(
            department=factories.department(),
            outcome="lost",
            case_number="（2026）苏01行终1号",
            court="模拟中级人民法院（演示）",
            summary="撤销被诉行政行为",
            decided_on="2026-03-01",
            effective_on="2026-03-02",
        ),
        by=clerk,
    )
    answer = client.post(f"/cases/records.lostjudgment/{fact.pk}/evidence/", {"file": sent()})
    shown = text(client.get(answer["Location"]))
    assert "证据 1" in shown
    assert "沟通 0" in shown
    assert "送达回证" in shown


def test_the_tab_asks_the_same_questions_whatever_lies_there():
    client, made, clerk = own_draft()
    services.attach(made, sent(), title="", by=clerk)
    address = f"/records/{made.record_no}/?tab=evidence"
    few = queries(client, address)
    for number in range(8):
        services.attach(made, sent(f"{number}.pdf", PDF + b"%" * number + b"\n"), title="", by=clerk)
    assert queries(client, address) == few

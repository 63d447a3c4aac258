"""Columns that were not recognised are matched by hand on the preview; the same headers are known the next time."""

from __future__ import annotations

import pytest

from common.errors import NotAllowed, WrongState
from common.roles import Role
from exchange import services
from exchange.forms import ColumnsForm
from exchange.importers.layouts import DISHONESTY
from exchange.models.column_choices import ColumnChoice
from records.models import DishonestyRecord
from tests import factories
from tests.exchange.returns import HEAD, line, table, taken, workbook
from tests.office import acts_of, client_of, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]

OWN_NAMES = {"主体名称": "被处罚单位", "认定文书号": "处罚决定书编号", "涉及金额（万元）": "罚没款"}
OWN_HEAD = [OWN_NAMES.get(name, name) for name in HEAD]
STRANGE = [f"第{place}项" for place in range(len(HEAD))]


@pytest.fixture
def body():
    return factories.department("320100")


@pytest.fixture
def clerk():
    return factories.posting(Role.CLERK)


@pytest.fixture(autouse=True)
def started(monkeypatch):
    """Whatever is handed to the worker is done at once."""
    monkeypatch.setattr(services, "start", services.run)


def previewed(clerk, data, name="return.xlsx"):
    return services.run(taken(data, name, by=clerk, asks_first=True))


def posted(batch, **changes):
    """What the form of the page sends: what stands in it, and the changes."""
    form = ColumnsForm(batch, {})
    return {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()} | changes


def by_name(batch, chosen):
    return {f"column_{batch.header_names.index(name)}": value for name, value in chosen.items()}


OWN = {"被处罚单位": "name", "处罚决定书编号": "document_number", "罚没款": "amount:万元"}


def matched(batch, chosen=None):
    changes = by_name(batch, OWN if chosen is None else chosen)
    answer = client_of(batch.posting).post(f"/imports/{batch.pk}/columns/", posted(batch, **changes))
    batch.refresh_from_db()
    return answer


@pytest.mark.parametrize("make", [workbook, table])
def test_a_header_that_lacks_required_columns_is_matched_by_hand_and_imported(body, clerk, make):
    batch = previewed(clerk, make(line(body), head=OWN_HEAD), "r.xlsx" if make is workbook else "r.csv")
    assert (batch.status, batch.rows_read) == ("preview", None)
    assert "主体名称、认定文书号" in batch.message
    assert matched(batch).status_code == 302
    assert (batch.status, batch.rows_read, batch.message, batch.unknown_columns) == ("preview", 1, "", [])
    assert acts_of(batch) == ["enter", "read", "show", "match", "read", "show"]
    assert services.run(batch.confirm(by=clerk)).status == "done"
    record = DishonestyRecord.objects.get()
    assert (record.document_number, record.amount) == ("苏财罚〔2026〕1号", 125_000)


def test_a_file_whose_header_names_nothing_at_all_can_be_matched_too(body, clerk):
    batch = previewed(clerk, workbook(line(body), head=STRANGE, above=2))
    assert (batch.status, batch.header_row) == ("preview", 3)
    keys = [c.key if c.key != "amount" else "amount:万元" for c in DISHONESTY.columns]
    assert matched(batch, dict(zip(STRANGE, keys, strict=True))).status_code == 302
    assert (batch.rows_read, batch.header_row) == (1, 3)


def test_the_same_headers_of_the_same_uploader_are_known_the_next_time_and_nobody_elses(body, clerk):
    matched(previewed(clerk, workbook(line(body), head=OWN_HEAD)))
    again = previewed(clerk, workbook(line(body, 认定文书号="苏财罚〔2026〕2号"), head=OWN_HEAD), "next.xlsx")
    assert (again.status, again.rows_read) == ("preview", 1)
    other = previewed(factories.posting(Role.CLERK), workbook(line(body), head=OWN_HEAD), "other.xlsx")
    assert other.rows_read is None
    another_set = previewed(clerk, workbook(line(body), head=[*OWN_HEAD[:-1], "说明"]), "set.xlsx")
    assert another_set.rows_read is None


def test_a_column_that_may_be_missing_is_offered_too(body, clerk):
    head = [*HEAD[:-1], "补充说明"]
    batch = previewed(clerk, workbook(line(body, 备注="已整改"), head=head))
    assert batch.rows_read == 1
    assert "逐列指定对应的字段" in text(client_of(clerk).get(f"/imports/{batch.pk}/"))
    matched(batch, {"补充说明": "remark"})
    services.run(batch.confirm(by=clerk))
    assert DishonestyRecord.objects.get().remark == "已整改"


def test_two_columns_for_one_field_and_a_required_field_without_a_column_are_both_told_at_once(body, clerk):
    batch = previewed(clerk, workbook(line(body), head=OWN_HEAD))
    answer = matched(batch, {"被处罚单位": "remark"})
    assert answer.status_code == 422
    shown = text(answer)
    assert "对应了两列：备注" in shown
    assert "必填的字段还没有对应：主体名称、认定文书号" in shown
    assert not ColumnChoice.objects.exists()
    assert batch.status == "preview"


def test_what_is_not_matched_is_not_imported_and_the_page_offers_another_upload(body, clerk):
    batch = previewed(clerk, workbook(line(body), head=OWN_HEAD))
    shown = text(client_of(clerk).get(f"/imports/{batch.pk}/"))
    assert "重新上传" in shown
    assert "确认，开始导入" not in shown
    with pytest.raises(WrongState, match="对应列名"):
        batch.confirm(by=clerk)


def test_nobody_but_the_uploader_matches_and_only_at_the_preview(body, clerk):
    batch = previewed(clerk, workbook(line(body), head=OWN_HEAD))
    with pytest.raises(NotAllowed, match="上传人"):
        services.match_columns(batch, {}, by=factories.posting(Role.CLERK))
    assert client_of(factories.posting(Role.OFFICER)).get(f"/imports/{batch.pk}/columns/").status_code == 403
    matched(batch)
    services.run(batch.confirm(by=clerk))
    assert client_of(clerk).get(f"/imports/{batch.pk}/columns/").status_code == 409
    with pytest.raises(WrongState):
        services.match_columns(batch, {}, by=clerk)


@pytest.mark.parametrize("make", [workbook, table])
def test_a_file_with_a_secrecy_mark_anywhere_is_not_kept_for_matching(body, clerk, make):
    data = make(line(body), line(body, 备注="机密★5年"), head=OWN_HEAD)
    batch = previewed(clerk, data, "r.xlsx" if make is workbook else "r.csv")
    assert (batch.status, batch.header_names) == ("failed", [])
    assert not batch.folder.exists()


def test_all_faults_of_a_header_are_told_at_once(clerk):
    head = [name for name in HEAD if name not in {"生效日期", "公开属性"}] + ["备注"]
    head = ["涉及金额" if "金额" in name else name for name in head]
    message = previewed(clerk, workbook(head=head)).message
    assert "有 3 处要改" in message
    for told in ("生效日期、公开属性", "没有写明单位", "“备注”出现了两次"):
        assert told in message

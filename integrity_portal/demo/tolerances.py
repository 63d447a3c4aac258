"""The demo's cases of tolerance: one in each state, about records of the shown department."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from days.calendar import add_months
from discipline.tolerance.models import Tolerance
from integrity_portal.demo.journey import penalty_record, walk
from integrity_portal.demo.tolerating import tolerate
from organisations.models import Department
from postings.models import Posting

People = Mapping[str, Posting]
MATTERS = (
    ("pending", "confirmed", "“一业一证”改革试点中先发证后核查，两件许可逾期三十日补齐材料"),
    ("routing", "confirmed", "企业开办“一网通办”试点上线初期，十一件申请超过承诺时限办结"),
    ("investigating", "public", "老旧小区历史遗留的产权登记承诺逾期二百一十日未办结"),
    ("consulting", "confirmed", "防汛抢险期间紧急采购物资，合同备案逾期四十五日"),
    ("deciding", "confirmed", "政策调整后原招商扶持协议条款停止执行，逾期九十日答复企业"),
    ("tolerated", "public", "承接上级下放许可事项初期，公开承诺的时限内未办结七件"),
    ("excluded", "public", "“标准地”改革试点中交地手续先行办理，逾期六十日补齐批文"),
    ("included", "confirmed", "容缺受理试点中未一次告知补正事项，被投诉后核查属实"),
    ("refused", "confirmed", "绩效奖补承诺逾期一百八十日未兑现，经两次提醒仍未办理"),
    ("rejected", "confirmed", "物业服务费验收合格后逾期一百零五日支付"),
    ("doubted", "confirmed", "集体决策后先行开工的便民设施，逾期七十日补办手续"),
    ("revoked", "confirmed", "不动产登记改革试点中超时限办结九件，称系系统切换所致"),
)
OWN = {"pending"}
HERE = {"investigating"}


def enter_tolerances(people: People, unit: Department | None, today: date) -> None:
    """Begin one case a state, once; that in `OWN` is the department's own request, that in `HERE` with the body itself."""
    if unit is None:
        return
    there = set(
        Tolerance.objects.filter(fact__department=unit).values_list(
            "fact__record__document_number", flat=True
        )
    )
    for number, (state, station, facts) in enumerate(MATTERS, start=1):
        document = f"模拟罚〔{today.year - 1}〕{970 + number}号"
        if document in there:
            continue  # cut off after this one, the demo goes on at the next start
        with transaction.atomic():
            record = penalty_record(unit, document, add_months(today, 5), "general", facts)
            record = record.draft(by=people["luru"], reason="手工补录")
            record.refresh_from_db()
            walk(record, station, people, today)
            tolerate(
                record,
                state,
                people,
                today,
                by=people["daibiao"] if state in OWN else None,
                unit=people["rending"].unit if state in HERE else None,
            )

"""Store and definition compared row by row, and the store with its copy in a database of its own.

The public site may show nothing else than what the office's acts say.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from common.models import Notice
from common.roles import CREDIT_OFFICE
from disclosure.store import copies
from postings.models import Posting

TOPIC = "disclosure.differs"
NAMED = 5
STORE, THE_STORE = "disclosure.store", uuid.UUID(int=0)
"""What such a notice is about: there is one store."""
FAULTS = {
    "missing": "该公开的没有公开",
    "surplus": "不该公开的还在公开",
    "differs": "与办理结果不一致",
    "altered": "与签署公示时的内容不符，已不予公开，须查明",
    "copy": "公开库自己的数据库里的与后台的不一致",
    "behind": "公开库自己的数据库没有跟上，未能核对",
    "unreached": "公开库自己的数据库连接不上，未能核对",
}
TABLES = {
    "fact": "公示信息",
    "note": "单位说明",
    "ended": "已终止地址",
    "department": "部门档案",
    "former_code": "曾用代码",
    "region": "行政区划",
    "information_class": "信息分类目录",
    "rule": "公开的期限规则",
    "statistic": "统计",
    "repair_figure": "修复件数",
    "promise": "承诺兑现",
    "agency": "招标代理机构信用档案",
    "dishonest_enterprise": "统计严重失信企业名单",
    "aggregation": "汇总批次",
    "generation": "公开版本号",
    "answer": "答复",
    "file": "文件",
    "report": "信用报告",
    "snapshot": "开放数据",
    "loss": "开放数据的停用标记",
    "check": "核对结果",
    "beat": "报时",
    "count_by_facet": "筛选计数",
    "count_by_month": "按月计数",
    "count_by_department": "部门计数",
}


@dataclass(frozen=True)
class Difference:
    """One row of the store that is not what its definition says."""

    table: str
    key: str
    fault: str

    def __str__(self) -> str:
        return f"{TABLES[self.table]} {self.key}：{FAULTS[self.fault]}"


def differences() -> list[Difference]:
    """Return every row in which the public store and its definition differ, none where all is well."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stored, key, fault FROM public.disclosure_differences()")
        return [Difference(*row) for row in cursor.fetchall()]


def check() -> list[Difference]:
    """Compare, keep how many rows differed where `/healthz` reads it, and tell the credit offices of each by name."""
    found = [*differences(), *(Difference(*row) for row in copies.differences())]
    _note(found)
    return found


@transaction.atomic
def _note(found: list[Difference]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.disclosure_note_check(%s)", [len(found)])
    Notice.objects.filter(topic=TOPIC, done_at__isnull=True).update(done_at=timezone.now())
    if found:
        _tell(found)


def _tell(found: list[Difference]) -> None:
    named = "；".join(str(difference) for difference in found[:NAMED])
    text = f"公开库与办理结果有 {len(found)} 处不一致：{named}"
    offices = Posting.objects.in_force(timezone.localdate()).filter(role__in=CREDIT_OFFICE)
    Notice.objects.bulk_create(
        [
            Notice(recipient=office.pk, topic=TOPIC, object_type=STORE, object_id=THE_STORE, text=text[:300])
            for office in offices
        ],
        update_conflicts=True,
        unique_fields=["recipient", "topic", "object_id"],
        update_fields=["text", "done_at", "mailed_at"],
    )

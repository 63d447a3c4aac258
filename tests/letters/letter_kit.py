"""Two templates as an office would write them, a body with its registers, and a record to write about."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.utils import timezone

from common import services
from common.models import Evidence
from common.roles import Role
from letters import services as letters
from letters.models import Letter, LetterSeries, LetterService, LetterTemplate
from letters.services import Delivery, Issuer
from postings.models import Posting
from records.models import DishonestyRecord
from tests import factories
from tests.common.conftest import sent
from tests.shared_worlds import shared

OFFICE = Issuer(uuid.UUID(int=1), "模拟省社会信用体系建设办公室（演示）")
Manner = LetterService.Manner
NOTICE = {
    "key": "proposed-finding",
    "title": "政务失信记录拟认定事项告知书",
    "kind": "告知书",
    "body": """根据《省政府关于加强政务诚信建设的实施意见》（苏政发〔2023〕55号）第二条第（二）项，我办拟将下列事项认定为政务失信记录，现将事实、依据和权利告知如下。
一、拟认定的事实：{{ 事实 }}
二、拟认定的依据：{{ 依据 }}
三、你单位有权自收到本告知书次日起{{ 期限 }}内提出陈述和申辩；逾期未提出的，视为放弃该权利，不影响后续认定。
特此告知。""",
}
RECEIPT = {
    "key": "service-receipt",
    "title": "送达回证",
    "kind": "送达回证",
    "body": """送达文书：{{ 文书 }}
受送达人：{{ 受送达人 }}
送达地点：{{ 地点 }}
收件人签名或者盖章：
收到日期：　　年　　月　　日
送达人：
备注：受送达人拒收的，记明情况，由见证人签名。""",
}
VALUES = {"事实": "逾期未履行（2026）模01行初12号行政判决", "依据": "《民法典》第509条", "期限": "5个工作日"}


def today() -> date:
    return timezone.localdate()


@shared
def template(text: dict[str, str] = NOTICE, **fields: Any) -> LetterTemplate:
    return LetterTemplate.objects.create(**{**text, "effective_from": date(2026, 1, 1), **fields})


@shared
def series(**fields: Any) -> LetterSeries:
    given = {"body_id": OFFICE.id, "body_name": OFFICE.name, "kind": "告知书", "mark": "模信办告"}
    return LetterSeries.objects.create(**{**given, "year": today().year, **fields})


@shared
def drafted(obj: Any = None, by: Any = None, **fields: Any) -> Letter:
    """A letter about a record, by a version of the notice that is there, or is made."""
    if not LetterTemplate.objects.filter(key=NOTICE["key"]).exists():
        template()
    given = {"issuer": OFFICE, "addressee": "模拟市住房局（演示）", "values": VALUES, **fields}
    return letters.draft(
        obj or factories.record("confirmed"), NOTICE["key"], by=by or factories.posting(Role.OFFICER), **given
    )


@shared
def issued(**fields: Any) -> Letter:
    """A letter with the first number of a register."""
    made = drafted(**fields)
    series()
    return letters.issue(made, by=factories.posting(Role.OFFICER))


@shared
def handed(**fields: Any) -> Delivery:
    """A letter handed over today, as its receipt says."""
    given = {
        "manner": Manner.DIRECT,
        "recipient": "模拟市住房局（演示）",
        "on": today(),
        "proof": "送达回证第1号",
    }
    return Delivery(**{**given, **fields})


@shared
def proof(made: Letter) -> Evidence:
    """A file beside the record that a letter is about, laid there by who entered it."""
    record = DishonestyRecord.objects.get(pk=made.object_id)
    return services.attach(record, sent(), title="送达回证", by=Posting.objects.get(user=record.entered_by))

"""The procedure of checking candidates for an award; an answer whose ground falls is mended with the awarding body."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.cases.story import story_of_itself
from common.ends import End
from common.tabs import history_tab
from exchange.honours import acts, queues, services
from exchange.honours.lists import CHECKS
from exchange.honours.models import TOLD, HonourCheck
from exchange.honours.vocabulary import CheckStatus, Outcome
from records.facts.models.facts import fact_kinds

TOLD_BARRED = Q(status__in=TOLD, rows__outcome=Outcome.BARRED)
OF_A_FACT: dict[End, Answer] = {
    **dict.fromkeys((End.WITHDRAWN, End.TOLERATED), EndBy(services.overturn)),
    **dict.fromkeys((End.VOID, End.REOPENED), GO_ON),
}


def checks() -> CaseType:
    """Return the procedure, which hangs on each kind of fact that there is."""
    return CaseType(
        model=HonourCheck,
        states=CheckStatus,
        address=queues.address_of,
        notice_address=lambda key: reverse("exchange:honour_check", args=[key]),
        places=(queues.PLACE,),
        lists=(CHECKS,),
        queues=queues.QUEUES,
        sent=DECLINED("由核查人自己确认和答复，不转给别人"),
        finder=queues.FINDER,
        evidence=DECLINED("名单按行保存在核查里，来函写明文号"),
        talk=DECLINED("一次答复完毕，没有往来"),
        tabs=(history_tab("exchange.honourcheck"),),
        acts=acts.ACTS,
        bulk=DECLINED("一次核查本身就是成批的"),
        story=story_of_itself,
        handover=DECLINED("待确认的名单由提交人确认或者放弃，重新提交即可"),
        merger=DECLINED("核查是某一天的答复，不随机构调整移转"),
        deadlines=DECLINED("当场答复，没有办理期限"),
        notices=DECLINED("待告知的列在“我的工作”里，不另发提醒"),
        outbox=DECLINED("报告由核查人转交评选机关"),
        titles=("number",),
        parents=tuple(
            Parent(kind, "rows__measure__fact", OF_A_FACT, TOLD_BARRED, "所依据的")
            for kind in fact_kinds.values()
        ),
    )

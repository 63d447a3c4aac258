"""The procedure of official inquiries, with every face: the one place of its registration."""

from __future__ import annotations

from django.db.models import Q

from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.ends import End
from common.notice_kinds import NoticeGroup
from common.tabs import history_tab
from inquiries import acts, deadlines, queues
from inquiries.lists import INQUIRIES
from inquiries.queues import DESK, OPEN
from inquiries.services import following
from inquiries.services.reminding import TOPICS
from inquiries.vocabulary import TOLD, Outcome
from records.facts.models.facts import fact_kinds

TOLD_BARRED = Q(status__in=TOLD, rows__outcome=Outcome.BARRED)
OF_A_FACT: dict[End, Answer] = {
    **dict.fromkeys((End.WITHDRAWN, End.TOLERATED), EndBy(following.overturn)),
    **dict.fromkeys((End.VOID, End.REOPENED), GO_ON),
}


def inquiries() -> CaseType:
    """Return the procedure, which hangs on each kind of fact that there is."""
    return DESK.procedure(
        places=queues.PLACES,
        lists=(INQUIRIES,),
        queues=queues.QUEUES,
        sent=queues.SENT,
        finder=queues.FINDER,
        evidence=DECLINED("名单按行保存在查询里，来函、批准写明文号"),
        talk=DECLINED("批准或者不予批准写明意见，没有往来"),
        tabs=(history_tab(DESK.label),),
        acts=acts.ACTS,
        bulk=DECLINED("一件查询本身就是成批的，逐件批准"),
        handover=(DESK.handover("授权查询未办结", OPEN, "submit"),),
        merger=(DESK.merger("未办结的授权查询", OPEN, 48),),
        deadlines=(deadlines.ANSWER.key,),
        notices=(NoticeGroup("inquiries", "授权查询", TOPICS, 67),),
        outbox=DECLINED("报告由查询机关的经办人当面取走，不向外发消息"),
        parents=tuple(
            Parent(kind, "rows__fact", OF_A_FACT, TOLD_BARRED, "所依据的") for kind in fact_kinds.values()
        ),
    )

"""The procedure of rectification（限期整改）; it has nothing left to mend once its record is withdrawn, void or tolerated."""

from __future__ import annotations

from django.db.models import Q

from common.cases.case_type import DECLINED
from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.ends import End
from common.notice_kinds import NoticeGroup
from common.roles import OFFICERS, REPRESENTATIVES
from common.tabs import evidence_tab, history_tab, talk_tab
from discipline.rectification import acts, queues, services
from discipline.rectification.deadlines import KINDS, LABEL
from discipline.rectification.lists import RECTIFICATIONS
from discipline.rectification.models import OPEN, Rectification
from discipline.rectification.reminding import TOPICS

STILL_OPEN = Q(status__in=OPEN)
OF_A_RECORD: dict[End, Answer] = {
    **dict.fromkeys((End.WITHDRAWN, End.VOID, End.TOLERATED), EndBy(services.lapse)),
    End.REOPENED: GO_ON,
}


TYPES = (
    queues.DESK.procedure(
        places=(queues.PLACE,),
        lists=(RECTIFICATIONS,),
        queues=queues.QUEUES,
        sent=(queues.SENT,),
        finder=queues.FINDER,
        evidence=queues.DESK.file(OFFICERS | REPRESENTATIVES, "整改的证据由部门代表和信用办经办上传", OPEN),
        talk=talk_tab(LABEL),
        tabs=(evidence_tab(LABEL), history_tab(LABEL), queues.TAB),
        acts=acts.ACTS,
        bulk=DECLINED("每件整改逐件办理，不批量办理"),
        handover=(queues.DESK.handover("整改未办结", STILL_OPEN),),
        merger=(queues.DESK.merger("办理中的整改", STILL_OPEN, 45),),
        deadlines=tuple(kind.key for kind in KINDS),
        notices=(NoticeGroup("rectifications", "限期整改", TOPICS, 55),),
        outbox=DECLINED("整改在后台办理，没有外部的接收方"),
        parents=(Parent(Rectification.SUBJECT, "record", OF_A_RECORD, STILL_OPEN, words="所整改的"),),
    ),
)

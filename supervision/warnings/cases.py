"""The procedure of the warning chain, with every face: the one place of its registration."""

from __future__ import annotations

from django.db.models import Q

from common.cases.case_type import DECLINED, declare
from common.cases.hanging import Answer, EndBy, Parent
from common.ends import End
from common.lists import lists
from common.notice_kinds import NoticeGroup
from common.registry import registry
from common.roles import CREDIT_OFFICE, REPRESENTATIVES
from common.tabs import evidence_tab, history_tab, talk_tab
from supervision.warnings import acts, deadlines, queues, unopened
from supervision.warnings.lists import LIST
from supervision.warnings.models import OPEN, Judgment
from supervision.warnings.services.ending import fall_back, lapse
from supervision.warnings.services.telling import TOPICS
from supervision.warnings.vocabulary import WarningStatus

S = WarningStatus
STILL_OPEN = Q(status__in=OPEN)
BEFORE_REFUSAL = Q(status__in=[S.LOST, S.ENFORCING])
WAYS = (End.WITHDRAWN, End.VOID)
OF_A_JUDGMENT: dict[End, Answer] = dict.fromkeys(WAYS, EndBy(lapse))
"""An announced refusal hangs on the announcement alone: it falls back or ends with that."""
OF_AN_ANNOUNCEMENT: dict[End, Answer] = dict.fromkeys(WAYS, EndBy(fall_back))


def register() -> None:
    """Declare the procedure, which hangs on the judgment and on the court's announcement; enter the department's section."""
    registry.register(queues.SECTION, unopened.PLACE, unopened.QUEUE)
    lists[unopened.KEY] = unopened.LIST
    declare(
        queues.DESK.procedure(
            places=(queues.PLACE,),
            lists=(LIST,),
            queues=queues.QUEUES,
            sent=(queues.SENT,),
            finder=queues.FINDER,
            evidence=queues.DESK.file(CREDIT_OFFICE | REPRESENTATIVES, "证据由部门代表和信用办上传", OPEN),
            talk=talk_tab(deadlines.LABEL),
            tabs=(evidence_tab(deadlines.LABEL), history_tab(deadlines.LABEL), queues.TAB),
            acts=acts.ACTS,
            bulk=DECLINED("每件预警按法院的文书逐件办理，不批量办理"),
            handover=(queues.DESK.handover("裁判履行预警未办结", STILL_OPEN, "enter_lost", "enter_refused"),),
            merger=(queues.DESK.merger("办理中的裁判履行预警", STILL_OPEN, 48),),
            deadlines=tuple(kind.key for kind in deadlines.KINDS),
            notices=(NoticeGroup("warnings", "裁判履行预警", TOPICS, 59),),
            outbox=DECLINED("法院公告以前只在后台，不向外发消息；公告以后的消息以败诉与拒不执行的记录为对象"),
            parents=(
                Parent(Judgment, "judgment", OF_A_JUDGMENT, BEFORE_REFUSAL, "所督办的"),
                Parent(Judgment, "refusal", OF_AN_ANNOUNCEMENT, STILL_OPEN, "所依据的"),
            ),
        )
    )

"""The procedure of incentives（守信激励）; what was given falls with its honour."""

from __future__ import annotations

from django.db.models import Q

from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import EndBy
from common.ends import End
from common.tabs import history_tab
from discipline.bounds import of_corrections
from discipline.desk import of_facts
from discipline.incentives import acts, queues, services
from discipline.incentives.lists import LIST
from discipline.incentives.models import OPEN
from discipline.incentives.vocabulary import IncentiveStatus

LABEL = "discipline.incentive"
STILL_OPEN = Q(status__in=OPEN)


def incentives() -> CaseType:
    """Return the procedure, which hangs on each kind of fact that there is."""
    return queues.DESK.procedure(
        places=(queues.PLACE,),
        lists=(LIST,),
        queues=queues.QUEUES,
        sent=(queues.SENT,),
        finder=queues.FINDER,
        evidence=DECLINED("证据放在所依据的守信记录和档案旁边"),
        talk=DECLINED("一次决定，没有往来；理由写在经过里"),
        tabs=(history_tab(LABEL), *queues.tabs()),
        acts=acts.ACTS,
        bulk=DECLINED("逐件决定，不批量办理"),
        handover=(queues.DESK.handover("守信激励未办结", Q(status=IncentiveStatus.PROPOSED)),),
        merger=(queues.DESK.merger("执行中的守信激励", STILL_OPEN, 47),),
        deadlines=DECLINED("期限由决定写明，期满由系统记下"),
        notices=DECLINED("在页面上看结果，不另发提醒"),
        outbox=DECLINED("激励由实施机关兑现，不向外发消息"),
        parents=of_facts(
            EndBy(services.revoke_with_honour),
            STILL_OPEN,
            "所依据的",
            but=[End.TOLERATED],
            besides=[of_corrections(Q(status=IncentiveStatus.RUNNING), lambda fact: fact.stands_until)],
        ),
    )

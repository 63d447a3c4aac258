"""The procedure of calling a principal to account（主要负责人追责）: a transfer and its answer."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import EndBy
from common.roles import DIRECTORS, OFFICERS
from common.tabs import evidence_tab, history_tab, talk_tab
from discipline.accountability import acts, queues, services
from discipline.accountability.lists import LIST
from discipline.accountability.models import OPEN
from discipline.desk import of_facts

LABEL = "discipline.transfer"
STILL_OPEN = Q(status__in=OPEN)


FILE = queues.DESK.file(OFFICERS | DIRECTORS, "移送函和答复由信用办上传", OPEN)


def transfers() -> CaseType:
    """Return the procedure, which hangs on each kind of fact that there is."""
    return queues.DESK.procedure(
        places=(queues.PLACE,),
        lists=(LIST,),
        queues=queues.QUEUES,
        sent=(queues.SENT,),
        finder=queues.FINDER,
        evidence=replace(FILE, seen=services.files_seen),
        talk=talk_tab(LABEL),
        tabs=(evidence_tab(LABEL), history_tab(LABEL), *queues.tabs()),
        acts=acts.ACTS,
        bulk=DECLINED("逐件移送，不批量办理"),
        handover=(queues.DESK.handover("追责移送未办结", STILL_OPEN),),
        merger=(queues.DESK.merger("办理中的追责移送", STILL_OPEN, 48),),
        deadlines=DECLINED("由有权机关按它的期限办理，这里不计期限"),
        notices=DECLINED("在列表和“我的工作”里看，不另发提醒"),
        outbox=DECLINED("以移送函移送，不向外发消息"),
        parents=of_facts(EndBy(services.lapse), STILL_OPEN, "所依据的"),
    )

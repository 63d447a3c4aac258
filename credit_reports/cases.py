"""The procedure of credit reports, with every face: the one place of its registration."""

from __future__ import annotations

from common.cases.case_type import DECLINED
from common.tabs import history_tab
from credit_reports import acts, queues
from credit_reports.lists import REPORTS
from credit_reports.queues import DESK

REPORT = DESK.procedure(
    places=queues.PLACES,
    lists=(REPORTS,),
    queues=queues.QUEUES,
    sent=DECLINED("自己申请的列在“信用报告”里"),
    finder=queues.FINDER,
    evidence=DECLINED("报告的内容就是公开的内容，没有别的材料"),
    talk=DECLINED("由系统出具；撤销的理由写在办理经过里"),
    tabs=(history_tab("credit_reports.creditreport"),),
    acts=acts.ACTS,
    bulk=DECLINED("撤销逐份决定"),
    handover=DECLINED("待决定的由同一地区任何一位负责人办理"),
    merger=DECLINED("部门一调整，以前的报告自行失效"),
    deadlines=DECLINED("出具没有期限；文件的下载期不是办理期限"),
    notices=DECLINED("待决定的列在“我的工作”里，不另发提醒"),
    outbox=DECLINED("报告由申请人自己下载，不向外发消息"),
    parents=DECLINED("报告说的是部门的全部公示，任何一条变化都由公开库当场判断，不靠某一条信息的终止"),
)
TYPES = (REPORT,)

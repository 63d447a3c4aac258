"""The procedures of screening: a version of a list, and a hit."""

from __future__ import annotations

from dataclasses import replace

from commitments.screening import acts, queues
from commitments.screening.clocks import DECIDE
from commitments.screening.lists import HITS, VERSIONS
from commitments.screening.querysets import LIST_KEEPERS
from commitments.screening.services.reminding import TOPICS
from common.cases.case_type import DECLINED
from common.notice_kinds import NoticeGroup
from common.roles import AUDITORS
from common.tabs import history_tab

VERSION = queues.VERSION_DESK.procedure(
    places=(queues.LIST_PLACE,),
    lists=(VERSIONS,),
    queues=queues.VERSION_QUEUES,
    sent=DECLINED("导入页列出自己导入的批次"),
    finder=queues.VERSION_FINDER,
    evidence=DECLINED("来源的文件就是导入的批次"),
    talk=DECLINED("启用或者作废一次办完，没有往来"),
    tabs=(history_tab("commitments.watchversion"),),
    acts=acts.VERSION_ACTS,
    bulk=DECLINED("每版名单各自核对以后启用"),
    handover=DECLINED("待启用的名单由任何一位复核员启用"),
    merger=DECLINED("名单是列入机关的，不随本地机构调整移转"),
    deadlines=DECLINED("名单的时效按名单日期计算，过期的比对时写明"),
    notices=DECLINED("待启用的列在“我的工作”里，不另发提醒"),
    outbox=DECLINED("名单只在信用办内部使用，不再转送"),
    parents=DECLINED("名单不依附于别的事项"),
)
HIT = queues.HIT_DESK.procedure(
    places=(queues.CHECK_PLACE, queues.HIT_PLACE),
    lists=(HITS,),
    queues=queues.HIT_QUEUES,
    sent=DECLINED("自己发起的比对列在“投标人信用比对”里"),
    finder=queues.HIT_FINDER,
    evidence=DECLINED("核实、告知和解除各写明文书和凭证"),
    talk=DECLINED("核实、告知和解除各有登记，没有往来"),
    # The versions of a hit name the entry of the list, which whoever asked is not told before a person has decided.
    tabs=(replace(history_tab("commitments.hit"), roles=LIST_KEEPERS | AUDITORS),),
    acts=acts.HIT_ACTS,
    bulk=DECLINED("每件命中各自核实、告知、解除，逐件办理"),
    handover=DECLINED("命中按地区列给经办和负责人，不归某一岗位"),
    merger=DECLINED("命中的是投标人，不随本地机构调整移转"),
    deadlines=(DECIDE.key,),
    notices=(NoticeGroup("hits", "名称命中待核", TOPICS, 59),),
    outbox=DECLINED("名称命中的不告诉别人；拦截由招标人告知投标人"),
    parents=DECLINED("命中不依附于别的事项"),
)
TYPES = (VERSION, HIT)

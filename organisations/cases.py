"""The procedure of reorganising departments（机构调整）."""

from __future__ import annotations

from common.cases.case_type import DECLINED, CaseType
from common.cases.story import story_of_itself
from common.tabs import evidence_tab, talk_tab
from organisations import acts, case_files, open_cases, queues
from organisations.lists import REORGANISATIONS
from organisations.models import Reorganisation
from organisations.vocabulary import ReorganisationStatus

LABEL = "organisations.reorganisation"
TYPES = (
    CaseType(
        model=Reorganisation,
        states=ReorganisationStatus,
        address=case_files.REORGANISATIONS.address,
        notice_address=DECLINED("提醒经证据和沟通的登记找到它"),
        places=(queues.REORGANISATIONS,),
        lists=(REORGANISATIONS,),
        queues=queues.QUEUES,
        sent=(queues.SENT,),
        finder=DECLINED("从部门找到，部门有自己的查找"),
        evidence=case_files.REORGANISATIONS,
        talk=talk_tab(LABEL),
        tabs=(evidence_tab(LABEL),),
        acts=acts.ACTS,
        bulk=DECLINED("每件机构调整逐件核对，不批量办理"),
        story=story_of_itself,
        handover=(open_cases.REORGANISATIONS,),
        merger=DECLINED("它本身就是机构调整；一个部门同时只能有一件"),
        deadlines=DECLINED("生效日期由批准文件规定，不是办理期限"),
        notices=DECLINED("只在列表里等待办理，不另发提醒"),
        outbox="department",
        titles=("department_id", "kind"),
        parents=DECLINED("不依附别的事项"),
    ),
)

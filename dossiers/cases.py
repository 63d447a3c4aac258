"""The procedure of an official's request about the own file（本人更正申请）."""

from __future__ import annotations

from django.urls import reverse

from common.cases.case_type import DECLINED, CaseType
from common.cases.story import story_of_itself
from dossiers import history_names, queues, request_files
from dossiers.lists import REQUESTS
from dossiers.models import FileRequest
from dossiers.vocabulary import RequestStatus

TYPES = (
    CaseType(
        model=FileRequest,
        states=RequestStatus,
        address=request_files.REQUESTS.address,
        notice_address=lambda key: reverse("dossiers:file_request", args=[key]),
        places=(queues.REQUEST_PLACE,),
        lists=(REQUESTS,),
        queues=(queues.REQUESTS,),
        sent=DECLINED("申请人是公务员本人，没有工作台；本人在自己的档案页看到去向"),
        finder=DECLINED("档案须先写明用途再打开，不能从任意一页查到"),
        evidence=request_files.REQUESTS,
        talk=DECLINED("办理意见写在答复里，没有沟通"),
        tabs=DECLINED("证据、经过都在申请那一页"),
        acts=DECLINED("按钮在申请那一页，打开档案以后才有"),
        bulk=DECLINED("逐件核实"),
        story=story_of_itself,
        handover=DECLINED("由档案管理部门办理，不归一个岗位"),
        merger=DECLINED("随公务员的档案移转"),
        deadlines=DECLINED("没有单独的办理期限规则"),
        notices=(history_names.NOTICES,),
        outbox=DECLINED("不向外发消息"),
        titles=("official_id", "label"),
        parents=DECLINED("不依附别的事项"),
    ),
)

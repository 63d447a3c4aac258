"""The procedures of the exchange: import batches, reporting duties, proposed changes of the roster."""

from __future__ import annotations

from django.urls import reverse

from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import GO_ON, EndBy, Parent
from common.cases.story import story_of_itself
from common.ends import End
from exchange import history_names, open_cases, queues
from exchange.lists import BATCHES, DUTIES
from exchange.models.batches import BatchStatus, ImportBatch
from exchange.models.duties import DutyStatus, ReportingDuty
from exchange.models.proposals import DepartmentProposal, ProposalStatus
from exchange.proposal_list import PROPOSALS
from exchange.services.duties import reopened_by_undoing

NO_FINDER = DECLINED("从列表找到，按期次和单位筛选")
NO_FILE = DECLINED("原始文件随批次保存，没有别的证据")
NO_TALK = DECLINED("退回和催报的话写在理由里")
OWN_PAGE = DECLINED("按钮在自己的页面上，每个动作一页")
NO_OUTBOX = DECLINED("不向外发消息")
NO_DEADLINE = DECLINED("没有办理期限")
BATCH = CaseType(
    model=ImportBatch,
    states=BatchStatus,
    address=lambda batch: reverse("exchange:batch", args=[batch.pk]),
    notice_address=DECLINED("导入在页面上看进度，不另发提醒"),
    places=(queues.IMPORT_PLACE,),
    lists=(BATCHES,),
    queues=(queues.WAITING_ROWS,),
    sent=DECLINED("列在首页的“我的导入”里"),
    finder=NO_FINDER,
    evidence=NO_FILE,
    talk=NO_TALK,
    tabs=DECLINED("预览、错误、进度都在同一页"),
    acts=OWN_PAGE,
    bulk=DECLINED("批次本身就是整批办理"),
    story=story_of_itself,
    handover=(open_cases.BATCHES,),
    merger=DECLINED("批次属于上传人的岗位，岗位随机构调整移转"),
    deadlines=NO_DEADLINE,
    notices=DECLINED("导入在页面上看进度，不另发提醒"),
    outbox=NO_OUTBOX,
    titles=("file_name",),
    parents=DECLINED("不依附别的事项"),
)
DUTY = CaseType(
    model=ReportingDuty,
    states=DutyStatus,
    address=lambda duty: reverse("exchange:duty", args=[duty.pk]),
    notice_address=lambda key: reverse("exchange:duties"),
    places=(queues.DUTY_PLACE,),
    lists=(DUTIES,),
    queues=(queues.DUTIES,),
    sent=DECLINED("报送任务列表就有本单位已报的各期"),
    finder=NO_FINDER,
    evidence=NO_FILE,
    talk=NO_TALK,
    tabs=DECLINED("说明、经过都在同一页"),
    acts=OWN_PAGE,
    bulk=DECLINED("催报全部到期未报有自己的按钮"),
    story=story_of_itself,
    handover=DECLINED("任务属于单位，不归一个岗位"),
    merger=DECLINED("已下达的任务仍属当时的单位，机构调整不移转"),
    deadlines=("exchange.reporting",),
    notices=(history_names.NOTICES,),
    outbox=NO_OUTBOX,
    titles=("unit_id", "year", "quarter"),
    parents=(
        Parent(
            ImportBatch,
            "batch",
            # A batch is cancelled before it has written anything; no duty rests on it yet.
            {End.CANCELLED: GO_ON, End.UNDONE: EndBy(reopened_by_undoing)},
        ),
    ),
)
PROPOSAL = CaseType(
    model=DepartmentProposal,
    states=ProposalStatus,
    address=lambda proposal: reverse("exchange:proposals"),
    notice_address=DECLINED("只在列表里等待办理，不另发提醒"),
    places=(queues.PROPOSAL_PLACE,),
    lists=(PROPOSALS,),
    queues=(queues.PROPOSALS,),
    sent=DECLINED("由报送产生，不是谁提出的"),
    finder=NO_FINDER,
    evidence=NO_FILE,
    talk=NO_TALK,
    tabs=DECLINED("差异就列在列表里"),
    acts=DECLINED("在列表里逐条确认或不采纳"),
    bulk=DECLINED("每条变更逐条核对"),
    story=story_of_itself,
    handover=DECLINED("由信用办办理，不归一个岗位"),
    merger=DECLINED("名录里的部门变动后，未确认的建议由信用办核对"),
    deadlines=NO_DEADLINE,
    notices=DECLINED("只在列表里等待办理，不另发提醒"),
    outbox=NO_OUTBOX,
    titles=("department_id", "status"),
    parents=(
        # A roster has no drafts to take back: what it proposed waits for its own decision.
        Parent(ImportBatch, "batch", {End.CANCELLED: GO_ON, End.UNDONE: GO_ON}),
    ),
)
TYPES = (BATCH, DUTY, PROPOSAL)

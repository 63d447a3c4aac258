"""The procedures of postings: deputies, handovers, one's own access to a file, rule proposals."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import Consent
from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import GO_ON, Parent
from common.cases.story import story_of_itself
from common.ends import End
from postings import history_names, queues, sent
from postings.lists import DEPUTIES, HANDOVERS
from postings.models import (
    Deputy,
    DeputyStatus,
    Handover,
    HandoverStatus,
    OwnAccess,
    ProposalStatus,
    RuleProposal,
)
from postings.vocabulary import AccessStatus

NO_BULK = DECLINED("逐件办理")
NO_TALK = DECLINED("双方当面或在理由里说明")
NO_OUTBOX = DECLINED("不向外发消息")
NO_DOCUMENTS = DECLINED("没有须附的文书，依据写在理由里")
PAGES_OF_THEIR_OWN = DECLINED("按钮在自己的页面上，每个动作一页")
NOTHING_TO_HAND_ON = DECLINED("岗位终止时随岗位办结，不移交")
NO_MATTER = DECLINED("属于岗位，岗位随机构调整移转")
FREE = DECLINED("不依附别的事项")
DEPUTY = CaseType(
    model=Deputy,
    states=DeputyStatus,
    address=lambda deputy: reverse("postings:deputies"),
    notice_address=lambda key: reverse("postings:deputies"),
    places=(queues.DEPUTY_PLACE,),
    lists=(DEPUTIES,),
    queues=DECLINED("同意当时生效，等同意的在“同意事项”"),
    sent=DECLINED("请求在“我请求同意的”，生效的在代理列表"),
    finder=DECLINED("从岗位找到"),
    evidence=NO_DOCUMENTS,
    talk=NO_TALK,
    tabs=DECLINED("没有案卷页"),
    acts=PAGES_OF_THEIR_OWN,
    bulk=NO_BULK,
    story=story_of_itself,
    handover=NOTHING_TO_HAND_ON,
    merger=NO_MATTER,
    deadlines=DECLINED("起止日期就写在代理上，到期当日不再有效"),
    notices=(history_names.DEPUTY_NOTICES,),
    outbox=NO_OUTBOX,
    titles=("person_id", "posting_id"),
    parents=(Parent(Consent, "consent", {End.CONCLUDED: GO_ON, End.DECLINED: GO_ON, End.CANCELLED: GO_ON}),),
)
HANDOVER = CaseType(
    model=Handover,
    states=HandoverStatus,
    address=lambda case: reverse("postings:handover", args=[case.pk]),
    notice_address=lambda key: reverse("postings:handover", args=[key]),
    places=(queues.HANDOVER_PLACE,),
    lists=(HANDOVERS,),
    queues=(queues.HANDOVERS,),
    sent=(sent.HANDED,),
    finder=DECLINED("从交接列表找到，数量很少"),
    evidence=NO_DOCUMENTS,
    talk=NO_TALK,
    tabs=DECLINED("清单、经过都在同一页"),
    acts=PAGES_OF_THEIR_OWN,
    bulk=NO_BULK,
    story=story_of_itself,
    handover=DECLINED("交接本身不再移交，撤回后重新列单"),
    merger=NO_MATTER,
    deadlines=DECLINED("没有法定的接收期限"),
    notices=(history_names.NOTICES,),
    outbox=NO_OUTBOX,
    titles=("giver_id", "receiver_id"),
    parents=FREE,
)
OWN_ACCESS = CaseType(
    model=OwnAccess,
    states=AccessStatus,
    address=DECLINED("从公务员的档案页办理，查阅那一页须先写明用途"),
    notice_address=DECLINED("提醒由公务员档案一方发出"),
    places=DECLINED("本人登录后直接到自己的档案"),
    lists=DECLINED("列在公务员的档案页里"),
    queues=DECLINED("等的是本人，本人没有工作台"),
    sent=DECLINED("邀请的去向在公务员的档案页里"),
    finder=DECLINED("从公务员找到"),
    evidence=NO_DOCUMENTS,
    talk=NO_TALK,
    tabs=DECLINED("没有案卷页"),
    acts=PAGES_OF_THEIR_OWN,
    bulk=NO_BULK,
    story=story_of_itself,
    handover=DECLINED("属于档案管理人的岗位，不由发出邀请的人答复"),
    merger=DECLINED("随公务员的档案移转"),
    deadlines=DECLINED("没有期限，由岗位终止"),
    notices=DECLINED("提醒由公务员档案一方发出"),
    outbox=NO_OUTBOX,
    titles=("official_id",),
    parents=FREE,
)
RULE_PROPOSAL = CaseType(
    model=RuleProposal,
    states=ProposalStatus,
    address=lambda proposal: reverse("postings:rule_proposal", args=[proposal.pk]),
    notice_address=lambda key: reverse("postings:rule_proposal", args=[key]),
    places=(queues.RULE_PLACE,),
    lists=DECLINED("规则页按规则列出修订，不是一张平铺的列表"),
    queues=(queues.PROPOSALS,),
    sent=(sent.RULE_PROPOSALS,),
    finder=DECLINED("从规则页找到"),
    evidence=DECLINED("依据文件写在修订的依据里"),
    talk=NO_TALK,
    tabs=DECLINED("修订、影响、经过都在同一页"),
    acts=PAGES_OF_THEIR_OWN,
    bulk=NO_BULK,
    story=story_of_itself,
    handover=DECLINED("等的是负责人确认，不等提出的岗位"),
    merger=DECLINED("规则属于全省，不属于一个部门"),
    deadlines=DECLINED("生效日期就写在修订上"),
    notices=(history_names.RULE_NOTICES,),
    outbox=NO_OUTBOX,
    titles=("label",),
    parents=FREE,
)
TYPES = (DEPUTY, HANDOVER, OWN_ACCESS, RULE_PROPOSAL)

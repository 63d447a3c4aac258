"""The procedure of leads（线索）, with every face: the one place of its registration."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from appeals.leads import acts, case_files
from appeals.leads.lists import LEADS, READERS, address, leads_of
from appeals.leads.models import Lead
from appeals.leads.vocabulary import LeadStatus
from appeals.objections.models import Objection
from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import GO_ON, Answer, Parent
from common.cases.story import story_of_itself
from common.ends import End
from common.notice_kinds import NoticeGroup
from common.open_matters import OpenMatter
from common.registry import Beginning, Finder, Hit, Place, Queue, Work
from common.roles import CREDIT_OFFICE, OFFICERS
from common.tabs import evidence_tab, history_tab, talk_tab
from organisations.search import body, found_in
from records.facts.models.facts import fact_kinds
from records.facts.queues import in_queue

LABEL = case_files.LABEL
IS_OPEN = Q(status=LeadStatus.PENDING)
OF_A_FACT: dict[End, Answer] = dict.fromkeys((End.WITHDRAWN, End.VOID, End.TOLERATED, End.REOPENED), GO_ON)
"""Whatever becomes of the fact, its sender is answered."""
OF_AN_OBJECTION: dict[End, Answer] = dict.fromkeys(
    (End.CONCLUDED, End.DECLINED, End.CANCELLED, End.LAPSED), GO_ON
)


def _work(lead: Lead) -> Work:
    subject = str(lead.fact.department) if lead.fact else lead.about[:40]
    return Work(
        f"线索 {lead.number}", address(lead), subject, lead.get_kind_display(), lead.get_status_display()
    )


LEAD = CaseType(
    model=Lead,
    states=LeadStatus,
    address=address,
    notice_address=lambda key: reverse("appeals:lead", args=[key]),
    places=(
        Place(
            "leads",
            "线索",
            "申请与救济",
            "appeals:leads",
            READERS,
            order=31,
            chapter="异议",
            begins=(Beginning("登记线索", "appeals:new_lead", OFFICERS),),
        ),
    ),
    lists=(LEADS,),
    queues=(
        Queue(
            "leads_open",
            "线索待处理",
            "",
            CREDIT_OFFICE,
            lambda posting: leads_of(posting).open().order_by("id"),
            in_queue("appeals:leads", LeadStatus.PENDING, "status"),
            _work,
            "leads",
            58,
        ),
    ),
    sent=DECLINED("线索由公众提出，登记的人不是提出人"),
    finder=Finder(
        "leads",
        "线索",
        lambda posting, words: leads_of(posting).filter(
            found_in(words, "number", "about", body("fact__department"))
        ),
        lambda lead: Hit(lead.number, address(lead), lead.get_status_display()),
        "appeals:leads",
    ),
    evidence=case_files.FILE,
    talk=talk_tab(LABEL),
    tabs=(evidence_tab(LABEL), history_tab(LABEL)),
    acts=acts.ACTS,
    bulk=DECLINED("每件线索逐件答复，不批量办理"),
    story=story_of_itself,
    handover=DECLINED("线索由当地信用办共同处理，不分给某一个岗位"),
    merger=(
        OpenMatter(
            "leads",
            "待处理的线索",
            lambda units: Lead.objects.open().filter(fact__department__in=units),
            order=46,
        ),
    ),
    deadlines=DECLINED("没有条文规定线索的办理期限"),
    notices=(NoticeGroup("leads", "线索", {"lead.filed": "收到线索"}, 66),),
    outbox=DECLINED("线索不引起信息变动，没有消息发出"),
    titles=("number",),
    parents=(
        *(Parent(kind, "fact", OF_A_FACT, IS_OPEN) for kind in fact_kinds.values()),
        Parent(Objection, "objection", OF_AN_OBJECTION, IS_OPEN),
    ),
)
TYPES = (LEAD,)

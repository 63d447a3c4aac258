"""Where inquiries stand in the sidebar, and what of them waits for whom."""

from __future__ import annotations

from django.db.models import Q

from common.registry import Beginning, Place
from inquiries.models import APPROVERS, ASKERS, READERS, Inquiry
from inquiries.vocabulary import InquiryStatus
from postings.desk import Desk

S = InquiryStatus
OPEN = Q(status__in=(S.DRAFT, S.PENDING, S.ANSWERED, S.TO_CORRECT))
DESK = Desk(
    model=Inquiry,
    key="inquiries",
    url="inquiry",
    word="授权查询",
    order=69,
    states=S,
    turns={
        S.DRAFT: "登记人",
        S.PENDING: "本单位复核员或者负责人",
        S.ANSWERED: "登记人",
        S.TO_CORRECT: "登记人",
    },
    seen=Inquiry.objects.visible_to,
    subject=lambda case: case.asking_body,
    detail=lambda case: f"{case.purpose_label}：{case.matter}",
    related=("unit",),
    due="due_on",
    numbers=("number", "request", "matter"),
    entered="asked_by",
)
PLACES = (
    Place(
        "inquiries",
        "授权查询",
        "档案",
        "inquiries:inquiries",
        READERS,
        order=55,
        chapter="授权查询",
        begins=(Beginning("登记授权查询", "inquiries:new_inquiry", ASKERS),),
    ),
)
QUEUES = (
    DESK.queue(
        "inquiries_follow",
        "授权查询待提交、待登记使用",
        ASKERS,
        Q(status__in=(S.DRAFT, S.ANSWERED, S.TO_CORRECT)),
    ),
    DESK.queue("inquiries_approve", "授权查询待批准", APPROVERS, Q(status=S.PENDING)),
)
SENT = (DESK.sent("我登记的授权查询", 58, ASKERS),)
FINDER = DESK.finder("授权查询", READERS, order=69)

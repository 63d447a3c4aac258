"""The procedure of a fact: what every kind shares, and the whole of it for a kind on the short road."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F, Q, QuerySet

from common.cases.case_type import DECLINED, CaseType
from common.cases.open_cases import CaseKind, through
from common.lookup import LookupForm
from common.open_matters import OpenMatter
from common.registry import Beginning, CaseTab, Finder, Hit, Place, Queue, Sent, Work, registry
from common.roles import ENTERERS, OFFICERS, REVIEWERS
from common.tabs import evidence_tab, history_tab, talk_tab
from common.trail import Actor
from common.version_words import code_words
from organisations.models import Department
from policy.vocabulary import RecordStatus
from records.addresses import fact_address
from records.facts.acts import REVIEWED_ACTS
from records.facts.bulk_acts import bulk_of
from records.facts.case_files import file_of
from records.facts.forms import entry_forms
from records.facts.lists import stand_words
from records.facts.models.kinds import FactKind
from records.facts.models.reviewed_facts import ReviewedFact
from records.facts.queues import in_queue, own_drafts
from records.facts.registers import Register, registers
from records.facts.sent import AFTER_ENTRY, BEFORE_REVIEW, stands
from records.facts.story import story_of
from records.querysets import FactQuerySet

S = RecordStatus
SHOWN = 20
"""How many of a kind the page of a department shows."""
DRAFTS = Q(status__in=[S.DRAFT, S.RETURNED])


def case_of(model: type[FactKind], form: type[LookupForm], **faces: Any) -> CaseType:
    """Enter the form of a kind and return its case type: what all kinds share, with what is its own."""
    entry_forms[model.KIND] = form
    return CaseType(
        model=model,
        states=RecordStatus,
        address=fact_address,
        notice_address=DECLINED("提醒经证据和沟通的登记找到它"),
        evidence=file_of(model),
        talk=talk_tab(model._meta.label_lower),
        story=story_of,
        notices=DECLINED("只在列表里等待办理，不另发提醒；沟通的提醒属于证据和沟通"),
        parents=DECLINED("事实本身，不依附别的事项"),
        **faces,
    )


def reviewed_case(register: Register) -> CaseType:
    """Enter the register, its words and section of a department's page; return the case type of its facts."""
    registers[register.many] = register
    _enter_words(register)
    registry.register(_section(register))
    label, rank = register.model._meta.label_lower, register.rank
    return case_of(
        register.model,
        register.form,
        places=(_place(register),),
        lists=(register.list,),
        queues=_queues(register),
        sent=(_sent(register),),
        finder=_finder(register),
        tabs=(evidence_tab(label), history_tab(label)),
        acts=REVIEWED_ACTS,
        bulk=bulk_of(register),
        handover=(_drafts(register),),
        merger=(OpenMatter(register.many, register.label, _confirmed(register), order=50 + 5 * rank),),
        deadlines=("records.withdrawal",),
        outbox=str(register.model._meta.model_name),
        titles=DECLINED("用文书号命名（__str__）"),
    )


def _enter_words(register: Register) -> None:
    """Enter how the field history says the messages about its facts."""
    model, short = register.model, register.short
    words = {model.CORRECTED_TOPIC: f"{short}更正", model.WITHDRAWN_TOPIC: f"{short}撤销"}
    code_words.choices["topic"] = {**code_words.choices.get("topic", {}), **words}


def _section(register: Register) -> CaseTab:
    def newest(body: Department, posting: Actor) -> dict[str, Any]:
        seen = register.model.objects.visible_to(posting).with_publication()
        dated_first = F(register.model.DATES[0]).desc(nulls_last=True)
        return {register.many: seen.filter(department=body).order_by(dated_first, "-pk")[:SHOWN]}

    template, order = f"records/department_{register.many}.html", 20 + 10 * register.rank
    return CaseTab(register.many, register.label, "organisations.department", template, newest, order=order)


def _place(register: Register) -> Place:
    address, order = f"records:{register.many}", 30 + 10 * register.rank
    enter = Beginning(f"录入{register.label}", f"records:new_{register.one}", ENTERERS)
    return Place(
        register.many, register.label, "档案", address, order=order, chapter="败诉与守信", begins=(enter,)
    )


def _queues(register: Register) -> tuple[Queue, ...]:
    def seen(posting: Actor) -> FactQuerySet:
        return register.model.objects.visible_to(posting).with_publication().select_related("department")

    def own(posting: Actor) -> QuerySet[ReviewedFact]:
        return seen(posting).filter(own_drafts(register.one, posting), DRAFTS).order_by("entered_at")

    def to_review(posting: Actor) -> QuerySet[ReviewedFact]:
        return seen(posting).filter(status=S.PENDING_REVIEW).order_by("entered_at")

    def to_propose(posting: Actor) -> QuerySet[ReviewedFact]:
        return seen(posting).to_propose().order_by("confirmed_at")

    given = (
        ("own", "待提交", own, ENTERERS, 30 + 10 * register.rank),
        ("review", "待复核", to_review, REVIEWERS, 40 + 10 * register.rank),
        ("propose", "待送审", to_propose, OFFICERS, 12 + 2 * register.rank),
    )
    made = []
    for name, waits, rows, roles, order in given:
        key, label = f"{name}_{register.many}", f"{register.short}{waits}"
        address = in_queue(f"records:{register.many}", key)
        work, since = _work(label), ("confirmed_at",)
        made.append(Queue(key, label, "", roles, rows, address, work, register.many, order, since=since))
    return tuple(made)


def _work(matter: str) -> Callable[[ReviewedFact], Work]:
    """Return how a reviewed fact is told as work."""

    def work(fact: ReviewedFact) -> Work:
        words = f"{matter} {fact}".strip()
        return Work(words, fact_address(fact), str(fact.department), "", stand_words(fact))

    return work


def _sent(register: Register) -> Sent:
    def rows(posting: Actor) -> QuerySet[ReviewedFact]:
        seen = register.model.objects.visible_to(posting).with_publication().select_related("department")
        mine = seen.filter(entered_by=posting.user_id)
        return mine.exclude(status__in=BEFORE_REVIEW).order_by("entered_at")

    label, order = f"我录入的{register.short}", 20 + 10 * register.rank
    return Sent(register.many, label, ENTERERS, rows, stands(S, AFTER_ENTRY), _work(""), order=order)


def _finder(register: Register) -> Finder:
    def rows(posting: Actor, words: str) -> QuerySet[ReviewedFact]:
        scope = register.model.objects.visible_to(posting).with_publication().select_related("department")
        return register.list.filterset({"q": words}, queryset=scope, posting=posting).qs.order_by("-pk")

    def hit(fact: ReviewedFact) -> Hit:
        return Hit(str(fact), fact_address(fact), f"{fact.department} · {fact.status_word.word}")

    address, order = f"records:{register.many}", 40 + 10 * register.rank
    return Finder(register.many, register.label, rows, hit, address, order=order)


def _drafts(register: Register) -> CaseKind:
    label = register.model._meta.label_lower
    return CaseKind(
        f"{register.one}_draft",
        f"{register.label}草稿或退回件",
        label,
        DRAFTS,
        lambda posting: through(label, "enter", posting),
        F(register.model.NUMBER),
    )


def _confirmed(register: Register) -> Callable[[Iterable[Department]], QuerySet[ReviewedFact]]:
    return lambda units: register.model.objects.filter(department__in=units, status=S.CONFIRMED)

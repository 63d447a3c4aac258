"""Makers of people, departments and facts in any state, by the real verbs."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.consents import services as consenting
from accounts.models import Consent, User
from common.models import RuleValue
from common.projections import Change
from common.roles import Role
from disclosure.store.refresh import follow
from dossiers.models import CareerStep, FileRequest
from dossiers.services import file_entries, own_files
from identifiers.collation import pinyin_key
from identifiers.credit_codes import check_character
from identifiers.document_numbers import document_key
from organisations.models import Department, Official, Region
from postings.models import Deputy, OwnActor, Posting
from postings.services import ask_for_deputy, ask_for_posting
from postings.services.own_access import own_actors
from records import services
from records.models import Commendation, DishonestyRecord, LostJudgment, Publication, SourceDocument
from tests.discipline import tolerating
from tests.shared_worlds import shared

_count = itertools.count(1)
PROVINCE = "320000"
PASSWORD = "correct horse battery"
CLEAN_SHEET = dict.fromkeys(["state", "work", "trade", "privacy", "internal_affairs", "stability"], "无")


@shared
def region(code: str = PROVINCE) -> Region:
    return Region.objects.get(code=code)


def credit_code(place: str = "320100", number: int | None = None) -> str:
    body = f"11{place[:6]}{number or next(_count):09d}"
    return body + check_character(body)


@shared
def department(place: str = "320100", **fields: Any) -> Department:
    name = fields.pop("name", f"模拟第{next(_count)}局（演示）")
    defaults = {
        "credit_code": credit_code(place),
        "name": name,
        "sort_key": pinyin_key(name),
        "kind": "organ",
        "level": "city",
        "region": region(place),
    }
    made = Department.objects.create(**{**defaults, **fields})
    follow(Change(departments=frozenset({made.pk})))
    return made


@shared
def person(name: str = "") -> User:
    number = next(_count)
    return User.objects.create_user(f"person{number}", PASSWORD, name=name or f"演示人员{number}")


@shared
def posting(role: Role | str, place: str | None = PROVINCE, **fields: Any) -> Posting:
    """A new person with one posting; representatives and finding bodies get a unit of their own."""
    if role in {Role.REPRESENTATIVE, Role.FINDING_BODY} and "unit" not in fields:
        fields["unit"] = department(place or PROVINCE)
    where = region(place) if place else None
    user = fields.pop("user", None) or person()
    return Posting.objects.create(
        user=user, role=role, region=where, since=date(2024, 1, 1), is_founding=True, **fields
    )


@shared
def agreed(case: Consent) -> Consent:
    """Let a second administrator agree to what was asked."""
    return consenting.agree(case, by=posting(Role.SECURITY_ADMIN, None))


@shared
def deputy(held: Posting, **given: Any) -> Deputy:
    """A deputyship asked by the holder, or by whom `by` names, and agreed to by an administrator."""
    asked = ask_for_deputy(held, **{"by": held, "reason": "出差", **given})
    return Deputy.objects.get(consent=agreed(asked))


@shared
def granted(*, by: Posting, person: User, **given: Any) -> Posting:
    """A post asked by the security administrator and agreed to by another administrator."""
    return Posting.objects.get(consent=agreed(ask_for_posting(by=by, person=person, **given)))


@shared
def official(unit: Department | None = None, *, id_number: str = "", **fields: Any) -> Official:
    unit = unit or department()
    name = fields.pop("name", "甄诚信")
    serial = next(_count)
    made = Official(
        internal_number=f"N{serial:06d}",
        name=name,
        sort_key=pinyin_key(name),
        unit=unit,
        managed_by=unit,
        **fields,
    )
    made.seal_id_number(id_number or f"320102{serial:08d}1234")
    made.save()
    return made


@shared
def career(official: Official, **fields: Any) -> CareerStep:
    """A line of 任职经历, entered by a clerk of the body that keeps the file."""
    given = {"post": "科长", "unit_name": official.unit.name, "since": date(2020, 1, 1), **fields}
    clerk = posting(Role.CLERK, None, unit=official.managed_by)
    made: CareerStep = file_entries.add_entry(CareerStep(official=official, **given), by=clerk)
    return made


@shared
def own_actor(official: Official, user: User | None = None) -> OwnActor:
    """The seat of an official before the own file: invited by the keeper, confirmed with the own number."""
    user = user or person()
    own_files.invite(official, by=posting(Role.CLERK, None, unit=official.managed_by), username=user.username)
    seat = own_actors(user)[0]
    own_files.confirm(seat, number=official.open_id_number())
    return own_actors(user)[0]


@shared
def file_request(seat: OwnActor, **fields: Any) -> FileRequest:
    """A request that the post of one's own file be put right."""
    given = {"part": "identity", "field": "post", "label": "职务", "wanted": "处长", "wanted_words": "处长"}
    given |= {"current": seat.access.official.post, "reason": "任职文件写的是处长"}
    asked = FileRequest(**{**given, **fields})
    return own_files.ask_correction(seat, asked)


@shared
def new_rule(kind: str, key: str, value: Any, since: date | None = None) -> RuleValue:
    """The next version of a rule's value from `since`（today）, in place of the one in force."""
    day = since or timezone.localdate()
    RuleValue.objects.filter(kind=kind, key=key, effective_to=None).update(effective_to=day)
    former = RuleValue.objects.filter(kind=kind, key=key).latest("version")
    same = {name: getattr(former, name) for name in ("kind", "key", "label", "unit", "basis", "mark")}
    return RuleValue.objects.create(**same, value=value, version=former.version + 1, effective_from=day)


@shared
def record(status: str = "draft", *, today: date | None = None, **fields: Any) -> DishonestyRecord:
    """A record walked to `status` through the verbs by people of its own."""
    today = today or timezone.localdate()
    number = fields.pop("document_number", f"苏01罚〔2026〕{next(_count)}号")
    subject = fields.pop("official", None)
    body = fields.pop("department", None) or (None if subject else department())
    defaults = {
        "department": body,
        "official": subject,
        "subject_region": (body or subject.unit).region,
        "source_kind": "penalty",
        "cause": "breach",
        "domain": "procurement",
        "facts": "道路养护项目验收合格后拖欠合同价款，逾期二百日仍未支付",
        "occurred_on": today - timedelta(days=200),
        "finding_body": "模拟综合行政执法局（演示）",
        "document_title": "行政处罚决定书",
        "document_number": number,
        "document_key": document_key(number),
        "decided_on": today - timedelta(days=60),
        "effective_on": today - timedelta(days=50),
        "legal_basis": "《中华人民共和国行政处罚法》第五十七条",
        "amount": 200000,
        "loss": 200000,
        "impact": "larger",
        "declared_severity": "ordinary",
        "computed_severity": "ordinary",
        "disclosure": "public",
        "accountability_object": "body" if fields.get("source_kind") == "accountability" else "",
    }
    clerk = fields.pop("clerk", None) or posting(Role.CLERK, unit=subject.managed_by if subject else None)
    made = DishonestyRecord(**{**defaults, **fields}).draft(by=clerk)
    made.refresh_from_db()
    return walk(made, status, clerk)


@shared
def walk(made: DishonestyRecord, status: str, clerk: Posting) -> DishonestyRecord:
    """Take a draft along the road 草稿 → 待复核 → 待告知 → 陈述申辩 → 已认定 as far as `status`."""
    served = timezone.localdate() - timedelta(days=30)
    keeper = made.official.managed_by if made.official else None
    reviewer = posting(Role.REVIEWER, unit=keeper)
    steps = {
        "pending_review": lambda: made.submit(by=clerk),
        "pending_notice": lambda: made.pass_review(by=reviewer, today=made.decided_on),
        "statement": lambda: made.serve_notice(by=reviewer, served_on=served, how="直接送达，签收回执"),
        "confirmed": lambda: made.confirm(by=reviewer, reason="事实清楚，期满未提出意见"),
    }
    if status == "draft":
        return made
    if status == "void":
        return made.void(by=clerk, reason="录入错误")
    if status == "returned":
        made.submit(by=clerk)
        return made.send_back(by=reviewer, reason="请补正文书号")
    for name, step in steps.items():
        step()
        if name == status:
            return made
    if status == "not_included":
        return tolerating.excluded(made)
    return services.withdraw_fact(made, by=posting(Role.DIRECTOR), reason="处罚决定被撤销", source=source())


def source(**fields: Any) -> SourceDocument:
    """The document by which a source fell, of today."""
    given = {"body": "模拟复议机关（演示）", "number": "苏行复〔2026〕1号", "dated_on": timezone.localdate()}
    return SourceDocument(**{**given, **fields})


@shared
def judgment(status: str = "draft", *, clerk: Posting | None = None, **fields: Any) -> LostJudgment:
    """A lost judgment walked to `status` by people of its own."""
    today = timezone.localdate()
    defaults = {
        "outcome": "lost",
        "case_number": f"（2026）苏01行终{next(_count)}号",
        "court": "模拟中级人民法院（演示）",
        "summary": "被诉补偿决定认定事实不清，判决撤销并责令重新作出",
        "decided_on": today - timedelta(days=80),
        "effective_on": today - timedelta(days=60),
    }
    if fields.get("outcome") == "refused":
        number = f"苏01执公告〔2026〕{next(_count)}号"
        defaults |= {"announcement_number": number, "announced_on": today - timedelta(days=5)}
    body = fields.pop("department", None) or department()
    return _short_road(LostJudgment(department=body, **{**defaults, **fields}), status, clerk)


@shared
def commendation(status: str = "draft", *, clerk: Posting | None = None, **fields: Any) -> Commendation:
    """An honour walked to `status` by people of its own."""
    defaults = {
        "honour": "守信践诺示范单位",
        "level": "city",
        "issued_by": "模拟发展和改革委员会（演示）",
        "document_number": f"苏发改表〔2026〕{next(_count)}号",
        "issued_on": timezone.localdate() - timedelta(days=40),
        "deeds": "合同款项全部按期支付，公开承诺全部兑现",
    }
    body = fields.pop("department", None) or department()
    return _short_road(Commendation(department=body, **{**defaults, **fields}), status, clerk)


def _short_road(made: Any, status: str, clerk: Posting | None) -> Any:
    clerk = clerk or posting(Role.CLERK)
    services.enter_fact(made, by=clerk)
    if status == "draft":
        return made
    made.submit(by=clerk)
    if status == "returned":
        return made.send_back(by=posting(Role.REVIEWER), reason="请核对裁判日期")
    if status == "pending_review":
        return made
    made.confirm(by=posting(Role.REVIEWER), reason="与文书一致")
    if status == "confirmed":
        return made
    return services.withdraw_fact(made, by=posting(Role.DIRECTOR), reason="再审改判", source=source())


@shared
def publication(status: str = "public", *, made: Any = None, **fields: Any) -> Publication:
    """A publication walked to `status` by an officer, a secrecy reviewer and a director of its own."""
    made = made or record("confirmed", **fields)
    officer, secrecy, director = posting(Role.OFFICER), posting(Role.SECRECY), posting(Role.DIRECTOR)
    texts = services.first_face(made)
    if isinstance(made, DishonestyRecord):
        texts = {"title": made.title(), "facts": made.facts, "document_title": made.document_title}
        texts["minor_reason"] = "社会关注度高" if made.declared_severity == "minor" else ""
    act = services.propose_publication(made, by=officer, **texts)
    if status == "pending":
        return act
    act.sign_sheet(by=secrecy, answers=CLEAN_SHEET)
    if status == "signed":
        return act
    services.publish(act, by=director)
    if status == "suspended":
        services.suspend(act, by=director, reason="核查中发现文书号有误")
    if status == "ended":
        services.end_publication(act, by=director, ground="repaired", reason="信用修复")
    return act

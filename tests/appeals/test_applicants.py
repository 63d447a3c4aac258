"""An applicant without an account, from the public form through the office and back: real store, real intake."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from appeals.applicant.models import OnlineApplicant
from appeals.applicant.services import receiving
from appeals.leads.models import Lead
from appeals.objections.models import Objection
from appeals.objections.services import asking, deciding, handling, telling
from common.errors import NotAllowed, NotEligible, WrongState
from common.models import Deadline, Evidence, Notice, Transition
from common.roles import Role
from intake import sending
from intake.applications import APPLICATION, STATEMENT, Step
from intake.messages import Attachment
from intake.models import Fault, ReceivedMessage
from intake.sealing import QueryCode, public_key_of
from intake.tasks import pull_intake
from records import services
from tests import factories
from tests.appeals import objecting as makers
from tests.disclosure.visiting import FILLED, PDF
from tests.office import acts_of, client_of, text

pytestmark = pytest.mark.django_db


class Sender:
    """Somebody at the public form, after its pages: what it sends and reads, as the public role."""

    def __init__(self, as_public: Callable[[], Any]) -> None:
        self.as_public, self.code = as_public, QueryCode.fresh()

    def apply(
        self, public: Any = None, files: list[Attachment] | None = None, **changed: str
    ) -> Objection | None:
        """Send the form about a page; return the objection that came of it, if one did."""
        about = f"《标题》 http://127.0.0.1/r/{public.public_id}/" if public else FILLED["about"]
        with self.as_public():
            sending.send(APPLICATION, {**FILLED, "about": about, **changed}, files or [], code=self.code)
        pull_intake()
        row = OnlineApplicant.objects.filter(token_hash=self.code.token_hash).first()
        return Objection.objects.filter(pk=row.object_id).first() if row else None

    def say(self, files: list[Attachment] | None = None, **payload: Any) -> None:
        with self.as_public():
            sending.send(STATEMENT, payload, files or [], code=self.code)
        pull_intake()

    def told(self) -> list[Step]:
        with self.as_public():
            return [Step.unpacked(reply.text) for reply in sending.replies(self.code)]


@pytest.fixture
def sender(as_public: Any, settings: Any) -> Sender:
    settings.INTAKE_PUBLIC_KEY = public_key_of(settings.INTAKE_PRIVATE_KEYS[0])
    return Sender(as_public)


def test_a_person_concerned_objects_and_is_told_number_and_day(sender: Sender) -> None:
    public = makers.published()
    officer = factories.posting(Role.OFFICER)
    case = sender.apply(public, [Attachment("证明.pdf", PDF)])
    assert case is not None
    assert (case.fact_id, case.applicant_kind, case.channel, case.status) == (
        public.fact_id,
        "concerned",
        "online",
        "submitted",
    )
    assert (case.applicant, case.person()) == ("甄**", (FILLED["name"], FILLED["contact"]))
    assert acts_of(case) == ["receive", "attach_evidence"]
    assert Transition.objects.get(object_id=case.pk, act="receive").posting_role == Role.CLOCK
    assert Evidence.objects.of(case).get().file_name == "证明.pdf"
    assert Deadline.objects.filter(object_id=case.pk, kind="appeals.objection_accept").exists()
    assert Notice.objects.filter(recipient=officer.pk, topic="objection.filed").exists()
    (step,) = sender.told()
    assert step.number == case.number
    found = text(client_of(officer).get(f"/objections/?q={sender.code.receipt}"))
    assert case.number in found, "who telephones names the receipt"
    assert sender.code.receipt in text(client_of(officer).get(f"/objections/{case.pk}/"))
    assert f"{case.accept_due} 以前（待核实）" in step.words
    assert not Objection.objects.marking().exists(), "the mark comes with acceptance"


def test_each_step_reaches_the_applicant_and_nobody_without_the_code(sender: Sender) -> None:
    case = sender.apply(makers.published())
    assert case is not None
    makers.walked(case, "deciding", "uphold")
    deciding.refuse(case, by=factories.posting(Role.DIRECTOR), reason="与判决书一致")
    words = [step.words for step in sender.told()]
    for place, told in enumerate(("已收到异议", "已受理", "核查", "等信用办决定", "不予采纳")):
        assert told in words[place], words
    assert "与判决书一致" in words[-1]
    assert case.remedy in words[-1], "the next remedy is named"
    assert [step.is_over for step in sender.told()] == [False] * 4 + [True]
    director = factories.posting(Role.DIRECTOR)
    makers.register(director)
    letter = telling.notify(case, by=director)
    assert letter.document_number in sender.told()[-1].words
    assert Sender(sender.as_public).told() == []


def test_a_refusal_to_accept_names_its_listed_ground(sender: Sender) -> None:
    case = sender.apply(makers.published())
    assert case is not None
    handling.reject(case, by=factories.posting(Role.OFFICER), ground="document", reason="不服的是判决本身")
    last = sender.told()[-1]
    assert last.is_over
    for told in (case.get_reject_ground_display(), "不服的是判决本身", case.remedy):  # type: ignore[attr-defined]
        assert told in last.words


def test_a_supplement_is_asked_for_with_a_day_and_given_by_the_code(sender: Sender) -> None:
    case = sender.apply(makers.published())
    assert case is not None
    handling.ask(case, by=factories.posting(Role.OFFICER), reason="请补交合同第三页")
    asked = sender.told()[-1]
    assert (asked.asks, asked.due) == ("supply", f"{case.supply_due}（待核实）")
    assert "请补交合同第三页" in asked.words
    sender.say([Attachment("合同.pdf", PDF), Attachment("假.pdf", b"MZ")], words="合同第三页写明一百二十日")
    case.refresh_from_db()
    assert (case.status, case.supplement) == ("submitted", "合同第三页写明一百二十日")
    assert Evidence.objects.of(case).get().file_name == "合同.pdf"
    assert "附件“假.pdf”没有收下" in sender.told()[-1].words
    sender.say(words="再说一句")
    case.refresh_from_db()
    assert case.supplement == "合同第三页写明一百二十日", "nothing is taken that nobody asked for"
    assert "没有并入" in sender.told()[-1].words


def test_whoever_decides_asks_for_an_explanation_and_hears_of_it(sender: Sender) -> None:
    case = sender.apply(makers.published())
    assert case is not None
    makers.walked(case, "verifying")
    verify_due, finder = case.verify_due, makers.finder_of(case)
    asking.inquire(case, by=finder, reason="请说明验收日期")
    assert (case.is_asked, case.verify_due) == (True, verify_due), "the body's own clock runs on"
    row = Deadline.objects.open().get(object_id=case.pk, kind="appeals.objection_explain")
    assert sender.told()[-1].asks == "explain"
    assert sender.told()[-1].due.startswith(f"{row.due_on}")
    with pytest.raises(NotEligible, match="还没有答复"):
        asking.inquire(case, by=finder, reason="再问一次")
    sender.say(words="五月一日验收")
    case.refresh_from_db()
    assert (case.explanation, case.is_asked, case.status) == ("五月一日验收", False, "verifying")
    row.refresh_from_db()
    assert row.met_on is not None
    assert Notice.objects.filter(recipient=finder.pk, topic="objection.explained").exists()
    assert Transition.objects.get(object_id=case.pk, act="explain").posting_role == Role.CLOCK
    assert [step.settles for step in sender.told()[-2:]] == [False, True]


def test_a_step_told_meanwhile_leaves_the_question_open(sender: Sender) -> None:
    case = sender.apply(makers.published())
    assert case is not None
    makers.walked(case, "verifying")
    asking.inquire(case, by=factories.posting(Role.OFFICER), reason="请说明验收日期")
    makers.concluded(case, "uphold")
    assert "等信用办决定" in sender.told()[-1].words
    assert not sender.told()[-1].settles


def test_the_department_explains_from_its_own_desk_and_others_do_not_ask() -> None:
    case = makers.walked(makers.objection(), "verifying")
    own, director = makers.representative(case.fact.of_kind), factories.posting(Role.DIRECTOR)
    with pytest.raises(NotEligible, match="核查机关、信用办经办"):
        asking.inquire(case, by=director, reason="请说明")
    stranger = factories.posting(Role.FINDING_BODY, None, unit=factories.department())
    with pytest.raises(NotEligible):
        asking.inquire(case, by=stranger, reason="请说明")
    with pytest.raises(NotAllowed):
        asking.inquire(case, by=own, reason="请说明")
    with pytest.raises(NotEligible, match="没有请申请人说明"):
        asking.explain(case, by=own, reason="说明")
    officer = factories.posting(Role.OFFICER)
    client_of(officer)
    asking.inquire(case, by=officer, reason="请说明验收日期")
    page = text(client_of(own).get(f"/objections/{case.pk}/"))
    assert "请说明验收日期" in page
    assert case.number in text(client_of(own).get("/work/"))
    with pytest.raises(NotAllowed):
        asking.explain(case, by=officer, reason="不是自己的一方")
    asking.explain(case, by=own, reason="五月一日验收")
    makers.concluded(case, "uphold")
    asking.inquire(case, by=director, reason="请说明金额")
    other = factories.posting(Role.DIRECTOR)
    deciding.refuse(case, by=other, reason="与判决书一致")
    assert not Deadline.objects.open().filter(object_id=case.pk).exists()
    with pytest.raises(WrongState):
        asking.explain(case, by=own, reason="太晚了")
    assert acts_of(case).count("inquire") == 2


def test_an_objection_is_taken_back_by_the_code_until_it_is_decided(sender: Sender) -> None:
    case = sender.apply(makers.published())
    assert case is not None
    sender.say(withdraws=True)
    case.refresh_from_db()
    assert case.status == "cancelled"
    assert "网上提交，撤回异议" in Transition.objects.get(object_id=case.pk, act="cancel").reason
    sender.say(withdraws=True)
    assert "现在不能撤回" in sender.told()[-1].words


def test_the_same_objection_twice_is_a_lead_and_tells_nobody_who_objected(sender: Sender) -> None:
    public = makers.published()
    assert sender.apply(public) is not None
    again, hinting = Sender(sender.as_public), Sender(sender.as_public)
    assert again.apply(public) is None
    assert hinting.apply(public, sender="other") is None
    told = {re.sub(r"[0-9]", "", f"{one.told()}") for one in (again, hinting)}
    assert len(told) == 1, "the same answer as to any lead"
    assert [lead.fact_id for lead in Lead.objects.all()] == [public.fact_id] * 2
    assert (Objection.objects.count(), ReceivedMessage.objects.kept().count()) == (1, 0)


def test_a_second_form_under_the_same_code_ends_nothing(sender: Sender) -> None:
    public = makers.published()
    assert sender.apply(public) is not None
    sender.apply(public, kind="unfit")
    assert "已经有一件" in sender.told()[-1].words
    assert not sender.told()[-1].is_over
    assert (Objection.objects.count(), ReceivedMessage.objects.kept().count()) == (1, 0)


def test_what_does_not_stand_in_public_today_is_answered_alike(sender: Sender) -> None:
    director, told = factories.posting(Role.DIRECTOR), set()
    for end in ("ended", "suspended", "withdrawn", "nowhere"):
        public = factories.publication(end if end in {"ended", "suspended"} else "public")
        if end == "withdrawn":
            fact = public.fact.of_kind
            services.withdraw_fact(fact, by=director, reason="再审改判", source=factories.source())
        one = Sender(sender.as_public)
        assert one.apply(None if end == "nowhere" else public) is None, end
        told.add(re.sub(r"[0-9]", "", f"{one.told()}"))
        assert Lead.objects.latest("id").fact_id == (None if end == "nowhere" else public.fact_id), end
    assert len(told) == 1
    assert not Objection.objects.exists()


def test_from_the_day_its_window_closes_a_page_stands_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    public = makers.published()
    assert receiving.is_objectable(public.fact)
    monkeypatch.setattr(receiving.timezone, "localdate", lambda: public.closes_on)
    assert not receiving.is_objectable(public.fact)


def test_the_trail_names_no_file_as_its_sender_did(sender: Sender) -> None:
    person = Attachment("张三身份证.pdf", PDF)
    case = sender.apply(makers.published(), [person, Attachment("合同.pdf", PDF + b"2")])
    assert case is not None
    handling.ask(case, by=factories.posting(Role.OFFICER), reason="请补交")
    sender.say([Attachment("张三户口.pdf", PDF + b"3")], words="补交")
    titles = list(Evidence.objects.of(case).order_by("title").values_list("title", flat=True))
    assert titles == [f"申请人材料 {number}" for number in (1, 2, 3)]
    rows = Transition.objects.filter(object_id=case.pk).values()
    assert "张三" not in f"{list(rows)}"


def test_a_file_in_which_the_scanner_finds_a_virus_is_told_and_the_objection_stands(
    sender: Sender, settings: Any
) -> None:
    settings.VIRUS_SCANNER = "false"
    case = sender.apply(makers.published(), [Attachment("证明.pdf", PDF)])
    assert case is not None
    assert not Evidence.objects.of(case).exists()
    assert "查毒发现病毒" in sender.told()[-1].words


@pytest.mark.parametrize(
    "payload",
    [{}, {**FILLED, "sender": "subject"}, {**FILLED, "kind": "x"}, {**FILLED, "contact": "机密★十年"}],
)
def test_what_no_form_of_ours_sends_is_kept_sealed_and_enters_nothing(
    sender: Sender, payload: dict[str, str]
) -> None:
    with sender.as_public():
        sending.send(APPLICATION, payload, code=sender.code)
        sending.send(STATEMENT, {"words": "不知哪一件"}, code=QueryCode.fresh())
    pull_intake()
    assert ReceivedMessage.objects.get(kind=STATEMENT).fault == "", "what leads nowhere is not kept"
    assert set(ReceivedMessage.objects.kept().values_list("fault", flat=True)) == {Fault.REFUSED}
    assert ReceivedMessage.objects.kept().count() == 1
    assert (Objection.objects.count(), Lead.objects.count(), OnlineApplicant.objects.count()) == (0, 0, 0)

"""Makers of cases of leniency, by the real acts and by people of their own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from common import services as common
from common.roles import Role
from discipline.leniency.models import Leniency
from discipline.leniency.proposing import CONDUCT
from discipline.leniency.rule import Conduct, Harm
from discipline.leniency.services import deciding, starting
from discipline.leniency.services.deciding import Decision
from discipline.leniency.services.starting import Request
from discipline.measures.models import Measure
from postings.models import Posting
from tests import factories
from tests.discipline import measuring
from tests.discipline.measuring import days_ago
from tests.shared_worlds import shared

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
STATES = ("pending", "examining", "deciding", "spared", "lightened", "refused", "rejected", "withdrawn")


def conduct(**given: Any) -> Conduct:
    """All was recovered and the harm removed ten days ago, of its own accord."""
    fields: dict[str, Any] = {
        "loss": Decimal(100_000),
        "recovered": Decimal(100_000),
        "harm": Harm.REMOVED,
        "acted_on": days_ago(10),
        "proof": "银行回单第 7 号",
    }
    return Conduct(**{**fields, **given})


def request(
    origin: str = "ex_officio", *, ground: str = "recovered", news: str = "", **given: Any
) -> Request:
    """What is asked for, of the conduct with what is given of it."""
    account = "逾期款项已全部付清并向相对人说明"
    return Request(ground, account, conduct(**given), days_ago(9), news, origin)


def decision(**given: Any) -> Decision:
    """The decision of today's document."""
    return Decision(**{"document_number": "模拟从轻〔2026〕1号", "decided_on": days_ago(0), **given})


@shared
def representative(case: Leniency) -> Posting:
    return factories.posting(Role.REPRESENTATIVE, None, unit=case.fact.department)


@shared
def another_of(body: Posting) -> Posting:
    """Another person of the same body."""
    return factories.posting(Role.FINDING_BODY, None, unit=body.unit)


@shared
def examiner(case: Leniency) -> Posting:
    """Who takes up and examines: of the body where it acts here, else an officer."""
    unit = case.measure.body_unit
    return factories.posting(Role.FINDING_BODY, None, unit=unit) if unit else factories.posting(Role.OFFICER)


@shared
def decider(case: Leniency) -> Posting:
    """Who decides: of the body where it acts here, else a director by its document."""
    unit = case.measure.body_unit
    return factories.posting(Role.FINDING_BODY, None, unit=unit) if unit else factories.posting(Role.DIRECTOR)


@shared
def prove(case: Leniency, by: Posting, name: str = "回单.pdf") -> None:
    """Lay a file beside the case."""
    common.attach(case, SimpleUploadedFile(name, PDF + name.encode()), title="", by=by)


@shared
def begun(about: Measure, own: bool = False, asked: Request | None = None) -> Leniency:
    """A case about one measure, by its department or by an officer."""
    side = factories.posting(Role.REPRESENTATIVE, None, unit=about.department)
    by = side if own else factories.posting(Role.OFFICER)
    (case,) = starting.begin([about], asked or request("subject" if own else "ex_officio"), by=by)
    return case


@shared
def leniency(
    status: str = "pending",
    *,
    about: Measure | None = None,
    own: bool = False,
    asked: Request | None = None,
    given: Decision | None = None,
) -> Leniency:
    """A case walked to `status`, about a running measure; `own` asks for the own department."""
    about = about or measuring.measure("running")
    case = begun(about, own, asked)
    first, last = examiner(case), decider(case)
    steps = {
        "withdrawn": lambda: starting.take_back(
            case, by=representative(case) if own else first, reason="已经另行处理"
        ),
        "rejected": lambda: starting.reject(case, by=first, ground="no_ground", reason="所述与措施无关"),
        "examining": lambda: starting.accept(case, by=first),
        "deciding": lambda: examined(case, first),
        "spared": lambda: deciding.spare(case, by=last, reason="主动付清", given=given or decision()),
        "lightened": lambda: deciding.lighten(
            case,
            by=last,
            reason="主动付清",
            given=given or decision(until=days_ago(-9), departure="影响面较大"),
        ),
        "refused": lambda: deciding.refuse(
            case, by=last, reason="理由不成立", given=given or decision(ground="kept", departure="情节恶劣")
        ),
    }
    for step in road(status):
        steps[step]()
    case.refresh_from_db()
    return case


def road(status: str) -> tuple[str, ...]:
    """The steps that lead to a state."""
    ways: dict[str, tuple[str, ...]] = {"pending": (), "examining": ("examining",)}
    ways |= {name: (name,) for name in ("withdrawn", "rejected")}
    ways |= {"deciding": ("examining", "deciding")}
    return ways.get(status, ("examining", "deciding", status))


def examined(case: Leniency, by: Posting, **given: Any) -> Leniency:
    """Prove and examine a case; `given` changes what is found of the conduct."""
    prove(case, by)
    kept = {name: getattr(case, name) for name in CONDUCT}
    found = Conduct(**{**kept, "harm": Harm(case.harm), **given})
    return deciding.examine(
        case, by=by, ground=case.ground, conduct=found, proof_on=case.proof_on, reason="与银行流水一致"
    )

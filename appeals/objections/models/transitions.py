"""The road of an objection: its verbs, who may do them, and how it ends."""

from appeals.objections.querysets import MARKED, OPEN
from appeals.objections.vocabulary import ObjectionStatus, Outcome
from common.ends import End, Ends, Ground
from common.roles import CLOCK, CREDIT_OFFICE, DIRECTORS, ENTERERS, FINDING_BODIES, OFFICERS, REPRESENTATIVES
from common.workflow import Verb
from records.facts.models.facts import acts_ending

S = ObjectionStatus
ENDS_OF_FACTS = acts_ending(End.WITHDRAWN, End.VOID)
LABEL = "appeals.objection"
HOLDS = frozenset({f"{LABEL}.hold", f"{LABEL}.uphold"})
"""The acts that may take the publication off the pages."""
RELEASES = frozenset(f"{LABEL}.{act}" for act in ("release", "fulfil", "refuse", "settle", "cancel", "close"))
"""The acts that end such a hold."""

ENDS: Ends = {
    S.CLOSED: Ground("outcome", {Outcome.REFUSED: End.DECLINED}, otherwise=End.CONCLUDED),
    S.REJECTED: End.DECLINED,
    S.CANCELLED: End.CANCELLED,
    S.LAPSED: End.LAPSED,
}
ENTER = Verb("提出异议", (), S.SUBMITTED, REPRESENTATIVES)
ENTRIES = {
    "register": Verb("登记书面异议", (), S.SUBMITTED, OFFICERS),
    "receive": Verb("收到网上异议", (), S.SUBMITTED, CLOCK),
}
ASKERS = FINDING_BODIES | CREDIT_OFFICE
"""Of them the one whose turn it is."""
ASKED_IN = (S.VERIFYING, S.DECIDING)
APPLICANTS = REPRESENTATIVES | OFFICERS | CLOCK
"""The department itself; an officer for paper; the clock for what an applicant sends by receipt and query code."""
BEFORE_DECISION = (S.SUBMITTED, S.SUPPLEMENT, S.ROUTING, S.VERIFYING, S.DECIDING)
TOLD = (S.CLOSED, S.REJECTED)
TRANSITIONS: dict[str, Verb] = {
    "ask": Verb("通知补正", (S.SUBMITTED,), S.SUPPLEMENT, OFFICERS, needs_reason=True),
    "supply": Verb("补正", (S.SUPPLEMENT,), S.SUBMITTED, APPLICANTS, needs_reason=True),
    "accept": Verb("受理", (S.SUBMITTED,), S.ROUTING, OFFICERS),
    "reject": Verb("不予受理", (S.SUBMITTED, S.SUPPLEMENT), S.REJECTED, OFFICERS, needs_reason=True),
    "forward": Verb("转核查", (S.ROUTING,), S.VERIFYING, OFFICERS),
    "route": Verb("指定核查机关", (S.ROUTING,), S.VERIFYING, DIRECTORS, needs_reason=True),
    "reroute": Verb("改指核查机关", (S.VERIFYING,), "", DIRECTORS, needs_reason=True),
    "answer": Verb("答复核查结论", (S.VERIFYING,), S.DECIDING, FINDING_BODIES, needs_reason=True),
    "record_answer": Verb("登记核查结论", (S.VERIFYING,), S.DECIDING, OFFICERS, needs_reason=True),
    "escalate": Verb("告知上一级", (S.VERIFYING,), "", OFFICERS | CLOCK, needs_reason=True),
    "inquire": Verb("请申请人补充说明", ASKED_IN, "", ASKERS, needs_reason=True),
    "explain": Verb("补充说明", ASKED_IN, "", APPLICANTS, needs_reason=True),
    "return": Verb("退回补充核查", (S.DECIDING,), S.VERIFYING, DIRECTORS, needs_reason=True),
    "hold": Verb("暂停公示", (S.VERIFYING, S.DECIDING), "", DIRECTORS, needs_reason=True),
    "release": Verb("恢复公示", MARKED, "", DIRECTORS, needs_reason=True),
    "withdraw_fact": Verb(
        "采纳，撤销信息",
        (S.DECIDING,),
        S.CLOSED,
        DIRECTORS,
        needs_reason=True,
        performs=("dishonestyrecord.withdraw",),
    ),
    "uphold": Verb("采纳，予以更正", (S.DECIDING,), S.MENDING, DIRECTORS, needs_reason=True),
    "settle": Verb("采纳办结", (S.DECIDING,), S.CLOSED, DIRECTORS, needs_reason=True),
    "refuse": Verb("不予采纳", (S.DECIDING,), S.CLOSED, DIRECTORS, needs_reason=True),
    "mend": Verb("提出更正", (S.MENDING,), "", ENTERERS, needs_reason=True),
    "fulfil": Verb(
        "更正后办结",
        (S.MENDING,),
        S.CLOSED,
        frozenset(),
        needs_reason=True,
        caused_by=frozenset({"records.correction.apply", "records.correction.approve"}),
    ),
    "remand": Verb(
        "更正撤回，待重新更正",
        (S.MENDING,),
        "",
        frozenset(),
        needs_reason=True,
        caused_by=frozenset({"records.correction.cancel", "records.correction.lapse"}),
    ),
    "succeed": Verb("变更申请人", OPEN, "", OFFICERS, needs_reason=True),
    "cancel": Verb("撤回异议", BEFORE_DECISION, S.CANCELLED, APPLICANTS, needs_reason=True),
    "close": Verb("终止", BEFORE_DECISION, S.LAPSED, OFFICERS, needs_reason=True),
    "lapse": Verb("随信息终止", OPEN, S.LAPSED, frozenset(), needs_reason=True, caused_by=ENDS_OF_FACTS),
    "reveal": Verb("查看申请人", tuple(S), "", CREDIT_OFFICE, needs_reason=True),
    "notify": Verb("发告知书", TOLD, "", CREDIT_OFFICE),
    "serve": Verb("登记送达", TOLD, "", CREDIT_OFFICE),
}
HANDLED = frozenset(TRANSITIONS) - {"mend", "fulfil", "remand", "lapse", "notify", "serve", "escalate"}
"""What nobody with a hand in the fact, or of its body, does to another's objection; nor do they learn whose it is（procedures A.2）."""
DECISIONS = frozenset({"withdraw_fact", "uphold", "settle", "refuse"})

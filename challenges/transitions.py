"""The acts of a challenge: from which state to which, and who."""

from challenges.vocabulary import ChallengeStatus
from common.ends import End, Ends
from common.roles import CREDIT_OFFICE, DIRECTORS, ENTERERS, FINDING_BODIES, OFFICERS, REPRESENTATIVES
from common.workflow import Verb
from records.facts.models.facts import acts_ending

S = ChallengeStatus
LABEL = "challenges.challenge"
STANDING = (S.OPEN, S.REMITTED)
"""The states in which the organ's document is waited for."""
UNDER_WAY = (S.REPORTED, *STANDING, S.MENDING)
TOLD = (*STANDING, S.MENDING)
"""Registered and not over: every record of the document tells of it."""
LETTERED = (S.DECLINED, S.REMITTED, S.MENDING, S.UPHELD, S.ANNULLED, S.CHANGED, S.ENDED)
"""The states in which the departments are told by letter what was decided."""
REGISTRARS = OFFICERS | FINDING_BODIES
"""The office, or the body that found, of its own findings."""
ENTRANTS = REGISTRARS | REPRESENTATIVES

ENDS: Ends = {
    S.UPHELD: End.CONCLUDED,
    S.ANNULLED: End.CONCLUDED,
    S.CHANGED: End.CONCLUDED,
    S.ENDED: End.CANCELLED,
    S.DECLINED: End.DECLINED,
}
APPLIED = frozenset({"records.correction.apply", "records.correction.approve"})
LEFT_OFF = frozenset({"records.correction.cancel", "records.correction.lapse"})
OPENED = frozenset({"records.publication.publish", "records.publication.succeed"})
ENDS_OF_FACTS = acts_ending(End.WITHDRAWN, End.VOID, End.TOLERATED, End.REOPENED)
ENTER = Verb("登记源文书变动", (), S.OPEN, REGISTRARS, needs_reason=True)
ENTRIES = {"report": Verb("报告源文书变动", (), S.REPORTED, REPRESENTATIVES, needs_reason=True)}
TRANSITIONS: dict[str, Verb] = {
    "accept": Verb("登记", (S.REPORTED,), S.OPEN, OFFICERS),
    "decline": Verb("不予登记", (S.REPORTED,), S.DECLINED, OFFICERS, needs_reason=True),
    "follow_up": Verb("登记进展", STANDING, "", OFFICERS, needs_reason=True),
    "stay": Verb("停止执行，暂停公示", STANDING, "", DIRECTORS, needs_reason=True),
    "lift": Verb("恢复执行，恢复公示", (S.OPEN,), "", DIRECTORS, needs_reason=True),
    "prepare": Verb("登记处理文书", STANDING, "", OFFICERS, needs_reason=True),
    "return": Verb("退回处理文书", STANDING, "", DIRECTORS, needs_reason=True),
    "uphold": Verb("维持", STANDING, S.UPHELD, DIRECTORS, needs_reason=True),
    "annul": Verb(
        "文书撤销，终止信息",
        STANDING,
        S.ANNULLED,
        DIRECTORS,
        needs_reason=True,
        performs=("dishonestyrecord.withdraw",),
    ),
    "change": Verb("文书变更，更正信息", STANDING, S.MENDING, DIRECTORS, needs_reason=True),
    "remit": Verb("等待重作，暂停公示", (S.OPEN,), S.REMITTED, DIRECTORS, needs_reason=True),
    "close": Verb("撤回或终止", STANDING, S.ENDED, DIRECTORS, needs_reason=True),
    "mend": Verb("提出更正", (S.MENDING,), "", ENTERERS, needs_reason=True),
    "mended": Verb("更正施行", (S.MENDING,), "", frozenset(), needs_reason=True, caused_by=APPLIED),
    "remand": Verb(
        "更正撤回，待重新更正", (S.MENDING,), "", frozenset(), needs_reason=True, caused_by=LEFT_OFF
    ),
    "fulfil": Verb(
        "更正后办结",
        (S.MENDING,),
        S.CHANGED,
        frozenset(),
        needs_reason=True,
        caused_by=ENDS_OF_FACTS | APPLIED,
    ),
    "extend": Verb("一并暂停后来的公示", TOLD, "", frozenset(), needs_reason=True, caused_by=OPENED),
    "clarify": Verb("发澄清告知书", (S.ANNULLED,), "", CREDIT_OFFICE, needs_reason=True),
    "notify": Verb("发告知书", LETTERED, "", CREDIT_OFFICE),
    "serve": Verb("登记送达", LETTERED, "", CREDIT_OFFICE),
}
HOLDS = frozenset(f"{LABEL}.{act}" for act in ("stay", "remit", "change", "extend"))
"""The acts that take publications off the pages."""
RELEASES = frozenset(f"{LABEL}.{act}" for act in ("lift", "uphold", "close", "mended"))
"""The acts that let them stand again; an annulment ends them with their publications."""

"""The acts of a request for repair: from which state to which, and who."""

from appeals.repairs.querysets import UNDECIDED
from appeals.repairs.vocabulary import RepairStatus
from common.ends import End, Ends
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES
from common.workflow import Verb
from records.facts.models.facts import acts_ending

S = RepairStatus
DECIDERS = DIRECTORS | FINDING_BODIES
"""Of them the one that the table of competence, or the director's routing, names."""
APPLICANTS = REPRESENTATIVES | OFFICERS
"""The department itself; an officer for what came on paper or was referred."""
ENDS_OF_PARENTS = acts_ending(End.WITHDRAWN, End.VOID, End.TOLERATED) | {"records.publication.end"}
HAD = (S.GRANTED, S.HEARING, S.UNDONE)
"""The states in which a repair was once granted."""

LETTERED = (S.SUPPLEMENT, S.REJECTED, S.REFUSED, *HAD)
"""The states in which a letter may wait for its number or its service."""

ENDS: Ends = {
    S.GRANTED: End.REPAIRED,
    S.REFUSED: End.DECLINED,
    S.REJECTED: End.DECLINED,
    S.WITHDRAWN: End.CANCELLED,
    S.NEEDLESS: End.LAPSED,
    S.UNDONE: End.VOID,
}
"""What hangs on a repair hears that it was granted, and, as its hearing begins, that it is open again."""
ENTER = Verb("申请信用修复", (), S.PENDING, APPLICANTS)
TRANSITIONS = {
    "accept": Verb("受理", (S.PENDING,), S.ROUTING, OFFICERS),
    "forward": Verb(
        "转有权机关", (S.ROUTING,), S.EXAMINING, frozenset(), caused_by=frozenset({"appeals.repair.accept"})
    ),
    "route": Verb("指定有权机关", (S.ROUTING,), S.EXAMINING, DIRECTORS, needs_reason=True),
    "supplement": Verb("通知补正", (S.PENDING,), S.SUPPLEMENT, OFFICERS, needs_reason=True),
    "resubmit": Verb("补正", (S.SUPPLEMENT,), S.PENDING, APPLICANTS, needs_reason=True),
    "add_item": Verb("补充履行证明", (S.PENDING, S.SUPPLEMENT), "", APPLICANTS),
    "reject": Verb("不予受理", (S.PENDING, S.SUPPLEMENT), S.REJECTED, OFFICERS, needs_reason=True),
    "extend": Verb("延长审查期限", (S.EXAMINING, S.DECIDING), "", DIRECTORS, needs_reason=True),
    "examine": Verb("提出审查意见", (S.EXAMINING,), S.DECIDING, OFFICERS, needs_reason=True),
    "record": Verb("登记决定文书", (S.DECIDING,), "", OFFICERS),
    "return": Verb("退回重审", (S.DECIDING,), S.EXAMINING, DECIDERS, needs_reason=True),
    "grant": Verb("准予修复", (S.DECIDING,), S.GRANTED, DECIDERS, needs_reason=True),
    "refuse": Verb("不准予修复", (S.DECIDING,), S.REFUSED, DECIDERS, needs_reason=True),
    "withdraw": Verb("撤回申请", UNDECIDED, S.WITHDRAWN, APPLICANTS, needs_reason=True),
    "lapse": Verb(
        "无需修复", UNDECIDED, S.NEEDLESS, frozenset(), needs_reason=True, caused_by=ENDS_OF_PARENTS
    ),
    "write": Verb("补发文书", LETTERED, "", OFFICERS | DECIDERS),
    "serve": Verb("登记送达", LETTERED, "", OFFICERS | DECIDERS),
    "receive": Verb("登记推送回执", HAD, "", OFFICERS),
    "doubt": Verb("拟撤销修复", (S.GRANTED,), S.HEARING, OFFICERS, needs_reason=True),
    "state": Verb("陈述意见", (S.HEARING,), "", REPRESENTATIVES, needs_reason=True),
    "keep": Verb("维持修复", (S.HEARING,), S.GRANTED, DECIDERS, needs_reason=True),
    "undo": Verb("撤销修复", (S.HEARING,), S.UNDONE, DECIDERS, needs_reason=True),
}

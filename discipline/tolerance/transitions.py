"""The acts of a case of tolerance: from which state to which, and who（rules.md 4.6: five steps）."""

from common.ends import End, Ends
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES
from common.workflow import Verb
from discipline.tolerance.querysets import DECIDED, HAD, OPEN, UNDECIDED
from discipline.tolerance.vocabulary import ToleranceStatus
from records.facts.models.facts import acts_ending

S = ToleranceStatus
APPLICANTS = REPRESENTATIVES | OFFICERS
"""The department itself; an officer for what came on paper, or ex officio."""
FINDERS = OFFICERS | FINDING_BODIES
"""Who writes down what was found: the competent body where it acts here, else an officer by its documents."""
DECIDERS = DIRECTORS | FINDING_BODIES
"""The competent body where it acts here; else the director, who registers its document and decides nothing."""
LETTERED = (S.REJECTED, *DECIDED)
"""The states in which a letter may wait for its number or its service."""
ENDS_OF_FACTS = acts_ending(End.WITHDRAWN, End.VOID, End.TOLERATED)
ENDS: Ends = {
    S.EXCLUDED: End.CONCLUDED,
    S.INCLUDED: End.CONCLUDED,
    S.REFUSED: End.DECLINED,
    S.REJECTED: End.DECLINED,
    S.WITHDRAWN: End.CANCELLED,
    S.REVOKED: End.VOID,
    S.LAPSED: End.LAPSED,
}
ENTER = Verb("申请或者启动容错", (), S.PENDING, APPLICANTS, needs_reason=True)
TRANSITIONS = {
    "accept": Verb("受理", (S.PENDING,), S.ROUTING, OFFICERS),
    "reject": Verb("不予受理", (S.PENDING, S.ROUTING), S.REJECTED, OFFICERS, needs_reason=True),
    "withdraw": Verb("撤回申请", UNDECIDED, S.WITHDRAWN, APPLICANTS, needs_reason=True),
    "route": Verb("按职权分工转送", (S.ROUTING,), S.INVESTIGATING, OFFICERS),
    "choose_body": Verb("指定认定机关", (S.ROUTING,), S.INVESTIGATING, DIRECTORS, needs_reason=True),
    "answer": Verb("逐项写明查明的情况", (S.INVESTIGATING,), "", FINDERS),
    "report": Verb("登记调查核实报告", (S.INVESTIGATING,), S.CONSULTING, FINDERS, needs_reason=True),
    "consult": Verb("登记会商意见", (S.CONSULTING,), "", FINDERS),
    "submit": Verb("提请集体认定", (S.CONSULTING,), S.DECIDING, FINDERS),
    "return": Verb("退回补充调查", (S.DECIDING,), S.INVESTIGATING, DECIDERS, needs_reason=True),
    "grant": Verb("予以容错", (S.DECIDING,), S.TOLERATED, DECIDERS, needs_reason=True),
    "refuse": Verb("不予容错", (S.DECIDING,), S.REFUSED, DECIDERS, needs_reason=True),
    "exclude": Verb("记录不纳入", (S.TOLERATED,), S.EXCLUDED, DIRECTORS, needs_reason=True),
    "include": Verb("记录照常纳入", (S.TOLERATED,), S.INCLUDED, DIRECTORS, needs_reason=True),
    "write": Verb("补发文书", LETTERED, "", OFFICERS | DECIDERS),
    "serve": Verb("登记送达", LETTERED, "", OFFICERS | DECIDERS),
    "correct": Verb("登记纠错完成", HAD, "", OFFICERS, needs_reason=True),
    "clear": Verb("登记澄清正名", HAD, "", OFFICERS, needs_reason=True),
    "doubt": Verb("拟撤销容错", HAD, "", OFFICERS, needs_reason=True),
    "state": Verb("陈述意见", HAD, "", REPRESENTATIVES | FINDERS),
    "keep": Verb("维持容错", HAD, "", DECIDERS, needs_reason=True),
    "revoke": Verb("撤销容错", HAD, S.REVOKED, DECIDERS, needs_reason=True),
    "lapse": Verb("终止", OPEN, S.LAPSED, frozenset(), needs_reason=True, caused_by=ENDS_OF_FACTS),
}

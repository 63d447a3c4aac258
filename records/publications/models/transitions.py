"""The acts of a publication: from which state to which, and who may publish, suspend, resume and end it."""

from common.ends import End, Ends, Ground
from common.roles import DIRECTORS, OFFICERS, SECRECY_REVIEWERS, Role
from common.workflow import Verb
from policy.vocabulary import EndGround, PublicationStatus
from records.facts.models.facts import CORRECTIONS_OF_FACTS, acts_ending

P = PublicationStatus
ENDERS = frozenset({Role.DIRECTOR, Role.CLOCK})
REFUSERS = frozenset({Role.SECRECY, Role.DIRECTOR})
WAYS: dict[str, End] = {
    EndGround.EXPIRED: End.EXPIRED,
    EndGround.REPAIRED: End.REPAIRED,
    EndGround.WITHDRAWN: End.WITHDRAWN,
    EndGround.TOLERATED: End.TOLERATED,
    EndGround.SUPERSEDED: End.SUPERSEDED,
}
"""The way in which a publication ends, by its ground."""
ENDS_WITH_FACT = acts_ending(End.WITHDRAWN, End.TOLERATED, besides=frozenset({"correct"}))
ENDS: Ends = {P.ENDED: Ground("end_ground", WAYS, otherwise=End.DECLINED)}
ENTER = Verb("拟公示", (), P.PENDING, OFFICERS)
ENTRIES = {
    "succeed": Verb(
        "更正替代公示", (), P.PUBLIC, DIRECTORS, needs_reason=True, caused_by=CORRECTIONS_OF_FACTS
    )
}
TRANSITIONS = {
    "edit_face": Verb("修改公示文本", (P.PENDING,), "", OFFICERS),
    "weigh": Verb("核处个人信息", (P.PENDING,), "", OFFICERS | SECRECY_REVIEWERS, needs_reason=True),
    "sign": Verb("签署公开审查", (P.PENDING,), "", SECRECY_REVIEWERS),
    "return": Verb("退回经办", (P.PENDING,), "", REFUSERS, needs_reason=True),
    "publish": Verb("公示", (P.PENDING,), P.PUBLIC, DIRECTORS),
    "decline": Verb("不予公开", (P.PENDING,), P.ENDED, REFUSERS, needs_reason=True),
    "suspend": Verb("暂停公示", (P.PUBLIC,), "", DIRECTORS, needs_reason=True),
    "resume": Verb("恢复公示", (P.PUBLIC,), "", DIRECTORS, needs_reason=True),
    "end": Verb("终止公示", (P.PUBLIC,), P.ENDED, ENDERS, needs_reason=True, caused_by=ENDS_WITH_FACT),
    "undo_repair": Verb("撤销修复", (P.ENDED,), "", frozenset(), needs_reason=True),
    "lapse": Verb(
        "不再公示", (P.PENDING,), P.ENDED, frozenset(), needs_reason=True, caused_by=ENDS_WITH_FACT
    ),
}

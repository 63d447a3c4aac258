"""The code tables of records（rules.md 3.5）; Chinese words are those of the workbooks."""

from django.db.models import TextChoices


class SourceKind(TextChoices):
    """来源类型: the four sources that the founding text names（二(二)）."""

    JUDGMENT = "judgment", "司法判决"
    PENALTY = "penalty", "行政处罚"
    DISCIPLINE = "discipline", "处分"
    ACCOUNTABILITY = "accountability", "问责处理"


class Cause(TextChoices):
    VIOLATION = "violation", "违法违规"
    BREACH = "breach", "失信违约"


class Impact(TextChoices):
    SMALL = "small", "小"
    LARGER = "larger", "较大"
    MAJOR = "major", "重大"


class Severity(TextChoices):
    MINOR = "minor", "轻微"
    ORDINARY = "ordinary", "一般"
    SERIOUS = "serious", "严重"


class Openness(TextChoices):
    """公开属性."""

    PUBLIC = "public", "公开"
    INTERNAL = "internal", "内部"
    WITHHELD = "withheld", "不予公开"


class AccountabilityObject(TextChoices):
    BODY = "body", "单位或领导班子"
    PERSON = "person", "个人"


class RecordStatus(TextChoices):
    DRAFT = "draft", "草稿"
    PENDING_REVIEW = "pending_review", "待复核"
    PENDING_NOTICE = "pending_notice", "待告知"
    STATEMENT = "statement", "陈述申辩"
    CONFIRMED = "confirmed", "已认定"
    NOT_INCLUDED = "not_included", "不纳入"
    RETURNED = "returned", "退回"
    WITHDRAWN = "withdrawn", "已撤销"
    VOID = "void", "作废"


FACT_STATES = [
    (s.value, s.label)
    for s in (
        *(RecordStatus.DRAFT, RecordStatus.PENDING_REVIEW, RecordStatus.RETURNED),
        *(RecordStatus.CONFIRMED, RecordStatus.WITHDRAWN, RecordStatus.VOID),
    )
]
"""The states of the short road, by which the lists of reviewed facts can be asked."""
DEAD_RECORDS = (RecordStatus.VOID, RecordStatus.WITHDRAWN)
"""Not live: they no longer bar a second record of the same document（rules.md 0.2v）."""


class PublicationStatus(TextChoices):
    PENDING = "pending", "待审查"
    PUBLIC = "public", "公示中"
    ENDED = "ended", "已终止"


class ShownStatus(TextChoices):
    """What people see of a publication, on every page, list, print and export: the one word of each stage.

    What is 待审查 waits for the sheet, for mending or for the director; 暂停公示 is the word for an open hold.
    """

    TO_SIGN = "to_sign", "待审查签署"
    TO_MEND = "to_mend", "审查有问题"
    TO_PUBLISH = "to_publish", "待公示"
    PUBLIC = "public", "公示中"
    SUSPENDED = "suspended", "暂停公示"
    ENDED = "ended", "已终止"


class HoldStatus(TextChoices):
    OPEN = "open", "暂停中"
    ENDED = "ended", "已解除"


class EndGround(TextChoices):
    EXPIRED = "expired", "期满"
    REPAIRED = "repaired", "修复"
    WITHDRAWN = "withdrawn", "撤销"
    TOLERATED = "tolerated", "容错"
    SUPERSEDED = "superseded", "更正替代"
    DECLINED = "declined", "不予公开"
    UNDONE = "undone", "修复后又撤销修复"


class PublicationKind(TextChoices):
    RECORD = "record", "失信记录"
    JUDGMENT = "judgment", "败诉与拒不执行"
    COMMENDATION = "commendation", "守信记录"


class Secrecy(TextChoices):
    """公开审查 items（政府信息公开条例 14–16; rules.md 0.2p）."""

    STATE = "state", "国家秘密"
    WORK = "work", "工作秘密"
    TRADE = "trade", "商业秘密"
    PRIVACY = "privacy", "个人隐私"
    INTERNAL = "internal_affairs", "内部事务"
    STABILITY = "stability", "三安全一稳定"


NOTHING_FOUND = "无"


SENT_BACK = "sent_back"
"""What stands in the sheet's place while the text is with the officer again."""
SHEET_CLEAN = dict.fromkeys(Secrecy.values, NOTHING_FOUND)
"""A 公开审查 sheet whose every item found nothing."""


class CorrectionStatus(TextChoices):
    PENDING = "pending", "待复核"
    ENDORSED = "endorsed", "待施行"
    APPLIED = "applied", "已施行"
    RETURNED = "returned", "退回"
    CANCELLED = "cancelled", "撤回"
    LAPSED = "lapsed", "终止"


class CorrectionKind(TextChoices):
    """What the public learns of a correction beside its date."""

    CLERICAL = "clerical", "文字更正"
    FACTS = "facts", "事实更正"
    FINDING = "finding", "认定信息更正"
    GRADE = "grade", "严重程度更正"


class ChallengeKind(TextChoices):
    """The remedy against the document that a fact rests on（procedures A.2）."""

    RECONSIDERATION = "reconsideration", "行政复议"
    LITIGATION = "litigation", "行政诉讼"
    RETRIAL = "retrial", "再审"
    INTERNAL_REVIEW = "internal_review", "复审"
    RECHECK = "recheck", "复核"
    APPEAL = "appeal", "申诉"


AGAIN = "重新录入的理由"

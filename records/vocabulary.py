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


class KeyDomain(TextChoices):
    """重点领域: the seven of 三(一)–(七), and the rest."""

    PROCUREMENT = "procurement", "政府采购"
    PPP = "ppp", "政府和社会资本合作"
    BIDDING = "bidding", "招标投标"
    INVESTMENT = "investment", "招商引资"
    DEBT = "debt", "地方政府债务"
    STATISTICS = "statistics", "统计"
    TOWNSHIPS = "townships", "乡镇街道"
    GENERAL = "general", "其他"


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


DEAD_RECORDS = (RecordStatus.VOID, RecordStatus.WITHDRAWN)
"""Not live: they no longer bar a second record of the same document（rules.md 0.2v）."""


class PublicationStatus(TextChoices):
    PENDING = "pending", "待审查"
    PUBLIC = "public", "公示中"
    SUSPENDED = "suspended", "暂停"
    ENDED = "ended", "终止"


class EndGround(TextChoices):
    EXPIRED = "expired", "期满"
    REPAIRED = "repaired", "修复"
    WITHDRAWN = "withdrawn", "撤销"
    SUPERSEDED = "superseded", "更正替代"
    DECLINED = "declined", "不予公开"


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


class ReorganisationKind(TextChoices):
    """机构调整."""

    RENAME = "rename", "更名"
    RECODE = "recode", "换发代码"
    MERGE = "merge", "合并"
    SPLIT = "split", "分立"
    ABOLISH = "abolish", "撤销"


class ReorganisationStatus(TextChoices):
    DRAFT = "draft", "草稿"
    PENDING = "pending", "待复核"
    SCHEDULED = "scheduled", "待生效"
    EFFECTIVE = "effective", "已生效"
    RETURNED = "returned", "退回"
    VOID = "void", "作废"


class FileAct(TextChoices):
    """What was done with an official's file（查阅登记）."""

    OPEN = "open", "打开档案"
    REVEAL = "reveal", "显示证件号码"
    PRINT = "print", "打印"
    FIND = "find", "按证件号码查找"


class Sanction(TextChoices):
    """处分 and 问责 with a period of influence（政务处分法 7, 8; 公务员法 62, 64）."""

    WARNING = "warning", "警告"
    DEMERIT = "demerit", "记过"
    MAJOR_DEMERIT = "major_demerit", "记大过"
    DEMOTION = "demotion", "降级"
    REMOVAL = "removal", "撤职"
    EXPULSION = "expulsion", "开除"
    ADMONITION = "admonition", "诫勉"


class Challenge(TextChoices):
    """复审、复核、申诉 of a sanction（政务处分法 55, 56; 公务员法 95）."""

    NONE = "none", "没有提出"
    REVIEW = "review", "复审或复核中"
    APPEAL = "appeal", "申诉中"
    UPHELD = "upheld", "已维持"
    CHANGED = "changed", "已变更"


class LearningKind(TextChoices):
    DEGREE = "degree", "学历学位"
    TRAINING = "training", "诚信教育培训"
    PLEDGE = "pledge", "签名承诺"
    ACTIVITY = "activity", "主题教育活动"


class Clemency(TextChoices):
    """Two different things that both spare a person: 容错 and 从轻或免于惩戒（二(五)）."""

    TOLERATED = "tolerated", "容错：免责"
    LENIENT = "lenient", "容错：从轻"
    REDUCED = "reduced", "容错：减轻"
    REFUSED = "refused", "不予容错"
    SPARED = "spared", "主动纠正，从轻或免于惩戒"


class AccessStatus(TextChoices):
    INVITED = "invited", "待本人确认"
    ACTIVE = "active", "可以查阅"
    DECLINED = "declined", "本人谢绝"
    ENDED = "ended", "已终止"


class RequestStatus(TextChoices):
    OPEN = "open", "待办理"
    ACCEPTED = "accepted", "已更正"
    REFUSED = "refused", "不予更正"
    WITHDRAWN = "withdrawn", "本人撤回"


class FilePart(TextChoices):
    """The parts of an official's file; all but the first are lists of entries."""

    IDENTITY = "identity", "基本信息"
    CAREER = "career", "任职经历"
    HONOUR = "honour", "表彰荣誉"
    LEARNING = "learning", "教育与诚信教育"
    CLEMENCY = "clemency", "容错与从轻"
    INFLUENCE = "influence", "影响期"

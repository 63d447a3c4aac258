"""The code tables of records（rules.md 3.5）; Chinese words are those of the workbooks."""

from django.db.models import TextChoices


class FileAct(TextChoices):
    """What was done with an official's file（查阅登记）."""

    OPEN = "open", "打开档案"
    REVEAL = "reveal", "显示证件号码"
    PRINT = "print", "打印"
    FIND = "find", "按证件号码查找"
    INQUIRE = "inquire", "答复授权查询"


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

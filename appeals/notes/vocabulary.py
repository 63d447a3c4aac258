"""The words of department notes."""

from django.db.models import TextChoices


class NoteStatus(TextChoices):
    """How far a department note is."""

    SUBMITTED = "submitted", "待审核"
    RETURNED = "returned", "退回修改"
    SIGNING = "signing", "待公开审查"
    DECIDING = "deciding", "待公开"
    STANDING = "standing", "公开中"
    REPLACED = "replaced", "已被替代"
    WITHDRAWN = "withdrawn", "已撤回"
    DECLINED = "declined", "不予公开"
    LAPSED = "lapsed", "随公示终止"


class NoteKind(TextChoices):
    """What the department says beside its record: its own view, or what it promises with a request for repair."""

    STATEMENT = "statement", "单位说明"
    COMMITMENT = "commitment", "信用承诺书"


class ReturnGround(TextChoices):
    """On what a note goes back to its department."""

    PERSONAL = "personal", "含有个人信息"
    UNFIT = "unfit", "含有不宜公开的内容"
    OFF_MATTER = "off_matter", "与所公示的记录无关，或者是宣传"
    OTHERS = "others", "指责其他单位或者企业"
    DISPUTE = "dispute", "对记录的内容有异议，应当提出异议"
    UNCLEAR = "unclear", "文字不清楚，或者与文书不符"


LABELLED = "由该单位提供，不代表信用办意见"
"""What stands beside each of them, in public too."""

"""The words of objections（rules.md 3.8）."""

from django.db.models import TextChoices


class ApplicantKind(TextChoices):
    """Who objects: only the subject and persons concerned may, others give leads（rules.md 0.2e）."""

    SUBJECT = "subject", "主体"
    CONCERNED = "concerned", "利害关系人"


class Channel(TextChoices):
    """How an objection came in."""

    PORTAL = "portal", "门户"
    PAPER = "paper", "书面"
    ONLINE = "online", "网上"


class ObjectionStatus(TextChoices):
    """How far an objection is."""

    SUBMITTED = "submitted", "待受理"
    SUPPLEMENT = "supplement", "待补正"
    ROUTING = "routing", "待转核"
    VERIFYING = "verifying", "核查中"
    DECIDING = "deciding", "待决定"
    MENDING = "mending", "待更正"
    CLOSED = "closed", "已办结"
    REJECTED = "rejected", "不予受理"
    CANCELLED = "cancelled", "已撤回"
    LAPSED = "lapsed", "已终止"


class Conclusion(TextChoices):
    """What the verifying body found（核查结论）."""

    CORRECT = "correct", "更正"
    DELETE = "delete", "删除"
    SUPPLEMENT = "supplement", "补充"
    UPHOLD = "uphold", "维持"


class Outcome(TextChoices):
    """How it was decided."""

    ACCEPTED = "accepted", "采纳"
    PARTLY = "partly", "部分采纳"
    REFUSED = "refused", "不予采纳"


class RejectGround(TextChoices):
    """The listed grounds of 不予受理, none besides（procedures D.16）."""

    STANDING = "standing", "申请人不是主体，也不是利害关系人"
    NO_MATTER = "no_matter", "没有写明异议的内容和理由，经补正仍不明确"
    NOT_MENDED = "not_mended", "通知补正后逾期没有补正"
    SAME_GROUND = "same_ground", "同一理由已经办结，没有新的证据"
    DOCUMENT = "document", "不服的是文书本身，应依法复议、诉讼、申诉"


TURNS = {
    ObjectionStatus.SUBMITTED: "信用办经办",
    ObjectionStatus.SUPPLEMENT: "申请人",
    ObjectionStatus.ROUTING: "信用办",
    ObjectionStatus.VERIFYING: "核查机关",
    ObjectionStatus.DECIDING: "信用办负责人",
    ObjectionStatus.MENDING: "录入员或者认定机关",
}
"""Whose turn it is in each open state."""

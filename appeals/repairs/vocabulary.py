"""The words of credit repair: its states, and how a request comes in."""

from django.db.models import TextChoices


class RepairStatus(TextChoices):
    PENDING = "pending", "待受理"
    SUPPLEMENT = "supplement", "待补正"
    ROUTING = "routing", "待转"
    EXAMINING = "examining", "审查中"
    DECIDING = "deciding", "待决定"
    GRANTED = "granted", "准予修复"
    REFUSED = "refused", "不准予修复"
    REJECTED = "rejected", "不予受理"
    WITHDRAWN = "withdrawn", "申请撤回"
    NEEDLESS = "needless", "无需修复"
    HEARING = "hearing", "拟撤销修复"
    UNDONE = "undone", "修复已撤销"


class Channel(TextChoices):
    """How a request comes in（procedures D.18）."""

    PORTAL = "portal", "本门户"
    PAPER = "paper", "政务大厅书面"
    REFERRAL = "referral", "信用中国转来"


class Verdict(TextChoices):
    """What the document of a body without a posting here says."""

    GRANT = "grant", "准予修复"
    REFUSE = "refuse", "不准予修复"


ANALOGY = (
    "《信用修复管理办法》（国家发展改革委令第36号）针对的是经营主体等的失信信息；"
    "政务失信没有专门的修复规定，本门户参照办理。"
)

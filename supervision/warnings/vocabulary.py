"""The words of the warning chain: its rungs and ends, how a suit can end without a lost judgment, and what presses."""

from django.db.models import TextChoices

LOST, REFUSED = "lost", "refused"
"""What a judgment on file says of the case: lost, or refused by the court's own announcement."""


class WarningStatus(TextChoices):
    SUED = "sued", "被诉提醒"
    LOST = "lost", "败诉督办"
    ENFORCING = "enforcing", "执行立案预警"
    REFUSED = "refused", "拒不执行"
    PERFORMED = "performed", "已履行"
    CLOSED = "closed", "未败诉"
    CANCELLED = "cancelled", "已撤回"
    LAPSED = "lapsed", "已终止"


class Disposal(TextChoices):
    """How a suit ended without a judgment against the department."""

    WON = "won", "判决驳回原告的诉讼请求"
    DISMISSED = "dismissed", "裁定驳回起诉或者不予受理"
    WITHDRAWN = "withdrawn", "原告撤诉"
    MEDIATED = "mediated", "调解结案"


class PressKind(TextChoices):
    """What follows when a day has passed（rules.md 3.10）."""

    INTERVIEW = "interview", "约谈"
    CIRCULAR = "circular", "通报"

"""The words of tolerance（容错）: its states, how it begins, what an answer and a decision say."""

from django.db.models import TextChoices


class ToleranceStatus(TextChoices):
    PENDING = "pending", "待受理"
    ROUTING = "routing", "待转送"
    INVESTIGATING = "investigating", "调查核实"
    CONSULTING = "consulting", "会商"
    DECIDING = "deciding", "待集体认定"
    TOLERATED = "tolerated", "予以容错·待定是否纳入"
    EXCLUDED = "excluded", "予以容错·不纳入"
    INCLUDED = "included", "予以容错·照常纳入"
    REFUSED = "refused", "不予容错"
    REJECTED = "rejected", "不予受理"
    WITHDRAWN = "withdrawn", "申请撤回"
    REVOKED = "revoked", "容错已撤销"
    LAPSED = "lapsed", "已终止"


class Origin(TextChoices):
    """How a case begins."""

    SUBJECT = "subject", "当事单位申请"
    PAPER = "paper", "书面申请"
    EX_OFFICIO = "ex_officio", "依职权启动"


class Performance(TextChoices):
    """Whether a judgment or a debt is at stake: what is unperformed is not open to tolerance（procedures B.9）."""

    NONE = "none", "不涉及裁判履行或者债务"
    PERFORMED = "performed", "已经履行或者清偿"
    OPEN = "open", "尚未履行或者清偿"


class Listing(TextChoices):
    """The two lists that are answered item by item."""

    LOOK = "tolerance_look", "六看"
    BAR = "tolerance_bar", "不得容错的情形"


class Answer(TextChoices):
    """What was found of one item: of a look the first three, of the negative list the last two."""

    FOR = "for", "支持容错"
    AGAINST = "against", "不支持容错"
    OPEN = "open", "查不清"
    ABSENT = "absent", "不存在"
    PRESENT = "present", "存在"


class Outcome(TextChoices):
    """What the competent body decided（rules.md 3.7）."""

    EXEMPT = "exempt", "予以容错：免责"
    LENIENT = "lenient", "予以容错：从轻"
    REDUCED = "reduced", "予以容错：减轻"
    REFUSED = "refused", "不予容错"


class Liable(TextChoices):
    """Whose liability the decision is about; it spreads to nobody else（procedures B.9）."""

    DEPARTMENT = "department", "单位"
    LEADERS = "leaders", "领导班子"
    OFFICIAL = "official", "公务员个人"

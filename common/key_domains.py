"""The code tables of records（rules.md 3.5）; Chinese words are those of the workbooks."""

from django.db.models import TextChoices


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

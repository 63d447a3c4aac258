"""The code tables of records（rules.md 3.5）; Chinese words are those of the workbooks."""

from django.db.models import TextChoices


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

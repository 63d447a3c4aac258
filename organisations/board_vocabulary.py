"""The words of a township's board（公开承诺栏）, which office and public site share. 苏政发〔2023〕55号 三(七)"""

from __future__ import annotations

from django.db.models import TextChoices


class TownshipMatter(TextChoices):
    """What a line of the ledger is about."""

    PLEDGE = "pledge", "公开承诺"
    AFFAIRS = "affairs", "政务公开"
    FINANCE = "finance", "财务公开"
    BENEFIT = "benefit", "惠民政策落实"
    INTERACTION = "interaction", "政社互动清单"
    CIVILITY = "civility", "文明村镇测评"
    PILOT = "pilot", "信用管理与服务试点"


class Frequency(TextChoices):
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    YEAR = "year", "每年"


class TaskList(TextChoices):
    """Whose task it is: the two lists of 政社互动, and what may not be passed down."""

    OWN = "own", "基层群众自治组织依法履行职责事项"
    ASSISTED = "assisted", "协助政府工作事项"
    BARRED = "barred", "不得下派事项（负面清单）"


class PromiseState(TextChoices):
    """How a promise stands in public: never late and never broken（procedures E.20）."""

    RUNNING = "running", "办理中"
    DISPUTED = "disputed", "争议处理中"
    KEPT = "kept", "已兑现"
    CHANGED = "changed", "依法变更"

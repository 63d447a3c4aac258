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


class ClassSubject(TextChoices):
    """Whom a class of information is about（信息分类）."""

    DEPARTMENT = "department", "政府部门"
    OFFICIAL = "official", "公务员"


class Sharing(TextChoices):
    """共享属性: to whom a class of information may be handed on."""

    FREE = "free", "无条件共享"
    CONDITIONAL = "conditional", "有条件共享"
    NONE = "none", "不予共享"


class Publicity(TextChoices):
    """公开属性: who may read a class of information."""

    OPEN = "open", "主动公开"
    ON_REQUEST = "on_request", "依申请、依授权查询"
    NONE = "none", "不公开"


class UpdateCycle(TextChoices):
    """更新周期: how soon after its event a class of information is brought up to date."""

    AT_ONCE = "at_once", "实时"
    WORKING_DAYS = "working_days", "7 个工作日内"
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    YEAR = "year", "每年"


class RegionKind(TextChoices):
    """Rank of a place in the administrative tree."""

    PROVINCE = "province", "省"
    CITY = "city", "设区市"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡镇街道"
    ZONE = "zone", "功能区"


class Level(TextChoices):
    """Level of a body."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"


class DepartmentStatus(TextChoices):
    """Whether a body lasts（机构沿革）."""

    ACTIVE = "active", "存续"
    RENAMED = "renamed", "更名"
    MERGED = "merged", "合并"
    ABOLISHED = "abolished", "撤销"

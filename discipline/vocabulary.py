"""The words of competence: acts that a law gives to a body, what they rest on, and the bodies."""

from django.db.models import TextChoices


class CompetentAct(TextChoices):
    """An act that only the body named by law may do（rules.md 0.2f）."""

    VERIFY_OBJECTION = "verify_objection", "核查异议"
    TOLERATE = "tolerate", "认定容错"
    LIGHTEN = "lighten", "决定从轻或者免于惩戒"
    ORDER_RECTIFICATION = "order_rectify", "责令整改"
    ACCEPT_RECTIFICATION = "accept_rectify", "验收整改"
    FIND_REFUSAL = "find_refusal", "认定拒不整改"
    INTERVIEW = "interview", "约谈"
    CIRCULATE = "circulate", "通报"
    IMPOSE_MEASURE = "impose_measure", "实施惩戒措施"
    LIFT_MEASURE = "lift_measure", "解除惩戒措施"
    REPAIR = "repair", "决定信用修复"
    CALL_TO_ACCOUNT = "call_to_account", "追究主要负责人责任"
    CANCEL_HONOUR = "cancel_honour", "撤销荣誉"


class Basis(TextChoices):
    """What an act rests on: the four sources（二(二)）, and the court's list of those who do not perform."""

    JUDGMENT = "judgment", "司法判决"
    COURT_LIST = "court_list", "失信被执行人名单"
    PENALTY = "penalty", "行政处罚"
    DISCIPLINE = "discipline", "处分"
    ACCOUNTABILITY = "accountability", "问责处理"


class CompetentBody(TextChoices):
    """Who may be named: never an organisation by name, which changes from place to place."""

    FINDING_BODY = "finding_body", "认定机关（作出文书的机关）"
    COURT = "court", "人民法院（作出裁判的）"
    ENFORCING_COURT = "enforcing_court", "执行法院"
    OWN_GOVERNMENT = "own_government", "本级人民政府"
    SUPERIOR_GOVERNMENT = "superior_government", "上一级人民政府"
    SUPERIOR_AUTHORITY = "superior_authority", "上级主管部门"
    SUPERVISION = "supervision", "纪检监察机关"
    ORGANISATION = "organisation", "组织部门"
    APPOINTING = "appointing", "任免机关"
    MEASURE_BODY = "measure_body", "措施目录所列的实施机关"
    AWARDING = "awarding", "授予荣誉的机关"
    CREDIT_OFFICE = "credit_office", "信用办"
    NOT_OPEN = "not_open", "不适用"


class RectificationStatus(TextChoices):
    ROUTING = "routing", "待转送"
    ORDERING = "ordering", "待责令"
    RUNNING = "running", "整改中"
    STAYED = "stayed", "中止"
    SUBMITTED = "submitted", "待验收"
    HEARING = "hearing", "拟认定拒不整改"
    REFUSED = "refused", "拒不整改"
    DONE = "done", "已完成"
    CANCELLED = "cancelled", "已撤回"
    LAPSED = "lapsed", "已终止"


class Finding(TextChoices):
    """What the acceptance says of one item."""

    PASSED = "passed", "通过"
    PARTLY = "partly", "部分通过"
    FAILED = "failed", "不通过"


class StepKind(TextChoices):
    """What follows when a term passes, the next heavier each（rules.md 3.10）."""

    WARNING = "warning", "提醒"
    INTERVIEW = "interview", "约谈"
    CIRCULAR = "circular", "通报"
    TRANSFER = "transfer", "移送"

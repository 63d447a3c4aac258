"""The words that columns of commitments are chosen from."""

from django.db.models import TextChoices


class CommitmentStatus(TextChoices):
    DRAFT = "draft", "草稿"
    PENDING = "pending", "待复核"
    RUNNING = "running", "履行中"
    KEPT = "kept", "已兑现"
    CHANGED = "changed", "依法变更终结"
    UNLAWFUL = "unlawful", "违法或越权承诺"
    VOID = "void", "作废"


class Carrier(TextChoices):
    """By what a promise was made（载体）. rules.md 6.4"""

    POLICY = "policy", "政策文件"
    AGREEMENT = "agreement", "协议"
    CONTRACT = "contract", "合同"
    MINUTES = "minutes", "会议纪要"
    PLEDGE = "pledge", "公开承诺"


class PromiseKind(TextChoices):
    """What was promised. rules.md 6.4"""

    FUNDS = "funds", "资金"
    LAND = "land", "土地"
    TAXES = "taxes", "税费"
    APPROVAL = "approval", "审批"
    FACILITIES = "facilities", "配套"
    TALENT = "talent", "人才"
    PAYMENT = "payment", "合同款项"
    SERVICE = "service", "服务事项"
    OTHER = "other", "其他"


class ChangeGround(TextChoices):
    """Why a promise is to be changed; those of `REFUSED` are named so that they can be refused by name."""

    STATE_INTEREST = "state", "国家利益"
    PUBLIC_INTEREST = "public", "公共利益"
    STATUTORY = "statutory", "其他法定事由"
    AGREED = "agreed", "双方协商一致"
    NEW_TERM = "new_term", "政府换届"
    NEW_PERSON = "new_person", "责任人更替"
    REORGANISED = "reorganised", "机构或者职能调整"
    NEW_BORDERS = "new_borders", "行政区划调整"
    WAITING_AUDIT = "audit", "等待审计、竣工验收备案或者决算"
    INTERNAL_FLOW = "internal", "内部付款流程、预算没有安排"


class Compensation(TextChoices):
    """By what the sum of a compensation stands: the portal computes none（procedures E.24）."""

    NONE = "none", "没有损失"
    AGREED = "agreed", "双方协议"
    ASSESSED = "assessed", "评估"
    ADJUDGED = "adjudged", "裁判或者仲裁"


class ChangeStatus(TextChoices):
    ASKED = "asked", "待决定"
    GRANTED = "granted", "已同意"
    REFUSED = "refused", "不同意"


class Inheritance(TextChoices):
    """By what a duty came to whoever answers for it now（新官理旧账）."""

    REORGANISATION = "reorganisation", "机构调整"
    TERM = "term", "换届"
    PERSON = "person", "责任人更替"


class DisputeKind(TextChoices):
    """What the other side brings forward; while a suit or an arbitration runs, no verdict is shown（procedures E.20）."""

    QUESTION = "question", "质疑"
    OBJECTION = "objection", "异议"
    COMPLAINT = "complaint", "投诉"
    SUIT = "suit", "诉讼"
    ARBITRATION = "arbitration", "仲裁"


class BreachStatus(TextChoices):
    ROUTING = "routing", "待转核实"
    VERIFYING = "verifying", "核实中"
    ORDERING = "ordering", "待责令"
    ORDERED = "ordered", "限期改正"
    HEARING = "hearing", "拟认定违约失信"
    CONFIRMED = "confirmed", "确认违约失信"
    UNTRUE = "untrue", "不属实"
    MENDED = "mended", "已改正"
    REVOKED = "revoked", "认定已撤销"
    LAPSED = "lapsed", "已终止"


class LeadSource(TextChoices):
    """From where it is known that a promise may be broken. rules.md 4.4"""

    COMPLAINT = "complaint", "企业或者群众投诉"
    HOTLINE = "hotline", "12345 热线"
    ARREARS = "arrears", "违约拖欠中小企业款项登记（投诉）平台"
    SUPERVISION = "supervision", "国务院“互联网+督查”"
    PETITION = "petition", "信访"
    OFFICE = "office", "信用办发现到期没有兑现"
    AUDIT = "audit", "审计、财政监督"

"""The statements of workbooks of commitments: the common rows, then the columns of the domain's own table."""

from __future__ import annotations

from typing import Any

from django.db import connection, models

from commitments.domains.domain import Domain, domains
from commitments.domains.matters import Matters
from commitments.domains.ppp import STAGES
from commitments.models import Commitment
from common.history import acting
from common.workflow import enter_many
from exchange.importers.layouts import LAYOUTS
from exchange.importers.statements import Family, families, filled, ids_of, parameters, reason_of, text_of
from exchange.models.batches import ImportBatch
from records.facts.services.reach import subjects_of

Lawful = tuple[tuple[str, str, str], ...]
_REVIEW = (
    "CASE WHEN coalesce({0}, 'undone') = 'undone' THEN {0}_document IS NOT NULL OR {0}_on IS NOT NULL"
    " ELSE {0}_document IS NULL OR {0}_on IS NULL END"
)


def _order(earlier: str, later: str) -> tuple[str, str, str]:
    return later, f"s.{later} < s.{earlier}", "早于前一步的日期，请核对这两个日期"


def _whole(*names: str) -> Lawful:
    """Refuse a row in which some of these are given and others are not."""
    number = f"num_nulls({', '.join(f's.{name}' for name in names)})"
    return ((names[0], f"{number} NOT IN (0, {len(names)})", "这一组要么都填，要么都不填，请补齐"),)


def _needs(name: str, bearer: str) -> tuple[str, str, str]:
    return bearer, f"s.{name} IS NOT NULL AND s.{bearer} IS NULL", "写了有关内容的，请填写这一项"


def _shaped(domain: Domain) -> Lawful:
    """Refuse what the shape of a domain's columns refuses, and where it keeps matters, what each may not have."""
    shape = domain.shape
    if shape is None:
        return ()
    return (
        *(_of_matters(domain.matters) if domain.matters else ()),
        *(one for names in shape.together.values() for one in _whole(*names)),
        *(_needs(name, bearer) for name, bearer in shape.needs.items()),
        *(_order(one, other) for one, other in shape.in_order),
    )


def _past(*names: str) -> Lawful:
    words = "已经发生的事实，日期晚于核对基准日，请核对"
    return tuple((name, f"s.{name} > %(as_of)s", words) for name in names)


_STAGES = " OR ".join(
    "s.mechanism = '{}' AND s.stage NOT IN ({})".format(mechanism, ", ".join(f"'{one}'" for one in known))
    for mechanism, known in STAGES.items()
)


def _of_matters(matters: Matters) -> Lawful:
    """Refuse a row that lacks what its kind of matter needs, or fills what it may not."""
    found = []
    for kind, columns in matters.kinds.items():
        found += [
            (name, f"s.matter = '{kind}' AND s.{name} IS NULL", "这类事项都要填这一项，请补齐")
            for name in columns.needed
        ]
        found += [
            (
                name,
                f"s.matter <> '{kind}' AND s.{name} IS NOT NULL",
                "这类事项不填这一项，请清空或者改选事项类别",
            )
            for name in columns.every
        ]
    return tuple(found)


def _not_of(level: str, matter: str, words: str) -> tuple[str, str, str]:
    """Refuse a matter of a body of another level."""
    body = "SELECT FROM organisations_department d WHERE d.id = s.department_id AND d.level"
    return "credit_code", f"{matter} AND EXISTS ({body} <> '{level}')", words


_ENTERPRISES = "s.matter IN ('listing', 'oversight')"
LAWFUL: dict[str, Lawful] = {
    "procurement": (
        (
            "payment_days",
            "s.is_sme = 'true' AND s.payment_days > 60",
            "与中小企业约定的付款期限最长 60 日（保障中小企业款项支付条例 9），请核对合同",
        ),
        ("payment_days", "s.payment_days <> trunc(s.payment_days) OR s.payment_days > 3650", "天数须是整数"),
        ("agreed_rate", "s.agreed_rate <= 0 OR s.agreed_rate > 100", "年利率须大于 0、不超过 100"),
        ("sme_proof", "s.is_sme = 'true' AND s.sme_proof IS NULL", "是中小企业的，请写明声明或者证明"),
        *_past("delivered_on", "accepted_on", "settled_on", "invoiced_on", "changed_on"),
    ),
    "bidding": (
        ("bidders", "s.bidders <> trunc(s.bidders) OR s.bidders NOT BETWEEN 0 AND 3650", "投标人数须是整数"),
        ("agency_score", "s.agency_score NOT BETWEEN 0 AND 100", "得分须在 0 和 100 之间"),
        *_past("issued_on", "awarded_on", "filed_on", "deposit_returned_on", "agency_oversight_on"),
    ),
    "ppp": (
        ("stage", _STAGES, "不是这种项目机制的阶段，请核对"),
        (
            "payment_mode",
            "s.mechanism = 'concession' AND s.payment_mode <> 'users'",
            "新机制特许经营只采用使用者付费（国办函〔2023〕115号），请核对协议",
        ),
        (
            "budget_year",
            "s.mechanism = 'concession' AND s.budget_year IS NOT NULL",
            "新机制不新增地方财政未来支出责任（国办函〔2023〕115号），请留空",
        ),
        (
            "budget_year",
            "s.budget_year <> trunc(s.budget_year) OR s.budget_year NOT BETWEEN 2000 AND 2100",
            "年度须是 2000 到 2100 的整数",
        ),
        ("budget_share", "s.budget_share NOT BETWEEN 0 AND 100", "比例须在 0 和 100 之间"),
        *_past("duty_since", "awarded_on", "defaulted_on"),
    ),
    "debt": (
        (
            "year",
            "s.year <> trunc(s.year) OR s.year NOT BETWEEN 2000 AND 2100",
            "年度须是 2000 到 2100 的整数",
        ),
        (
            "figures_url",
            "s.figures_url !~ '^https?://[^[:space:]]+$'",
            "请填财政部门公开页面的网址，以 http:// 或者 https:// 开头",
        ),
        *_past("approved_on", "noticed_on", "responded_on", "audited_on", "level_on", "rating_on", "left_on"),
    ),
    "investment": (
        *(
            (name, _REVIEW.format(f"s.{name}"), "审查有结论的写明文书和日期，没有审查的都留空")
            for name in ("legality", "competition")
        ),
        (
            "authority_document",
            "s.authority = 'approved' AND s.authority_document IS NULL",
            "经上级批准的，请写明批准文件",
        ),
        ("land_area", "s.land_area <= 0", "亩数须大于 0"),
    ),
    "statistics": (
        *_past(
            "found_on", "sanctioned_on", "decided_on", "listed_on", "mended_on", "removed_on", "watched_on"
        ),
        ("trained", "s.trained <> trunc(s.trained) OR s.trained < 0", "人数须是整数"),
        ("counterparty", f"{_ENTERPRISES} AND s.counterparty IS NULL", "请填写企业名称"),
        (
            "counterparty_code",
            f"{_ENTERPRISES} AND coalesce(s.counterparty_code, '') NOT LIKE '91%%'",
            "请填写企业的统一社会信用代码（91 开头）：名单只列企业，不列自然人和个体工商户",
        ),
        (
            "credit_code",
            f"{_ENTERPRISES} AND EXISTS (SELECT FROM organisations_department d WHERE d.id = s.department_id"
            " AND (d.level = 'township' OR d.name !~ '统计|调查'))",
            "由县级以上统计机构认定、公示和监管，请报统计局或者调查队",
        ),
    ),
    "townships": (
        *_past("opened_on", "accounts_on", "granted_on", "purchased_on", "evaluated_on", "measured_on"),
        ("recipients", "s.recipients <> trunc(s.recipients) OR s.recipients < 0", "人数须是整数"),
        *(
            (name, f"s.{name} NOT BETWEEN 0 AND 100", "须在 0 和 100 之间")
            for name in ("score_of_township", "score_of_village", "honesty_weight")
        ),
        ("civility_score", "s.civility_score NOT BETWEEN 0 AND 1000", "须在 0 和 1000 之间"),
        ("granted", "s.granted < 0", "发放金额不能是负数"),
        _not_of("county", "s.matter = 'pilot'", "试点由县（市、区）登记，请报县级的单位"),
        _not_of("township", "s.matter <> 'pilot'", "请报乡镇政府或者街道办事处；村（居）写在“村（居）”一栏"),
    ),
}
"""By domain, what the law or the tables refuse beside the shape of its columns: (column, condition on a staged row, what to tell)."""


def check_statement(batch: ImportBatch) -> str:
    """Return the statement that writes every row error of a batch."""
    domain = domains[LAYOUTS[batch.kind].domain]
    lawful = "\n".join(
        f"UNION ALL SELECT s.row, '{key}', coalesce(s.{key}::text, ''), '{words}' FROM staged s WHERE {condition}"  # noqa: S608
        for key, condition, words in (*_shaped(domain), *LAWFUL[domain.key])
    )
    return text_of("commitments_check").format(
        rows=text_of("commitments_rows"),
        scope=ids_of(subjects_of(batch.posting)),
        visible=ids_of(Commitment.objects.visible_to(batch.posting)),
        lawful=lawful,
    )


def write(batch: ImportBatch) -> int:
    """Write the drafts, then the domain's own columns of each; return how many rows that were."""
    statement = text_of("commitments_write").format(rows=text_of("commitments_rows"))
    keys = enter_many(Commitment, filled(statement, batch), [], by=batch.posting, reason=reason_of(batch))
    part = domains[LAYOUTS[batch.kind].domain].part
    with acting(batch.posting), connection.cursor() as cursor:
        cursor.execute(_part_statement(part, batch), parameters(batch))
    return len(keys)


def _part_statement(part: type[models.Model], batch: ImportBatch) -> str:
    given = {column.key for column in LAYOUTS[batch.kind].columns}
    own = [f for f in part._meta.concrete_fields if f.name not in {"id", "commitment"}]
    names = ", ".join(f'"{column.column}"' for column in own)
    values = ", ".join(_value(column, column.name in given) for column in own)
    return (
        f'INSERT INTO "{part._meta.db_table}" (id, commitment_id, {names})'  # noqa: S608 - columns of a model
        f" SELECT uuidv7(), c.id, {values} FROM exchange_staging s"
        " JOIN commitments_commitment c ON c.batch_id = s.batch_id AND c.batch_row = s.row"
        " WHERE s.batch_id = %(batch)s"
    )


def _value(column: models.Field[Any, Any], is_given: bool) -> str:
    """Return the staged value of a column as its table holds it; what is not given is its default."""
    if isinstance(column, models.BooleanField):
        plain = "NULL" if column.null else "false"
        return f"coalesce(s.{column.name}::boolean, {plain})" if is_given else plain
    if isinstance(column, models.CharField | models.TextField):
        return f"coalesce(s.{column.name}, '')" if is_given else "''"
    if isinstance(column, models.IntegerField):
        return f"s.{column.name}::integer"
    return f"s.{column.name}" if is_given else "NULL"


def register() -> None:
    """Enter the family; called once when the app is ready."""
    families["commitment"] = Family(check_statement, write, Commitment)

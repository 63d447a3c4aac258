"""What must hold before new figures are shown: each is one question whose answer is the first contradiction."""

# ruff: noqa: S608 -- the statements are put together from this module's own words; values are parameters
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.backends.utils import CursorWrapper

from supervision.statements import complete


@dataclass(frozen=True)
class Assertion:
    """A sentence and a query; the query returns (where, found, expected) of what contradicts it, or nothing."""

    sentence: str
    query: str

    def broken_by(self, cursor: CursorWrapper, values: dict[str, Any]) -> str | None:
        """Return what contradicts the assertion, in words for the office; None when it holds."""
        cursor.execute(complete(self.query), values)
        row = cursor.fetchone()
        if row is None:
            return None
        where, found, expected = row
        return f"核对“{self.sentence}”未通过：{where}汇总为 {found}，应为 {expected}"


def _regions_add_up(cells: str, counted: str) -> str:
    """Return the query that every region's cells are those below it and what lies on the region itself.

    `counted` selects (region_id, records) anew from what the cells were made of.
    """
    return f"""
        WITH total AS (SELECT region_id, sum(records) AS records FROM {cells}
                       WHERE run_id = %(run)s GROUP BY region_id),
             below AS (SELECT region.parent_id AS region_id, sum(total.records) AS records
                       FROM total JOIN organisations_region region ON region.id = total.region_id
                       WHERE region.parent_id IS NOT NULL GROUP BY region.parent_id),
             own AS ({counted}),
             compared AS (SELECT region_id, coalesce(total.records, 0) AS found,
                                 coalesce(below.records, 0) + coalesce(own.records, 0) AS expected
                          FROM total FULL JOIN below USING (region_id) FULL JOIN own USING (region_id))
        SELECT coalesce(region.name, '未知地区'), found, expected
        FROM compared LEFT JOIN organisations_region region ON region.id = region_id
        WHERE found <> expected ORDER BY region.code LIMIT 1
    """


def _equal(found: str, expected: str) -> str:
    """Return the query that two counts are one."""
    return f"SELECT '', found, expected FROM ({found}) AS a (found), ({expected}) AS b (expected) WHERE found <> expected"


FILED = "FROM records_counted WHERE entered_at < %(until)s"
AT_THE_TOP = "JOIN organisations_region region ON region.id = region_id AND region.parent_id IS NULL WHERE run_id = %(run)s"

OFFICE = (
    Assertion(
        "全省合计等于入库记录数",
        _equal(
            f"SELECT coalesce(sum(records), 0) FROM supervision_officecell {AT_THE_TOP}",
            f"SELECT count(*) {FILED}",
        ),
    ),
    Assertion(
        "各级地区等于下级之和",
        _regions_add_up(
            "supervision_officecell",
            f"SELECT subject_region_id AS region_id, count(*) AS records {FILED} GROUP BY subject_region_id",
        ),
    ),
    Assertion(
        "名录上的部门逐一在列",
        _equal(
            "SELECT count(*) FROM supervision_departmentyear line WHERE run_id = %(run)s AND year IS NULL"
            " AND department_id IN (:roster)",
            "SELECT count(*) FROM (:roster) AS roster",
        ),
    ),
    Assertion(
        "各部门合计等于部门的入库记录数",
        _equal(
            "SELECT coalesce(sum(records), 0) FROM supervision_departmentyear"
            " WHERE run_id = %(run)s AND year IS NULL",
            f"SELECT count(*) {FILED} AND department_id IS NOT NULL",
        ),
    ),
    Assertion(
        "部门历年等于各年之和",
        """SELECT department.name, line.found, line.expected FROM (
               SELECT department_id, coalesce(sum(records) FILTER (WHERE year IS NULL), 0) AS found,
                      coalesce(sum(records) FILTER (WHERE year IS NOT NULL), 0) AS expected
               FROM supervision_departmentyear WHERE run_id = %(run)s GROUP BY department_id) AS line
           LEFT JOIN organisations_department department ON department.id = line.department_id
           WHERE found <> expected ORDER BY department.credit_code LIMIT 1""",
    ),
    Assertion(
        "逐日认定之和等于入库记录数",
        _equal(
            "SELECT coalesce(sum(decided), 0) FROM supervision_daytotal WHERE run_id = %(run)s",
            f"SELECT count(*) {FILED}",
        ),
    ),
    Assertion(
        "逐日录入之和等于入库记录数",
        _equal(
            "SELECT coalesce(sum(entered), 0) FROM supervision_daytotal WHERE run_id = %(run)s",
            f"SELECT count(*) {FILED}",
        ),
    ),
)

PUBLIC = (
    Assertion(
        "公开统计的全省合计等于公示中的记录数",
        _equal(
            f"SELECT coalesce(sum(records), 0) FROM supervision_publiccell {AT_THE_TOP}",
            "SELECT count(*) FROM :standing",
        ),
    ),
    Assertion(
        "公开统计的各级地区等于下级之和",
        _regions_add_up(
            "supervision_publiccell",
            "SELECT region.id AS region_id, count(*) AS records FROM :standing AS standing"
            " JOIN organisations_region region ON region.code = standing.region_code GROUP BY region.id",
        ),
    ),
)

PARTS_OF_PROMISES = {
    "procurement": "procurement",
    "ppp": "partnership",
    "bidding": "bidding",
    "investment": "investment",
    "debt": "publicdebt",
    "statistics": "statistics",
    "townships": "township",
}
"""By key domain, the table in which a promise keeps what only that domain asks."""
_PARTS = " UNION ALL ".join(
    f"SELECT commitment_id AS id, '{domain}' AS domain FROM commitments_{table}"
    for domain, table in PARTS_OF_PROMISES.items()
)
PROMISES = (
    Assertion(
        "承诺的全省合计等于登记的承诺数",
        _equal(
            f"SELECT coalesce(sum(promises), 0) FROM supervision_promisecell {AT_THE_TOP}",
            "SELECT count(*) FROM commitments_commitment"
            " WHERE status IN ('running', 'kept', 'changed', 'unlawful') AND confirmed_at < %(until)s",
        ),
    ),
    Assertion(
        "承诺的各级地区等于下级之和",
        _regions_add_up(
            "(SELECT run_id, region_id, promises AS records FROM supervision_promisecell) AS cell",
            "SELECT region_id, count(*) AS records FROM (:promises) AS promise GROUP BY region_id",
        ),
    ),
    Assertion(
        "每项承诺有本领域的一份内容，没有别的领域的",
        f"""SELECT promise.number, count(part.id) FILTER (WHERE part.domain = promise.domain) AS found, 1
            FROM commitments_commitment promise LEFT JOIN ({_PARTS}) AS part ON part.id = promise.id
            GROUP BY promise.number, promise.domain
            HAVING count(part.id) <> 1 OR count(part.id) FILTER (WHERE part.domain = promise.domain) <> 1
            ORDER BY promise.number LIMIT 1""",
    ),
    Assertion(
        "确认违约失信的合计等于在册的确认数",
        _equal(
            f"SELECT coalesce(sum(broken), 0) FROM supervision_promisecell {AT_THE_TOP}",
            "SELECT count(*) FROM commitments_breach breach JOIN (:promises) AS promise ON promise.id = breach.commitment_id"
            " WHERE breach.status = 'confirmed'",
        ),
    ),
    Assertion(
        "公开承诺和名单的合计等于公开网站上的项数",
        _equal(
            f"SELECT coalesce(sum(shown), 0) FROM supervision_promisecell {AT_THE_TOP}",
            "SELECT count(*) FROM :boards AS board JOIN commitments_opening USING (public_id)"
            " JOIN (:promises) AS promise ON promise.id = commitment_id",
        ),
    ),
)

ASSERTIONS = OFFICE + PUBLIC + PROMISES

CONSTRAINTS = {
    "department_states_add_up": "部门合计等于各状态之和",
    "department_year_once": "部门每年只有一行",
    "day_total_once": "每天只有一行",
    "officecell_counts_something": "内部统计各格大于零",
    "publiccell_counts_something": "公开统计各格大于零",
    "promisecell_counts_something": "承诺统计各格大于零，其中的件数不超过各格",
}
"""What the database itself asserts of each row, in the office's words."""

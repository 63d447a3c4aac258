"""The list of the nightly runs."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.lists.columns import EMPTY, Column, day_column, mark
from common.lists.facets import Facet
from common.lists.filters import ListFilter, choice, since, until
from common.lists.spec import ListSpec, lists
from common.roles import AUDITORS, CREDIT_OFFICE
from supervision.models.runs import AggregationRun, Occasion, RunState

RUN_READERS = CREDIT_OFFICE | AUDITORS


class RunFilter(ListFilter):
    state = choice("状态", RunState.choices)
    kind = choice("由来", Occasion.choices)
    since = since("started_at", "开始自")
    until = until("started_at")

    class Meta:
        model = AggregationRun
        fields: list[str] = []


def _state(run: AggregationRun) -> str:
    return "现用" if run.is_current else str(run.get_state_display())


def _mark(run: AggregationRun) -> SafeString:
    if run.state == RunState.FAILED:
        return format_html('{}<div class="small">{}</div>', mark(_state(run), "objection"), run.error)
    return mark(_state(run), "mended" if run.is_current else "plain")


def _counted(key: str, label: str, field: str) -> Column:
    return Column(
        key,
        label,
        lambda run: getattr(run, field),
        lambda run: f"{getattr(run, field):,}",
        sort=[field],
        css="n",
    )


RUNS = ListSpec(
    key="runs",
    label="夜间统计",
    unit="次",
    url_name="supervision:runs",
    rows=lambda posting: AggregationRun.objects.all(),
    filterset=RunFilter,
    roles=RUN_READERS,
    default="-started",
    template="supervision/runs.html",
    hint="每天 02:00 统计一次；各项合计逐一核对，有一项不符就保留上一次的数字。",
    empty="还没有统计过。每天 02:00 自动开始，信用办也可以“立即重新统计”。",
    columns=(
        Column("started", "开始", lambda r: r.started_at, sort=["started_at"], css="nowrap", fixed=True),
        day_column("day", "统计日", "day"),
        Column("kind", "由来", lambda r: r.get_kind_display()),
        Column(
            "state",
            "状态",
            _state,
            _mark,
            exports=(("状态", _state), ("未通过的原因", lambda r: r.error)),
        ),
        day_column("time", "数据截至", "data_time"),
        _counted("records", "入库", "records"),
        _counted("public", "公示中", "public_records"),
        _counted("promises", "承诺", "promises"),
        _counted("rows", "汇总行", "rows"),
        Column(
            "seconds",
            "用时（秒）",
            lambda r: r.seconds,
            lambda r: EMPTY if r.seconds is None else f"{r.seconds:.1f}",
            sort=["seconds"],
            css="n",
        ),
    ),
    facets=(Facet("state", "state"), Facet("kind", "kind")),
)


def register() -> None:
    """Enter the list; called once when the app is ready."""
    lists[RUNS.key] = RUNS

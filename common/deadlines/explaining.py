"""Deadlines in words: the sentence beside the day, and each step of the count; a case, its print and the page share it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils import timezone

from common.deadlines.computing import Computation
from common.deadlines.kinds import DeadlineKind
from common.models.deadlines import Deadline
from days.calendar import UNIT_LABELS


@dataclass(frozen=True)
class Explanation:
    """One deadline as it stands on `today`, in words."""

    row: Deadline
    today: date

    @property
    def kind(self) -> DeadlineKind:
        """Return what its procedure declared of it."""
        return self.row.kind_declared

    @property
    def computed(self) -> Computation:
        """Return the count that led to the day."""
        return self.row.computed

    @property
    def day(self) -> date:
        """Return the day that counts: of a term that an act ended, the day of that act."""
        return self.row.cancelled_on if self.kind.is_term and self.row.cancelled_on else self.row.due_on

    @property
    def is_late(self) -> bool:
        """Say whether it is over and nobody met it."""
        return self.row.is_late(self.today)

    @property
    def days_left(self) -> int:
        """Return the calendar days that are left, negative once it has passed."""
        return self.row.days_left(self.today)

    @property
    def was_met_late(self) -> bool:
        """Say whether it was met after its last day（超期）."""
        met = self.row.met_on
        is_duty = not (self.kind.is_term or self.kind.is_right)
        return met is not None and is_duty and self.row.rule.is_settled and met > self.row.due_on

    @property
    def was_moved(self) -> bool:
        """Say whether a later act set another day than the count gives（撤销、更正改定）."""
        return self.computed.due != self.row.due_on and self.row.extended_to is None

    @property
    def length(self) -> str:
        """Return the period with its unit, and whether its value is unverified（待核实）."""
        if self.kind.is_planned:
            return f"{self.row.amount} 天，由办理人拟定"
        return f"{self.row.amount} {UNIT_LABELS[self.row.unit]}{self.row.rule.doubt}"

    @property
    def sentence(self) -> str:
        """Say in one line from when and how long it runs, and how it stands."""
        return f"{self._term() if self.kind.is_term else self._time_limit()}{self._standing()}"

    def _term(self) -> str:
        length = f" {self.length}" if self.row.amount else ""
        start = f"从{self.row.start_event} 起{length}"
        moved = "，按有效期或后来的办理改定" if self.was_moved else ""
        return f"{start}{moved}；{self.kind.when_late.rstrip('。')}"

    def _time_limit(self) -> str:
        rest = [f"{one.day:%m-%d}" for one in self.computed.days if one.number is None]
        skipped = f"，跳过 {'、'.join(rest)}" if rest else ""
        return f"{self.row.start_event}，次日起 {self.length}{skipped}"

    def _standing(self) -> str:
        row = self.row
        if row.met_on:
            is_open_word = self.kind.is_right or not row.rule.is_settled
            told = "" if is_open_word else "，超期" if self.was_met_late else "，按期"
            return f"；{row.met_on} 办结{told}"
        if row.cancelled_on:
            return f"；{row.cancelled_on} 终止：{row.end_reason}"
        return f"；自 {row.paused_on} 起暂停" if row.paused_on else ""

    @property
    def steps(self) -> list[str]:
        """Return what the count went through, in order, one sentence a step."""
        start = "从这一天起算" if self.kind.is_term else "当日不计，从次日起算"
        length = f"期限 {self.length}" if self.row.amount else "当日就开始"
        return [f"{self.row.start_event}，{start}", length, *self._changes(), self._last_day(), *self._end()]

    def _changes(self) -> list[str]:
        row = self.row
        changes = [
            f"{year} 年放假安排尚未公布，只扣除周末；公布并确认后重算，只会推后"
            for year in self.computed.assumed_years
        ]
        changes += [
            f"{pause.since} 至 {pause.until} 暂停 {pause.length} 天：{pause.reason}"
            for pause in row.pauses_over
        ]
        if row.paused_on:
            changes.append(f"自 {row.paused_on} 起暂停：{row.pause_reason}。恢复后顺延")
        if row.extended_to:
            changes.append(f"延长至 {row.extended_to}：{row.extension_reason}")
        if self.was_moved:
            changes.append(f"按规则算到 {self.computed.due}；{self._why_moved()}")
        return changes

    def _why_moved(self) -> str:
        if self.kind.is_term:
            return f"由有效期或后来的办理（撤销、更正）改定为 {self.row.due_on}"
        return f"已登记的 {self.row.due_on} 不提前"

    def _last_day(self) -> str:
        if not self.kind.is_term:
            return f"末日 {self.row.due_on} 二十四时届满"
        left = f"，还有 {self.days_left} 天" if self.row.is_open and self.days_left > 0 else ""
        return f"{self.row.due_on} 零时届满{left}"

    def _end(self) -> list[str]:
        return [f"终止：{self.row.end_reason}"] if self.row.end_reason else []


def explained(*objects: Model) -> list[Explanation]:
    """Return the deadlines of these objects, of each kind the newest, in the order in which they began."""
    newest = {(row.object_id, row.kind): row for row in Deadline.objects.of(*objects)}
    today = timezone.localdate()
    return [Explanation(row, today) for row in newest.values()]

"""What the clock does by itself, in Beijing time: name, when, which task."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from celery.schedules import BaseSchedule, crontab, schedule


def hourly(minute: int) -> crontab:
    """Return "every hour at that minute"."""
    return crontab(minute=str(minute))


def every(minutes: int) -> crontab:
    """Return "every so many minutes"."""
    return crontab(minute=f"*/{minutes}")


def seconds(many: int) -> schedule:
    """Return "every so many seconds"."""
    return schedule(timedelta(seconds=many))


def daily(at: str) -> crontab:
    """Return "every day at HH:MM"."""
    hour, minute = at.split(":")
    return crontab(hour=str(int(hour)), minute=str(int(minute)))


def monthly(day: int, at: str) -> crontab:
    """Return "on the day-th of every month at HH:MM"."""
    hour, minute = at.split(":")
    return crontab(day_of_month=str(day), hour=str(int(hour)), minute=str(int(minute)))


TABLE: tuple[tuple[str, BaseSchedule, str], ...] = (
    ("写下期满终止的公示", daily("00:05"), "records.tasks.end_expired_publications"),
    ("到期生效机构调整", daily("00:10"), "postings.tasks.effect_reorganisations"),
    ("汇总统计", daily("02:00"), "supervision.tasks.aggregate"),
    ("生成、核销、提醒归集报送任务", daily("06:30"), "exchange.tasks.keep_duties"),
    ("提醒岗位到期前交接", daily("07:30"), "postings.tasks.remind_of_expiring_postings"),
    ("提醒核实即将期满的公示和到了拟定日期的暂停", daily("08:00"), "records.tasks.remind_officers"),
    ("写下期满的惩戒和激励，提醒逾期未到的解除文书", daily("00:15"), "discipline.tasks.keep_measures"),
    ("提醒整改的两项期限", daily("08:10"), "discipline.tasks.remind_of_rectifications"),
    ("提醒容错的各步期限", daily("08:10"), "discipline.tasks.remind_of_tolerance"),
    ("提醒被诉、败诉、执行预警的期限", daily("08:10"), "supervision.tasks.remind_of_warnings"),
    ("承诺：起算到期的付款期限，提醒将到期和已过期的", daily("08:05"), "commitments.tasks.keep_commitments"),
    ("提醒异议的期限，逾期没有答复的告知上一级", daily("08:10"), "appeals.tasks.keep_objections"),
    (
        "提醒信用修复、单位说明的期限，逾期的修复告知负责人",
        daily("08:10"),
        "appeals.tasks.remind_of_requests",
    ),
    ("提醒源文书变动的期限", daily("08:10"), "challenges.tasks.remind_of_challenges"),
    ("把未读提醒汇总成邮件", daily("08:30"), "postings.tasks.mail_notice_digests"),
    ("把新提醒发成邮件", every(10), "postings.tasks.mail_new_notices"),
    ("按信息分类放行对外的消息", every(5), "exchange.tasks.fan_out"),
    ("接续停住的导入", every(5), "exchange.tasks.pick_up_stalled_imports"),
    ("清除保管期满的导入文件", hourly(20), "exchange.tasks.purge_import_files"),
    ("清除已结束的登录会话和保留过期的表单", hourly(40), "accounts.tasks.forget_ended_sessions"),
    ("公开库换日、归并计数", every(5), "disclosure.tasks.keep_store"),
    ("生成开放数据", every(5), "disclosure.tasks.keep_open_data"),
    ("信用报告：接续没有出具的，把内容有变化的记为失效", every(5), "credit_reports.tasks.keep_reports"),
    (
        "授权查询：提醒期限，发现依据变更的答复，清除保存期满的个人信息",
        daily("00:20"),
        "inquiries.tasks.keep_inquiries",
    ),
    ("公开库报时", seconds(10), "disclosure.tasks.beat_store"),
    ("取回公众网站收到的来件", seconds(10), "intake.tasks.pull_intake"),
    ("发出关注邮件", every(1), "following.tasks.send_alerts"),
    ("向登记的网址推送开始和不再公示的编号", every(1), "following.tasks.call_webhooks"),
    ("核对公开库", daily("02:40"), "disclosure.tasks.check_store"),
    ("结束公众网站拖得太久的数据库会话", seconds(10), "disclosure.tasks.end_overlong_public_sessions"),
    ("备好办理经过往后各月的分区", monthly(1, "01:00"), "common.tasks.prepare_trail_partitions"),
)

BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    name: {"task": task, "schedule": when} for name, when, task in TABLE
}

ON_DEMAND = {
    "credit_reports.tasks.make_report": "出具信用报告",
    "exchange.tasks.run_import": "办理导入",
    "supervision.tasks.rerun": "重新汇总统计",
    "integrity_portal.tasks.load_demo": "办理演示案卷",
}
"""The tasks that somebody's act starts, or the start of a demo."""

TASK_NAMES: dict[str, str] = {task: name for name, _, task in TABLE} | ON_DEMAND

"""What readers of the public site ask for: a report on a department."""

from __future__ import annotations

from credit_reports.services.making import MADE
from credit_reports.services.requesting import request
from credit_reports.services.telling import write
from disclosure.report_files import REQUEST
from intake.applications import Step
from intake.messages import Message
from intake.receivers import register
from organisations.models import Department
from postings.services import clock_posting

NO_ARCHIVE = "没有出具：这个代码下没有公开的部门档案。"
RECEIVED = "已经收到，正在生成。"


def receive(message: Message) -> None:
    """Begin the report, or give the one that was made just now and still holds."""
    code = str(message.payload.get("credit_code") or "")
    department = Department.objects.filter(credit_code=code, is_shown=True).first()
    if department is None:
        return write(message.token_hash, Step(NO_ARCHIVE, is_over=True))
    report = request(department, by=clock_posting(), token_hash=message.token_hash)
    step = Step(RECEIVED)
    if report.number:
        step = Step(MADE.format(number=report.number), number=report.number, is_over=True)
    return write(message.token_hash, step)


def register_receiver() -> None:
    """Enter the receiver; called once when the app is ready."""
    register(REQUEST, "信用报告申请", receive)

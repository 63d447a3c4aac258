"""The acts on a check of candidates as its page offers them."""

from __future__ import annotations

from common.cases.acts import Act, calling
from exchange.honours import services
from exchange.honours.forms import ReportForm

ACTS = {
    "answer": Act(
        "答复",
        "按截止日逐个答复，生成带编号的核查报告；答复以后不能改。",
        calling(services.answer),
        bar=services.bar_to_answer,
        is_first=True,
    ),
    "drop": Act("放弃", "名单的内容随即清除，编号留下。", calling(services.drop), bar=services.bar_to_others),
    "report": Act(
        "登记更正告知",
        "记下已告知评选机关：原来答复受限的依据已经终止。",
        calling(services.report),
        ReportForm,
        is_first=True,
    ),
}

"""The acts on a key as its page offers them."""

from __future__ import annotations

from common.cases.acts import Act, calling
from common.forms import GivenReasonForm
from following.keys.services import keeping

ACTS = {
    "approve": Act(
        "核准",
        "密钥从现在起有效一年，申请人凭密钥就能看到。",
        calling(keeping.approve),
        bar=keeping.bar_elsewhere,
        is_first=True,
    ),
    "refuse": Act(
        "不予核准",
        "密钥不生效；写明理由，申请人凭密钥能看到。",
        calling(keeping.refuse),
        GivenReasonForm,
        bar=keeping.bar_elsewhere,
    ),
    "revoke": Act(
        "停用",
        "密钥立即失效，不能恢复；需要的另行申请。写明理由，持有人凭密钥能看到。",
        calling(keeping.revoke),
        GivenReasonForm,
        bar=keeping.bar_elsewhere,
        is_grave=True,
    ),
}

"""What an installation may not be: in use with the demo's way in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security)
def second_factor_is_on(app_configs: object, **options: Any) -> list[checks.CheckMessage]:
    """Refuse the switch that turns the second factor off wherever the data are not the demo's."""
    if settings.DEMO_WITHOUT_SECOND_FACTOR and not settings.PORTAL_DEMO:
        return [
            checks.Error(
                "DEMO_WITHOUT_SECOND_FACTOR 只能用于演示（PORTAL_DEMO=1）：正式使用时登录必须用第二因素。",
                hint="删去环境变量 DEMO_WITHOUT_SECOND_FACTOR。",
                id="accounts.E001",
            )
        ]
    return []

"""What is asked of whoever lets the portal call an address."""

from __future__ import annotations

from django import forms

from disclosure.door.forms import SHORT
from disclosure.door.key_forms import ShownKeyForm
from intake.webhook_requests import LONGEST_URL, has_shape

NOT_HTTPS = "须为 https:// 开头的完整网址，主机在公网上，端口 443，不带用户名，全用英文字符"


class WebhookForm(ShownKeyForm):
    """The key, and the address."""

    url = forms.URLField(
        label="推送到哪个网址",
        max_length=LONGEST_URL,
        assume_scheme="https",
        error_messages={**SHORT, "invalid": NOT_HTTPS},
    )

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        if not has_shape(url):
            raise forms.ValidationError(NOT_HTTPS)
        return url

from __future__ import annotations

from common.forms import OfficeForm, SayingField


class GiveForm(OfficeForm):
    """To which system, by what right."""

    recipient = SayingField(
        label="接收的系统或者单位", max_length=200, help_text="如：某某市公共资源交易平台。"
    )
    basis = SayingField(
        label="依据", max_length=300, help_text="对方请求的文书或者共享的约定，文号；写进答复并一起签名。"
    )


class CheckForm(OfficeForm):
    """The number of an answer, or the digest of its file."""

    asked = SayingField(label="答复编号或者文件的 SHA-256", max_length=64)

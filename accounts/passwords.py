"""What a password must be, said in Chinese: Django's own words for it come half in English."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.models.former_passwords import REMEMBERED

_WORDS = {
    "password_too_short": "口令至少 12 位",
    "password_too_common": "这是常见口令，容易被猜到，请换一个",
    "password_entirely_numeric": "口令不能全是数字",
    "password_too_similar": "口令不能与姓名、账号或邮箱相近",
    "password_predictable": "口令太有规律（重复、连续或键盘上相邻的字符），容易被猜到：请用几个不相干的词，或打乱顺序",
    "password_used_before": f"这是最近 {REMEMBERED} 个口令之一，不能再用，请换一个没有用过的",
}


def require_good_password(password: str, person: User) -> None:
    """Raise ValidationError with every reason why `person` may not use this password."""
    try:
        validate_password(password, person)
    except ValidationError as faults:
        words = [_WORDS.get(fault.code or "", "口令不符合要求") for fault in faults.error_list]
        raise ValidationError(words) from faults

"""Numbers of persons hidden in noise are found, and ordinary official prose raises few alarms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy import folding, scan
from privacy.entered_text import entered
from privacy.folding import fold
from tests.privacy.official_prose import sentences

NUMBERS = {"id_card", "mobile", "phone", "bank_card", "email", "passport"}
FALSE_ALARMS = 0.02

UNSEEN = [
    "\u200b",
    "\u2060",
    "\ufe0f",
    "\u3164",
    "\u2800",
    "\u0301",
    "\u202e",
    "\U000e0041",
    "\U000e0101",
    "\ufeff",
]
SIGNS = [*" \u3000\u00a0\t-—_·.．/:：,，、|｜*＊+【】〔〕[]#=~^&…;；!★◆→", "     ", " | ", "、 "]
SCRIPTS = ("0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "OI23456789", "ol23456789")  # fmt: skip
AROUND = [
    ("联系人电话", "，请核实"),
    ("其账户为", "。"),
    ("（", "）"),
    ("责任人", "已停职"),
    ("", ""),
    ("另有1处，", "；"),
]


def luhn(body: str) -> str:
    """Return `body` with the last digit that bank cards have."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body))]
    return body + str(-sum(value - 9 * (value > 9) for value in doubled) % 10)


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
cards = st.from_regex(r"62[0-9]{16}|(?:62|4[0-9]|5[1-5])[0-9]{13}", fullmatch=True).map(luhn)
identities = st.builds(
    lambda area, born, tail: f"{area}{born:%Y%m%d}{tail}",
    st.from_regex(r"(?:32|11|44|51|65)(?:0[1-9]|1[0-3])[0-8][1-9]", fullmatch=True),
    st.dates(date(1930, 1, 1), date(2020, 12, 31)),
    st.from_regex(r"[0-9]{3}[0-9X]", fullmatch=True),
)


def covers(text: str, start: int, end: int) -> bool:
    """Say whether one finding holds all that stands there: then the text is not published as it is."""
    return any(one.start <= start and end <= one.end for one in scan(text))


@st.composite
def hidden(draw, numbers):
    """Return a number whose digits are written in any script, with noise between them as its writer liked."""
    number, noise = draw(numbers), [*draw(st.sampled_from([UNSEEN, SIGNS, [*SIGNS, *UNSEEN]])), ""]
    scripts = draw(st.lists(st.sampled_from(SCRIPTS), min_size=1, max_size=3))
    pieces = []
    for digit in number:
        gap = "".join(draw(st.lists(st.sampled_from(noise), max_size=2)))
        pieces.append(
            gap
            + (draw(st.sampled_from(scripts))[int(digit)] if digit != "X" else draw(st.sampled_from("XxＸ")))
        )
    return "".join(pieces).lstrip("".join(noise))


@pytest.mark.parametrize("numbers", [identities, mobiles, cards], ids=["identity", "mobile", "card"])
@given(data=st.data())
def test_a_number_in_noise_is_found_before_and_after_it_is_entered(numbers, data):
    before, after = data.draw(st.sampled_from(AROUND))
    number = data.draw(hidden(numbers))
    for written in (number, entered(number)):
        assert covers(before + written + after, len(before), len(before) + len(written)), ascii(written)


@given(
    st.from_regex(r"[a-z][a-z0-9]{2,10}(?:[._][a-z0-9]{1,5})?", fullmatch=True),
    st.sampled_from(
        [
            "@",
            "＠",
            "﹫",
            "#",
            "＃",
            "*",
            "&",
            "$",
            "☆",
            "(at)",
            "（at）",
            "[AT]",
            "【@】",
            " # ",
            " 艾特 ",
            "艾特",
        ]
    ),
    st.sampled_from(
        [
            "163.com",
            "qq。com",
            "126．com",
            "sina.com.cn",
            "jiangsu·gov·cn",
            "139点com",
            "foxmail[.]com",
            "qq (dot) com",
        ]
    ),
    st.lists(st.sampled_from(UNSEEN), max_size=3),
    st.sampled_from(AROUND),
)
def test_a_mail_address_is_found_whatever_stands_for_its_signs(local, at, domain, unseen, around):
    address = local[:2] + "".join(unseen) + local[2:] + at + "".join(unseen) + domain
    assert "email" in {one.kind for one in scan(around[0] + address + around[1])}, ascii(address)


@pytest.mark.parametrize(
    "text",
    [
        "苏0102行初123号",
        "资金3000、4000、5000、6000万元",
        "13,851,400,000（单位：万元）",
        "13,851,400.00与15,000",
        "自1998.12.31至2001.3共计",
        "15、20、30、40、500户",
        "公式：176×115.05+345×130.68=164",
        "第1、3、5、7、9、11条",
        "一、二、三、四、五、六、七、八、九、十",
        "经2023.10.13、2030.12.23两次催告",
        "JSZC-320100-20260101-0012",
        "3201**********1234，138****0000；6222************003",
        "网址www.jiangsu.gov.cn，http://www.jiangsu.gov.cn/a#b",
    ],
)
def test_a_row_of_ordinary_numbers_is_none(text):
    assert [one.kind for one in scan(text) if one.kind in NUMBERS] == []


@pytest.mark.long
def test_ordinary_official_prose_raises_few_alarms():
    texts = sentences(5400, seed=20261128)
    alarmed = [text for text in texts if any(one.kind in NUMBERS for one in scan(text))]
    assert len(alarmed) / len(texts) <= FALSE_ALARMS, alarmed[:20]


def test_only_a_text_without_a_sign_that_folds_is_taken_as_it_is():
    signs = [chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000]
    assert [sign for sign in signs if fold(sign) != sign.translate(folding._FOLDS)] == []
    assert fold("一三八　１２３\u200b") == "一三八 123\u200b"

"""Ordinary official sentences full of numbers, none of them a person's: sums, rows, dates, documents, codes, clauses."""

from __future__ import annotations

from random import Random

from identifiers.credit_codes import check_character

_BODIES = ("江宁区模拟街道办事处", "模拟县统计局", "模拟市财政局", "某开发区管委会", "模拟镇人民政府")
_UNITS = ("万元", "元", "亩", "户", "%", "吨", "平方米", "人", "件", "亿元", "公里", "台")
_SHAPES = (
    "{body}于{date}签订合同，金额{money}万元，至{date}仍未支付，累计拖欠{money}万元。",
    "合同价款{thousands}元，已付{thousands}元，尚欠{thousands}元，逾期{small}日。",
    "依据苏政发〔{year}〕{number}号第{clause}条第{clause}款第（{clause}）项处理。",
    "（{year}）苏{court}行初{number}号、（{year}）苏{court}行终{number}号行政判决书已生效。",
    "苏{court}行初{number}号",
    "苏财罚〔{year}〕{number}号、苏财罚〔{year}〕{number}号、苏财罚〔{year}〕{number}号",
    "统一社会信用代码{code}，原代码{code}。",
    "{year}年至{year}年分别完成{row}{unit}。",
    "各季度数据为{row}{unit}，与实地核查的{row}{unit}不符。",
    "{year}年、{year}年、{year}年三年的增长率为{decimal}%、{decimal}%、{decimal}%。",
    "项目代码{year2}{month}-{region}-{two}-{two}-{six}，采购编号JSZC-{region}-{ymd}-{four}。",
    "合同编号HT-{year}-{month}-{day}-{three}，中标价{money}万元。",
    "自{dotted}起至{dotted}止，共{small}日，经{dotted}、{dotted}两次催告。",
    "{slashed}-{slashed}期间，{body}未按期归集，漏报{small}条。",
    "面积{decimal}×{decimal}平方米，单价{thousands}元/平方米。",
    "第{clause}、{clause}、{clause}、{clause}、{clause}、{clause}条",
    "比例为{small}:{small}:{small}，得分{decimal}、{decimal}、{decimal}、{decimal}。",
    "一、{body}拒不履行；二、金额{money}万元；三、逾期{small}天；四、已催告{clause}次。",
    "热线12345，时间{clock}至{clock}，地址为模拟路{small}号。",
    "涉及企业{small}家、项目{small}个、资金{money}万元、职工{small}人。",
    "经度{degree}，纬度{latitude}，桩号K{small}+{three}至K{small}+{three}。",
    "二〇二六年{clause}月，二〇二五年度预算执行率为{decimal}%。",
    "发票号码{eight}，凭证号{six}，批次{year}{month}{day}{three}。",
    "GB 32100-2015、GB/T 9704-2012、GB/T 22239-2019",
    "公式：{small}×{decimal}+{small}×{decimal}={money}",
    "预算{thousands}、决算{thousands}、结余{thousands}（单位：万元）",
    "序号{small}；文号〔{year}〕{number}；金额{money}；期限{small}；备注：{clause}/{clause}",
)


def sentences(count: int, seed: int) -> list[str]:
    """Return so many sentences, the same for the same seed."""
    dice = Random(seed)
    return [_sentence(dice, _SHAPES[at % len(_SHAPES)]) for at in range(count)]


def _sentence(dice: Random, shape: str) -> str:
    pieces = shape.split("{")
    return pieces[0] + "".join(
        _part(dice, name) + rest for name, _, rest in (piece.partition("}") for piece in pieces[1:])
    )


def _part(dice: Random, name: str) -> str:
    year, month, day = dice.randint(1995, 2030), dice.randint(1, 12), dice.randint(1, 28)
    digits = {"two": 2, "three": 3, "four": 4, "six": 6, "eight": 8}
    if name in digits:
        return "".join(dice.choices("0123456789", k=digits[name]))
    made = {
        "body": lambda: dice.choice(_BODIES),
        "date": lambda: dice.choice((f"{year}年{month}月{day}日", f"{year}-{month:02}-{day:02}")),
        "dotted": lambda: f"{year}.{month}.{day}",
        "slashed": lambda: f"{year}/{month}/{day}",
        "ymd": lambda: f"{year}{month:02}{day:02}",
        "clock": lambda: f"{dice.randint(8, 18)}:{dice.randint(0, 59):02}",
        "year": lambda: str(year),
        "year2": lambda: f"{year % 100:02}",
        "month": lambda: f"{month:02}",
        "day": lambda: f"{day:02}",
        "money": lambda: _money(dice),
        "thousands": lambda: f"{dice.randint(1_000, 99_999_999_999):,}{dice.choice(('', '.00'))}",
        "small": lambda: str(dice.randint(1, 400)),
        "number": lambda: str(dice.randint(1, 2500)),
        "clause": lambda: dice.choice((str(dice.randint(1, 60)), dice.choice("一二三四五六七八九"))),
        "court": lambda: f"{dice.randint(1, 13):02}{dice.choice(('', '02', '11', '81'))}",
        "region": lambda: f"32{dice.randint(1, 13):02}{dice.randint(1, 14):02}",
        "decimal": lambda: f"{dice.uniform(0, 200):.{dice.randint(1, 2)}f}",
        "degree": lambda: f"{dice.uniform(116, 122):.6f}",
        "latitude": lambda: f"{dice.uniform(30, 35):.6f}",
        "unit": lambda: dice.choice(_UNITS),
        "row": lambda: dice.choice("、，/ ").join(_money(dice) for _ in range(dice.randint(2, 7))),
        "code": lambda: _code(dice),
    }
    return made[name]()


def _money(dice: Random) -> str:
    return dice.choice(
        (str(dice.randint(1, 9_999)), f"{dice.uniform(0, 3_000):.2f}", str(dice.randint(1, 400)))
    )


def _code(dice: Random) -> str:
    body = dice.choice(("1132", "1232", "5132", "9132")) + "".join(dice.choices("0123456789", k=4))
    body = f"{body[:4]}{dice.randint(1, 13):02}{dice.randint(1, 14):02}" + "".join(
        dice.choices("0123456789", k=9)
    )
    return body + check_character(body)

"""Names of natural persons: whoever is named after 责任人, 原告, 联系人 and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from privacy.folding import GAP, INVISIBLE
from privacy.given_names import GIVEN
from privacy.surnames import (
    AMBIGUOUS,
    BODY,
    BODY_ENDS,
    COMMON_WORDS,
    COMPOUND,
    FIRST,
    FREQUENT,
    FUNCTION_WORDS,
    PLACES,
    PLAIN,
    words,
)
from privacy.suspects import Kind, Span

_STRONG = words(
    "责任人 负责人 联系人 经办人 承办人 承包人 发包人 原告 被告 原告人 被告人 上诉人 被上诉人 申请人 被申请人 申请执行人 被执行人 执行人 第三人 当事人 "
    "法定代表人 法人代表 法人 代表人 代理人 委托人 受托人 举报人 投诉人 信访人 受害人 被害人 证人 监护人 签收人 收件人 收款人 付款人 借款人 担保人 实际控制人 "
    "控制人 行为人 嫌疑人 审核人 填表人 制表人 报告人 当班人 管理人 所有人 使用人 债权人 债务人 继承人 死者 伤者 户主 业主 房主 车主 店主 雇主 机主 "
    "项目经理 总经理 经理 姓名 主管人员 直接责任人员 责任人员 处罚人 处分人 联系人员 经办 联系 老板 包工头 工头"
)
_TITLES = words(
    "局长 厅长 处长 科长 所长 院长 校长 站长 队长 部长 会长 行长 股长 组长 省长 市长 区长 县长 镇长 乡长 村长 董事长 秘书长 主任 书记 委员 主席 专员 科员 办事员 "
    "调研员 巡视员 庭长 检察长 理事长 监事 监事长 社长 干事 助理 秘书 司机 工程师 法官 检察官 律师 民警 教授 组员 成员 队员 商户 用户 住户 "
    "弟弟 哥哥 妹妹 姐姐 父亲 母亲 岳父 岳母 女婿 儿媳 侄子 侄女 外甥 堂弟 堂兄 表弟 表哥 亲属 亲戚 前妻 前夫 亲家 连襟 胞弟 胞兄 姐夫 妹夫 嫂子 舅舅 叔叔 "
    "其妻 其夫 其子 其女 其父 其母 其兄 其弟 其姐 其妹 之妻 之夫 之子 之女 之父 之母 之兄 之弟 "
    "工作人员 会计 出纳 监理 村民 居民 职工 员工 工人 农民工 学生 教师 医生 患者 家属 配偶 妻子 丈夫 儿子 女儿 股东 职员 干部 先生 女士"
)
_CONNECTOR = rf"(?:[\s{INVISIBLE}:为是系即(（\"“'【\[《\-—_)）]|姓名|签字|签名|签章|名单|及电话|及联系方式|及其配偶){{0,6}}"
_CJK = r"\u3400-\u9fff"
_STRONG_BY_LAST, _TITLES_BY_LAST = (
    {role[-1]: tuple(other for other in roles if other[-1] == role[-1]) for role in roles}
    for roles in (_STRONG, _TITLES)
)
_LASTS = "".join(sorted({role[-1] for role in (*_STRONG, *_TITLES)}))
_ROLE = re.compile(
    rf"[{_LASTS}](?=({_CONNECTOR})(?:[{''.join(sorted(FIRST))}]|[{_CJK}]{{1,8}}[·•・‧]|[A-Z][a-z]+[ .·][A-Z]))"
)
_TOKEN = re.compile(rf"[{_CJK}]{{2,14}}|[{_CJK}](?:[{GAP}]{{1,3}}[{_CJK}]){{1,3}}")
_DOTTED = re.compile(rf"[{_CJK}]{{1,8}}(?:[·•・‧][{_CJK}]{{1,8}}){{1,3}}")
_LATIN = re.compile(r"[A-Z][a-z]+(?:[ .·]{1,2}[A-Z][a-z]*){1,4}")
_NEXT = re.compile(r"\s{0,2}[、和与及/]\s{0,2}")
_SPACES = re.compile(rf"[{GAP}]+")
_STOP_SIGNS = "诉与因于被将已未拒称说等的在从对由为向以违骗挪贪不签兼系是经应该其之有欠超无曾也均都就把让给至到后时辞持驾代家犯宅"
_VERBS = "诉与称因被将已未拒说等的犯在从"
_STOP_WORDS = words(
    "请求 提出 提起 提供 申请 承诺 利用 使用 通过 身份证 电话 手机 联系 住址 家住 同志 先生 女士 主任 书记 经理 弄虚 受贿 受伤 收受 擅自 没有 负责 担任 任职 "
    "任期 局长 厅长 处长 科长 所长 院长 校长 站长 队长 部长 镇长 乡长 县长 市长 区长 村长 及其 一案 纠纷 案件 原告 被告 第三人 上诉 履行 支付 逾期 累计 拖欠 "
    "多次 伙同 期间 在职 离职 去世 死亡 出具 出庭 作证 签收 到场 表示 陈述 辩"
)
_HARD_STOP = re.compile(
    rf"[{_STOP_SIGNS}]|(?=[{''.join(sorted({word[0] for word in _STOP_WORDS}))}])(?:{'|'.join(_STOP_WORDS)})"
)
_SOFT_STOP = re.compile("和|及")
_NAME_SIGNS = re.compile(rf"(?:(?!某)[{_CJK}])+")
_DISGUISED = re.compile(rf"[{_CJK}]{{1,2}}[某×xX*○]{{1,3}}|[{_CJK}][甲乙丙丁](?![{_CJK}])")
_AFTER_CHIEF = "信江安沙乐丰宁城春兴白期远效久"
_SEX = re.compile(r"\s{0,2}[,，(（]\s{0,2}[男女]\s{0,2}[,，)）、;；。]")
_COMRADE = re.compile("同志|先生|女士")
_MARKS = ((_SEX, re.compile("[男女]")), (_COMRADE, re.compile("[士同先]")))
"""What stands behind a name, and the signs without which it is not looked for."""


def beside_roles(folded: str) -> Iterator[Span]:
    """Names that a role, a sex or a form of address marks as such."""
    yield from _after_roles(folded)
    yield from _before_marks(folded)


def _after_roles(folded: str) -> Iterator[Span]:
    for found in _ROLE.finditer(folded):
        end, last = found.end(), folded[found.start()]
        is_strong = folded.endswith(_STRONG_BY_LAST.get(last, ()), max(0, end - 8), end)
        if not is_strong and not folded.endswith(_TITLES_BY_LAST.get(last, ()), max(0, end - 8), end):
            continue
        if last == "长" and folded[end : end + 1] in _AFTER_CHIEF:
            continue
        if folded[end : end + 1] == "方" and folded[end + 1 : end + 2] not in GIVEN:
            continue
        yield from _listed(folded, found.end(1), is_strong, bool(found[1]))


def _listed(folded: str, at: int, is_strong: bool, is_set_off: bool) -> Iterator[Span]:
    """The name at `at` and those joined to it by 、 or 和; 张某 and 李×× are passed over."""
    while True:
        disguised = _DISGUISED.match(folded, at)
        end = disguised.end() if disguised else _foreign_end(folded, at)
        end = end or _name_end(folded, at, is_strong, is_set_off)
        if end and not disguised:
            yield at, end, Kind.NAME
        joined = _NEXT.match(folded, end) if end else None
        if joined is None:
            return
        at, is_strong, is_set_off = joined.end(), False, False


def _foreign_end(folded: str, at: int) -> int:
    found = _DOTTED.match(folded, at) or _LATIN.match(folded, at)
    return found.end() if found and BODY.search(found[0]) is None else 0


def _name_end(folded: str, at: int, is_strong: bool, is_set_off: bool) -> int:
    """Where the name that begins at `at` ends; 0 where none begins there."""
    found = _TOKEN.match(folded, at)
    if found is None:
        return 0
    places = [place for place in range(at, found.end()) if not _SPACES.match(folded[place])]
    length = _name_length("".join(folded[place] for place in places), is_strong, is_set_off)
    return places[length - 1] + 1 if length else 0


def _name_length(token: str, is_strong: bool, is_set_off: bool) -> int:
    """How many signs of a row of Chinese signs are a person's name: 0, or 2 to 4.

    `is_strong`: the role before it is one of a person, not of an office; `is_set_off`: a colon or the like stands between.
    """
    is_compound = token[:2] in COMPOUND
    shortest, longest = (3, 4) if is_compound else (2, 3)
    is_bare = len(token) == longest and token[-1] not in _VERBS
    stop = None if is_bare else _HARD_STOP.search(token, shortest)
    phrase = token[: stop.start()] if stop else token
    if _is_no_person(token, phrase) or (token[:2] in COMMON_WORDS and not (len(token) == 3 and is_strong)):
        return 0
    soft = _SOFT_STOP.search(phrase, shortest)
    name = phrase[: soft.start()] if soft else phrase
    if len(name) > longest:
        return _length_in_prose(name, longest, is_strong, is_set_off)
    is_sure = is_compound or name[0] in PLAIN
    if not is_sure and name[0] in FUNCTION_WORDS and not is_set_off:
        return 0
    return len(name) if is_sure or len(name) == len(token) or (is_strong and len(name) == 3) else 0


def _length_in_prose(name: str, longest: int, is_strong: bool, is_set_off: bool) -> int:
    """A name that runs on into a sentence without a word that would end it."""
    if not is_strong or (longest == 3 and name[0] not in PLAIN):
        return 3 if longest == 3 and name[0] in PLAIN | FREQUENT and GIVEN.issuperset(name[1:3]) else 0
    if len(name) == 4:
        return 4 if is_set_off else 0
    return longest


def _is_no_person(token: str, phrase: str) -> bool:
    is_surnamed = token[0] in PLAIN or token[0] in AMBIGUOUS or token[:2] in COMPOUND
    return (
        not is_surnamed
        or token.startswith(PLACES)
        or BODY.search(phrase) is not None
        or BODY_ENDS[len(phrase) > 3].search(phrase) is not None
    )


def _before_marks(folded: str) -> Iterator[Span]:
    for pattern, hints in _MARKS:
        for found in pattern.finditer(folded) if hints.search(folded) else ():
            length = _length_before(folded[max(0, found.start() - 4) : found.start()])
            if length:
                yield found.start() - length, found.start(), Kind.NAME


def _length_before(text: str) -> int:
    """How many signs at the end of `text` are a name."""
    if len(text) == 4 and text[:2] in COMPOUND:
        return 4
    if text[-3:-1] in COMPOUND:
        return 3
    for length in (3, 2):
        name = text[-length:]
        if len(name) == length and name[0] in PLAIN and _NAME_SIGNS.fullmatch(name):
            return length
    return 0

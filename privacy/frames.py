"""Names that stand without a role before them: before a title, between 由 or 经 and a verb, in a row, with kin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from privacy.given_names import GIVEN, RARE
from privacy.surnames import (
    AMBIGUOUS,
    BODY_ENDS,
    COMMON_WORDS,
    COMPOUND,
    FREQUENT,
    FUNCTION_WORDS,
    PLACES,
    PLAIN,
    words,
)
from privacy.suspects import Kind, Span

_GIVEN = "".join(sorted(GIVEN))
_SURE = "".join(sorted(PLAIN))
_ANY = "".join(sorted(PLAIN | AMBIGUOUS))
_COMPOUND = "|".join(sorted(COMPOUND))
_NAME = rf"(?:(?:{_COMPOUND})[{_GIVEN}]{{1,2}}|[{_ANY}][{_GIVEN}]{{1,2}})"
_TITLE = (
    "(?:(?:副|原|代|常务副|第一|首席)?(?:"
    + "|".join(
        words(
            "局长 厅长 处长 科长 所长 院长 校长 站长 队长 部长 行长 股长 省长 市长 区长 县长 镇长 乡长 村长 主任 书记 主席 司长 庭长 检察长 社长 "
            "理事长 董事长 秘书长 总经理 经理 调研员 巡视员 科员 办事员 会计 出纳 秘书 司机 工程师 法官 检察官 律师 警官 老师 教授 医生 同志 先生 女士 夫妇 "
            "父子 母子 父女 母女 兄弟 姐妹 本人 之妻 之夫 之子 之女 之父 之母 之弟 之兄 之妹 之姐 等人 二人 两人 三人 四人 五人"
        )
    )
    + "))"
)
_VERB = (
    "(?:"
    + "|".join(
        words(
            "审批 签批 同意 批准 负责 决定 签字 签收 签署 签订 签发 签名 经办 承办 主持 牵头 参与 参加 组织 实施 提出 代签 拍板 授意 指使 研究 审核 审定 审查 "
            "保管 收取 领取 收到 收受 要求 表示 承认 承诺 答复 反映 投诉 举报 起诉 诉 申请 信访 上访 擅自 违规 违法 未 均 已 曾 又 仍 并 拒 始终 多次 明知 利用 "
            "代表 召集 主张 认为 不服 核实 汇报 给予 退回 直接 承包 转入 名下 家 作为 作出 带领 带走 带着 后来 早年 当时 当年 没 办理 移交 应 否认 不 称 说 负有 到场 离任 调离 及其 也 都 则 即 遂 便 还 只 采取 隐瞒 干预 串通 共同 的 在 以 将 把 被 因 为 向 对 从 与 等 是 "
            "工程款 货款 工资 借款 欠款 补偿款 押金 一案 案 于\\d 自\\d"
        )
    )
    + ")"
)
_STOP = r"(?=[，,。；;：:、（()）)“”\"'《》\s]|$)"
_LEFT = (
    r"(?:(?<=[，,。；;：:、（(“\"《》）)\s])|(?<=^)|(?<=[由经被向对与和及给让请替令派约跟转有间成实的人者员户])"
    r"|(?<=拖欠|关于|会后|随后|要求|责令|根据|依据|按照|但是|领导|同事|干部|其妻|其夫|其子|其女|其父|其母|代表|其兄|其弟|其姐|其妹|老公|老婆|侄子|侄女|岳母|岳父|弟弟|哥哥|妹妹|姐姐|女婿|儿媳|村民|居民|职工|员工|工人|商户|业主|户主|用户|学生|家属)"
    r"|(?<=[欠但而且据按])|(?<=[局厅委办院所处站队部科店厂场馆行会省市县区镇乡村府司校团位]))"
)
_FIRST = "".join(sorted({*PLAIN, *AMBIGUOUS, *(name[0] for name in COMPOUND)}))
_BEGINS = re.compile(rf"[{_FIRST}](?=[{''.join(sorted({*GIVEN, *(name[1] for name in COMPOUND)}))}])")
"""The first two signs of every name: looked for once, before what stands to the left, which is dearer."""
_BEFORE_TITLE = re.compile(rf"(?:{_LEFT}({_NAME})|([{_SURE}][{_GIVEN}]{{2}}))(?={_TITLE})")
_BEFORE_VERB = re.compile(rf"{_LEFT}({_NAME})(?={_VERB}|{_STOP})")
_ROW = re.compile(rf"{_LEFT}({_NAME}(?:[、，和与及]{_NAME})+)(?={_VERB}|{_TITLE}|{_STOP})")
_RARE = "".join(sorted(RARE))
_WITH_RARE = re.compile(rf"([{_ANY}](?:[{_RARE}][{_GIVEN}]|[{_GIVEN}][{_RARE}]))")
_ONE = re.compile(_NAME)
_IN_ROW = re.compile("[、，和与及]")


def in_frames(folded: str) -> Iterator[Span]:
    """Names that their place in the sentence gives away, without a role before them."""
    begins = [found.start() for found in _BEGINS.finditer(folded)]
    if not begins:
        return
    for pattern in (_BEFORE_TITLE, _BEFORE_VERB):
        for found in _found_at(begins, pattern, folded):
            if _is_person(found[0]):
                yield *found.span(), Kind.NAME
    for row in _found_at(begins, _ROW, folded):
        yield from _of_row(row[1], row.start(1))


def _found_at(places: list[int], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` yields, where only some places can begin it."""
    reached = 0
    for place in places:
        if place >= reached and (found := pattern.match(text, place)):
            reached = found.end()
            yield found


def with_rare_signs(folded: str) -> Iterator[Span]:
    """Any surname before two signs of given names, one of which hardly anything else is written with: 任镶藐违反…."""
    for found in _WITH_RARE.finditer(folded):
        if not _is_word(found[1]):
            yield *found.span(), Kind.NAME


def _of_row(row: str, at: int) -> Iterator[Span]:
    """The members of a row, if each may be a person and one surely is; 和 may be a sign of one, too."""
    names = _IN_ROW.split(row)
    if (
        not all(map(_ONE.fullmatch, names))
        or any(_is_word(name) for name in names)
        or not any(_is_person(name) for name in names)
    ):
        return
    for name in names:
        yield at, at + len(name), Kind.NAME
        at += len(name) + 1


def _is_person(name: str) -> bool:
    """Two signs are a person only behind a surname that seldom begins a word; three may begin with any."""
    if name[:2] in COMPOUND:
        return True
    is_sure = name[0] in PLAIN | FREQUENT if len(name) == 2 else name[0] not in FUNCTION_WORDS
    return is_sure and not _is_word(name)


def _is_word(name: str) -> bool:
    is_tail_word = name[0] not in PLAIN and name[1:] in COMMON_WORDS
    return (
        is_tail_word
        or name[:2] in COMMON_WORDS
        or name.startswith(PLACES)
        or BODY_ENDS[0].search(name) is not None
    )

"""Names by shape, without any roster: on the frames that rules were mended with, and on those held out from them.

Both in docs/proof/names.md, where the whole of each is measured.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from privacy import scan
from tests.privacy.name_corpus import HELD_OUT, TUNED, sentences, words_of
from tests.privacy.name_figures import by_frame, whole

SHARE = [sentence for part in TUNED for sentence in sentences(part, share=5)]
"""A fifth of each frame's fillings, for a quick look; the whole is the proof's."""
UNSEEN = [sentence for part in HELD_OUT for sentence in sentences(part, share=10)]
FOUND = [
    ("任演示、时模拟参与违规审批，王建国同意并签批", ["任演示", "时模拟", "王建国"]),
    ("经王建国局长、张伟副县长同意", ["王建国", "张伟"]),
    ("时任局长李国庆负责", ["李国庆"]),
    ("款项转入其妻周敏账户", ["周敏"]),
    ("古丽·阿依夏木签收", ["古丽·阿依夏木"]),
    ("冻结石碧霓名下银行存款", ["石碧霓"]),
    ("冻结张玑熟名下银行存款", ["张玑熟"]),
    ("由赵怡妩承揽工程", ["赵怡妩"]),
    ("会议由濮阳依凡召集", ["濮阳依凡"]),
    ("主持人：原晰瑶", ["原晰瑶"]),
    ("农滋眠，男，中共党员", ["农滋眠"]),
    ("缺席：赵沛源、和月樱（因公外出）", ["赵沛源", "和月樱"]),
    ("联络员伍雪芳、莫罗牛轮流值守", ["伍雪芳", "莫罗牛"]),
    ("请假：王新让", ["王新让"]),
    ("法定代表人王五拒不履行", ["王五"]),
]
CLEAN = [
    "张家港市",
    "王庄街道办事处",
    "高新区管委会主任办公会议",
    "苏财罚〔2026〕12号",
    "苏监处〔2026〕160号",
    "《中华人民共和国行政诉讼法》第七十条",
    "张某、李某某、王××",
    "高力、曙光两家公司报价异常一致",
    "北新屯乡镇长信箱",
    "责任人：待定",
    "某某，男，已退休",
    "公开承诺的智慧校园设备惠民事项未按期办结，逾期129日",
]


def test_the_corpus_is_large_and_the_same_each_time():
    made = [sentence for part in (*TUNED, *HELD_OUT) for sentence in sentences(part)]
    assert len(made) >= 5000
    assert made[-50:] == list(sentences(HELD_OUT[-1]))[-50:]


def test_no_list_of_the_held_out_parts_shares_a_word_with_those_that_rules_were_tuned_on():
    for name in ("given_names", "firms"):
        assert not set(words_of(f"heldout/{name}")) & set(words_of(name))
    looked_at = {*words_of("given_names"), *words_of("development/given_names")}
    assert not looked_at & set(words_of("real/given_names"))


def test_ninety_nine_of_a_hundred_persons_are_found_and_two_of_a_hundred_alarms_are_false_at_most():
    figures = whole(by_frame(SHARE).values())
    assert figures.recall >= 99
    assert figures.false_alarms <= 2


@pytest.mark.long
def test_on_frames_that_no_rule_was_mended_with_it_does_not_fall_back():
    figures = whole(by_frame(UNSEEN).values())
    assert figures.recall >= 98.5, "99 is the aim, 99.2 what was measured of the whole"
    assert figures.false_alarms <= 2


def test_the_rules_alone_do_not_reach_that():
    assert whole(by_frame(SHARE, by_segmenter=False).values()).recall < 99


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_each_person_of_a_sentence_is_found_whole(text, names):
    assert [one.text for one in scan(text)] == names


@pytest.mark.parametrize("text", CLEAN)
def test_places_bodies_serials_and_disguised_names_raise_no_alarm(text):
    assert scan(text) == []


def test_the_segmenter_is_loaded_by_the_first_text_and_by_nothing_before():
    script = (
        "import sys, django, manage; django.setup();"
        "from django.core.management import call_command; call_command('check');"
        "from integrity_portal import urls; assert 'onnxruntime' not in sys.modules;"
        "from privacy import scan; scan('13851400000'); assert 'onnxruntime' not in sys.modules;"
        "scan('由王建国签批'); assert 'onnxruntime' in sys.modules"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr

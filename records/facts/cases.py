"""The procedures of the facts: dishonesty records, lost judgments, commendations."""

from __future__ import annotations

from typing import Any

from common.case_files import CaseFile
from common.cases.case_type import DECLINED, CaseType
from common.registry import Place
from common.tabs import evidence_tab, history_tab, talk_tab
from common.workflow import Workflow
from records import acts, bulk_acts, case_files, finders, lists, open_cases, open_matters, queues, sent
from records.facts import case_tabs
from records.facts.story import story_of
from records.models import Commendation, DishonestyRecord, LostJudgment
from records.vocabulary import RecordStatus

NO_NOTICES = DECLINED("只在列表里等待办理，不另发提醒；沟通的提醒属于证据和沟通")


def _of(model: type[Workflow], place: Place, **faces: Any) -> CaseType:
    """Return the case type of a fact: what all three share, with what is its own."""
    label = model._meta.label_lower
    file: CaseFile = next(file for file in case_files.FILES if file.model == label)
    return CaseType(
        model=model,
        states=RecordStatus,
        address=file.address,
        notice_address=DECLINED("提醒经证据和沟通的登记找到它"),
        places=(place,),
        evidence=file,
        talk=talk_tab(label),
        story=story_of,
        handover=tuple(kind for kind in open_cases.KINDS if kind.model == label),
        notices=NO_NOTICES,
        parents=DECLINED("事实本身，不依附别的事项"),
        **faces,
    )


RECORDS = _of(
    DishonestyRecord,
    queues.RECORD_PLACE,
    lists=(lists.RECORDS,),
    queues=queues.RECORD_QUEUES,
    sent=sent.RECORDS,
    finder=finders.RECORDS,
    tabs=(evidence_tab(case_files.RECORDS.model), history_tab(case_files.RECORDS.model), *case_tabs.TABS),
    acts=acts.RECORD_ACTS,
    bulk=bulk_acts.RECORD_BULK,
    merger=open_matters.RECORDS,
    deadlines=("records.statement", "records.withdrawal", "records.query", "records.sanction"),
    outbox="record",
    titles=DECLINED("用失信记录编号命名（__str__）"),
)


def _reviewed(model: type[Workflow], key: str, **faces: Any) -> CaseType:
    label = model._meta.label_lower
    return _of(
        model,
        acts=acts.FACT_ACTS,
        bulk=bulk_acts.FACT_BULK[key],
        tabs=(evidence_tab(label), history_tab(label)),
        deadlines=("records.withdrawal",),
        outbox=str(model._meta.model_name),
        titles=DECLINED("用文书号命名（__str__）"),
        queues=tuple(queue for queue in queues.FACT_QUEUES if queue.place == key),
        **faces,
    )


JUDGMENTS = _reviewed(
    LostJudgment,
    "judgments",
    place=queues.JUDGMENT_PLACE,
    lists=(lists.JUDGMENTS,),
    sent=(sent.JUDGMENTS,),
    finder=finders.JUDGMENTS,
    merger=(open_matters.JUDGMENTS,),
)
COMMENDATIONS = _reviewed(
    Commendation,
    "commendations",
    place=queues.COMMENDATION_PLACE,
    lists=(lists.COMMENDATIONS,),
    sent=(sent.COMMENDATIONS,),
    finder=finders.COMMENDATIONS,
    merger=(open_matters.COMMENDATIONS,),
)
TYPES = (RECORDS, JUDGMENTS, COMMENDATIONS)

"""No text with a secrecy mark is kept, by whatever door it comes（rules.md 0.2p, 0.2w）."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models

from common.errors import Incomplete
from privacy.entered_text import entered
from privacy.secrecy import secrecy_mark, secrecy_mark_of_file

TEXTUAL = (models.CharField, models.TextField, models.JSONField)


def refuse_marks(texts: Mapping[str, Any]) -> None:
    """Refuse when a string among `texts`, or inside a list or map among them, carries a mark; the text is not repeated."""
    found = marks_in(texts)
    if found:
        raise Incomplete("内容含有密级标志，没有保存；请删除并按保密规定处理", found)


def marks_in(texts: Mapping[str, Any]) -> dict[str, str]:
    """Return by name what to tell who typed those of `texts` that carry a mark; forms and acts say it alike."""
    marks = {
        name: next(filter(None, map(secrecy_mark, _strings(text))), None) for name, text in texts.items()
    }
    return {name: secret_found(mark) for name, mark in marks.items() if mark}


def refuse_marked_file(name: str) -> None:
    """Refuse a file whose name carries a mark."""
    if mark := secrecy_mark_of_file(name):
        words = f"文件名{secret_found(mark)}"
        raise Incomplete(words, {"file": words})


def secret_found(word: str) -> str:
    """Return what to tell who typed a text with the mark `word`."""
    return (
        f"含有密级标志“{word}”：涉密信息不得录入本系统，请删除并按保密规定处理；"
        "只是叙述案情的，请写“国家秘密”，不写密级"
    )


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in (*value.keys(), *value.values()):
            yield from _strings(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from _strings(part)


def take_in(obj: models.Model) -> None:
    """Leave of the texts of `obj` what a reader would see, and refuse one that carries a mark."""
    for name, value in entered_values(texts_of(obj)).items():
        setattr(obj, name, value)
    refuse_marks(texts_of(obj))


def entered_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` with their strings as they may be kept（privacy/entered_text.py）; other values stay."""
    return {name: _entered(value) for name, value in values.items()}


def _entered(value: object) -> object:
    if isinstance(value, str):
        return entered(value) if type(value) is str else value
    if isinstance(value, Mapping):
        return {_entered(name): _entered(part) for name, part in value.items()}
    return [_entered(part) for part in value] if isinstance(value, list) else value


def texts_of(obj: models.Model) -> dict[str, Any]:
    """Return the columns of `obj` that hold text, in JSON too, by name."""
    return {field.name: getattr(obj, field.attname) for field in _textual(type(obj))}


def suspects_sql(model: type[models.Model]) -> str:
    """Return an expression for RETURNING: the texts of a new row as a map by name where one may hold a mark, else NULL."""
    columns = {field.name: f'"{field.column}"' for field in _textual(model)}
    whole = ", ".join(columns.values())
    pairs = ", ".join(f"'{name}', {column}" for name, column in columns.items())
    return f"CASE WHEN position('密' IN concat({whole})) > 0 THEN jsonb_build_object({pairs}) END"


def refuse_suspects(found: Iterable[Any]) -> None:
    """Refuse when one of the maps that `suspects_sql` returned carries a mark."""
    for texts in filter(None, found):
        refuse_marks(json.loads(texts) if isinstance(texts, str) else texts)


def _textual(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if isinstance(field, TEXTUAL)]

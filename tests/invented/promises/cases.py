"""The invented kind of fact: one register, and the procedure that the house makes of it."""

from __future__ import annotations

from records.facts.cases import reviewed_case
from records.facts.registers import Register
from tests.invented.promises.forms import PromiseForm
from tests.invented.promises.lists import PROMISES
from tests.invented.promises.models import Promise

REGISTER = Register(
    Promise,
    PROMISES,
    PromiseForm,
    "promises",
    short="承诺信息",
    named_by="subject",
    rank=2,
    on_many=("received_by", "signed_on"),
)
PROMISE = reviewed_case(REGISTER)

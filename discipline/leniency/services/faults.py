"""What is wrong with what is said of a conduct, or with a decision: every fault at once, by its field, in words that mend."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from discipline.leniency.rule import Conduct, Harm
from discipline.measures.vocabulary import SparedBecause

HARMS_OF = {
    SparedBecause.REMOVED: (Harm.REMOVED, Harm.PARTLY),
    SparedBecause.PREVENTED: (Harm.PREVENTED,),
}
DAYS = ("acted_on", "warned_on", "enforced_on")


def faults_of_conduct(ground: str, conduct: Conduct, proof_on: date) -> dict[str, str]:
    """Name what does not fit: days to come, sums without each other, a ground that harm or sums do not bear out."""
    today = timezone.localdate()
    days = {**{name: getattr(conduct, name) for name in DAYS}, "proof_on": proof_on}
    wrong = {name: "不能晚于今天" for name, day in days.items() if day and day > today}
    if conduct.acted_on is None:
        wrong["acted_on"] = "请写第一次主动纠正的日期"
    if not conduct.proof.strip():
        wrong["proof"] = "请写证明主动的材料：名称和文号"
    if conduct.recovered and conduct.loss is None:
        wrong["loss"] = "写了挽回的数额，也请写造成的损失"
    if ground not in SparedBecause.values:
        return {**wrong, "ground": "请从所列的情形里选一种"}
    if ground == SparedBecause.RECOVERED and not (conduct.loss and conduct.recovered):
        wrong.setdefault("recovered", "以挽回损失提出的，请写损失和挽回的数额")
    fitting = HARMS_OF.get(SparedBecause(ground))
    if fitting and conduct.harm not in fitting:
        wrong["harm"] = f"与“{SparedBecause(ground).label}”不符：请核对影响和结果，或者改选情形"
    return wrong

"""An interpreter of the event log: what must stand in public, who may do what, until when a right runs. It imports nothing of the portal.

It is told, step by step, plain dicts: the day, what was tried by whom and how it went, the new rows of the trail, the
rows of the machines, the clocks, and what the public role reads. It works out from the events alone what must be, by
the law beside it（law.csv）and the rules below, and complains where what it is shown is otherwise. procedures A–D; rules.md 0.2
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Row = dict[str, Any]
RECORD, LOST, PRAISE = "records.dishonestyrecord", "records.lostjudgment", "records.commendation"
FACTS = (RECORD, LOST, PRAISE)
PUBLICATION, HOLD, CORRECTION = "records.publication", "records.hold", "records.correction"
OBJECTION, REPAIR, NOTE = "appeals.objection", "appeals.repair", "appeals.departmentnote"
CHALLENGE, LEAD = "challenges.challenge", "appeals.lead"
TOLERANCE, LENIENCY, MEASURE = "discipline.tolerance", "discipline.leniency", "discipline.measure"
RECTIFICATION, TRANSFER, INCENTIVE = "discipline.rectification", "discipline.transfer", "discipline.incentive"
DEPUTY, HONOUR_CHECK = "postings.deputy", "exchange.honourcheck"

MONTHS = {"minor": 3, "ordinary": 12, "serious": 36}
"""The longest time in public by class, from the anchor（rules.md 4.1）."""
LEAST = {"minor": 0, "ordinary": 3, "serious": 12}
TERMS = ("records.window", "records.repair", "records.query", "records.sanction")
"""Clocks that no application moves（procedures A.6）."""
PLANNED = ("records.hold", "challenge.follow_up")
"""What an officer plans for the own work is nobody's right."""

DISPUTED = ("routing", "verifying", "deciding", "mending")
"""The states of an objection that bear the mark: from acceptance until the last word."""
OPEN_UNDER = {
    REPAIR: ("pending", "supplement", "routing", "examining", "deciding"),
    RECTIFICATION: ("routing", "ordering", "running", "stayed", "submitted", "hearing", "refused"),
    TOLERANCE: ("pending", "routing", "investigating", "consulting", "deciding"),
    LENIENCY: ("pending", "examining", "deciding"),
    TRANSFER: ("draft",),
    MEASURE: ("routing", "notice", "hearing", "running"),
    INCENTIVE: ("proposed", "running"),
    PUBLICATION: ("pending", "public"),
    NOTE: ("submitted", "returned", "signing", "deciding", "standing"),
}
"""What may not stay open once its fact is withdrawn or void; of a tolerated one all but the tolerance itself."""
REQUEST_OVER = ("rejected", "refused", "withdrawn", "needless", "granted")
"""The states of a request for repair in which its letter of commitment is over too."""
HOLDING = {
    (PUBLICATION, "suspend"): ("resume",),
    (OBJECTION, "hold"): (
        "release",
        "fulfil",
        "refuse",
        "settle",
        "cancel",
        "close",
        "withdraw_fact",
        "lapse",
    ),
    (OBJECTION, "uphold"): ("release", "fulfil", "lapse"),
    (CHALLENGE, "stay"): ("lift", "uphold", "close", "annul"),
    (CHALLENGE, "remit"): ("lift", "uphold", "close", "annul"),
    (CHALLENGE, "change"): ("fulfil",),
}
"""What takes a publication off the pages, and the acts on the same case that let it stand again（rules.md 0.2e）."""
ADVERSE = {
    (RECORD, "confirm"): ("records.statement", ("state", "waive")),
    (MEASURE, "impose"): ("discipline.measure_hearing", ("state",)),
    (RECTIFICATION, "find_refusal"): ("discipline.refusal_hearing", ("state",)),
    (TOLERANCE, "revoke"): ("tolerance.hearing", ("state",)),
    (REPAIR, "undo"): ("repair.hearing", ("state",)),
}
"""What may be done against a department only once it spoke, or its time to speak is over（rules.md 0.2o）."""
EYES: dict[tuple[str, str], tuple[tuple[str, tuple[str, ...]], ...]] = {
    **{
        (kind, act): (("own", ("enter", "edit")),)
        for kind in FACTS
        for act in ("pass_review", "return", "confirm", "serve", "waive")
    },
    (PUBLICATION, "sign"): (("fact", ("enter", "edit", "confirm")), ("own", ("enter", "edit_face"))),
    (PUBLICATION, "publish"): (
        ("fact", ("enter", "edit", "confirm")),
        ("own", ("enter", "edit_face", "sign")),
    ),
    (CORRECTION, "endorse"): (("own", ("enter", "revise")), ("fact", ("enter", "edit"))),
    (CORRECTION, "approve"): (("own", ("enter", "revise")), ("fact", ("enter", "edit"))),
    (CORRECTION, "apply"): (("own", ("enter", "revise", "endorse", "sign")),),
    (CORRECTION, "sign"): (("own", ("enter", "revise", "edit_face")),),
    **{
        (OBJECTION, act): (("own", ("enter", "register", "accept", "answer", "record_answer")),)
        for act in ("withdraw_fact", "uphold", "settle", "refuse")
    },
    (REPAIR, "grant"): (("own", ("enter", "examine")),),
    (REPAIR, "refuse"): (("own", ("enter", "examine")),),
    (REPAIR, "undo"): (("own", ("doubt",)),),
    (TOLERANCE, "grant"): (("own", ("enter", "report")),),
    (TOLERANCE, "refuse"): (("own", ("enter", "report")),),
    (TOLERANCE, "revoke"): (("own", ("doubt",)),),
    **{(LENIENCY, act): (("own", ("enter", "examine")),) for act in ("spare", "lighten", "refuse")},
    (MEASURE, "impose"): (("own", ("enter",)),),
    (INCENTIVE, "grant"): (("own", ("enter",)),),
    (INCENTIVE, "decline"): (("own", ("enter",)),),
    (TRANSFER, "send"): (("own", ("enter",)),),
    (NOTE, "publish"): (("own", ("enter", "offer", "take_in", "resubmit", "accept", "sign")),),
    (NOTE, "sign"): (("own", ("enter", "offer", "take_in", "resubmit", "accept", "edit_face")),),
    **{
        (CHALLENGE, act): (("own", ("enter", "report", "accept", "prepare")),)
        for act in ("uphold", "annul", "change", "remit", "close")
    },
    ("organisations.reorganisation", "approve"): (("own", ("enter", "edit")),),
}
"""Acts that another person must do than those who did these, on the same case or on its fact（four eyes）."""
ABOUT_FACTS = (OBJECTION, REPAIR, NOTE, CHALLENGE, TOLERANCE, LENIENCY, MEASURE, RECTIFICATION, TRANSFER)
HAND = {RECORD: ("enter", "edit", "confirm", "correct"), LOST: ("enter", "edit", "confirm", "correct")}
HANDS = ("enter", "edit", "confirm")
OF_PUBLICATION = ("enter", "edit_face", "sign", "publish")
OWN_SIDE = (
    *(
        "enter",
        "state",
        "explain",
        "report",
        "ask_extension",
        "submit",
        "resubmit",
        "add_item",
        "supply",
        "cancel",
    ),
    *("withdraw", "write"),
)
"""What the side of the subject does in its own case; all else about it is another's（procedures A.2）."""
CLERICAL = ("mend", "fulfil", "remand", "conclude", "mended", "lapse", "serve", "notify", "paper")
LOOKING = ("sign",)
"""The secrecy reviewer decides nothing about a fact, and may look at each text about it（procedures A.2）."""
STATEMENTS = {
    RECORD: ("state", ("pending_notice", "statement")),
    MEASURE: ("state", ("hearing",)),
    RECTIFICATION: ("state", ("hearing",)),
}
"""Where a department must be let speak（rules.md 0.2o）."""
QUIET = ("seen_at", "state_seen")
BARRING = ("honours",)
"""The measures of the catalogue that bar from every honour, each of them confirmed（procedures 14）."""
PENDING = ("routing", "investigating", "consulting", "deciding", "tolerated")
"""The states of a tolerance that was taken up and that may yet take its record away."""
LOOKED_UP = ("clear", "barred", "unsure")
"""What is told of a candidate that could be looked up within the asker's scope."""


@dataclass(frozen=True)
class Complaint:
    """What is wrong: a code, and a sentence."""

    code: str
    words: str

    def __str__(self) -> str:
        return f"{self.code}: {self.words}"


@dataclass(frozen=True)
class Rule:
    """What the law says of one act."""

    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    needs_reason: bool
    causes: tuple[str, ...]


def law_of(text: str) -> dict[tuple[str, str], Rule]:
    """Read the law: one act a line."""
    law = {}
    for row in csv.DictReader(io.StringIO(text)):
        law[row["kind"], row["act"]] = Rule(
            tuple(row["from"].split()),
            row["to"],
            tuple(row["roles"].split()),
            row["reason"] == "yes",
            tuple(row["caused_by"].split()),
        )
    return law


def months_on(day: date, months: int) -> date:
    """Return the same day so many months on, the month's last where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = [
        31,
        29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28,
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ]
    return date(year, month + 1, min(day.day, last[month]))


@dataclass
class Standing:
    """What the events say of one publication."""

    fact: str
    since: str = ""
    ended: bool = False
    was_suspended: bool = False
    """It was, when it ended: what takes its place is, too."""
    corrected_by: int = 0


@dataclass
class Oracle:
    """Everything that the events have said so far."""

    law_text: str
    personal: tuple[str, ...] = ()
    rows: dict[str, Row] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    status: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    done: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Of each object the acts done to it, with who did each."""
    standing: dict[str, Standing] = field(default_factory=dict)
    holds: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    """Of each fact the acts（case, act）that keep it off the pages."""
    dues: dict[str, Row] = field(default_factory=dict)
    bodies: dict[str, Row] = field(default_factory=dict)
    facts: dict[str, Row] = field(default_factory=dict)
    died: dict[str, int] = field(default_factory=dict)
    """Of each fact the event by which it last ceased to stand."""
    told: dict[str, int] = field(default_factory=dict)
    """Of each award the event by which its awarding body was last told."""
    complaints: list[Complaint] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.law = law_of(self.law_text)
        self.known = {kind for kind, _ in self.law}

    def observe(self, step: Row) -> list[Complaint]:
        """Take in one step; return what is wrong with it."""
        self.found: list[Complaint] = []
        self.step, self.day = step, date.fromisoformat(step["day"])
        self.former, self.former_bodies = self.rows, self.bodies
        self.rows, self.facts, self.bodies = step["rows"], step["facts"], step["bodies"]
        self.events = [one for one in step["events"] if one["kind"] in self.known]
        self.by_id = {one["id"]: one for one in self.events}
        if step["outcome"].startswith("broken"):
            self._say("broken", f"{step['tried']}: {step['outcome']} {step.get('words', '')}")
        if not step["outcome"].startswith("done") and step["events"]:
            self._say(
                "half-done", f"{step['tried']} was refused and left {len(step['events'])} rows of the trail"
            )
        for event in self.events:
            self._hear(event)
        self._compare_rows()
        self._compare_clocks()
        self._compare_public()
        self._look_under_the_dead()
        self._look_for_refused_rights()
        self._look_at_awards()
        self.complaints += self.found
        return self.found

    def _say(self, code: str, words: str) -> None:
        self.found.append(Complaint(code, words))

    # --- the trail

    def _hear(self, event: Row) -> None:
        key, kind, act = event["object"], event["kind"], event["act"]
        if not event["from"] and not event["to"]:
            return  # told beside the machine: a file added, a page opened
        rule = self.law.get((kind, act))
        if rule is None:
            self._say("illegal", f"no law knows {kind}.{act}")
        else:
            self._judge(event, rule)
        if self.status.get(key, "") != event["from"]:
            self._say("jump", f"{kind}.{act} from {event['from']!r}, which stood at {self.status.get(key)!r}")
        if key not in self.status:
            self.order.append(key)
        self.status[key], self.kinds[key] = event["to"], kind
        self._weigh_persons(event)
        self._weigh_right(event)
        self._hear_of_award(event)
        self.done.setdefault(key, []).append((act, event["actor"]))
        self._follow(event)

    def _judge(self, event: Row, rule: Rule) -> None:
        name = f"{event['kind']}.{event['act']}"
        entering = not rule.sources
        if event["from"] not in (rule.sources or ("",)):
            self._say("illegal", f"{name} from {event['from']!r}")
        wanted = rule.target or event["from"]
        if event["to"] != wanted and not (entering and event["to"] == rule.target):
            self._say("illegal", f"{name} to {event['to']!r}")
        if rule.needs_reason and not event["reason"].strip():
            self._say("no-reason", name)
        if event["cause"]:
            self._judge_cause(event, rule, name)
        elif not rule.roles:
            self._say("causeless", f"{name} is done by nobody's own post and follows from nothing")
        elif event["role"] not in rule.roles:
            self._say("role", f"{name} by {event['role']}")
        if not event["actor"] and event["role"] != "clock":
            self._say("nobody", name)

    def _judge_cause(self, event: Row, rule: Rule, name: str) -> None:
        cause = self.by_id.get(event["cause"])
        if cause is None or cause["seq"] >= event["seq"]:
            self._say("causeless", f"{name} names a cause that is not of its own act")
        elif f"{cause['kind']}.{cause['act']}" not in rule.causes:
            self._say("wrong-cause", f"{name} follows from {cause['kind']}.{cause['act']}")
        elif (cause["actor"], cause["posting"]) != (event["actor"], event["posting"]):
            self._say("wrong-cause", f"{name} by another than its cause")

    def fact_of(self, key: str) -> str:
        """Return the fact that an object is about, "" where it is about none."""
        row = self.rows.get(key) or {}
        if row.get("kind") in FACTS:
            return key
        if row.get("kind") == HOLD:
            return self.fact_of(row["publication_id"])
        return str(row.get("fact_id") or row.get("record_id") or "")

    def subject_of(self, fact: str) -> str:
        """Return the body that answers for a fact today: the last of its line of successors."""
        body = str(self.facts.get(fact, {}).get("department") or "")
        for _ in range(9):
            heir = self.bodies.get(body, {}).get("successor")
            if not heir:
                return body
            body = str(heir)
        return body

    def line_of(self, fact: str) -> set[str]:
        """Return the body of a fact with every one that took its place."""
        body, line = str(self.facts.get(fact, {}).get("department") or ""), set()
        while body and body not in line:
            line.add(body)
            body = str(self.bodies.get(body, {}).get("successor") or "")
        return line

    def _weigh_persons(self, event: Row) -> None:
        key, kind, act = event["object"], event["kind"], event["act"]
        name, fact = f"{kind}.{act}", self.fact_of(key)
        if event["role"] == "clock" or (event["cause"] and (kind, act) not in EYES):
            return
        for whose, acts in EYES.get((kind, act), ()):
            those = self.done.get(key if whose == "own" else fact, [])
            if event["actor"] in {who for what, who in those if what in acts} and not event["cause"]:
                self._say("four-eyes", f"{name} by who did one of {'、'.join(acts)}")
        seat = self.step.get("seat")
        if seat and seat["posting"] == event["posting"]:
            self._weigh_seat(event, seat, fact)

    def _weigh_seat(self, event: Row, seat: Row, fact: str) -> None:
        kind, act = event["kind"], event["act"]
        name, short = f"{kind}.{act}", kind.partition(".")[2]
        if f"{short}.{act}" in seat["left_out"] or short in seat["left_out"]:
            self._say("left-out", f"{name} by a deputy whose deputyship leaves it out")
        if seat["until"] and date.fromisoformat(seat["until"]) < self.day:
            self._say("deputy-over", f"{name} by a deputy whose days are over")
        if kind not in ABOUT_FACTS or not fact:
            return
        if event["role"] == "representative":
            if seat["unit"] not in self.line_of(fact):
                self._say("foreign", f"{name} by the representative of another body")
        elif act not in CLERICAL and not event["cause"]:
            if seat["unit"] and seat["unit"] == self.facts[fact]["department"]:
                self._say("own-body", f"{name} by somebody of the body that it is about")
            if act not in LOOKING and {seat["actor"], seat["holder"]} & self.hands_in(fact):
                self._say("hand", f"{name} by who had a hand in the fact")

    def hands_in(self, fact: str) -> set[str]:
        """Return who entered, changed, found, signed or published a fact."""
        hands = {who for act, who in self.done.get(fact, []) if act in HANDS}
        for key, one in self.standing.items():
            if one.fact == fact:
                hands |= {who for act, who in self.done.get(key, []) if act in OF_PUBLICATION}
        return hands - {"", None}  # type: ignore[arg-type]

    def _weigh_right(self, event: Row) -> None:
        key, kind, act = event["object"], event["kind"], event["act"]
        if (kind, act) in ADVERSE:
            clock, speaking = ADVERSE[kind, act]
            since = self._since(key, clock)
            spoke = any(what in speaking for what, _ in since)
            rows = [one for one in self.dues.values() if one["kind"] == clock and one["object"] == key]
            if not spoke and (not rows or max(one["due"] for one in rows) >= self.day.isoformat()):
                self._say("too-soon", f"{kind}.{act} before the department spoke or its time was over")
        waited = {(OBJECTION, "reject"): "appeals.objection_supply", (REPAIR, "reject"): "repair.supplement"}
        if (kind, act) in waited and event["from"] == "supplement":
            rows = [
                one for one in self.dues.values() if one["kind"] == waited[kind, act] and one["object"] == key
            ]
            if rows and max(one["due"] for one in rows) >= self.day.isoformat():
                self._say("too-soon", f"{kind}.{act} while the time to supply still ran")
        if (kind, act) == (TOLERANCE, "accept"):
            self._weigh_again(key)

    def _since(self, key: str, clock: str) -> list[tuple[str, str]]:
        """Return what was done to an object since it was last told that it may speak."""
        opening = {
            "records.statement": ("serve", "waive", "readmit"),
            "discipline.measure_hearing": ("notify",),
        }
        opening |= {"discipline.refusal_hearing": ("notify_refusal",)}
        acts = self.done.get(key, [])
        at = [n for n, (act, _) in enumerate(acts) if act in opening.get(clock, ("doubt",))]
        return acts[at[-1] :] if at and clock != "records.statement" else acts

    def _weigh_again(self, key: str) -> None:
        mine = self.rows.get(key, {})
        for other, row in self.rows.items():
            same = row["kind"] == TOLERANCE and other != key and row["fact_id"] == mine.get("fact_id")
            if same and row["status"] == "refused" and row["ground"] == mine.get("ground"):
                self._say("again", "a tolerance was taken up again on the ground on which it was refused")

    # --- what follows for the public

    def _follow(self, event: Row) -> None:
        key, kind, act = event["object"], event["kind"], event["act"]
        fact = self.fact_of(key)
        if kind == PUBLICATION:
            one = self.standing.setdefault(key, Standing(fact))
            if act in ("publish", "succeed"):
                one.since = self.day.isoformat()
            if act in ("end", "decline", "lapse"):
                one.ended = True
                one.was_suspended = (key, "suspend") in self.holds.get(one.fact, set())
                self.holds.get(one.fact, set()).discard((key, "suspend"))
            before = self.standing.get(self.rows[key]["predecessor_id"] or "") if act == "succeed" else None
            if before and before.was_suspended:
                self.holds.setdefault(one.fact, set()).add((key, "suspend"))
        ended = (kind, act) in {(REPAIR, "grant"), (RECORD, "exclude")} or (
            kind in FACTS and act in ("withdraw", "void")
        )
        if ended:
            self._end_all(fact)
        if kind in FACTS and act == "correct":
            self._end_all(fact)
        if (kind, act) == (CHALLENGE, "annul"):
            for one in self.of_document(fact):
                self._end_all(one)
        self._hold(event, fact)

    def _end_all(self, fact: str) -> None:
        for one in self.standing.values():
            if one.fact == fact:
                one.ended = True

    def of_document(self, fact: str) -> list[str]:
        """Return every fact of the document of one fact."""
        number = self._document(self.rows.get(fact, {}))
        return [key for key, row in self.rows.items() if number and self._document(row) == number]

    @staticmethod
    def _document(row: Row) -> str:
        """Return the number of the document on which a fact stands, "" where a row is no fact."""
        if row.get("kind") not in FACTS:
            return ""
        number = row.get("document_number") or row.get("case_number")
        return f"{number} {row.get('finding_body') or row.get('court') or ''}" if number else ""

    def _hold(self, event: Row, fact: str) -> None:
        key, kind, act = event["object"], event["kind"], event["act"]
        reached = self.of_document(fact) if kind == CHALLENGE else [fact]
        for (holder, begins), ends in HOLDING.items():
            if kind != holder:
                continue
            for one in reached:
                if act == begins:
                    self.holds.setdefault(one, set()).add((key, begins))
                if act in ends:
                    self.holds.get(one, set()).discard((key, begins))
        if (kind, act) == (CHALLENGE, "mended"):
            cause = self.by_id.get(event["cause"] or "")
            one = self.fact_of(cause["object"]) if cause else ""
            self.holds.get(one, set()).discard((key, "change"))

    # --- comparing

    def _compare_rows(self) -> None:
        told = {event["object"] for event in self.events}
        for key, row in self.rows.items():
            if key not in self.status:
                self._say("untold", f"a {row['kind']} of which no trail tells")
            elif self.status[key] != row["status"]:
                self._say(
                    "lost",
                    f"a {row['kind']} stands at {row['status']!r}, by its trail at {self.status[key]!r}",
                )
            before = self.former.get(key)
            if before and key not in told and before != row:
                names = [name for name in row if row[name] != before.get(name)]
                if not self._moved_along(row, names):
                    self._say("untold", f"{row['kind']} changed without an act: {'、'.join(names)}")
        for key, row in self.former.items():
            if key not in self.rows:
                self._say("vanished", f"a {row['kind']} is gone")

    def _moved_along(self, row: Row, names: list[str]) -> bool:
        """Say whether all that changed of a row is what another act of this step keeps there."""
        acts = {event["act"] for event in self.step["events"]}
        kept = {"correction_id"} if "mend" in acts else set()
        if self.step["events"]:
            kept |= {name for name in names if name.endswith(("_due", "_until", "_on", "_by", "_by_id"))}
        if "succeed" in acts and row["kind"] == HOLD:
            kept |= {"publication_id", "cause_object"}
        if "effect" in acts:
            kept |= {name for name in names if name.endswith("_id") or "name" in name}
        return set(names) <= kept

    def _compare_clocks(self) -> None:
        opening = {row["id"]: row for row in self.step["deadlines"]}
        corrected = any(
            event["act"] in ("correct", "undo_repair", "publish", "succeed") for event in self.events
        )
        latest: dict[tuple[str, str], str] = {}
        for row in self.dues.values():
            if not row["met"] and not row["cancelled"]:
                latest[row["kind"], row["object"]] = row["due"]
        for key, row in opening.items():
            before = self.dues.get(key)
            term = row["kind"] in TERMS
            if before and row["kind"] not in PLANNED and not before["met"] and not before["cancelled"]:
                if row["due"] < before["due"] and not (term and corrected):
                    self._say("earlier", f"{row['kind']} moved from {before['due']} to {row['due']}")
                if term and row["due"] > before["due"] and not corrected:
                    self._say("moved", f"{row['kind']} moved from {before['due']} to {row['due']}")
            if before is None and not term and row["kind"] not in PLANNED:
                last = latest.get((row["kind"], row["object"]))
                if last and not row["met"] and row["due"] < last:
                    self._say("earlier", f"{row['kind']} begins anew and ends on {row['due']}, before {last}")
        for key in self.dues:
            if key not in opening:
                self._say("vanished", f"a clock {self.dues[key]['kind']} is gone")
        self.dues = opening

    def must_stand(self, key: str) -> tuple[bool, str]:
        """Say of a publication whether it must stand in public today, and why not."""
        one, row = self.standing[key], self.rows[key]
        if not one.since:
            return False, "never published"
        if one.ended:
            return False, "it has ended"
        if self.status.get(one.fact) != "confirmed":
            return False, f"its fact stands at {self.status.get(one.fact)!r}"
        if self.holds.get(one.fact):
            return False, "held by " + "、".join(sorted(act for _, act in self.holds[one.fact]))
        opens, closes = row["opens_on"], row["closes_on"]
        if not opens <= self.day.isoformat() < closes:
            return False, "its time is over"
        if self.facts[one.fact]["official"]:
            return False, "it is about an official"
        return True, ""

    def window_of(self, fact: Row) -> tuple[str, str] | None:
        """Return the last day（不含）of a record's publicity and the first of its repair, by class and anchor（rules.md 0.2r）."""
        if fact["kind"] != RECORD:
            return None
        anchor = date.fromisoformat(
            fact["effective_on"] if fact["source_kind"] == "judgment" else fact["decided_on"]
        )
        grade = fact["declared_severity"]
        return (
            months_on(anchor, MONTHS[grade]).isoformat(),
            months_on(anchor, LEAST[grade]).isoformat(),
        )

    def _compare_public(self) -> None:
        shown = self.step["public"]
        numbers = {row["public_id"]: key for key, row in self.rows.items() if row["kind"] == PUBLICATION}
        for page in shown:
            if page not in numbers:
                self._say("leak", "a page of which no publication tells")
        for key, one in self.standing.items():
            row = self.rows.get(key)
            if row is None:
                continue
            must, why = self.must_stand(key)
            page = shown.get(row["public_id"])
            if page and not must:
                self._say("leak", f"a publication stands in public: {why}")
            if must and not page:
                self._say("hidden", f"a publication of {self.rows[one.fact]['kind']} is not in public")
            if page:
                self._compare_page(key, one, row, page)
            self._compare_window(one, row)
        self._compare_words(shown)

    def _compare_page(self, key: str, one: Standing, row: Row, page: Row) -> None:
        marked = any(
            case["kind"] == OBJECTION and case["fact_id"] == one.fact and self.status.get(other) in DISPUTED
            for other, case in self.rows.items()
        )
        if marked and not page["is_disputed"]:
            self._say("mark-missing", "an objection is in hand and the page does not say so")
        if page["is_disputed"] and not marked:
            self._say("mark-left", "the page says that an objection is in hand, and none is")
        if page["facts"] != row["face_facts"] or page["title"] != row["face_title"]:
            self._say("unsigned", "the page shows another text than the publication's")
        clean = row["sheet"] and all(value == "无" for value in row["sheet"].values())
        if row["predecessor_id"] is None and (row["sheet_version"] != row["face_version"] or not clean):
            self._say("unsigned", "the page shows a text whose sheet is not signed or not clean")
        self._compare_notes(key, page)

    def _compare_notes(self, key: str, page: Row) -> None:
        """Compare the department's own words on a page: its note, and the letter of a request for repair in hand."""
        standing = [
            case
            for other, case in self.rows.items()
            if case["kind"] == NOTE and case["publication_id"] == key and self.status.get(other) == "standing"
        ]
        for name, is_letter in (("note", False), ("commitment", True)):
            said = page.get(name) or ""
            notes = [case for case in standing if bool(case["repair_id"]) is is_letter]
            if said and said not in [note["face_facts"] for note in notes]:
                self._say(f"{name}-leak", f"the page shows a {name} that does not stand")
            if notes and not said:
                self._say(f"{name}-hidden", f"a {name} stands and the page does not show it")

    def _compare_window(self, one: Standing, row: Row) -> None:
        if not one.since or one.ended:
            return
        before = self.former.get(row["id"])
        if before and before["closes_on"] and before["closes_on"] != row["closes_on"]:
            self._say("moved", f"a window moved from {before['closes_on']} to {row['closes_on']}")
        wanted = self.window_of(self.rows[one.fact])
        if wanted and (row["closes_on"] > wanted[0] or row["repair_from"] > wanted[1]):
            self._say(
                "moved",
                f"a window ends on {row['closes_on']}, repair from {row['repair_from']}: by law {wanted}",
            )

    def _compare_words(self, shown: dict[str, Row]) -> None:
        text = json.dumps(list(shown.values()), ensure_ascii=False)
        for words in self.personal:
            if words in text:
                self._say("person", "a page names a person")
        pages: dict[str, int] = {}
        for key, one in self.standing.items():
            if key in self.rows and self.rows[key]["public_id"] in shown:
                pages[one.fact] = pages.get(one.fact, 0) + 1
        if any(count > 1 for count in pages.values()):
            self._say("twice", "a fact stands in public twice")

    def _look_under_the_dead(self) -> None:
        repaired = {
            key
            for key, row in self.rows.items()
            if row["kind"] == RECORD and row.get("repaired_on") and self.status.get(key) == "confirmed"
        }
        for key, row in self.rows.items():
            fact = self.fact_of(key)
            if row["kind"] not in OPEN_UNDER or not fact or fact == key:
                continue
            is_open = self.status.get(key) in OPEN_UNDER[row["kind"]]
            state = self.status.get(fact)
            dead = state in ("withdrawn", "void") or (state == "not_included" and row["kind"] != TOLERANCE)
            if dead and is_open and not (state == "not_included" and row["kind"] == INCENTIVE):
                self._say(
                    "open-under-dead",
                    f"a {row['kind']} stands at {self.status[key]!r} under a fact {state!r}",
                )
            if fact in repaired and row["kind"] in (MEASURE, PUBLICATION) and is_open:
                self._say(
                    "open-under-repaired", f"a {row['kind']} stands at {self.status[key]!r} after the repair"
                )
            asked = str(row.get("repair_id") or "")
            if row["kind"] == NOTE and asked and is_open and self.status.get(asked) in REQUEST_OVER:
                self._say("letter-left", f"a letter stands at {self.status[key]!r} without its request")
        for key, row in self.rows.items():
            if row["kind"] == CHALLENGE and self.status.get(key) == "annulled":
                for fact in self.of_document(row["fact_id"]):
                    if self.status.get(fact) == "confirmed" and self._stood_at(key, fact):
                        self._say("document-left", "a fact stands whose document was annulled")

    def _stood_at(self, case: str, fact: str) -> bool:
        """Say whether a fact was on file when a document fell: one entered later by another text is another matter."""
        return self.order.index(fact) < self.order.index(case)

    # --- rights

    def _look_for_refused_rights(self) -> None:
        step = self.step
        if not step["outcome"].startswith("refused") or not step.get("seat") or step.get("spoilt"):
            return
        seat, about = step["seat"], step["about"]
        row = self.rows.get(about)
        if seat["role"] != "representative" or row is None or seat["left_out"]:
            return
        fact = self.fact_of(about)
        if not fact or seat["unit"] != self.subject_of(fact):
            return
        if self._has_right(step["tried"], about, fact):
            self._say("right-refused", f"{step['tried']} was refused: {step.get('words', '')}")

    def _has_right(self, tried: str, about: str, fact: str) -> bool:
        state = self.status.get(fact)
        cases = [(key, row) for key, row in self.rows.items() if self.fact_of(key) == fact]
        if tried == f"{OBJECTION}.enter":
            mine = [
                key for key, row in cases if row["kind"] == OBJECTION and row["applicant_kind"] == "subject"
            ]
            free = all(self.status[key] in ("cancelled", "lapsed") for key in mine)
            return state in ("confirmed", "not_included", "withdrawn") and free
        if tried == f"{REPAIR}.enter":
            return self._may_be_repaired(fact, cases)
        kind = self.rows[about]["kind"]
        if kind in STATEMENTS and tried == f"{kind}.{STATEMENTS[kind][0]}":
            fresh = not any(act == "state" for act, _ in self.done.get(about, []))
            return fresh and self.status[about] in STATEMENTS[kind][1]
        if tried == f"{OBJECTION}.cancel":
            states = ("submitted", "supplement", "routing", "verifying", "deciding")
            return self.done[about][0][0] == "enter" and self.status[about] in states
        if tried == f"{REPAIR}.withdraw":
            return self.rows[about]["channel"] == "portal" and self.status[about] in OPEN_UNDER[REPAIR]
        return False

    def _may_be_repaired(self, fact: str, cases: list[tuple[str, Row]]) -> bool:
        row = self.rows[fact]
        if row["kind"] != RECORD or self.status[fact] != "confirmed" or row["source_kind"] != "penalty":
            return False
        if any(one["kind"] == REPAIR and self.status[key] not in ("withdrawn",) for key, one in cases):
            return False
        standing = [
            key for key, one in self.standing.items() if one.fact == fact and one.since and not one.ended
        ]
        in_time = [key for key in standing if self.day.isoformat() < self.rows[key]["closes_on"]]
        return bool(in_time) and self.window_of(row)[1] <= self.day.isoformat()  # type: ignore[index]

    # --- honours（procedures 14）

    def _hear_of_award(self, event: Row) -> None:
        key, kind, act = event["object"], event["kind"], event["act"]
        if (
            kind in FACTS
            and event["to"] in ("withdrawn", "void", "not_included")
            and event["from"] != event["to"]
        ):
            self.died[key] = event["seq"]
        if kind != HONOUR_CHECK:
            return
        if act in ("answer", "report"):
            self.told[key] = event["seq"]
        if act in ("answer", "drop") and event["posting"] != self.rows[key]["asked_through"]:
            self._say("others-list", f"{kind}.{act} by another than who sent the list")
        if act == "answer":
            self._weigh_answer(key)

    def _candidates(self, check: str) -> list[Row]:
        return [row for row in self.step["candidates"].values() if row["check"] == check]

    def _weigh_answer(self, key: str) -> None:
        day = self.rows[key]["cutoff_on"]
        for row in self._candidates(key):
            if row["outcome"] not in LOOKED_UP:
                continue
            wanted, measures = self._standing_of(row["department"], day)
            if row["outcome"] != wanted:
                self._say(
                    "award", f"a candidate is answered {row['outcome']!r} as of {day}, by law {wanted!r}"
                )
            if wanted == "barred" and row["measure"] not in measures:
                self._say("award", "a candidate is barred by a measure that did not run that day")

    def _standing_of(self, department: str, day: str) -> tuple[str, set[str]]:
        """Return what a body is to be answered as of a day, and the measures that bar it."""
        standing = {
            key
            for key, row in self.rows.items()
            if row["kind"] == RECORD
            and self.facts[key]["department"] == department
            and self._is_effective(key, row, day)
        }
        pending = {
            row["fact_id"]
            for key, row in self.rows.items()
            if row["kind"] == TOLERANCE
            and self.status.get(key) in PENDING
            and row["accepted_on"]
            and row["accepted_on"] <= day
        }
        barring = {
            key
            for key, row in self.rows.items()
            if row["kind"] == MEASURE and row["fact_id"] in standing - pending and self._ran(key, row, day)
        }
        return ("barred" if barring else "unsure" if standing else "clear"), barring

    def _is_effective(self, key: str, row: Row, day: str) -> bool:
        """Say whether a record stands, in effect on the day, neither repaired nor past its time."""
        if self.status.get(key) != "confirmed" or row["repaired_on"] or row["effective_on"] > day:
            return False
        over = any(
            one["kind"] == PUBLICATION and one["fact_id"] == key and one["end_ground"] == "expired"
            for one in self.rows.values()
        )
        return not over and (row["query_until"] is None or row["query_until"] > day)

    def _ran(self, key: str, row: Row, day: str) -> bool:
        """Say whether a measure that bars from honours ran on a day: decided after notice, served, neither over nor lifted."""
        acts = [act for act, _ in self.done.get(key, [])]
        decided = "notify" in acts and "impose" in acts[acts.index("notify") :]
        if not decided or row["measure"] not in BARRING or row["narrowed_to"]:
            return False
        in_term = max(row["served_on"], row["starts_on"]) <= day <= row["until"]
        return in_term and not (row["lifted_on"] and row["lifted_on"] <= day)

    def _look_at_awards(self) -> None:
        for row in self.step["candidates"].values():
            check = row["check"]
            if row["outcome"] != "barred" and (row["measure"] or row["until"]):
                self._say("ground-told", f"a candidate that is {row['outcome']!r} is told a measure")
            if self.status.get(check) == "dropped" and (row["name"] or row["credit_code"]):
                self._say("kept-names", "a list that was dropped keeps its names")
            if row["outcome"] == "barred" and self.status.get(check) in ("answered", "reported"):
                died = self.died.get(self.rows[row["measure"]]["fact_id"], 0)
                if died > self.told.get(check, 0):
                    self._say(
                        "award-untold", "a refusal stands whose record is gone, and nobody is to be told"
                    )

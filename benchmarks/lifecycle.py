"""A step of a village case, and the fold of its journal, against a bare trigger of ``transitions``.

The trigger has one condition that says yes: what any lifecycle costs before it decides anything. A step of
ours judges every guard, checks who acts, files the record, and hashes the entry.
"""

from __future__ import annotations

import datetime as dt
import statistics
import subprocess
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from timing import ROUNDS, Ratio, seconds
from transitions import Machine

import consultrules as cr

_TOWN, _VILLAGE = "320685111000", "320685111200"
ROOM = cr.Room(
    id="r1",
    kind="village",
    unit=_VILLAGE,
    since="2021-01-01",
    conveners=[{"person": "p1", "post": "party_secretary"}],
)
CONVENER = cr.Actor(office={"organ": "ROOM", "unit": _VILLAGE}, person="p1")
PARTY = cr.Actor(office={"organ": "PARTY_COMMITTEE", "unit": _TOWN})
GOVERNMENT = cr.Actor(office={"organ": "GOVERNMENT", "unit": _TOWN})
COMMITTEE = cr.Actor(office={"organ": "WORK_COMMITTEE", "unit": _TOWN})
TOPIC = cr.Topic(id="t1", room="r1", text="样例议题：村道拓宽", entrusted=False, sensitive=False)
_TASKS = [{"id": "1", "suggestions": ["1"], "outcome": "solved"}]
_HEADS = {
    "participants": 20,
    "public_representatives": 8,
    "members": 2,
    "stakeholders": 4,
    "stakeholder_representatives": 3,
    "representative_persons": 1,
    "officials_invited": 2,
    "governance_backbone_invited": 1,
}
STEPS: tuple[tuple[str, cr.Actor, str, Any], ...] = (
    ("select", CONVENER, "2025-02-03", cr.Selection(candidates_compared=3)),
    ("submit", CONVENER, "2025-02-05", None),
    ("approve", PARTY, "2025-02-10", cr.Approval(by=PARTY.office, on="2025-02-10")),
    (
        "research",
        CONVENER,
        "2025-02-20",
        cr.Research(
            id="q1",
            topic="t1",
            start="2025-02-18",
            end="2025-02-20",
            organiser="p1",
            participants=6,
            by_capacity={"public_representative": 3},
            clarified=["policy", "facts", "wishes"],
        ),
    ),
    (
        "notify",
        CONVENER,
        "2025-02-25",
        cr.Notice(id="n1", topic="t1", on="2025-02-25", count=20, content=True, information=True),
    ),
    (
        "hold",
        CONVENER,
        "2025-03-01",
        cr.Session(
            id="s1",
            room="r1",
            topic="t1",
            on="2025-03-01",
            form="meeting",
            convened_by=["p1"],
            **_HEADS,
        ),
    ),
    ("explain_dissent", CONVENER, "2025-03-02", ()),
    (
        "list_suggestions",
        CONVENER,
        "2025-03-04",
        cr.SuggestionList(on="2025-03-04", items=[{"id": "1", "text": "样例建议"}]),
    ),
    ("report", CONVENER, "2025-03-06", (cr.Delivery(to=PARTY.office, on="2025-03-06"),)),
    (
        "assign",
        GOVERNMENT,
        "2025-03-20",
        cr.ResponsibilityList(on="2025-03-20", by=GOVERNMENT.office, tasks=_TASKS),
    ),
    (
        "publish_progress",
        GOVERNMENT,
        "2025-04-10",
        cr.Progress(on="2025-04-10", manner="公告栏", scope="全村"),
    ),
    (
        "list_feedback",
        GOVERNMENT,
        "2025-05-01",
        cr.FeedbackList(
            on="2025-05-01", by=GOVERNMENT.office, answers=[{"suggestion": "1", "result": "solved"}]
        ),
    ),
    ("feed_back", GOVERNMENT, "2025-05-04", cr.ConvenerFeedback(on="2025-05-04")),
    (
        "publish",
        GOVERNMENT,
        "2025-05-06",
        cr.Publication(on="2025-05-06", manner="公告栏", scope="全村"),
    ),
    ("close", CONVENER, "2025-05-10", None),
    (
        "evaluate",
        COMMITTEE,
        "2025-06-01",
        cr.Evaluation(
            id="e1",
            topic="t1",
            on="2025-06-01",
            by=COMMITTEE.office,
            voices=["party_government", "members", "public", "organiser"],
            aspects=["result", "process", "objective", "subjective", "internal", "external"],
            problems=0,
        ),
    ),
)
MILLION = """
import pathlib, resource, consultrules as cr
from consultrules.workflow.standing import Head, Standing
case = cr.Case.open({topic!r}, {room!r}, by={by!r}, on="2025-02-01")
heads = []
for n in range(1_000_000):
    digest = n.to_bytes(32, "big").hex()
    heads.append(Head.of(case.standing._replace(id=f"320685111200-{{n:07}}", hash=digest)))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
status = pathlib.Path("/proc/self/status")
if status.exists():  # on Linux the other figure is that of the parent where its peak was higher
    peak = next(int(line.split()[1]) for line in status.open() if line.startswith("VmHWM"))
print(peak // 1024)
"""


class _Cursor:
    __slots__ = ("state",)

    def __init__(self) -> None:
        self.state = "a"


def _yes(_event: object) -> bool:
    return True


def trigger() -> Callable[[], object]:
    """A bare trigger on a cursor that is thrown away, with one condition."""
    machine = Machine(
        model=None, states=["a", "b"], initial="a", auto_transitions=False, send_event=True
    )
    machine.add_transition("go", "a", "b", conditions=[_yes])
    event = machine.events["go"]
    return lambda: event.trigger(_Cursor())


class Taking(NamedTuple):
    """A step that can be taken again and again, since a case never changes."""

    name: str
    job: Callable[[], object]


def village() -> tuple[cr.Case, list[Taking]]:
    """A village case from collection to evaluation, and each of its steps."""
    case = cr.Case.open(TOPIC, ROOM, by=CONVENER, on="2025-02-01")
    jobs = []
    for step, by, day, record in STEPS:
        told = {"by": by, "on": dt.date.fromisoformat(day), "record": record}
        move = cr.Move.parse(step)
        jobs.append(Taking(step, lambda c=case, m=move, t=told: c.take(m, **t)))  # type: ignore[misc]
        case = case.take(move, **told)
    return case, jobs


def measure() -> list[Ratio]:
    """Steps and fold against the trigger, interleaved; memory of a million heads."""
    case, jobs = village()
    bare, many = trigger(), range(100)
    entries, folds = case.entries, range(20)

    def repeat(job: Callable[[], object], times: range) -> Callable[[], None]:
        def again() -> None:
            for _ in times:
                job()

        return again

    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, job in (*jobs, Taking("", bare)):
            took = seconds(repeat(job, many)) / len(many)
            best[name] = min(took, best.get(name, took))
        took = seconds(repeat(lambda: cr.Case.replay(entries), folds)) / len(folds) / len(entries)
        best["fold"] = min(took, best.get("fold", took))
    base, fold = best.pop(""), best.pop("fold")
    ratios = {name: took / base for name, took in best.items()}
    for name, ratio in ratios.items():
        print(f"     {name:<58} {ratio:8.2f}")
    return [
        Ratio(
            "median step of a village case / bare trigger",
            statistics.median(ratios.values()),
            most=8,
            goal=6,
        ),
        Ratio("hold with all its guards / bare trigger", ratios["hold"], most=14, goal=8),
        Ratio("entries folded / bare triggers in the same time", base / fold, least=2.5),
        Ratio("a million case heads, MB", float(_heads()), most=400),
    ]


def _heads() -> int:
    script = MILLION.format(topic=TOPIC.to_dict(), room=ROOM.to_dict(), by=CONVENER.to_dict())
    return int(subprocess.check_output([sys.executable, "-c", script], text=True))

"""Journals that were tampered with and hashed anew: the chain fits, and what they tell does not."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

import consultrules as cr
from consultrules.workflow.canonical import canonical, hash_of
from village_life import CONVENER, PARTY, RESEARCH, ROOM, SITTING, STEPS, TOPIC, begun, lived

Lines = list[dict[str, Any]]
LIFE: Lines = [entry.to_dict() for entry in lived().entries]
LATE: Lines = [
    entry.to_dict()
    for entry in begun()
    .take("hold", by=CONVENER, on="2025-02-20", record=SITTING, despite="已经开过")
    .take("suspend", by=CONVENER, on="2025-02-21", reason="停电")
    .correct({"topic": {"text": "村道改造"}}, by=CONVENER, on="2025-02-22", reason="笔误")
    .entries
]
STRICT = cr.edition().with_readings(L18="day_before").tighten("320685", minimum_participants=15)
DEADLINES = cr.process().with_deadlines(
    cr.Deadline(id="d1", milestone="suggestion_list", after="sitting", days=1, basis="样例")
)


def hashed(lines: Lines) -> Lines:
    """The entries with numbers and hashes that fit."""
    made, before = [], "0" * 64
    for number, line in enumerate(copy.deepcopy(lines), 1):
        line.pop("hash", None)
        line |= {"seq": number, "prev": before}
        line["hash"] = before = hash_of(canonical(line))
        made.append(line)
    return made


def holds(lines: Lines, **more: Any) -> bool:
    """Whether a journal can be read and verifies."""
    try:
        return cr.Case.replay(lines, **more).verify().ok
    except cr.ConsultRulesError:
        return False


def with_(lines: Lines, number: int, **told: Any) -> Lines:
    """The journal with an entry that tells something else; ``...`` takes a field away."""
    made = copy.deepcopy(lines)
    for name, value in told.items():
        if value is ...:
            made[number].pop(name, None)
        else:
            made[number][name] = value
    return hashed(made)


def test_sound_journals_hold_wherever_they_are_read() -> None:
    for lines in (LIFE, LATE):
        assert hashed(lines) == lines
        assert holds(lines)
    case = cr.Case.open(TOPIC, ROOM, by=CONVENER, on="2025-02-01", policy=STRICT)
    for step, by, on, record in STEPS:
        case = case.take(step, by=by, on=on, record=record)
    text = json.dumps([entry.to_dict() for entry in case.entries])
    program = (
        "import json, sys, consultrules as cr; case = cr.Case.replay(json.load(sys.stdin)); "
        "print(case.standing.hash, case.verify().ok, case.policy.digest)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], input=text, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == [case.standing.hash, "True", STRICT.digest]


@pytest.mark.parametrize("name", ["edition", "clause", "record", "findings", "process"])
def test_an_entry_without_what_its_step_asks_for_does_not_hold(name: str) -> None:
    for number, line in enumerate(LIFE):
        if name in line:
            assert not holds(with_(LIFE, number, **{name: ...})), (number, line["step"])


@pytest.mark.parametrize(
    "told",
    [
        {"breaches": ...},
        {"breaches": LATE[1]["breaches"][1:]},
        {"breaches": [b | {"seq": 9} for b in LATE[1]["breaches"]]},
        {"despite": ...},
        {"findings": {}},
        {"findings": LATE[1]["findings"] | {"1.1": ["pass", 1, 1]}},
        {"kind": "imported"},
        {"readings": {"L4": "aim_only"}},
        {"numbers": {"minimum_participants": 5}},
        {"edition": "0" * 64},
        {"on": "2025-02-19"},
        {"clause": "3.5.s2"},
    ],
    ids=str,
)  # fmt: skip
def test_what_was_recorded_despite_a_breach_keeps_it(told: dict[str, Any]) -> None:
    assert not holds(with_(LATE, 1, **told))


def test_what_stood_against_nothing_has_no_breach_of_a_rule() -> None:
    hold = next(n for n, line in enumerate(LIFE) if line["step"] == "hold")
    breach = LATE[1]["breaches"][0] | {"seq": hold + 1}
    assert not holds(with_(LIFE, hold, breaches=[breach], despite="已经开过"))


def test_an_entry_that_is_no_step_tells_of_none() -> None:
    assert not holds(with_(LATE, 2, reason=...)), "a suspension says why"
    for told in (
        {"reason": ...},
        {"reason": "\u200b"},
        {"record": ...},
        {"despite": "x"},
        {"step": "close"},
    ):
        assert not holds(with_(LATE, 3, **told)), told
    with pytest.raises(cr.LifecycleError, match=r"entries\[3\]\.record"):
        cr.Case.replay(with_(LATE, 3, record=...))


@pytest.mark.parametrize("record", [{"Topic": TOPIC}, LIFE[0]["record"]])
def test_a_topic_is_collected_once(record: dict[str, Any]) -> None:
    again = LIFE[0] | {"from": "collected", "record": record}
    with pytest.raises(cr.LifecycleError, match=r"entries\[1\]\.record"):
        cr.Case.replay(hashed([LIFE[0], again]))


def _opening(change: Callable[[dict[str, Any]], object]) -> Lines:
    lines = copy.deepcopy(LATE)
    change(lines[0]["record"]["Opening"])
    return hashed(lines)


def test_the_opening_tells_its_own_topic_room_and_edition_and_no_more() -> None:
    approval = {"by": PARTY["office"], "on": "2025-02-01"}
    for change in (
        lambda o: o["case"]["topic"].update(id="t9"),
        lambda o: o["case"]["topic"].update(approvals=[approval]),
        lambda o: o["case"].update(feedback={"on": "2025-02-01"}),
        lambda o: o["case"].pop("research"),
        lambda o: o["room"].update(id="r9"),
        lambda o: o.update(readings={"L4": "aim_only"}),
        lambda o: o.update(readings={"L99": "x"}),
        lambda o: o.update(edition="nowhere-1999"),
        lambda o: o.update(local=[["320685", {"minimum_participants": 15}]]),
        lambda o: o.update(local=[["320685", {"minimum_participants": 1}]]),
    ):
        assert not holds(_opening(change))


def test_entries_of_another_case_do_not_become_this_one_by_a_new_number() -> None:
    other = [entry.to_dict() | {"case": "t1"} for entry in lived(id="t2").entries]
    assert not holds(hashed(LIFE[:5] + other[5:]))
    closing = LIFE[16] | {"from": "submitted"}
    for told in ({"kind": "imported"}, {"despite": "x"}):
        assert not holds(hashed([*LIFE[:3], closing | told])), "paper comes before what is lived"


def test_one_key_is_used_once() -> None:
    assert not holds(hashed([*LIFE[:15], LIFE[15] | {"key": "k"}, LIFE[16] | {"key": "k"}]))


def test_an_overdue_entry_names_a_deadline_of_the_process() -> None:
    case = cr.Case.open(TOPIC, ROOM, by=CONVENER, on="2025-02-01", process=DEADLINES)
    for step, by, on, record in STEPS[:7]:
        case = case.take(step, by=by, on=on, record=record)
    lines = [entry.to_dict() for entry in case.tick(by=CONVENER, on="2025-03-10").entries]
    assert holds(lines, process=DEADLINES)
    assert not holds(with_(lines, 8, key="overdue:d2:2025-03-02"), process=DEADLINES)
    with pytest.raises(cr.LifecycleError, match="process"):
        cr.Case.replay(lines)


def test_an_edition_that_is_not_at_hand_has_to_be_given() -> None:
    """Other readings are told by the entry itself; of local numbers it tells only those of its room."""
    for policy, at_hand in ((cr.edition().with_readings(L4="aim_only"), True), (STRICT, False)):
        case = cr.Case.replay(LIFE[:4], policy=policy)
        case = case.take("research", by=CONVENER, on="2025-02-20", record=RESEARCH)
        lines = [entry.to_dict() for entry in case.entries]
        assert holds(lines, policy=policy)
        assert holds(lines) is at_hand


def test_a_body_that_is_no_json_is_a_fault() -> None:
    case = lived(2)
    entries = (case.entries[0], case.entries[1]._replace(body="no json"), case.entries[2])
    assert not cr.Case.replay(entries).verify().ok

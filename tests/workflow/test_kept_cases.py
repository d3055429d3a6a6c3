"""What never changes cannot be changed by whoever holds it, and survives being copied and sent elsewhere."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from typing import Any

import pytest

import consultrules as cr
from village_life import CONVENER, ROOM, STEPS, lived
from workflow.life import same

DATED = cr.process().with_deadlines(
    cr.Deadline(id="d1", milestone="suggestion_list", after="sitting", days=15, basis="样例")
)
EDITIONS = {
    "plain": cr.edition(),
    "read": cr.edition().with_readings(R9="replace", L4="aim_only"),
    "tightened": cr.edition()
    .tighten("320685", minimum_participants=12)
    .tighten("320685111", minimum_sessions={"village": 9}, minimum_public_share="2/5"),
}
COPIES: dict[str, Any] = {
    "pickle": lambda thing: pickle.loads(pickle.dumps(thing)),
    "deepcopy": copy.deepcopy,
    "copy": copy.copy,
}


def test_nobody_writes_to_what_was_reached() -> None:
    for case in (lived(0), lived(2), cr.Case.replay(lived(6).entries)):
        for shown in (case.milestones, case.standing.milestones, case.standing.met):
            with pytest.raises(TypeError):
                shown[cr.Milestone.SITTING] = dt.date(2025, 2, 1)  # type: ignore[index]


@pytest.mark.parametrize("way", COPIES)
@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_is_the_same_wherever_it_is_sent(name: str, way: str) -> None:
    policy = EDITIONS[name]
    again = COPIES[way](policy)
    assert again == policy
    assert (again.digest, again.local, again.readings.chosen) == (
        policy.digest,
        policy.local,
        policy.readings.chosen,
    )


@pytest.mark.parametrize("way", COPIES)
@pytest.mark.parametrize("name", EDITIONS)
def test_a_case_goes_on_living_wherever_it_is_sent(name: str, way: str) -> None:
    case = cr.Case.open(
        {"id": "t1", "room": "r1", "text": "样例", "entrusted": False, "sensitive": False},
        ROOM,
        by=CONVENER,
        on="2025-02-01",
        policy=EDITIONS[name],
        process=DATED if name == "plain" else None,
    )
    for step, by, on, record in STEPS:
        case = case.take(step, by=by, on=on, record=record, despite="样例")
        if step == "hold":
            told = {"topic": {"needs": "county"}}
            case = case.correct(told, by=CONVENER, on=on, reason="样例")
        again = COPIES[way](case)
        assert hash(again) == hash(case)
        same(again, case)
        assert again.verify().ok
        assert (again.policy, again.process, again.room) == (case.policy, case.process, case.room)
        case = again
    assert COPIES[way]({"case": case})["case"].options(on="2025-07-01")


def test_a_case_keeps_its_room_of_today() -> None:
    moved = lived(3).with_room(ROOM | {"conveners": []})
    again = pickle.loads(pickle.dumps(moved))
    assert again.room.conveners == ()
    same(again, moved)

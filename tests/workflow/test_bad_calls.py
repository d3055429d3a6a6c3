"""What a call hands over that cannot be read: a typed error that names the argument, and nothing done."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable
from typing import Any

import pytest

import consultrules as cr
from village_life import COMMITTEE, CONVENER, RESEARCH, ROOM, TOPIC, begun

DAY = "2025-02-05"
JUNK: tuple[Any, ...] = (
    True, 0, 10**30, 1.5, math.nan, "", " ", "\x00", "\ud800", "x" * 100_000, b"x", [None], {1: 2}, set(),
    object(), int, ..., (n for n in ()), [[[[[]]]]], {"office": None}, dt.date(1, 1, 1), dt.date(3000, 1, 1),
    dt.datetime(2025, 2, 5, 1, tzinfo=dt.UTC), "2025-02-30", "20250205",
)  # fmt: skip
CASE = begun()
ENTRIES = [entry.to_dict() for entry in CASE.entries]
WITHDRAWN = CASE.take("withdraw", by=CONVENER, on=DAY, reason="另行协商")
Call = tuple[Callable[..., Any], dict[str, Any]]
WRITTEN = {"by": CONVENER, "on": DAY, "recorded_by": CONVENER, "recorded_on": "2025-02-09"}
CALLS: dict[str, Call] = {
    "open": (
        cr.Case.open,
        {"topic": TOPIC, "room": ROOM, "reason": "r", "documents": ["d"], "policy": None, "process": None}
        | WRITTEN,
    ),
    "from_record": (
        cr.Case.from_record,
        {"record": {"topic": TOPIC | {"collected_on": DAY}}, "room": ROOM, "by": COMMITTEE, "recorded_on": DAY,
         "policy": None},
    ),
    "replay": (
        cr.Case.replay,
        {"entries": ENTRIES, "policy": None, "process": None, "room": None, "units": None},
    ),
    "take": (
        CASE.take,
        {"step": "submit", "documents": ["d"], "reason": "r", "despite": "d", "key": "k"} | WRITTEN,
    ),
    "research": (
        CASE.take,
        {"step": "research", "by": CONVENER, "on": "2025-02-20", "record": RESEARCH},
    ),
    "correct": (
        CASE.correct,
        {"record": {"topic": {"text": "乙"}}, "reason": "r", "documents": ["d"]} | WRITTEN,
    ),
    "reopen": (WITHDRAWN.reopen, {"reason": "r"} | WRITTEN),
    "options": (CASE.options, {"by": CONVENER, "on": DAY, "records": {"submit": None}}),
    "path_to": (CASE.path_to, {"goal": "sitting"}),
    "tick": (CASE.tick, {"by": CONVENER, "on": DAY}),
    "overdue": (CASE.overdue, {"on": DAY}),
    "with_room": (CASE.with_room, {"room": ROOM}),
    "rejudge": (CASE.rejudge, {"policy": cr.edition()}),
}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def test_junk_at_an_argument_is_refused_by_its_name(name: str) -> None:
    """Whatever is accepted reads back from JSON; nothing else than a typed error says no."""
    call, sound = CALLS[name]
    call(**sound)
    for argument in sound:
        for value in JUNK:
            places = _answered(call, **{**sound, argument: value})
            assert any(argument in place for place in places), (argument, value, places)
    assert (CASE.state, len(CASE.entries)) == (cr.State.COLLECTED, 1)


def _answered(call: Callable[..., Any], **given: Any) -> tuple[str, ...]:
    """The places that a refusal names; every argument where the call was accepted and reads back."""
    try:
        answer = call(**given)
    except cr.ConsultRulesError as error:
        str(error).encode()
        json.dumps(error.to_dict())
        if isinstance(error, cr.IntakeError):
            return tuple(fault.at for fault in error.faults)
        return (str(error.figures.get("at")),)
    if isinstance(answer, cr.Case):
        _reads_back(answer)
    return tuple(given)


def _reads_back(case: cr.Case) -> None:
    lines = [entry.to_json().encode() for entry in case.entries]
    again = cr.Case.replay([json.loads(line) for line in lines])
    assert again == case
    assert again.verify().ok


@pytest.mark.parametrize("value", [False, 0, "", {}, set()])
def test_what_is_empty_is_no_document_list_edition_or_set_of_records(value: Any) -> None:
    with pytest.raises(cr.IntakeError, match="documents"):
        CASE.take("submit", by=CONVENER, on=DAY, documents=value)
    for argument in ("policy", "process"):
        with pytest.raises(cr.IntakeError, match=argument):
            cr.Case.open(TOPIC, ROOM, by=CONVENER, on=DAY, **{argument: value})
    if value != {}:
        with pytest.raises(cr.IntakeError, match="records"):
            CASE.options(on=DAY, records=value)


@pytest.mark.parametrize("day", [dt.date(1949, 9, 30), dt.date(2200, 1, 1), dt.date.max])
def test_a_day_out_of_bounds_is_none_as_a_date_either(day: dt.date) -> None:
    """It would be written and never be read again."""
    with pytest.raises(cr.IntakeError, match=r"on: .*out of bounds"):
        CASE.take("submit", by=CONVENER, on=day)
    with pytest.raises(cr.IntakeError, match=r"recorded_on: .*out of bounds"):
        CASE.take("submit", by=CONVENER, on=DAY, recorded_on=day)


def test_another_room_is_not_taken_for_that_of_a_journal() -> None:
    other = cr.Room.read(ROOM | {"id": "r9"})
    with pytest.raises(cr.IntakeError, match=r"room\.id"):
        cr.Case.replay(ENTRIES, room=other)
    moved = cr.Case.replay(ENTRIES, room=ROOM | {"conveners": []})
    assert moved.room.conveners == ()


def test_a_record_that_is_tried_is_never_passed_over() -> None:
    """The answer says so where there is no such step, and who acts has to be known."""
    options = {o.step: o for o in CASE.options(by=CONVENER, on=DAY, records={"办结": None})}
    assert options[cr.Move.CLOSE].allowed is False
    assert [reason.key for reason in options[cr.Move.CLOSE].missing] == ["not_here"]
    assert cr.Move.CLOSE not in {o.step for o in CASE.options(by=CONVENER, on=DAY)}
    village = {o.step: o for o in CASE.options(by=CONVENER, on=DAY, records={"初审": {}})}
    assert [r.key for r in village[cr.Move.PRELIMINARY_REVIEW].missing] == ["not_applicable"]
    with pytest.raises(cr.IntakeError, match="written twice"):
        CASE.options(by=CONVENER, on=DAY, records={"hold": {}, "开展协商": {}})

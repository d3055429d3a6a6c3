"""Requests that contradict themselves: the door refuses them, it never picks one side."""

import json
from typing import Any

import pytest

import consultrules as cr
from consultrules.exchange.plain import judge_lines
from samples import BY_FACTS, case, named, person, room, session, topic

RECORDS = [
    {"session": session(), "room": room(id="r2")},
    {"session": session(), "topic": topic(id="t2")},
    {"session": session(), "topic": topic(), "lists": {"nope": 1}},
    {"topic": topic(), "room": room(), "lists": {"topic": topic(id="t2")}},
    {"session": session(), "room": room(), "topic": topic(room="r9")},
    {"case": case(), "room": room(), "topic": topic(id="t9")},
    {"case": case(), "room": room(), "lists": {"nope": 1}},
    {"room": room(), "lists": {"nope": 1}},
    {"person": person(), "room": room(id="r9"), "topic": topic()},
]


@pytest.mark.parametrize("records", RECORDS, ids=range(len(RECORDS)))
def test_what_does_not_belong_together_is_refused(records: dict[str, Any]) -> None:
    """Nothing that is handed over is passed over."""
    assert "error" in cr.judge({"do": "check", "records": records})


@pytest.mark.parametrize("day", [-1, 0, 1, 18_380], ids=named)
def test_a_number_is_no_day(day: int) -> None:
    """A day before the policy makes everything not applicable: it must not come from a slip."""
    facts = {"participants": 1, "session_day": day}
    assert not cr.judge(BY_FACTS | {"facts": facts, "only": "3.3.s3a"}).get("ok")


def test_half_a_surrogate_pair_is_no_id() -> None:
    """It is refused at its fact."""
    answer = cr.judge(BY_FACTS | {"facts": {"approver_unit": "\ud800"}})
    assert answer["error"]["at"] == "approver_unit"


@pytest.mark.parametrize("readings", [[], "", 0, False], ids=named)
def test_empty_readings_of_another_type_are_refused_every_time(readings: Any) -> None:
    """Also when the same request without them was answered before."""
    assert cr.judge(BY_FACTS)["ok"]
    assert cr.judge(BY_FACTS | {"readings": readings})["error"]["at"] == "readings"


def test_a_fact_written_twice_is_refused() -> None:
    """Two representatives and nine are not nine."""
    facts = '{"participants": 10, "public_representatives": 2, "public_representatives": 9}'
    line = f'{{"do": "check", "grain": "session", "only": "3.3.s3c", "facts": {facts}}}'
    (answer,) = judge_lines([line])
    assert "error" in json.loads(answer)


def test_a_broken_line_keeps_its_names() -> None:
    """Where a line stops being JSON is enough; what it holds may be personal."""
    (answer,) = judge_lines(['{"name": "张三丰", "phone": "13900000000"'])
    assert json.loads(answer)["error"]["code"] == "not_json"
    assert "张" not in answer


@pytest.mark.parametrize("key", ["NaN", "Infinity", "-Infinity"])
def test_every_answer_is_json_whatever_the_id(key: str) -> None:
    """NaN is no JSON: no other program could read the answer."""
    (answer,) = judge_lines([json.dumps(BY_FACTS)[:-1] + f', "id": {key}}}'])

    def refuse(name: str) -> None:
        raise AssertionError(name)

    assert json.loads(answer, parse_constant=refuse)

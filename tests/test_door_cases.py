"""The plain-data door for the life of a topic: the journal comes in, one entry or every reason comes out."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

import consultrules as cr
from consultrules.exchange.schema import form
from consultrules.workflow.canonical import canonical, hash_of
from samples import TOWN, VILLAGE
from test_door import at, fault
from test_door_attack import NASTY, answered, changed, places
from village_life import (
    CONVENER,
    GOVERNMENT,
    OPENED_ON,
    PARTY,
    RESEARCH,
    ROOM,
    SITTING,
    STEPS,
    TOPIC,
    begun,
    lived,
)

FEW = SITTING | {
    "participants": 9,
    "public_representatives": 2,
    "stakeholder_representatives": 1,
}
FORMS = {
    "consultrules.case/1": "case_answer",
    "consultrules.options/1": "options",
    "consultrules.refusal/1": "refusal",
}
OPEN = {
    "do": "open",
    "records": {"topic": TOPIC, "room": ROOM},
    "given": {"by": CONVENER, "on": OPENED_ON},
}


def journal(steps: int) -> list[dict[str, Any]]:
    """A journal as plain data."""
    return [entry.to_dict() for entry in lived(steps).entries]


def take(entries: list[dict[str, Any]], step: str, by: Any, on: str, **more: Any) -> dict[str, Any]:
    """The request for a step."""
    given = {"step": step, "by": by, "on": on} | more
    return {"do": "take", "records": {"journal": entries}, "given": given}


def options(entries: list[dict[str, Any]], **given: Any) -> dict[str, Any]:
    """The request for the options."""
    return {"do": "options", "records": {"journal": entries}, "given": given}


def told(request: dict[str, Any]) -> dict[str, Any]:
    """An answer in its form."""
    answer = cr.judge(request)
    assert "error" not in answer, answer
    form(FORMS[answer["schema"]]).validate_python(answer)
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer
    return answer


def test_a_village_topic_lives_through_the_door() -> None:
    """From collection to evaluation; the client keeps what it is answered, entry by entry."""
    kept = [told(OPEN)["entry"]]
    for step, by, on, record in STEPS:
        answer = told(take(kept, step, by, on, record=record))
        kept.append(answer["entry"])
        assert (answer["seq"], answer["hash"]) == (len(kept), answer["entry"]["hash"])
    case = cr.Case.replay(kept)
    assert case == lived()
    assert answer["state"] == "closed"
    assert answer["milestones"] == {m.value: d.isoformat() for m, d in case.milestones.items()}
    assert answer["breaches"] == []
    for entry in kept:
        form("entry").validate_python(entry)


def test_a_refusal_is_an_answer_with_every_reason() -> None:
    """Not an error: the findings, their remedies, and who may act."""
    answer = told(take(journal(2), "approve", GOVERNMENT, "2025-02-10"))
    assert (answer["schema"], answer["code"]) == ("consultrules.refusal/1", "refused")
    assert (answer["case"], answer["step"], answer["state"]) == ("t1", "approve", "submitted")
    assert [finding["rule"] for finding in answer["findings"]] == ["3.2.s4"]
    assert all(finding["remedy"]["zh"] for finding in answer["findings"])
    assert [body["name"] for body in answer["who"]] == ["白甸镇党委"]
    answer = told(take(journal(5), "hold", CONVENER, "2025-03-01", record=FEW))
    assert {finding["rule"] for finding in answer["findings"]} >= {"3.3.s3a", "3.3.s3c"}


def test_a_step_that_is_not_there_is_refused_as_such() -> None:
    """The code says that it is the state."""
    answer = told(take(journal(0), "close", CONVENER, "2025-02-02"))
    assert (answer["schema"], answer["code"]) == ("consultrules.refusal/1", "not_here")


def test_who_may_not_keep_the_journal_is_refused() -> None:
    """At its opening too."""
    stranger = {"office": {"organ": "GOVERNMENT", "unit": "320623000000"}}
    answer = told(OPEN | {"given": OPEN["given"] | {"recorded_by": stranger}})  # type: ignore[operator]
    assert [finding["rule"] for finding in answer["findings"]] == ["writer"]
    assert answer["step"] == "collect"


def test_what_took_place_all_the_same_is_a_breach() -> None:
    """Recorded despite the reasons, which the answer carries ever after."""
    answer = told(take(journal(5), "hold", CONVENER, "2025-03-01", record=FEW, despite="已经开过"))
    assert answer["schema"] == "consultrules.case/1"
    assert {breach["key"] for breach in answer["breaches"]} >= {"3.3.s3a", "3.3.s3c"}
    assert answer["entry"]["despite"] == "已经开过"


def test_everything_that_a_step_takes_gets_into_the_entry() -> None:
    """Reason, documents, who recorded it and when, key."""
    more = {
        "reason": "等待资料",
        "documents": ["纪要.pdf"],
        "recorded_by": CONVENER,
        "recorded_on": "2025-02-08",
        "key": "k1",
    }
    entry = told(take(journal(2), "suspend", PARTY, "2025-02-07", **more))["entry"]
    assert {name: entry[name] for name in more} == more


def test_a_key_makes_a_request_repeatable() -> None:
    """Asked again it answers with the entry that is there; another step under the key is refused."""
    request = take(journal(2), "approve", PARTY, "2025-02-10", key="k1")
    first = told(request)
    entries = [*journal(2), first["entry"]]
    assert told(take(entries, "approve", PARTY, "2025-02-10", key="k1")) == first
    later = [*entries, told(take(entries, "suspend", PARTY, "2025-02-11", reason="停"))["entry"]]
    assert told(take(later, "approve", PARTY, "2025-02-10", key="k1"))["entry"] == first["entry"]
    assert at(take(entries, "suspend", PARTY, "2025-02-11", reason="停", key="k1")) == (
        "given.key",
        "key_used",
    )


def test_options_are_all_steps_with_what_is_missing() -> None:
    """Allowed or not, with the record that each needs; by somebody, or by whoever may."""
    answer = told(options(journal(2), on="2025-02-06"))
    found = {option["step"]: option for option in answer["options"]}
    assert (found["approve"]["allowed"], found["approve"]["record"]) == (True, "Approval")
    assert found["hold"]["missing"] if "hold" in found else True
    mine = told(options(journal(2), on="2025-02-06", by=CONVENER))
    mine_by = {option["step"]: option["allowed"] for option in mine["options"]}
    assert mine_by["approve"] is False
    assert (answer["case"], answer["state"]) == ("t1", "submitted")


def test_a_record_is_tried_on_its_step() -> None:
    """Before anybody takes it."""
    for record, allowed in ((FEW, False), (SITTING, True)):
        answer = told(options(journal(5), on="2025-03-01", records={"hold": record}))
        found = {option["step"]: option["allowed"] for option in answer["options"]}
        assert found["hold"] is allowed


def test_the_room_as_it_is_today_decides_who_may_act() -> None:
    """A new convener convenes; the journal still says who did before."""
    other = CONVENER | {"person": "p9"}
    request = take(journal(3), "research", other, "2025-02-20", record=RESEARCH)
    before = {finding["rule"] for finding in told(request)["findings"]}
    request["records"]["room"] = ROOM | {"conveners": [{"person": "p9", "post": "party_secretary"}]}
    assert before == {"role"}
    assert told(request)["schema"] == "consultrules.case/1"
    request["records"]["room"] = ROOM | {"id": "r2"}
    assert at(request) == ("records.room.id", "dangling_id")


def test_readings_are_those_of_the_request_or_of_the_journal() -> None:
    """A case opened by other readings goes on by them."""
    entry = told(OPEN | {"readings": {"L18": "day_before"}})["entry"]
    assert entry["readings"] == {"L18": "day_before"}
    answer = told(take([entry], "select", CONVENER, "2025-02-03"))
    assert answer["entry"]["readings"] == {"L18": "day_before"}
    answer = told(take([entry], "select", CONVENER, "2025-02-03") | {"readings": {}})
    assert "readings" not in answer["entry"]


def test_the_id_of_the_request_comes_back_beside_that_of_the_case() -> None:
    """They are two things."""
    answer = cr.judge(OPEN | {"id": 7})
    assert (answer["id"], answer["case"]) == (7, "t1")
    assert cr.judge(take(journal(0), "close", CONVENER, "2025-02-02") | {"id": 8})["id"] == 8


def spoilt(entries: list[dict[str, Any]], number: int, **more: Any) -> list[dict[str, Any]]:
    """A journal with one entry changed."""
    made = copy.deepcopy(entries)
    made[number].update(more)
    return made


TWO = [entry.to_dict() for entry in begun().take("select", by=CONVENER, on="2025-02-03").entries]
TAKE = take(TWO, "submit", CONVENER, "2025-02-05")
OPTIONS = options(TWO, on="2025-02-05", by=CONVENER, records={"submit": None})
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"do": "open"}, "records", "missing_key"),
    ({"do": "tkae"}, "do", "unknown_word"),
    (OPEN | {"as_of": "2025-02-01"}, "as_of", "unknown_key"),
    (OPEN | {"records": {"topic": TOPIC}}, "records.room", "missing_key"),
    (OPEN | {"records": {"room": ROOM}}, "records.topic", "missing_key"),
    (OPEN | {"records": {"topic": TOPIC, "rom": ROOM}}, "records.rom", "unknown_key"),
    (OPEN | {"records": {"topic": {"id": 1}, "room": ROOM}}, "records.topic.id", "wrong_type"),
    (
        OPEN | {"records": {"topic": TOPIC | {"room": "r2"}, "room": ROOM}},
        "records.topic.room",
        "dangling_id",
    ),
    (
        OPEN | {"records": {"topic": TOPIC | {"collected_on": "2025-01-31"}, "room": ROOM}},
        "records.topic.collected_on",
        "impossible",
    ),
    (OPEN | {"given": {}}, "given.by", "missing_key"),
    (OPEN | {"given": {"by": CONVENER}}, "given.on", "missing_key"),
    (OPEN | {"given": {"by": CONVENER, "on": "2025-02-31"}}, "given.on", "bad_day"),
    (OPEN | {"given": {"by": "p1", "on": OPENED_ON}}, "given.by", "wrong_type"),
    (OPEN | {"given": OPEN["given"] | {"step": "select"}}, "given.step", "unknown_key"),  # type: ignore[operator]
    (OPEN | {"edition": "nantong-2021"}, "edition", "unknown_edition"),
    ({"do": "take"}, "records", "missing_key"),
    ({"do": "take", "records": {}}, "given.step", "missing_key"),
    (TAKE | {"records": {}}, "records.journal", "missing_key"),
    (TAKE | {"records": {"journal": {}}}, "records.journal", "wrong_type"),
    (TAKE | {"records": {"journal": []}}, "records.journal", "empty_journal"),
    (TAKE | {"records": {"journal": [1]}}, "records.journal[0]", "wrong_type"),
    (TAKE | {"records": {"journl": TWO}}, "records.journl", "unknown_key"),
    (
        take(spoilt(TWO, 1, schema="consultrules.entry/2"), "submit", CONVENER, "2025-02-05"),
        "records.journal[1].schema",
        "unknown_schema",
    ),
    (
        take(spoilt(TWO, 1, on="2025-02-02"), "submit", CONVENER, "2025-02-05"),
        "records.journal[1].hash",
        "broken_hash",
    ),
    (take(TWO[1:], "submit", CONVENER, "2025-02-05"), "records.journal[0].seq", "gap_in_journal"),
    (
        take([*TWO, TWO[1]], "submit", CONVENER, "2025-02-05"),
        "records.journal[2]",
        "gap_in_journal",
    ),
    (
        take([*TWO, begun("t2").entries[0].to_dict()], "submit", CONVENER, "2025-02-05"),
        "records.journal[2]",
        "other_case",
    ),
    (take(TWO, "submti", CONVENER, "2025-02-05"), "given.step", "unknown_word"),
    (take(TWO, "submit", CONVENER, "2025-13-05"), "given.on", "bad_day"),
    (take(TWO, "submit", CONVENER, "2025-02-05", recod={}), "given.recod", "unknown_key"),
    (take(TWO, "submit", CONVENER, "2025-02-05", record={}), "given.record", "unknown_key"),
    (take(TWO, "submit", CONVENER, "2025-02-05", documents="a"), "given.documents", "wrong_type"),
    (take(TWO, "submit", CONVENER, "2025-02-05", documents=0), "given.documents", "wrong_type"),
    (take(TWO, "submit", CONVENER, "2025-02-05", reason=" "), "given.reason", "bad_text"),
    (
        take(TWO, "submit", CONVENER, "2025-02-05", recorded_on="2025-02-04"),
        "given.on",
        "after_recorded",
    ),
    (
        take(TWO, "submit", CONVENER, "2025-02-01", recorded_on="2025-02-01"),
        "given.recorded_on",
        "clock_backwards",
    ),
    (
        take(TWO, "select", CONVENER, "2025-02-05", record={"candidates_compared": "3"}),
        "given.record.candidates_compared",
        "wrong_type",
    ),
    (options(TWO), "given.on", "missing_key"),
    (options(TWO, on="2025-02-05", step="submit"), "given.step", "unknown_key"),
    (options(TWO, on="2025-02-05", records=[]), "given.records", "wrong_type"),
    (options(TWO, on="2025-02-05", records={"hlod": {}}), "given.records", "unknown_word"),
]


@pytest.mark.parametrize(("request_", "place", "code"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_request_is_refused_at_its_place(
    request_: dict[str, Any], place: str, code: str
) -> None:
    """Every fault has a code, a place, the value and what is accepted."""
    assert at(request_) == (place, code)


def test_what_is_misspelt_gets_the_likeliest_word() -> None:
    """For arguments, records, steps and verbs."""
    assert fault(take(TWO, "submit", CONVENER, "2025-02-05", recod={}))["hint"] == "record"
    assert fault(take(TWO, "submti", CONVENER, "2025-02-05"))["hint"] == "submit"
    assert fault(TAKE | {"records": {"journl": TWO}})["hint"] == "journal"
    assert fault({"do": "tkae"})["hint"] == "take"


FULL = take(
    TWO,
    "suspend",
    PARTY,
    "2025-02-07",
    reason="等待资料",
    documents=["纪要.pdf"],
    recorded_by=CONVENER,
    recorded_on="2025-02-08",
    key="k1",
    record=None,
    despite=None,
)
DESPITE = lived(5).take("hold", by=CONVENER, on="2025-03-01", record=FEW, despite="已开")
ATTACKED = [
    OPEN,
    FULL,
    OPTIONS,
    take(journal(5), "hold", CONVENER, "2025-03-01", record=SITTING),
    take([e.to_dict() for e in DESPITE.entries], "report", CONVENER, "2025-03-02"),
]


def spots() -> Iterator[Any]:
    """Every place of every request as a case; of two journals those of the first and last entry."""
    for number, request in enumerate(ATTACKED):
        last = len(request["records"].get("journal", ())) - 1
        for path in places(request):
            inside = path[:2] == ("records", "journal")
            if inside and (path[2:3] not in ((), (0,), (last,)) or number in (2, 3)):
                continue
            yield pytest.param(number, path, id=f"{number}-{'.'.join(map(str, path))}")


@pytest.mark.parametrize(("number", "path"), [*spots()])
def test_no_place_of_a_request_breaks_the_door(number: int, path: tuple[Any, ...]) -> None:
    """Every nasty value at every place is answered, and a journal that was touched is refused."""
    for value in NASTY:
        answer = answered(changed(ATTACKED[number], path, value))
        touched = changed(ATTACKED[number], path, value) != ATTACKED[number]
        if path[:2] == ("records", "journal") and touched:
            assert "error" in answer, (path, value)


def rehashed(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A forged journal whose hashes fit all the same."""
    made, before = [], None
    for entry in entries:
        plain = {k: v for k, v in entry.items() if k != "hash"}
        if before is not None and "prev" in plain:
            plain["prev"] = before
        before = hash_of(canonical(plain))
        made.append({**plain, "hash": before})
    return made


@pytest.mark.parametrize(
    ("number", "path"), [s for s in spots() if s.values[1][:2] == ("records", "journal")]
)
def test_a_forged_journal_with_hashes_that_fit_is_answered_too(
    number: int, path: tuple[Any, ...]
) -> None:
    """Whoever makes hashes of nonsense gets an answer like anybody else."""
    for value in NASTY:
        request = changed(ATTACKED[number], path, value)
        try:
            request["records"]["journal"] = rehashed(request["records"]["journal"])
        except (TypeError, ValueError, AttributeError):
            continue
        answered(request)


def test_a_changed_answer_changes_no_later_one() -> None:
    """Answers share nothing with each other or with the request."""
    for request in ATTACKED:
        kept_request = json.dumps(request)
        first = cr.judge(request)
        kept = json.dumps(first)
        _spoil(first)
        assert json.dumps(cr.judge(request)) == kept
        assert json.dumps(request) == kept_request


def _spoil(value: Any) -> None:
    for part in [*value.values()] if isinstance(value, dict) else [*value]:
        if isinstance(part, dict | list):
            _spoil(part)
    value.clear()


def test_the_words_of_the_vocabulary_are_accepted() -> None:
    """Chinese and codes are the same request."""
    by = {"office": {"organ": "党委", "unit": TOWN}}
    answer = told(take(journal(2), "审定", by, "2025-02-10"))
    assert (answer["entry"]["step"], answer["state"]) == ("approve", "consulting")
    assert VILLAGE in json.dumps(told(OPEN))

"""The plain-data door: what may be asked, what is answered, and what is refused where."""

import json
from typing import Any

import pytest

import consultrules as cr
from samples import (
    AUDIT,
    BY_FACTS,
    BY_RECORDS,
    COUNTY,
    FACTS,
    ROUTE,
    ROUTES,
    named,
    person,
    room,
    session,
    topic,
)

VALID = {"facts": BY_FACTS, "records": BY_RECORDS, "route": ROUTE, "audit": AUDIT}


def fault(request: Any) -> dict[str, Any]:
    """The error of a refused request, in the fixed form."""
    answer = cr.judge(request)
    assert set(answer) - {"id"} == {"error"}, answer
    error = answer["error"]
    assert {"code", "at", "value", "accepted"} <= set(error)
    assert isinstance(error["accepted"], list)
    json.dumps(answer)
    return dict(error)


def at(request: Any) -> tuple[str, str]:
    """Place and code of the first fault."""
    error = fault(request)
    return error["at"], error["code"]


@pytest.mark.parametrize("request_", [BY_FACTS, BY_RECORDS], ids=["facts", "records"])
def test_facts_and_records_are_judged_the_same(request_: dict[str, Any]) -> None:
    """Four of ten are more than a third by either door."""
    answer = cr.judge(request_)
    assert (answer["schema"], answer["ok"], answer["verdict"]) == (
        "consultrules.report/1",
        True,
        "pass",
    )
    assert [f["rule"] for f in answer["findings"]] == ["3.3.s3c"]
    assert answer["scope"] == ["3.3.s3c"]


def test_one_representative_too_few_is_a_finding_and_no_error() -> None:
    """A breach is an answer: what is, what should be, what to do."""
    answer = cr.judge(BY_FACTS | {"facts": FACTS | {"public_representatives": 3}})
    (finding,) = answer["findings"]
    assert (answer["ok"], finding["verdict"], finding["force"]) == (False, "fail", "must")
    assert {"observed", "required", "gap", "owed_by"} <= set(finding)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"participants": 10},
        {"participants": None, "public_representatives": 4},
        {"participants": 12, "public_representatives": 20},
        {"participants": -1, "public_representatives": 4},
        {"participants": 100_001, "public_representatives": 40_000},
        {"participants": 10**5000, "public_representatives": 4},
    ],
    ids=range(7),
)
def test_missing_and_impossible_facts_are_never_ok(facts: dict[str, Any]) -> None:
    """They are unknown, with the fact's name and not with a crash."""
    answer = cr.judge(BY_FACTS | {"facts": facts})
    assert (answer["ok"], answer["verdict"]) == (False, "unknown")
    causes = [cause for finding in answer["findings"] for cause in finding["cause"]]
    assert {cause.partition(":")[0] for cause in causes} <= {"missing", "impossible"}
    assert causes


@pytest.mark.parametrize("name", ROUTES)
def test_every_route_is_found_by_its_name(name: str) -> None:
    """Each table has its door, and answers with status and steps."""
    records = {"room": room()} | ({"member": person()} if name == "invitation" else {})
    answer = cr.judge({"do": "route", "route": name, "records": records} | ROUTES[name])
    assert answer["schema"] == "consultrules.route/1"
    assert answer["status"] in ("required", "not_needed", "outside")
    json.dumps(answer, allow_nan=False)


def test_the_channels_are_found_by_their_name() -> None:
    """What to do with an outcome beyond the county is a list of channels."""
    answer = cr.judge(
        {
            "do": "route",
            "route": "channels",
            "records": {"room": room()},
            "given": {"needs": "city"},
        }
    )
    assert answer == {"schema": "consultrules.channels/1", "channels": answer["channels"]}
    assert answer["channels"]


def test_an_unknown_route_lists_the_nine() -> None:
    """All the names, and the likeliest."""
    error = fault(ROUTE | {"route": "aproval"})
    assert error["accepted"] == [*ROUTES, "channels"]
    assert error["hint"] == "approval"


def test_a_place_that_nobody_gave_is_named() -> None:
    """A route that needs one more field says which."""
    away = {"id": "r1", "kind": "enterprise", "unit": COUNTY}
    error = fault(ROUTE | {"records": {"room": away}})
    assert (error["code"], error["at"]) == ("place_missing", "responsible_unit")


def test_an_audit_is_answered_whole() -> None:
    """The versioned form, with every open finding."""
    answer = cr.judge(AUDIT)
    assert (answer["schema"], answer["year"], answer["ok"]) == ("consultrules.audit/1", 2025, False)


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"do": "chekc"}, "do", "unknown_word"),
    ({"do": None}, "do", "unknown_word"),
    ({"do": ["check"]}, "do", "unknown_word"),
    (BY_FACTS | {"fatcs": {}}, "fatcs", "unknown_key"),
    (BY_FACTS | {"records": {}}, "records", "unknown_key"),
    (BY_FACTS | {"grain": "sesion"}, "grain", "unknown_word"),
    (BY_FACTS | {"grain": None}, "grain", "missing_key"),
    (BY_FACTS | {"grain": []}, "grain", "unknown_word"),
    (BY_FACTS | {"edition": "nantong-2021"}, "edition", "unknown_edition"),
    (BY_FACTS | {"edition": 2020}, "edition", "wrong_type"),
    (BY_FACTS | {"only": "3.33"}, "only", "unknown_clause"),
    (BY_FACTS | {"only": ["3.3", ""]}, "only", "unknown_clause"),
    (BY_FACTS | {"only": 3.3}, "only", "wrong_type"),
    (BY_FACTS | {"only": "3.9"}, "only", "not_judged"),
    (BY_FACTS | {"readings": {"F99": "full"}}, "readings.F99", "unknown_reading"),
    (BY_FACTS | {"readings": {"F2": "ful"}}, "readings.F2", "unknown_reading"),
    (BY_FACTS | {"readings": {"F1": "own_year"}}, "readings.F1", "recorded_only"),
    (BY_FACTS | {"readings": {"F2": None}}, "readings.F2", "wrong_type"),
    (BY_FACTS | {"readings": {"self": "x"}}, "readings.self", "unknown_reading"),
    (BY_FACTS | {"readings": "F2=full"}, "readings", "wrong_type"),
    (BY_FACTS | {"as_of": "2025-02-31"}, "as_of", "bad_day"),
    (BY_FACTS | {"as_of": 20250228}, "as_of", "bad_day"),
    (BY_FACTS | {"as_of": "1900-01-01"}, "as_of", "out_of_bounds"),
    (BY_FACTS | {"languages": ["fr"]}, "languages", "unknown_word"),
    (BY_FACTS | {"languages": [["zh"]]}, "languages", "unknown_word"),
    (BY_FACTS | {"languages": "zh"}, "languages", "unknown_word"),
    (BY_FACTS | {"show": "some"}, "show", "unknown_word"),
    (BY_FACTS | {"show": []}, "show", "unknown_word"),
    (BY_FACTS | {"facts": [1]}, "facts", "wrong_type"),
    (BY_FACTS | {"facts": {"particpants": 1}}, "particpants", "unknown_key"),
    (BY_FACTS | {"facts": {"participants": "10"}}, "participants", "wrong_type"),
    (BY_FACTS | {"facts": {"participants": True}}, "participants", "wrong_type"),
    (BY_FACTS | {"facts": {"participants": 9.5}}, "participants", "wrong_type"),
    (BY_FACTS | {"facts": {"room_kind": "vilage"}}, "room_kind", "unknown_word"),
    (BY_FACTS | {"facts": {"session_day": "2025-02-31"}}, "session_day", "bad_day"),
    ({"do": "check"}, "records", "missing_key"),
    ({"do": "check", "records": []}, "records", "wrong_type"),
    ({"do": "check", "records": {}}, "grain", "unknown_word"),
    ({"do": "check", "records": {"rom": room()}}, "records.rom", "unknown_key"),
    ({"do": "check", "grain": "case", "records": {"room": room()}}, "grain", "unknown_word"),
    ({"do": "check", "records": {"room": room(kind="x")}}, "records.room.kind", "unknown_word"),
    (ROUTE | {"given": {"departmets": []}}, "given.departmets", "unknown_key"),
    (ROUTE | {"given": {"departments": "住建局"}}, "given.departments", "wrong_type"),
    (ROUTE | {"given": [1]}, "given", "wrong_type"),
    (ROUTE | {"records": {}}, "records.room", "missing_key"),
    (ROUTE | {"records": {"room": room(unit="1")}}, "records.room.unit", "unknown_unit"),
    (ROUTE | {"as_of": "2025-01-01"}, "as_of", "unknown_key"),
    (AUDIT | {"year": "2025"}, "year", "wrong_type"),
    (AUDIT | {"year": True}, "year", "wrong_type"),
    (AUDIT | {"year": 2019}, "year", "out_of_bounds"),
    (AUDIT | {"year": 10**5000}, "year", "out_of_bounds"),
    (AUDIT | {"as_of": None}, "as_of", "missing_key"),
    (AUDIT | {"as_of": "today"}, "as_of", "bad_day"),
    (AUDIT | {"records": {"rooms": [room(), room()]}}, "records.rooms[r1].id", "duplicate_id"),
    (AUDIT | {"records": {}}, "", "not_judged"),
]


@pytest.mark.parametrize(("request_", "place", "code"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_request_is_refused_at_its_place(
    request_: dict[str, Any], place: str, code: str
) -> None:
    """Every fault has a code, a place, the value and what is accepted."""
    assert at(request_) == (place, code)


@pytest.mark.parametrize("request_", [None, 1, "x", [], [BY_FACTS], b"{}", 1.5, ()], ids=named)
def test_a_request_is_an_object(request_: object) -> None:
    """Anything else is refused as such."""
    assert at(request_) == ("", "wrong_type")


@pytest.mark.parametrize(
    ("records", "place"),
    [
        ({"room": room(id="r2")}, "room"),
        ({"topic": topic(id="t2")}, "topic"),
        ({"research": {"id": "y", "topic": "t2", "start": "2025-01-01"}}, "research"),
        ({"notice": [{"id": "n", "topic": "t2", "on": "2025-01-01"}]}, "notice"),
    ],
    ids=["room", "topic", "research", "notice"],
)
def test_records_that_do_not_belong_together_are_refused(
    records: dict[str, Any], place: str
) -> None:
    """A session is never judged by another room, topic, research or notice."""
    request = {"do": "check", "records": {"session": session(), "room": room()} | records}
    assert at(request) == (place, "dangling_id")


def test_the_id_of_a_request_comes_back() -> None:
    """Answers and refusals alike can be told apart."""
    assert cr.judge(BY_FACTS | {"id": 7})["id"] == 7
    assert cr.judge({"do": "x", "id": "a"})["id"] == "a"


def test_chinese_words_and_codes_are_the_same_request() -> None:
    """Facts take both spellings of every closed word."""
    answers = [
        cr.judge(BY_FACTS | {"facts": FACTS | {"room_kind": kind}})
        for kind in ("village", "行政村")
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", ["facts", "records", "route", "audit"])
def test_a_changed_answer_changes_no_later_one(name: str) -> None:
    """Answers share nothing with each other or with what is kept."""
    first = cr.judge(VALID[name])
    kept = json.dumps(first)
    _spoil(first)
    assert json.dumps(cr.judge(VALID[name])) == kept


def _spoil(value: Any) -> None:
    """Empty everything that can be changed."""
    if isinstance(value, dict):
        for part in list(value.values()):
            _spoil(part)
        value.clear()
    elif isinstance(value, list):
        for part in value:
            _spoil(part)
        value.clear()


@pytest.mark.parametrize("languages", [["zh", "en"], ["en"], []])
def test_routes_speak_the_languages_asked_for(languages: list[str]) -> None:
    """As checks and audits do; without any, codes are left."""
    told = cr.judge(ROUTE | {"languages": languages})
    assert list(told["text"]) == languages
    assert told["steps"] == cr.judge(ROUTE)["steps"]
    outside = {"room": room(), "member": {"id": "p"}}
    ask = {"do": "route", "route": "invitation", "records": outside, "given": {"on": "2025-06-01"}}
    assert [list(note) for note in cr.judge(ask | {"languages": languages})["notes"]] == [languages]
    assert fault(ROUTE | {"languages": ["de"]})["at"] == "languages"
    channels = ROUTE | {"route": "channels", "languages": languages}
    assert cr.judge(channels)["channels"]

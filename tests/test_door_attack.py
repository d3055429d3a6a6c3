"""Bad input thrown at the plain-data door: it answers, always, and never says ok by mistake."""

import copy
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import consultrules as cr
from consultrules.exchange.plain import judge_lines
from samples import (
    AUDIT,
    BY_FACTS,
    BY_RECORDS,
    FACTS,
    ROUTE,
    ROUTES,
    TOWN,
    case,
    person,
    room,
    session,
    topic,
)

TOWN_BODY = {"organ": "PARTY_COMMITTEE", "unit": TOWN}
WHOLE = {
    "session": session(**FACTS, notified=10, informed=10),
    "room": room(since="2021-01-01"),
    "topic": topic(approvals=[{"by": TOWN_BODY, "on": "2025-05-01"}], departments=["住建局"]),
    "research": [{"id": "y", "topic": "t1", "start": "2025-05-02", "participants": 4}],
    "notice": [{"id": "n", "topic": "t1", "on": "2025-06-01", "count": 10, "content": True}],
    "lists": {"suggestion_list": {"on": "2025-06-12", "items": [{"id": "a"}]}},
}
MEMBER = {"room": room(), "member": person()}
REQUESTS = [
    BY_FACTS,
    BY_RECORDS,
    ROUTE,
    AUDIT,
    {"do": "check", "records": WHOLE},
    {"do": "check", "records": {"case": case(), "room": room()}},
    {"do": "check", "records": {"person": person()}},
    *(
        {
            "do": "route",
            "route": name,
            "records": MEMBER if name == "invitation" else {"room": room()},
        }
        | more
        for name, more in ROUTES.items()
    ),
]
NASTY: list[Any] = [
    *(None, True, False, 0, -1, 1, 10**5000, -(10**5000), 2**63, 0.5, float("nan"), float("inf")),
    *(
        "",
        " ",
        "x",
        "\x00",
        "\ud800",
        "self",
        "policy",
        "r1",
        "2025-02-31",
        "village",
        "长" * 10_000,
    ),
    *([], [[]], {}, {"": 1}, {"x": []}, [None], ["\ud800"], {"\ud800": 1}),
]
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=8)
    | st.sampled_from(NASTY[:6] + NASTY[8:]),  # Hypothesis cannot show 5,000 digits
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


def answered(request: Any) -> dict[str, Any]:
    """The answer, which is a dict that JSON can write, in one of the known forms."""
    answer = cr.judge(request)
    assert type(answer) is dict
    json.dumps({key: part for key, part in answer.items() if key != "id"}, allow_nan=False).encode()
    if "error" in answer:
        assert {"code", "at", "value", "accepted"} <= set(answer["error"])
        assert "ok" not in answer
        assert len(json.dumps(answer["error"])) < 20_000
    else:
        assert answer["schema"].startswith("consultrules.")
    return answer


@given(PLAIN)
@settings(max_examples=300)
def test_anything_at_all_gets_an_answer(value: Any) -> None:
    """Arbitrary plain values are answered, never raised and never ok."""
    assert "error" in answered(value)
    assert "error" in answered({"do": value})


KEYS = ("do", "id", "edition", "readings", "as_of", "grain", "facts", "records", "only", "year")
KEYS = (*KEYS, "languages", "show", "route", "given")


@given(st.dictionaries(st.sampled_from(KEYS), PLAIN), st.sampled_from(["check", "route", "audit"]))
@settings(max_examples=300)
def test_any_values_under_the_right_keys_get_an_answer(request_: Any, do: str) -> None:
    """Right verb, right keys, arbitrary values: refused or judged, and never ok for want of facts."""
    answer = answered(request_ | {"do": do})
    if answer.get("ok"):
        assert answer["verdict"] == "not_applicable" or answer["findings"]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place inside plain data."""
    parts = value.items() if isinstance(value, dict) else ()
    parts = enumerate(value) if isinstance(value, list) else parts
    for key, part in parts:
        yield (*path, key)
        yield from places(part, (*path, key))


def changed(request: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The same request with one place changed."""
    made = copy.deepcopy(request)
    here = made
    for key in path[:-1]:
        here = here[key]
    here[path[-1]] = value
    return made


def spots() -> Iterator[Any]:
    """Every place of every request as a case."""
    for number, request in enumerate(REQUESTS):
        for path in places(request):
            name = f"{number}-{'.'.join(map(str, path))}"
            yield pytest.param(number, path, id=name)


@pytest.mark.parametrize(("number", "path"), [*spots()])
def test_no_place_of_a_request_breaks_the_door(number: int, path: tuple[Any, ...]) -> None:
    """Every nasty value at every place is answered."""
    for value in NASTY:
        answered(changed(REQUESTS[number], path, value))


def test_a_fact_that_was_spoilt_is_never_ok() -> None:
    """The request that was ok is not ok with any of its facts spoilt, dropped or misspelt."""
    for request, at in ((BY_FACTS, ("facts",)), (BY_RECORDS, ("records", "session"))):
        assert cr.judge(request)["ok"]
        for fact in FACTS:
            for value in NASTY:
                answer = answered(changed(request, (*at, fact), value))
                assert not answer.get("ok"), (fact, value)
        here: Any = request
        for key in at:
            here = here[key]
        for fact in FACTS:
            rest = {key: value for key, value in here.items() if key != fact}
            assert cr.judge(changed(request, at, rest)).get("ok", False) is False
            assert "error" in cr.judge(changed(request, at, rest | {fact[:-1]: here[fact]}))


@given(st.integers(-5, 40), st.integers(-5, 40))
def test_ok_means_ten_people_and_a_third_of_them(people: int, public: int) -> None:
    """The door says ok exactly where the two rules hold and the numbers can be."""
    facts = {"participants": people, "public_representatives": public}
    answer = answered(BY_FACTS | {"facts": facts, "only": ["3.3.s3a", "3.3.s3c"]})
    assert answer["ok"] == (people >= 10 and 0 <= public <= people and 3 * public >= people)


def deep(levels: int, key: str | None = None) -> Any:
    """A list, or objects under one key, so many levels deep."""
    value: Any = {} if key else []
    for _ in range(levels):
        value = {key: value} if key else [value]
    return value


@pytest.mark.parametrize("levels", [100, 1_000, 100_000])
def test_depth_is_refused_and_not_followed(levels: int) -> None:
    """Lists and units nested without end come back as typed errors."""
    for value in (deep(levels), deep(levels, "parent")):
        for request in (
            {"do": value},
            BY_FACTS | {"facts": {"participants": value}},
            BY_FACTS | {"only": value},
            {"do": "check", "records": {"unit": value}},
            {"do": "check", "records": {"room": room(unit=value)}},
        ):
            assert "error" in answered(request)


def test_a_record_inside_itself_is_refused() -> None:
    """Python data can contain itself; a unit cannot."""
    unit: dict[str, Any] = {"code": "x", "name": "n", "kind": "town"}
    unit["parent"] = unit
    assert "error" in answered({"do": "check", "records": {"unit": unit}})


class Hostile:
    """An object that refuses to be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("no")


@pytest.mark.parametrize(
    "place", ["do", "grain", "facts", "only", "as_of", "readings", "show", "edition"]
)
def test_a_value_that_cannot_be_shown_is_still_refused(place: str) -> None:
    """Errors never fail on what they want to show."""
    assert "error" in answered(BY_FACTS | {place: Hostile()})


def test_another_mapping_is_as_good_as_a_dict() -> None:
    """What behaves like an object is one, outside and inside."""

    class Ordered(dict[str, Any]):
        pass

    assert cr.judge(Ordered(BY_FACTS | {"facts": Ordered(FACTS)}))["ok"]


GARBAGE = [
    *("", "   ", "{", "[1,", "nul", "[" * 100_000, '{"a":' * 100_000, "1" * 5_000, "\x00"),
    *('{"do": "check", "facts": {"participants": NaN}, "grain": "session"}', "Infinity", "-1"),
    *('{"do": "check", "grain": "session", "facts": {"participants": 1e999}}', '"\\ud800"', "[]"),
    *('{"do": "\\ud800"}', '{"do": "check", "do": 1}', "\ufeff{}", "{'do': 1}"),
]


def test_one_bad_line_never_ends_the_stream() -> None:
    """Between any two bad lines a good one is answered as if alone; blank lines are passed over."""
    good = json.dumps(BY_FACTS)
    lines = [line for bad in GARBAGE for line in (bad, good)]
    answers = [json.loads(answer) for answer in judge_lines(lines)]
    blank = sum(not line.strip() for line in GARBAGE)
    assert len(answers) == len(lines) - blank
    assert sum(answer.get("ok", False) for answer in answers) == len(GARBAGE)
    assert sum("error" in answer for answer in answers) == len(GARBAGE) - blank


def test_answers_are_one_line_of_json_each() -> None:
    """No answer breaks the line form, whatever the id."""
    for key in ("a\nb", "a\u2028b", "\ud800", 1, None, ["x"]):
        (answer,) = judge_lines([json.dumps(BY_FACTS | {"id": key})])
        assert "\n" not in answer
        assert json.loads(answer)["id"] == key


def test_many_threads_get_the_answers_of_one() -> None:
    """What is kept between requests is shared safely."""
    requests = [
        BY_FACTS | {"facts": {"participants": n, "public_representatives": n // 4}, "only": scope}
        for n in range(8, 24)
        for scope in ("3.3.s3c", "3.3", "3.3.s3a", ("3.3.s3a", "3.3.s3c"))
    ]
    alone = [json.dumps(cr.judge(request)) for request in requests]
    wrong: list[int] = []

    def work() -> None:
        for number, request in enumerate(requests):
            if json.dumps(cr.judge(request)) != alone[number]:
                wrong.append(number)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []

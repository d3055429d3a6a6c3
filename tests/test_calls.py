"""What a call is given: records or their plain data; anything else is a fault that says what is accepted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import consultrules as cr
from samples import person, room
from village_life import begun

ROOM = room(since="2021-01-01")
MEMBER = person()
BY = {"organ": "PARTY_COMMITTEE", "unit": "320685111000"}
DAY = dt.date(2025, 3, 10)
Call = Callable[..., Any]


def entrusted(given: Any, **more: Any) -> Any:
    """The route of an entrusted topic, entrusted by a Party committee."""
    return cr.entrusted_route(given, BY, **more)  # type: ignore[arg-type]


def invited(given: Any, **more: Any) -> Any:
    """The route of an invitation."""
    return cr.invitation_route(given, MEMBER, on=DAY, **more)


ROUTES: dict[str, Call] = {
    "approval_route": cr.approval_route,
    "approving_body": cr.approving_body,
    "report_route": cr.report_route,
    "receiving_bodies": cr.receiving_bodies,
    "sensitive_route": cr.sensitive_route,
    "feedback_route": cr.feedback_route,
    "evaluating_bodies": cr.evaluating_bodies,
    "liaison_chain": cr.liaison_chain,
    "follow_up_channels": cr.follow_up_channels,
    "entrusted_route": entrusted,
    "invitation_route": invited,
}


def faults(call: Call) -> list[tuple[str, str, tuple[str, ...]]]:
    """Place, code and accepted values of the faults that a call is refused for."""
    with pytest.raises(cr.IntakeError) as caught:
        call()
    return [(fault.at, fault.code, fault.accepted) for fault in caught.value.faults]


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_takes_a_room_as_plain_data(name: str) -> None:
    """The same answer as for the record."""
    made = cr.Room.read(ROOM)
    assert str(ROUTES[name](ROOM)) == str(ROUTES[name](made))


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("given", ["r1", 5, None, ["r1"], object], ids=repr)
def test_a_route_refuses_what_is_no_room(name: str, given: object) -> None:
    """At the argument, with what is accepted; data that make no room at their field."""
    assert faults(lambda: ROUTES[name](given)) == [("room", "wrong_type", ("Room", "object"))]
    assert faults(lambda: ROUTES[name]({**ROOM, "kind": 5}))[0][:2] == ("room.kind", "wrong_type")
    wrong = [("policy", "wrong_type", ("Edition",))]
    assert faults(lambda: ROUTES[name](ROOM, policy="nantong-2020")) == wrong


def test_a_member_may_be_plain_data_and_a_day_iso_text() -> None:
    """As for ``check``; and what is neither is named."""
    told = cr.invitation_route(ROOM, MEMBER, on="2025-03-10")
    assert told.to_dict() == invited(cr.Room.read(ROOM)).to_dict()
    assert faults(lambda: cr.invitation_route(ROOM, "p1", on=DAY)) == [  # type: ignore[arg-type]
        ("member", "wrong_type", ("Person", "object"))
    ]
    assert faults(lambda: cr.invitation_route(ROOM, MEMBER, on="2025/3/10"))[0][:2] == (
        *("on", "bad_day"),
    )
    assert faults(lambda: cr.invitation_route(ROOM, MEMBER, on=None))[0][:2] == (  # type: ignore[arg-type]
        *("on", "missing_key"),
    )
    assert faults(lambda: invited(ROOM, topic_needs="no")) == [
        ("topic_needs", "wrong_type", ("true", "false"))
    ]


@pytest.mark.parametrize(
    ("more", "at", "code"),
    [
        ({"needs": "县"}, "needs", "unknown_word"),
        ({"needs": 3}, "needs", "wrong_type"),
        ({"departments": 5}, "departments", "wrong_type"),
        ({"departments": [5]}, "departments", "wrong_type"),
        ({"departments": {"a": 1}}, "departments", "wrong_type"),
        ({"entrusted_by": "x"}, "entrusted_by", "wrong_type"),
        ({"entrusted_by": {"organ": "x"}}, "entrusted_by.organ", "unknown_word"),
    ],
    ids=str,
)
def test_what_is_given_beside_a_room_is_named_where_it_is_wrong(
    more: dict[str, Any], at: str, code: str
) -> None:
    """By the name of the argument."""
    for call in (cr.report_route, cr.receiving_bodies):
        found = [fault[:2] for fault in faults(lambda call=call: call(ROOM, **more))]  # type: ignore[misc]
        assert (at, code) in found
    if "needs" in more:
        assert faults(lambda: cr.follow_up_channels(ROOM, **more))[0][:2] == (at, code)


def test_an_audit_takes_a_registry_as_plain_data_and_a_day_as_iso_text() -> None:
    """What it finds is the same."""
    data = {"rooms": [ROOM], "people": [MEMBER]}
    told = cr.audit(data, year=2025, as_of="2025-12-31")
    read = cr.audit(cr.Registry.read(data), year=2025, as_of=dt.date(2025, 12, 31))
    assert told.to_json() == read.to_json()
    assert cr.check(ROOM, registry=data, as_of="2025-12-31").as_of == told.as_of


@pytest.mark.parametrize(
    ("given", "more", "expected"),
    [
        ("x", {}, ("registry", "wrong_type", ("Registry", "object"))),
        (None, {}, ("registry", "wrong_type", ("Registry", "object"))),
        ({"rooms": {}}, {}, ("registry.rooms", "wrong_type", ())),
        ({"rooms": [ROOM]}, {"as_of": "2025/12/31"}, ("as_of", "bad_day", ())),
        ({"rooms": [ROOM]}, {"as_of": None}, ("as_of", "missing_key", ())),
        ({"rooms": [ROOM]}, {"units": "x"}, ("units", "wrong_type", ("Gazetteer",))),
        ({"rooms": [ROOM]}, {"policy": "x"}, ("policy", "wrong_type", ("Edition",))),
    ],
    ids=range(7),
)
def test_an_audit_refuses_anything_else(given: Any, more: dict[str, Any], expected: object) -> None:
    """At its argument."""
    call: dict[str, Any] = {"year": 2025, "as_of": DAY, **more}
    assert faults(lambda: cr.audit(given, **call)) == [expected]


def test_a_check_refuses_a_registry_and_an_edition_that_are_none() -> None:
    """At the argument."""
    registry = [("registry", "wrong_type", ("Registry", "object"))]
    assert faults(lambda: cr.check(ROOM, registry="x")) == registry  # type: ignore[arg-type]
    policy = [("policy", "wrong_type", ("Edition",))]
    assert faults(lambda: cr.check(ROOM, policy="nantong-2020")) == policy  # type: ignore[arg-type]
    assert faults(lambda: cr.check(ROOM, room="x"))[0] == (  # type: ignore[arg-type]
        *("room", "wrong_type", ("Room", "object")),
    )


def test_a_language_that_is_none_is_refused_with_the_two() -> None:
    """Wherever sentences are made, also where there is nothing to say."""
    policy = cr.edition()
    report = cr.check(ROOM, as_of="2025-12-31")
    finding = report.findings[0]
    for call in (
        lambda: report.text("fr"),
        lambda: cr.check(ROOM, only="3.1.s5", as_of="2025-12-31").text("fr"),
        lambda: finding.reason("fr"),
        lambda: finding.remedy(5),  # type: ignore[arg-type]
        lambda: policy.words("F2", lang="fr"),
        lambda: policy.title("fr"),
        lambda: policy.remedy("3.3.s3a", "fr"),
    ):
        assert faults(call) == [("lang", "unknown_word", ("zh", "en"))]


def test_a_reading_that_is_none_is_refused_with_those_that_there_are() -> None:
    """The nearest, or the accepted ones; the same for an option."""
    policy = cr.edition()
    for call, figures in (
        (lambda: policy.words("ZZ"), {"reading": "ZZ", "accepted": ", ".join(policy.readings)}),
        (lambda: policy.words("F22"), {"reading": "F22", "did_you_mean": "F2"}),
        (lambda: policy.words(5), None),  # type: ignore[arg-type]
        (lambda: policy.words("F2", "ful"), None),
        (lambda: policy.with_readings(F2=None), None),  # type: ignore[arg-type]
    ):
        with pytest.raises(cr.ReadingError) as caught:
            call()
        assert figures is None or caught.value.figures == figures
        assert caught.value.code == "unknown_reading"


def test_a_store_keeps_cases_and_nothing_else(tmp_path: Path) -> None:
    """And no file is begun for anything else."""
    for store in (cr.MemoryStore(), cr.LinesStore(tmp_path / "cases.jsonl")):
        for given in ("x", None, begun().record, {}):
            wrong = [("case", "wrong_type", ("Case",))]
            assert faults(lambda store=store, given=given: store.save(given)) == wrong  # type: ignore[misc]
    assert not list(tmp_path.iterdir())


def test_deadlines_may_be_plain_data_and_each_has_an_id_of_its_own() -> None:
    """One that the process has already is replaced; two of one id in one call are a slip."""
    told = {
        "id": "d1",
        "milestone": "suggestion_list",
        "after": "sitting",
        "days": 15,
        "basis": "x",
    }
    first = cr.process().with_deadlines(told)
    assert first == cr.process().with_deadlines(cr.Deadline(**told))
    later = first.with_deadlines({**told, "days": 20})
    assert [deadline.days for deadline in later.deadlines] == [20]
    assert faults(lambda: cr.process().with_deadlines(told, {**told, "days": 20})) == [
        ("deadlines[1].id", "duplicate_id", ())
    ]
    assert faults(lambda: cr.process().with_deadlines("x")) == [  # type: ignore[arg-type]
        ("deadlines[0]", "wrong_type", ("Deadline", "object"))
    ]
    assert faults(lambda: cr.process().with_deadlines({**told, "milestone": "x"}))[0][:2] == (
        *("deadlines[0].milestone", "unknown_word"),
    )

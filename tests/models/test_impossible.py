"""What cannot be is no record; half-open validity; frozen records and their copies."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import consultrules as cr
from consultrules.models.session import HEAD_COUNTS, PARTS, SUMS
from samples import (
    CITY,
    COUNTY,
    LIST,
    TOWN,
    VILLAGE,
    case,
    codes,
    faults,
    own_unit,
    room,
    session,
    topic,
)

DAY = "2025-06-10"
PARK = "320614400000"


def only(model: Any, data: Any) -> tuple[str, str]:
    """Code and value of the one fault."""
    (fault,) = faults(model, data)
    return fault.code, fault.value


@pytest.mark.parametrize(("part", "whole"), PARTS)
def test_a_part_never_exceeds_its_whole(part: str, whole: str) -> None:
    """20 representatives among 12 participants cannot be; 12 of 12 can."""
    counts = {part: 20, whole: 12}
    assert only(cr.Session, session(**counts)) == ("impossible", f"{part} > {whole}")
    assert cr.Session.read(session(**{part: 12, whole: 12}))


@pytest.mark.parametrize("public", ["public_representatives", "stakeholder_representatives"])
@pytest.mark.parametrize("other", ["members", "sector_members", "officials"])
def test_nobody_is_public_representative_and_member_or_official(public: str, other: str) -> None:
    """Counted apart by reading C3, the two together fit into the participants."""
    assert ((public, other), "participants") in SUMS
    counts = {"participants": 12, public: 7, other: 6}
    refused = only(cr.Session, session(**counts))
    assert refused == ("impossible", f"{public} + {other} > participants")
    assert cr.Session.read(session(**counts | {other: 5}))
    assert cr.Session.read(session(**{public: 7, other: 6}))


@pytest.mark.parametrize("one", ["members", "officials", "stakeholders", "representative_persons"])
def test_one_person_may_be_several_things(one: str) -> None:
    """A member is an official, a stakeholder a member: such counts may be more than all together."""
    others = {"members", "officials", "stakeholders", "representative_persons"} - {one}
    for other in others:
        assert cr.Session.read(session(**{"participants": 12, one: 12, other: 12}))
    assert cr.Session.read(session(participants=12, public_representatives=12, stakeholders=12))


@pytest.mark.parametrize("count", HEAD_COUNTS)
def test_a_roll_and_a_head_count_exclude_each_other(count: str) -> None:
    """Two sources of one number are refused, even where they agree."""
    roll = [{"person": "p1", "capacity": "member"}]
    assert only(cr.Session, session(roll=roll, **{count: 1}))[0] == "impossible"


def test_one_person_stands_on_a_roll_once() -> None:
    """The same person twice is a fault that names the person."""
    roll = [{"person": p, "capacity": "member"} for p in ("p1", "p2", "p1")]
    assert only(cr.Session, session(roll=roll)) == ("twice_on_roll", "roll: p1")


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "village", "tier": "county"},
        {"kind": "village", "sector": "工会"},
        {"kind": "sector", "unit": TOWN, "tier": "county"},
        {"kind": "sector", "unit": TOWN},
        {"kind": "sector", "unit": CITY, "tier": "county"},
        {"kind": "sector", "unit": COUNTY, "tier": "city"},
        {"kind": "sector", "unit": COUNTY, "tier": "province"},
        {"kind": "town"},
        {"kind": "village", "unit": TOWN},
        {"kind": "park", "unit": COUNTY},
        {"kind": "enterprise", "unit": CITY},
        {"responsible_unit": VILLAGE},
        {"responsible_unit": COUNTY},
        {"kind": "sector", "unit": COUNTY, "tier": "county", "responsible_unit": TOWN},
        {"park": VILLAGE},
        {"haves": [{"what": "place", "holds": h} for h in (False, True)]},
    ],
)
def test_a_room_that_cannot_be(more: dict[str, Any]) -> None:
    """Kind, unit, tier and sector fit together, and nothing is told both ways."""
    assert only(cr.Room, room(**more))[0] == "impossible"


@pytest.mark.parametrize(
    ("kind", "unit"), [("town", "320685107000"), ("subdistrict", "320613008000"), ("park", PARK)]
)
def test_a_room_of_town_level_is_led_by_its_own_unit(kind: str, unit: str) -> None:
    """The same level is the organ of the same unit (3.2.s3, R1): to name it again is no fault."""
    code, value = only(cr.Room, room(kind=kind, unit=unit, responsible_unit=TOWN))
    assert (code, value.partition(":")[0]) == ("impossible", "responsible_unit")
    assert cr.Room.read(room(kind=kind, unit=unit, responsible_unit=unit))


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "sector", "unit": COUNTY, "tier": "county", "sector": "工会"},
        {"kind": "sector", "unit": CITY, "tier": "city"},
        {"kind": "sector", "unit": COUNTY},
        {"kind": "community"},
        {"kind": "enterprise", "unit": TOWN},
        {"kind": "institution", "park": PARK},
        {"unit": own_unit()},
    ],
)
def test_a_room_that_can_be(more: dict[str, Any]) -> None:
    """A sector without its tier is unknown, not impossible."""
    assert faults(cr.Room, room(**more)) == []


PERIODS = [
    (cr.Room, room()),
    (cr.Membership, {"level": "county"}),
    (cr.Convener, {"person": "p", "post": "party_secretary"}),
    (cr.CoConvener, {"person": "p"}),
    (cr.Link, {"person": "p", "kind": "area", "level": "county"}),
    (cr.Representative, {"person": "p", "category": "old_teachers"}),
    (cr.KindPeriod, {"kind": "village"}),
]


@pytest.mark.parametrize(("model", "data"), PERIODS)
def test_no_validity_ends_before_it_begins(model: Any, data: dict[str, Any]) -> None:
    """An empty or reversed span cannot be; one day can."""
    for until in ("2025-01-01", "2024-12-31"):
        span = {"since": "2025-01-01", "until": until}
        assert only(model, data | span) == ("impossible", "until <= since")
    record = model.read(data | {"since": "2025-01-01", "until": "2025-01-02"})
    assert [record.valid_on(dt.date(2025, 1, day)) for day in (1, 2)] == [True, False]


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1))


@given(DAYS | st.none(), DAYS | st.none(), DAYS)
def test_validity_is_half_open(since: Any, until: Any, day: dt.date) -> None:
    """The first day counts, the last does not, an open side never ends."""
    if since and until and until <= since:
        return
    held = cr.Membership(level="county", since=since, until=until).valid_on(day)
    assert held == ((since or day) <= day < (until or dt.date.max))


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (cr.Session, session(continues="s1")),
        (cr.Topic, topic(entrusted=False, entrusted_by=[{"organ": "GOVERNMENT", "unit": TOWN}])),
        (cr.Research, {"id": "y", "topic": "t1", "start": DAY, "end": "2025-06-09"}),
        (
            cr.Research,
            {
                "id": "y",
                "topic": "t1",
                "start": DAY,
                "participants": 3,
                "by_capacity": {"member": 4},
            },
        ),
        (cr.Notice, {"id": "n", "topic": "t1", "on": DAY, "persons": ["p", "q"], "count": 3}),
        (cr.Notice, {"id": "n", "topic": "t1", "on": DAY, "persons": ["p", "p"]}),
        (
            cr.Evaluation,
            {"id": "e", "topic": "t1", "on": DAY, "problems": 1, "problems_rectified": 2},
        ),
        (cr.Approval, {"by": {"organ": "CPPCC", "unit": COUNTY}, "on": DAY, "outcome": "amended"}),
        (cr.ConvenerFeedback, {"on": DAY, "to": "member"}),
        (cr.Unit, own_unit(parent=own_unit())),
        (cr.Unit, own_unit(parent=own_unit(code="x", parent=own_unit()))),
        (cr.Unit, own_unit(served_by=own_unit())),
    ],
)
def test_a_record_that_contradicts_itself(model: Any, data: dict[str, Any]) -> None:
    """Contradictions inside one record are faults, whatever the policy says."""
    assert only(model, data)[0] == "impossible"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"sessions": [session(topic="t2")]}, "dangling_id"),
        ({"sessions": [session(continues="s0")]}, "dangling_id"),
        ({"sessions": [session(), session()]}, "duplicate_id"),
        (
            {"sessions": [session(), session(id="s2", on="2025-06-01", continues="s1")]},
            "impossible",
        ),
        (  # two that carry on each other were begun by nobody
            {"sessions": [session(continues="s2"), session(id="s2", continues="s1")]},
            "impossible",
        ),
        ({"sessions": [session(room="r2")]}, "impossible"),
        ({"research": [{"id": "y", "topic": "t2", "start": DAY}]}, "dangling_id"),
        ({"notices": [{"id": "n", "topic": "t1", "on": DAY}] * 2}, "duplicate_id"),
        ({"evaluations": [{"id": "e", "topic": "t2", "on": DAY}]}, "dangling_id"),
        ({"suggestion_list": {"on": DAY, "items": [{"id": "a"}, {"id": "a"}]}}, "duplicate_id"),
        ({"responsibility_list": {"on": DAY, "tasks": [{"id": "a"}, {"id": "a"}]}}, "duplicate_id"),
        (
            {
                "suggestion_list": LIST,
                "responsibility_list": {"on": DAY, "tasks": [{"id": "1", "suggestions": ["c"]}]},
            },
            "dangling_id",
        ),
        (
            {
                "suggestion_list": LIST,
                "feedback_list": {"on": DAY, "answers": [{"suggestion": "c"}]},
            },
            "dangling_id",
        ),
    ],
)
def test_a_case_holds_together(more: dict[str, Any], code: str) -> None:
    """What belongs to another topic, room or list does not belong to this case."""
    assert [c for _, c in codes(cr.CaseRecord, case(**more))] == [code]


def test_a_joint_session_may_be_held_elsewhere() -> None:
    """The topic's room among the hosts is enough."""
    assert faults(cr.CaseRecord, case(sessions=[session(room="r2", hosts=["r1", "r2"])])) == []


def test_records_are_frozen() -> None:
    """No field of a record can be set again or taken away."""
    made = cr.Session.read(session())
    with pytest.raises(Exception, match="frozen"):
        made.participants = 20  # type: ignore[misc]
    with pytest.raises(Exception, match="frozen"):
        del made.on


def test_a_copy_is_read_like_any_record() -> None:
    """Other values come in by the same door: nothing impossible, nothing misspelt."""
    made = cr.Session.read(session(participants=12))
    assert made.model_copy(update={"participants": 13}).participants == 13
    assert made.participants == 12
    for update in ({"public_representatives": 20}, {"participants": "13"}, {"particpants": 13}):
        with pytest.raises(cr.IntakeError):
            made.model_copy(update=update)


def test_a_copy_forgets_what_was_worked_out_before() -> None:
    """A registry with other rooms and a body with another title answer for themselves."""
    registry = cr.Registry(rooms=(cr.Room.read(room()),))
    assert set(registry.room_by_id) == {"r1"}
    other = registry.model_copy(update={"rooms": (cr.Room.read(room(id="r2")),)})
    assert set(other.room_by_id) == {"r2"}
    body = cr.Body.read({"organ": "PARTY_COMMITTEE", "unit": TOWN})
    before = body.name()
    assert body.model_copy(update={"title": "镇党委"}).name() == "镇党委"
    assert body.name() == before

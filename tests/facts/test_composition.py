"""Who took part: counts from the roll and from head counts (3.3.s2, s3, s6, 4.3.s2b)."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from facts.builders import (
    POLICY,
    PUBLIC,
    by_heads,
    firm_room,
    line,
    read,
    roll,
    sector_room,
    session,
    session_facts,
    town_room,
    village_room,
)

COUNTS = ("participants", "public_representatives", "members", "stakeholders")


def _facts(
    *lines: cr.Attendance, room: cr.Room | None = None, policy: cr.Edition = POLICY, **more: Any
) -> dict[str, int | None]:
    held = session(roll=lines, **more)
    return session_facts(held, room=room or village_room(), policy=policy).facts


def test_a_full_roll_is_counted_by_capacity() -> None:
    """Twelve people: two CPPCC members, two stakeholders, six of the public, one of whom is both."""
    facts = _facts(*roll())
    assert {code: facts[code] for code in COUNTS} == dict(zip(COUNTS, (12, 6, 2, 2), strict=True))
    assert facts["representative_persons"] == 1
    assert facts["stakeholder_representatives"] == 1
    assert facts["officials_attending"] == facts["officials_invited"] == 1
    assert facts["conveners_attending"] == 1


def test_head_counts_are_taken_as_told() -> None:
    """Each head count is the fact of its name; what was not counted is unknown."""
    held = by_heads(sector_members=1)
    facts = session_facts(held, room=village_room()).facts
    assert {code: facts[code] for code in COUNTS} == dict(zip(COUNTS, (12, 6, 2, 2), strict=True))
    assert facts["stakeholder_representatives"] == facts["representative_persons"] == 1
    assert facts["officials_attending"] == facts["officials_invited"] == 1
    assert facts["sector_members_arranged"] == 1
    assert facts["attending_old_cadres"] is None


@pytest.mark.parametrize(
    ("officials", "convened_by", "expected"),
    [
        (0, ("head", "head"), 1),
        (None, ("head",), 1),
        (1, (), 0),
        (1, ("head",), None),
        (0, None, None),
    ],
)
def test_heads_do_not_tell_whether_a_convener_is_one_of_the_officials(
    officials: int | None, convened_by: tuple[str, ...] | None, expected: int | None
) -> None:
    """Counted as an official already, a convener would be taken off twice under C1; nobody can say."""
    held = by_heads(officials=officials, convened_by=convened_by)
    assert session_facts(held).facts["conveners_attending"] == expected


def test_nothing_told_is_nothing_known() -> None:
    """A session without roll and head counts leaves every count open."""
    facts = session_facts(session(), room=village_room()).facts
    told = (*COUNTS, "officials_invited", "conveners_attending", "sector_members_arranged")
    assert {facts[code] for code in told} == {None}


def test_an_empty_roll_is_nobody() -> None:
    """A roll on which nobody stands tells of nobody, which is not the same as no roll."""
    facts = _facts(room=sector_room())
    told = (*COUNTS, "officials_invited", "conveners_attending", "sector_members_arranged")
    assert {facts[code] for code in told} == {0}


@pytest.mark.parametrize("capacity", ["staff", "recorder", "media"])
def test_those_who_serve_the_session_do_not_take_part(capacity: str) -> None:
    """Staff, recorders and media are no participants, whatever else they are (C1)."""
    facts = _facts(line("v1"), line("x", capacity, "public_representative", "stakeholder"))
    assert [facts[code] for code in COUNTS] == [1, 1, 0, 0]


@pytest.mark.parametrize(
    "capacity",
    [
        "convener",
        "co_convener",
        "member",
        "official",
        "representative_person",
        "governance_backbone",
    ],
)
def test_everybody_else_takes_part(capacity: str) -> None:
    """All persons taking part are counted, the convener too (C1, C12)."""
    assert _facts(line("x", capacity))["participants"] == 1


@pytest.mark.parametrize("status", ["planned", "excused", "absent"])
def test_who_did_not_come_is_not_counted(status: str) -> None:
    """Of a session held only those present count (C6)."""
    facts = _facts(line("v1"), line("v2", status=status), line("m2", "member", status=status))
    assert [facts[code] for code in COUNTS] == [1, 1, 0, 0]


@pytest.mark.parametrize(("status", "expected"), [("planned", 2), ("held", 1), ("cancelled", 1)])
def test_a_plan_counts_those_who_are_to_come(status: str, expected: int) -> None:
    """For a session still to come the planned list is checked beforehand (C6)."""
    lines = (line("v1"), line("v2", status="planned"), line("v3", status="excused"))
    assert _facts(*lines, status=status)["participants"] == expected


@pytest.mark.parametrize("capacity", ["member", "official", "convener", "co_convener"])
def test_nobody_is_counted_twice_toward_the_third(capacity: str) -> None:
    """Member, official and convener never count as public, whichever capacity stands first (C3)."""
    for one in (
        line("x", capacity, "public_representative"),
        line("x", "public_representative", capacity),
        line("x", "stakeholder", "public_representative", capacity),
    ):
        facts = _facts(one)
        assert (facts["participants"], facts["public_representatives"]) == (1, 0)
        assert facts["stakeholder_representatives"] == 0


def test_who_convened_is_no_public_representative() -> None:
    """A person named as the convener of the day stays outside the third (C3)."""
    facts = _facts(line("v1"), line("v2"), convened_by=("v1",))
    assert facts["public_representatives"] == 1
    assert facts["conveners_attending"] == 1


def test_a_convener_who_is_an_official_is_left_out_once() -> None:
    """Officials and conveners are two groups, so that nobody is taken off twice (C1)."""
    facts = _facts(line("x", "convener", "official"), line("y", "member", "convener"), line("v1"))
    assert (facts["officials_attending"], facts["conveners_attending"]) == (1, 1)


def test_stakeholders_count_as_public_only_where_so_recorded() -> None:
    """A developer is a stakeholder, a resident concerned is both, counted once (C2)."""
    facts = _facts(
        line("firm", "stakeholder"),
        line("r1", "stakeholder", "public_representative"),
        line("r2", "public_representative", "stakeholder"),
        line("r3", category="stakeholder_representative"),
    )
    assert [facts[code] for code in COUNTS] == [4, 3, 0, 4]
    assert facts["stakeholder_representatives"] == 3


def test_officials_invited_need_not_come() -> None:
    """The invitation counts, not the attendance (3.3.s2b, C7)."""
    facts = _facts(
        line("o1", "official", status="absent"),
        line("o2", "official", status="excused"),
        line("o3", "official"),
        line("o4", "official", invited=False),
    )
    assert (facts["officials_invited"], facts["officials_attending"]) == (3, 2)


def test_a_co_convener_of_a_village_room_is_a_member() -> None:
    """Only there the text makes an area-linked CPPCC member the co-convener (4.1.s4b)."""
    assert _facts(line("m1", "co_convener"))["members"] == 1
    assert _facts(line("m1", "co_convener", "member"))["members"] == 1
    assert _facts(line("m1", "co_convener"), room=town_room())["members"] == 0
    assert _facts(line("m1", "co_convener", "member"), room=town_room())["members"] == 1


def test_a_co_convener_of_an_unknown_room_may_be_a_member() -> None:
    """Without the room nobody knows, unless the roll says so."""
    unknown = session_facts(session(roll=(line("m1", "co_convener"),)))
    told = session_facts(session(roll=(line("m1", "co_convener", "member"),)))
    assert (unknown.facts["members"], told.facts["members"]) == (None, 1)


@pytest.mark.parametrize(
    ("sectors", "room", "expected"),
    [
        (("教育界",), sector_room(), 1),
        (("经济界",), sector_room(), 0),
        (("经济界",), sector_room(related_sectors=("经济界",)), 1),
        (("经济界", "教育界"), firm_room(), 1),
        (("教育界",), firm_room(), 0),
        (("经济界",), firm_room(related_sectors=None), None),
        (("经济界",), firm_room(related_sectors=()), 0),
        (("教育界",), sector_room(sector=None), None),
        (("教育界",), village_room(), None),
        (("教育界",), village_room(related_sectors=("教育界",)), None),
        ((None,), sector_room(), None),
        (("经济界", None), sector_room(), None),
        (("教育界", None, None), sector_room(), 1),
        ((), sector_room(), 0),
    ],
)
def test_members_of_the_sector_concerned(
    sectors: tuple[str | None, ...], room: cr.Room, expected: int | None
) -> None:
    """The related sectors are recorded, never inferred; an untold sector decides nothing (C14)."""
    lines = [line(f"m{n}", "member", sector=sector) for n, sector in enumerate(sectors)]
    assert _facts(*lines, room=room)["sector_members_arranged"] == expected


@pytest.mark.parametrize(
    ("sectors", "expected"),
    [
        (("教育界", None, None), None),
        (("教育界", None), None),
        (("教育界", "教育界", None), 2),
        (("教育界", "经济界"), 1),
    ],
)
def test_a_majority_is_known_only_when_it_is_certain(
    sectors: tuple[str | None, ...], expected: int | None
) -> None:
    """By the reading of a majority every sector that could tip it has to be told (C14)."""
    lines = [line(f"m{n}", "member", sector=sector) for n, sector in enumerate(sectors)]
    facts = _facts(*lines, room=sector_room(), policy=read(C14="majority"))
    assert facts["sector_members_arranged"] == expected


def test_sector_members_without_a_room_are_unknown() -> None:
    """Which sectors are concerned is a matter of the room."""
    held = session(roll=(line("m2", "member", sector="教育界"),))
    assert session_facts(held).facts["sector_members_arranged"] is None


@pytest.mark.parametrize("category", PUBLIC)
def test_categories_are_counted_among_the_public(category: str) -> None:
    """An old cadre who comes as a member is not one of the public representatives (4.3.s4)."""
    facts = _facts(
        line("v1", category=category), line("m1", "member", category=category), line("v2")
    )
    assert facts[f"attending_{category}"] == 1
    assert sum(facts[f"attending_{other}"] or 0 for other in PUBLIC) == 1


@pytest.mark.parametrize(("attested", "expected"), [(None, None), (True, 1), (False, 0)])
def test_priority_is_attested_or_not(attested: bool | None, expected: int | None) -> None:
    """What nobody attested either way is unknown (C14)."""
    facts = session_facts(by_heads(sector_priority_attested=attested)).facts
    assert facts["sector_priority_attested"] == expected


@pytest.mark.parametrize(("reason", "expected"), [(None, 0), ("  ", 0), ("涉及两村", 1)])
def test_a_reason_for_the_size_is_more_than_white_space(reason: str | None, expected: int) -> None:
    """A blank reason is none (C5)."""
    assert session_facts(by_heads(size_reason=reason)).facts["size_reason_given"] == expected

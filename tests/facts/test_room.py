"""The row of a room: name, six haves, conveners, links, roster (3.1, 4.1, 4.2.s5, 4.3)."""

from __future__ import annotations

import pytest

import consultrules as cr
from consultrules.facts.room import DECLARED
from consultrules.policy.vocabulary import RoomKind
from facts.builders import (
    HAVES,
    HELD_ON,
    ROSTER,
    VILLAGE,
    convener,
    day,
    link,
    room_facts,
    row_of,
    village_room,
)


def test_a_compliant_village_room() -> None:
    """One eligible convener, one linked co-convener, every category on the roster, nothing expired."""
    row = row_of(village_room(), sessions_held=3)
    expected = {"room_kind": RoomKind.VILLAGE.number, "name_is_uniform": 1, "sessions_held": 3}
    expected |= {f"has_{have}": 1 for have in HAVES} | {f"roster_{c}": 1 for c in ROSTER}
    expected |= {"conveners": 1, "conveners_eligible": 1, "convener_is_co_convener": 0}
    expected |= {"co_conveners": 1, "co_conveners_linked": 1, "representatives_expired": 0}
    expected |= {"linked_members": 1, "linked_county_members": 1, "area_linked_members": 1}
    expected |= {"haves_claimed": 6, "haves_evidenced": 6, "representatives": 7}
    told = {code: value for code, value in row.facts.items() if not code.startswith("attested_")}
    assert told == {**expected, "conveners_related": None, "conveners_trained": None}
    untold = [value for code, value in row.facts.items() if code.startswith("attested_")]
    assert untold == [None] * 8
    assert (row.grain, row.subject, row.day, row.unit.code) == ("room", "r1", HELD_ON, VILLAGE)
    assert row.impossible == frozenset()


def test_a_room_of_which_nothing_is_told() -> None:
    """Only its kind is known."""
    facts = row_of(cr.Room(id="r1", kind="village", unit=VILLAGE)).facts
    assert {code for code, value in facts.items() if value is not None} == {"room_kind"}
    assert set(facts) == set(DECLARED)


def test_empty_lists_say_that_there_is_nobody() -> None:
    """Nobody convenes, nobody is linked, nobody is on the roster, and none of the six is there."""
    names = ("conveners", "co_conveners", "links", "representatives", "haves")
    facts = row_of(village_room(**dict.fromkeys(names, ()))).facts
    counted = {code: v for code, v in facts.items() if code not in ("room_kind", "name_is_uniform")}
    assert {c for c, value in counted.items() if value is None} == {
        "sessions_held",
        "conveners_related",
        "conveners_trained",
        *(f"attested_3_1_{piece}" for piece in ("s2", "s3b", "s4a", "s9")),
    }
    assert {value for value in counted.values() if value is not None} == {0}


@pytest.mark.parametrize(
    "name",
    [
        "有事好商量协商议事室",
        "白甸镇“有事好商量”协商议事室",
        "白甸镇「有事好商量」协商议事室（二楼）",
        '白甸镇"有事好商量"协商议事室',
        "白甸镇〝有事好商量〞协商议事室",
        "白甸镇＂有事好商量＂ 协商 议事室",
        "白甸镇《有事好商量》　协商议事室",
        "白甸镇 '有事\u2003好商量'\xa0协商议事室",
        "白甸镇‘有事好商量’协商议事室",
    ],
)
def test_a_uniform_name(name: str) -> None:
    """Quotation marks, spaces and what stands before or after are free (K7)."""
    assert room_facts(village_room(name=name), "name_is_uniform") == (1,)


@pytest.mark.parametrize(
    "name",
    [
        "刘季村协商议事室",
        "“有事多商量”协商议事室",
        "“有事好商量”议事室",
        "有事好商量的协商议事室",
        "协商议事室“有事好商量”",
        "村民议事厅",
    ],
)
def test_another_name(name: str) -> None:
    """Every character of the official name stands in its order (3.1.s1a, K7)."""
    assert room_facts(village_room(name=name), "name_is_uniform") == (0,)


@pytest.mark.parametrize("have", HAVES)
def test_each_of_the_six_is_told_by_itself(have: str) -> None:
    """One that is denied is 0, one that is not on the list unknown (3.1.s5)."""
    told = [{"what": h, "holds": h != have} for h in HAVES]
    facts = row_of(village_room(haves=told)).facts
    assert {h for h in HAVES if facts[f"has_{h}"] == 0} == {have}
    facts = row_of(village_room(haves=[h for h in told if h["what"] != have])).facts
    assert {h for h in HAVES if facts[f"has_{h}"] is None} == {have}


def test_activity_claimed_without_any_is_impossible() -> None:
    """The claim is checked against the register: both are in doubt (K6)."""
    row = row_of(village_room(), sessions_held=0)
    assert row.impossible == {"has_activity", "sessions_held"}
    assert row.facts["has_activity"] is None
    assert row_of(village_room(), sessions_held=1).impossible == frozenset()


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, 1),
        ("06-10", None, 1),
        ("06-11", None, 0),
        (None, "06-11", 1),
        (None, "06-10", 0),
        ("06-01", "06-30", 1),
    ],
)
def test_entries_hold_on_half_open_days(
    since: str | None, until: str | None, expected: int
) -> None:
    """From the first day up to, but without, the day of the end, for conveners, links and roster."""
    valid = {"since": day(since) if since else None, "until": day(until) if until else None}
    room = village_room(
        conveners=[convener("p", **valid)],
        co_conveners=[{"person": "m1", **valid}],
        links=[link("m1", **valid)],
        representatives=[{"person": "v", "category": "old_cadres", **valid}],
    )
    codes = ("conveners", "co_conveners", "linked_members", "roster_old_cadres")
    assert room_facts(room, *codes) == (expected,) * 4


def test_co_conveners_are_linked_by_area() -> None:
    """An enrolment, an expired link or none is not an area link (4.1.s4b); the evidence names who."""
    room = village_room(
        co_conveners=[{"person": p} for p in ("m1", "m1", "m2", "m3", "m4")],
        links=[link("m1"), link("m2", "sector"), link("m3", until=day("06-10"))],
    )
    row = row_of(room)
    assert (row.facts["co_conveners"], row.facts["co_conveners_linked"]) == (4, 1)
    assert row.evidence["co_conveners_linked"] == ("m2", "m3", "m4")


def test_untold_links_leave_co_conveners_open() -> None:
    """How many there are is known, whether they are linked is not; and the other way round."""
    codes = ("co_conveners", "co_conveners_linked", "linked_members")
    assert room_facts(village_room(links=None), *codes) == (1, None, None)
    assert room_facts(village_room(co_conveners=None), *codes) == (None, None, 1)


def test_convener_and_co_convener_in_one_person() -> None:
    """The persons are counted and named (V4); untold co-conveners leave it open."""
    row = row_of(village_room(conveners=[convener("m1"), convener("m1"), convener("b")]))
    assert row.facts["convener_is_co_convener"] == 1
    assert row.evidence["convener_is_co_convener"] == ("m1",)
    assert room_facts(village_room(co_conveners=None), "convener_is_co_convener") == (None,)


def test_linked_members_are_counted_once_each() -> None:
    """Any member tied to the room counts, by area or by sector (M1, V5)."""
    ties = [link("a"), link("a", "sector"), link("b", level="city"), link("c", "sector")]
    codes = ("linked_members", "linked_county_members", "area_linked_members")
    assert room_facts(village_room(links=ties), *codes) == (3, 2, 2)


def test_expired_entries_of_the_roster() -> None:
    """Whose last entry has ended is counted, on that very day; a renewal clears it (4.3.s5b)."""
    room = village_room(
        representatives=[
            {"person": "a", "category": "old_cadres", "until": day("06-10")},
            {"person": "b", "category": "old_cadres", "until": day("06-11")},
            {"person": "c", "category": "old_cadres", "until": day("01-01")},
            {"person": "c", "category": "new_strata", "since": day("01-01")},
            {"person": "d", "category": "new_strata"},
            {"person": "a", "category": "new_strata", "until": day("03-01")},
            {"person": "e", "category": "old_teachers", "until": day("03-01")},
            {"person": "e", "category": "old_teachers", "until": day("12-31")},
        ]
    )
    row = row_of(room)
    assert row.facts["representatives_expired"] == 1
    assert row.evidence["representatives_expired"] == ("a",)
    assert (row.facts["roster_old_cadres"], row.facts["roster_new_strata"]) == (1, 2)


def test_a_converted_room_is_judged_by_its_kind_of_the_day() -> None:
    """The head of the village was the right convener as long as the room was the village's (F2)."""
    former = {"kind": "village", "until": day("06-01")}
    room = village_room(kind="enterprise", former_kinds=[former], co_conveners=None)
    assert room_facts(room, "room_kind", "conveners_eligible", on=day("05-31")) == (4, 1)
    assert room_facts(room, "room_kind", "conveners_eligible", on=day("06-01")) == (6, 0)

"""The row of a unit: its room, shared rooms, its work committee (2.3.s1a, 3.1.s7)."""

from __future__ import annotations

import pytest

import consultrules as cr
from consultrules.facts.fact import Row
from consultrules.facts.unit import unit_row
from consultrules.policy.vocabulary import UnitKind
from facts.builders import (
    HELD_ON,
    NEXT_VILLAGE,
    UNITS,
    VILLAGE,
    day,
    firm_room,
    sector_room,
    town_room,
    village_room,
)


def _row(*rooms: cr.Room, shared: tuple[cr.Room, ...] = (), committee: bool | None = None) -> Row:
    unit = UNITS[VILLAGE]
    return unit_row(unit, rooms=rooms, shared=shared, work_committee=committee, on=HELD_ON)


def test_a_unit_with_its_room() -> None:
    """Kind, rooms of its own, subject and day."""
    row = _row(village_room())
    assert row.facts == {
        "unit_kind": UnitKind.VILLAGE.number,
        "rooms_registered": 1,
        "rooms_shared": 0,
        "work_committee": None,
    }
    assert (row.grain, row.subject, row.day, row.unit) == ("unit", VILLAGE, HELD_ON, UNITS[VILLAGE])


def test_only_the_units_own_room_counts() -> None:
    """Rooms of the town, the next village, a firm or a sector do not cover the village (K3)."""
    others = (
        town_room(),
        village_room(unit=NEXT_VILLAGE),
        firm_room(unit=VILLAGE),
        sector_room(),
    )
    assert _row(*others).facts["rooms_registered"] == 0


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [("06-10", None, 1), ("06-11", None, 0), ("01-01", "06-10", 0), ("01-01", "06-11", 1)],
)
def test_a_room_counts_while_it_is_there(since: str, until: str | None, expected: int) -> None:
    """Not before it was founded, nor from the day on which it closed, be it own or shared."""
    valid = {"since": day(since), "until": day(until) if until else None}
    shared = village_room(id="r2", unit=NEXT_VILLAGE, also_covers=[VILLAGE], **valid)
    facts = _row(village_room(**valid), shared=(shared,)).facts
    assert (facts["rooms_registered"], facts["rooms_shared"]) == (expected, expected)


def test_a_room_that_was_a_firms_then_covered_nobody() -> None:
    """A room counts by its kind on the day."""
    former = {"kind": "enterprise", "until": day("06-11")}
    assert _row(village_room(former_kinds=[former])).facts["rooms_registered"] == 0


def test_shared_rooms_are_counted_apart() -> None:
    """The neighbour's room that covers the village too is shared; a firm's is not, nor its own (K2)."""
    neighbour = village_room(id="r2", unit=NEXT_VILLAGE, also_covers=[VILLAGE])
    firm = firm_room(id="r3", also_covers=[VILLAGE])
    own = village_room(also_covers=[VILLAGE])
    facts = _row(own, shared=(neighbour, firm, own)).facts
    assert (facts["rooms_registered"], facts["rooms_shared"]) == (1, 1)


@pytest.mark.parametrize(("told", "expected"), [(None, None), (True, 1), (False, 0)])
def test_a_work_committee_is_told_or_not(told: bool | None, expected: int | None) -> None:
    """Nobody assumes one (3.1.s7)."""
    assert _row(committee=told).facts["work_committee"] == expected

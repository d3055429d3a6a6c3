"""Routes found once are kept with their room or its unit, and nobody sees it but the clock."""

from __future__ import annotations

import copy
import pickle

import pytest

import consultrules as cr
from consultrules.policy.vocabulary import Tier
from consultrules.routing import table
from consultrules.routing.table import steps
from facts.builders import TOWN, UNITS, body, firm_room, sector_room, village_room

POLICY = cr.edition()
_TABLES = ("approval", "reporting", "sensitive", "evaluation", "feedback", "liaison")


def test_a_route_is_found_once_for_each_room_and_edition() -> None:
    """The very same steps, for an edition with the same digest too; another edition finds its own."""
    room = village_room()
    higher = POLICY.with_readings(R2="higher_also_satisfies")
    first = steps("approval", room, POLICY)
    assert steps("approval", room, cr.edition()) is first
    assert steps("approval", room, higher) is steps("approval", room, higher)
    assert steps("approval", room, higher) is not first
    firm, same = firm_room(park=UNITS[TOWN]), firm_room(park=UNITS[TOWN])
    assert steps("approval", firm, POLICY) is steps("approval", firm, POLICY)
    assert steps("approval", firm, POLICY) is not steps("approval", same, POLICY)
    assert steps("approval", firm, POLICY) == steps("approval", same, POLICY)


def test_what_a_topic_adds_makes_another_route() -> None:
    """Departments, the tier of a need, and who entrusted a matter: none is taken for another."""
    room = sector_room()
    assert steps("approval", room, POLICY)[0].jointly_with[0].name() == "海安市有关部门"
    for name in ("教育局", "民政局", "教育局"):
        (named,) = steps("approval", room, POLICY, departments=(name,))[0].jointly_with
        assert named.name() == f"海安市{name}"
    county, city = (steps("escalation", room, POLICY, tier=t) for t in (Tier.COUNTY, Tier.CITY))
    assert county != city
    unit = UNITS[TOWN]
    renamed = unit.model_copy(update={"name": "某镇"})
    for who in (unit, renamed):  # equal by their code, and called by another name
        given = (cr.Body(organ="PARTY_COMMITTEE", unit=who),)
        (told,) = steps("entrusted", room, POLICY, entrusted_by=given)[0].all_of
        assert told is given[0]


def test_an_error_is_told_each_time() -> None:
    """What could not be found is not kept."""
    room = sector_room(None)
    for _ in range(2):
        with pytest.raises(cr.RoutingError):
            steps("approval", room, POLICY)


def test_what_is_kept_is_no_part_of_the_record() -> None:
    """A room that was asked about is equal to, written, shown, sent and changed like one that was not."""
    asked, fresh = firm_room(park=UNITS[TOWN]), firm_room(park=UNITS[TOWN])
    for name in _TABLES:
        steps(name, asked, POLICY)
    assert "_routes" in asked.__dict__
    assert asked == fresh
    assert hash(asked) == hash(fresh)
    assert asked.to_json() == fresh.to_json()
    assert asked.model_dump() == fresh.model_dump()
    assert repr(asked) == repr(fresh)
    assert pickle.dumps(asked) == pickle.dumps(fresh)
    assert pickle.loads(pickle.dumps(asked)) == fresh
    assert copy.deepcopy(asked) == copy.copy(asked) == fresh
    assert "_routes" not in copy.copy(asked).__dict__  # a copy may be given other fields


def test_a_changed_room_finds_its_own_route() -> None:
    """A copy with another unit is another room, whatever was found for the first."""
    room = village_room()
    assert cr.approval_route(room).bodies[0].name() == "白甸镇党委"
    moved = room.model_copy(update={"responsible_unit": UNITS["320685100000"]})
    assert cr.approval_route(moved).bodies[0].name() == "海安镇党委"
    assert cr.approval_route(room.model_copy()).bodies[0].name() == "白甸镇党委"


def test_routes_are_forgotten_before_they_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ever new departments: the unit's store is emptied, the answers stay right."""
    monkeypatch.setattr(table, "_KEPT", 2)
    room = sector_room()
    room.unit.__dict__.pop("_routes", None)
    for number in range(5):
        name = f"某局{number}"
        (named,) = steps("approval", room, POLICY, departments=(name,))[0].jointly_with
        assert named.name() == f"海安市{name}"
    assert len(room.unit.__dict__["_routes"]) <= 2


def test_a_body_is_sent_without_its_names() -> None:
    """What a body is called is found again where it arrives."""
    named, fresh = body("PARTY_COMMITTEE"), body("PARTY_COMMITTEE")
    assert named.name() == "白甸镇党委"
    assert pickle.dumps(named) == pickle.dumps(fresh)
    assert pickle.loads(pickle.dumps(named)).name() == "白甸镇党委"


def test_the_routes_of_a_unit_go_by_its_rooms() -> None:
    """Rooms of one unit share what unit, kind and tier decide, and nothing else: not their names."""
    one, other = village_room(), village_room(id="r2", name="另一个协商议事室")
    assert steps("approval", one, POLICY) is steps("approval", other, POLICY)
    names = [steps("liaison", room, POLICY)[-1].all_of[0].name() for room in (one, other)]
    assert names == [one.label(), other.label()]
    firm = cr.Room(id="r3", kind="enterprise", unit=one.unit)
    assert steps("reporting", one, POLICY) != steps("reporting", firm, POLICY)
    assert one.unit == pickle.loads(pickle.dumps(one.unit))
    assert "_routes" not in pickle.loads(pickle.dumps(one.unit)).__dict__


def test_a_table_that_names_the_room_is_kept_with_it() -> None:
    """The list of such tables is what the edition's tables say."""
    naming = {name for name in table.TABLES if "ROOM@" in str(POLICY.routes(name))}
    assert naming == table._OWN

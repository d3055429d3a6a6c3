"""The whole city: a room for every unit of the public list that is a unit of the policy."""

import datetime as dt

import consultrules as cr
from consultrules.policy.judging import Verdict


def test_a_room_in_every_unit_covers_the_city() -> None:
    """All 115 town-level and 1,973 village-level units; every duty of the year is still open in it."""
    units = cr.Gazetteer.nantong()
    above = (cr.UnitKind.CITY, cr.UnitKind.COUNTY)
    rooms = tuple(
        cr.Room(id=unit.code, kind=unit.kind.value, unit=unit, since="2021-01-01")
        for unit in units
        if unit.kind not in above
    )
    result = cr.audit(cr.Registry(rooms=rooms), year=2025, as_of=dt.date(2025, 9, 30))
    told = [(level.group, level.numerator, level.denominator) for level in result.coverage]
    assert told == [("town_level", 115, 115), ("village_level", 1973, 1973)]
    assert len(result.left_out) == 53
    assert all(line.reason for line in result.left_out)
    assert result.duty[Verdict.PENDING] == len(rooms) == 2088
    assert {row["county"] for row in result.roll_up("county")} == {
        unit.code for unit in units if unit.kind is cr.UnitKind.COUNTY
    }
    assert result.ok is False  # rooms of which nothing else is told are not in order

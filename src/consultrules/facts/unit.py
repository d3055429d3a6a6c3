"""Facts about a unit: whether it has its room and its work committee (2.3.s1a, 3.1.s7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from consultrules.facts.fact import Declared, Row, count, flag, word
from consultrules.models.room import Room
from consultrules.models.unit import TOWN_ROOMS, VILLAGE_ROOMS, Unit
from consultrules.policy.vocabulary import UnitKind

FACTS = (
    word("unit_kind", UnitKind, "单位类别", "kind of the unit", "unit.kind"),
    count("rooms_registered", "已建议事室数", "rooms registered for the unit", "room.unit"),
    count(
        "rooms_shared",
        "共享议事室数",
        "rooms of other units registered for it too",
        "room.also_covers",
        ours=True,
    ),
    flag(
        "work_committee",
        "设有政协工作委员会",
        "the unit has a CPPCC work committee",
        "registry.work_committees",
    ),
)
DECLARED = Declared(FACTS)
_TERRITORIAL = TOWN_ROOMS | VILLAGE_ROOMS


def unit_row(
    unit: Unit,
    *,
    rooms: Sequence[Room],
    shared: Sequence[Room],
    work_committee: bool | None,
    on: dt.date,
) -> Row:
    """The facts of a unit on a day, from the rooms registered in it and those that cover it too."""
    own, others = (
        [r for r in several if r.kind_on(on) in _TERRITORIAL and r.valid_on(on)]
        for several in (rooms, shared)
    )
    facts: dict[str, int | None] = {
        "unit_kind": unit.kind.number,
        "rooms_registered": sum(r.unit == unit for r in own),
        "rooms_shared": sum(r.unit != unit for r in others),
        "work_committee": None if work_committee is None else int(work_committee),
    }
    return Row("unit", unit.code, facts, on, unit)

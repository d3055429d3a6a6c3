"""Statistics of rooms: their number, coverage, six haves, yearly minimum, assessment (2.3, 3.1, 3.9, 6.2)."""

from __future__ import annotations

from collections.abc import Sequence

from consultrules.auditing.statistics.source import Source, room_of
from consultrules.auditing.statistics.statistic import VERDICT_RESIDUE, Statistic, judged
from consultrules.facts.body_year import assessed_by_group
from consultrules.models.unit import TOWN_KINDS, TOWN_ROOMS, VILLAGE_ROOMS, Unit
from consultrules.policy.counting import Measure, Residue
from consultrules.policy.judging import Grain
from consultrules.policy.support import CoverageGroup
from consultrules.policy.vocabulary import RoomKind
from consultrules.rules.compiled import FAIL, PASS, PENDING, UNKNOWN
from consultrules.rules.report import Judged

_ROOMS = ("存续的协商议事室", "rooms open on the day")
_REGISTERED = ("登记的协商议事室", "rooms registered")
_YEARS = ("本年存续过的协商议事室", "rooms open at some time of the year")

SIX_HAVES = judged(
    "six_haves", ("“六个有”齐备", "rooms with the six haves"), _ROOMS, Grain.ROOM, ("3.1.s5",),
    dated=False, readings=("K6",),
)  # fmt: skip
FREQUENCY = judged(
    "frequency_met", ("年度频次达标", "rooms that met the yearly minimum"), _YEARS, Grain.ROOM_YEAR,
    ("3.9",), clauses=("3.9.s2b", "3.9.s3", "3.9.s4"), dated=False, readings=("F1", "F2", "F4"),
)  # fmt: skip
LINKED = judged(
    "linked_rooms", ("有委员联系的议事室", "rooms with a linked member"), _ROOMS, Grain.ROOM,
    ("4.2.s5b",), dated=False, readings=("M1",),
)  # fmt: skip


def _kind_clause(kind: RoomKind) -> str:
    """Town and village rooms by 3.1.s3a; the others are set up where conditions allow (2.3.s1b)."""
    if kind in TOWN_ROOMS:
        return "3.1.s3a.i1"
    return "3.1.s3a.i2" if kind in VILLAGE_ROOMS else "2.3.s1b"


KINDS = tuple(
    Statistic(
        code=f"rooms_kind.{kind.value}",
        clauses=(_kind_clause(kind),),
        zh=f"议事室·{kind.zh}",
        en=f"rooms: {kind.en}",
        measure=Measure.NUMBER,
        numerator=(f"室别为{kind.zh}的", f"those of kind {kind.en}"),
        denominator=_ROOMS,
        base=_ROOMS,
        dated=False,
        readings=() if kind in TOWN_ROOMS | VILLAGE_ROOMS else ("K3",),
    )
    for kind in RoomKind
)
FORMAL = tuple(
    Statistic(
        code=f"coverage.{group.value}",
        clauses=(group.clause,),
        zh=f"有形覆盖·{group.zh}",
        en=f"formal coverage: {group.en}",
        measure=Measure.SHARE,
        numerator=(
            "2.3.s1a 判为符合：已建议事室的",
            "those that pass 2.3.s1a: a room is registered",
        ),
        denominator=("判为符合或不符合的", "those that pass or fail"),
        base=(f"行政区划中的{group.zh}", f"units of the gazetteer: {group.en}"),
        residue=VERDICT_RESIDUE,
        dated=False,
        readings=("K1", "K2"),
        grain=Grain.UNIT,
        rules=("2.3.s1a",),
    )
    for group in CoverageGroup
)
EFFECTIVE = tuple(
    Statistic(
        code=f"effective_coverage.{group.value}",
        clauses=("5.4.s3b",),
        zh=f"有效覆盖·{group.zh}",
        en=f"effective coverage: {group.en}",
        measure=Measure.SHARE,
        numerator=(
            "有议事室既“六个有”齐备又年度频次达标的（本库的量化口径）",
            "those with a room that has the six haves and met the yearly minimum (our own measure)",
        ),
        denominator=("能作出判断的", "those of which this can be said"),
        base=(f"行政区划中的{group.zh}", f"units of the gazetteer: {group.en}"),
        residue=VERDICT_RESIDUE,
        dated=False,
        readings=("K4", "K6", "F2"),
        ours=True,
        grain=Grain.UNIT,
    )
    for group in CoverageGroup
)
STATISTICS: tuple[Statistic, ...] = (
    Statistic(
        code="rooms",
        clauses=("3.1.s3a", "2.3.s1b"),
        zh="议事室数",
        en="rooms",
        measure=Measure.NUMBER,
        numerator=_ROOMS,
        denominator=_ROOMS,
        base=_REGISTERED,
        residue=(Residue.NOT_OPEN,),
        dated=False,
    ),
    *KINDS,
    *FORMAL,
    *EFFECTIVE,
    SIX_HAVES,
    FREQUENCY,
    LINKED,
    Statistic(
        code="rooms_assessed",
        clauses=("6.2.s4",),
        zh="议事室考核率",
        en="rooms assessed",
        measure=Measure.SHARE,
        numerator=(
            "本年经政协党组考核的",
            "those assessed for the year by a leading Party members' group",
        ),
        denominator=("考核情况已填报的", "those of which the assessment is known"),
        base=_ROOMS,
        residue=(Residue.UNKNOWN,),
        dated=False,
        readings=("E6",),
    ),
)


def count(source: Source, rows: Sequence[Judged]) -> None:
    """Count the rooms of the registry and what was found about them and their units."""
    _numbers(source)
    _assessed(source)
    _coverage(source, rows)


def _numbers(source: Source) -> None:
    tally, places = source.tally, source.places
    for room in source.registry.rooms:
        home = places.room(room.id)
        if not room.valid_on(source.day):
            tally.add("rooms", home, None, left=Residue.NOT_OPEN)
            continue
        tally.add("rooms", home, None, numerator=1, denominator=1)
        tally.word("rooms_kind", home, None, RoomKind, room.kind_on(source.day))


def _assessed(source: Source) -> None:
    told = source.registry.room_assessments
    own = [a for a in told or () if a.year == source.audit.year and source.by_then(a.on)]
    home = {room.id: room.unit.county or room.unit for room in source.registry.rooms}
    by_group = {a.room for a in own if assessed_by_group(a, home[a.room])}
    by_nobody_knows = {a.room for a in own if a.by is None}
    for room in source.open_rooms:
        yes: bool | None = room.id in by_group
        if told is None or (not yes and room.id in by_nobody_knows):
            yes = None
        source.tally.answer("rooms_assessed", source.places.room(room.id), None, yes, room.id)


def _coverage(source: Source, rows: Sequence[Judged]) -> None:
    """Formal and effective coverage: a unit is as well off as the best of its rooms."""
    verdicts: dict[str, list[int]] = {}
    for one in rows:
        statistic = {"room": SIX_HAVES, "room_year": FREQUENCY}.get(one.row.grain)
        if statistic is not None:
            found = source.found(statistic, one)
            verdicts.setdefault(room_of(one.row), []).append(UNKNOWN if found is None else found)
    of_unit = _rooms_of_units(source)
    for one in rows:
        unit = one.row.unit
        if one.row.grain != "unit" or unit is None:
            continue
        group = CoverageGroup.TOWN_LEVEL if unit.kind in TOWN_KINDS else CoverageGroup.VILLAGE_LEVEL
        home = source.places.unit(unit)
        formal = source.found(FORMAL[0], one)
        assert formal is not None
        source.tally.verdict(f"coverage.{group.value}", home, None, formal, unit.code)
        own = [_least(verdicts[room]) for room in of_unit.get(unit, ()) if room in verdicts]
        effective = _best(own) if formal == PASS else formal
        source.tally.verdict(f"effective_coverage.{group.value}", home, None, effective, unit.code)


def _rooms_of_units(source: Source) -> dict[Unit, list[str]]:
    """The rooms that cover each unit, shared ones where reading K2 lets them."""
    shared = source.audit.policy.readings["K2"] == "shared_room_covers"
    found: dict[Unit, list[str]] = {}
    for room in source.open_rooms:
        if room.kind_on(source.day) in TOWN_ROOMS | VILLAGE_ROOMS:
            for unit in (room.unit, *(room.also_covers if shared else ())):
                found.setdefault(unit, []).append(room.id)
    return found


def _least(codes: Sequence[int]) -> int:
    """Both the six haves and the minimum, or what stands in the way of saying so."""
    return next((c for c in (FAIL, UNKNOWN, PENDING) if c in codes), max(codes))


def _best(codes: Sequence[int]) -> int:
    """The best that one of several rooms brings its unit."""
    return next((c for c in (PASS, PENDING, UNKNOWN) if c in codes), max(codes, default=FAIL))

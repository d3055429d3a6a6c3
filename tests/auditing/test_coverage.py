"""Coverage of units by rooms, counted by hand on a city of nine units."""

import datetime as dt
from typing import Any

import pytest

import consultrules as cr
from small_city import A1, A2, B1, C1, CITY, FARM, FIRST, UNITS, A, B, C, audited, registry, room

ALL = [room(unit) for unit in (A, A1, A2, B, B1)]


def shares(result: cr.Audit) -> dict[str, tuple[int, int, list[str]]]:
    """Numerator, denominator and missing codes of each level."""
    return {
        level.group: (level.numerator, level.denominator, [u.code for u in level.missing])
        for level in result.coverage
    }


def test_numerator_denominator_and_what_is_missing() -> None:
    """Two of two at the town level; one of three below, and the other two are named."""
    result = audited(registry([room(A), room(A1), room(B)]))
    assert shares(result) == {"town_level": (2, 2, []), "village_level": (1, 3, [A2, B1])}
    found = {f.subject: f.verdict.value for f in result.report.findings if f.key == "2.3.s1a"}
    assert {code for code, verdict in found.items() if verdict == "fail"} == {A2, B1}
    assert {code for code, verdict in found.items() if verdict == "pass"} == {A, A1, B}


def test_a_room_in_every_unit_is_full_coverage() -> None:
    """Nothing is missing, and no unit of the other county is asked for."""
    assert shares(audited(registry(ALL))) == {
        "town_level": (2, 2, []),
        "village_level": (3, 3, []),
    }


def test_a_county_comes_in_with_its_first_room() -> None:
    """One room in the other county brings its town and its village."""
    result = audited(registry([*ALL, room(C1)]))
    assert shares(result) == {"town_level": (2, 3, [C]), "village_level": (4, 4, [])}


def test_what_is_left_out_is_told_with_its_reason() -> None:
    """The farm is in no denominator; it stands beside it."""
    result = audited(registry(ALL))
    assert [(line.code, line.reason) for line in result.left_out] == [(FARM, "农场")]
    assert audited(registry([room(C1)])).left_out == ()
    assert FARM not in {unit.code for unit in result.area}


@pytest.mark.parametrize(
    ("option", "expected"),
    [("own_room_each", (1, 3, [A2, B1])), ("shared_room_covers", (2, 3, [B1]))],
)
def test_a_shared_room_counts_by_reading_k2_only(option: str, expected: Any) -> None:
    """The village that another one's room covers is covered only where the reading says so."""
    known = registry([room(A), room(B), room(A1, also_covers=[A2])])
    assert shares(audited(known, K2=option))["village_level"] == expected


@pytest.mark.parametrize(
    ("more", "covered"),
    [
        ({"until": "2025-12-31"}, False),
        ({"until": "2026-01-01"}, True),
        ({"since": "2025-12-31"}, True),
        ({"since": "2026-01-01"}, False),
        ({"since": None}, True),
    ],
)
def test_a_room_covers_while_it_stands(more: dict[str, Any], covered: bool) -> None:
    """Judged on the last day of the year; the day on which a room ends is no longer its own."""
    result = audited(registry([*ALL[1:], room(A, **more)]))
    assert (A not in shares(result)["town_level"][2]) is covered


def test_coverage_is_judged_as_of_the_day() -> None:
    """A room that opens in July does not stand in June."""
    known = registry([*ALL[1:], room(A, since="2025-07-01")])
    for day, missing in ((dt.date(2025, 6, 30), [A]), (dt.date(2025, 7, 1), [])):
        assert shares(audited(known, as_of=day))["town_level"][2] == missing


def test_conditional_rooms_are_a_number_and_never_a_gap() -> None:
    """Enterprises, institutions and sectors are counted; none of them covers a unit."""
    more = [
        {"id": "e1", "kind": "enterprise", "unit": A},
        {"id": "e2", "kind": "enterprise", "unit": A, "until": "2025-01-01"},
        {"id": "i1", "kind": "institution", "unit": B},
        {"id": "s1", "kind": "sector", "unit": FIRST, "tier": "county", "sector": "工会"},
    ]
    result = audited(registry(more))
    assert result.conditional_rooms == {"enterprise": 1, "institution": 1, "sector": 1}
    assert shares(result)["town_level"] == (0, 2, [A, B])


def test_a_room_of_the_city_brings_in_no_county() -> None:
    """A city sector has no towns to cover."""
    known = registry([{"id": "s", "kind": "sector", "unit": CITY, "tier": "city"}])
    assert shares(audited(known)) == {"town_level": (0, 0, []), "village_level": (0, 0, [])}


def test_two_rooms_of_one_unit_cover_it_once() -> None:
    """The numerator counts units, not rooms."""
    known = registry([*ALL, room(A1, id="second")])
    assert shares(audited(known))["village_level"] == (3, 3, [])


@pytest.mark.parametrize(
    ("exists", "verdict"), [(True, "pass"), (False, "fail"), (None, "unknown")]
)
def test_a_work_committee_is_there_missing_or_untold(exists: bool | None, verdict: str) -> None:
    """Nobody having told is neither."""
    told = [] if exists is None else [{"unit": A, "exists": exists}]
    result = audited(registry(ALL, work_committees=told))
    found = {f.subject: f.verdict.value for f in result.report.findings if f.key == "3.1.s7"}
    assert found[A] == verdict
    assert found[B] == "unknown"
    assert found.get(A1) in (None, "not_applicable")


def test_another_list_than_the_registrys_is_refused() -> None:
    """Nantong's list knows none of these counties: 0 of 0 would look like full coverage."""
    with pytest.raises(cr.IntakeError) as caught:
        cr.audit(registry(ALL), year=2025, as_of=dt.date(2026, 1, 1))
    assert [(f.at, f.code, f.value) for f in caught.value.faults] == [
        ("units", "unknown_unit", FIRST)
    ]
    assert UNITS[FIRST].name == "甲县"

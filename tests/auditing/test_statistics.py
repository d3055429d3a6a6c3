"""Statistics counted by hand on a small city: numerators, denominators, bases and what is left."""

import datetime as dt
from typing import Any

import pytest

from figures import HAVES, counted, roll, told
from small_city import (
    A1,
    A2,
    B1,
    C1,
    CITY,
    FIRST,
    SECOND,
    A,
    B,
    C,
    audited,
    case,
    registry,
    room,
)

SECTORS = [
    {"id": "s1", "kind": "sector", "unit": FIRST, "tier": "county", "sector": "工会"},
    {"id": "s2", "kind": "sector", "unit": CITY, "tier": "city", "sector": "教育"},
]
BUSY = registry(
    [room(A), room(A1), room(A2), room(B), room(C1), *SECTORS],
    [
        case(1, A, {"on": "2025-02-10", "participants": 12, "public_representatives": 4, "members": 2}),
        case(
            2,
            A,
            {
                "on": "2025-08-01",
                "roll": [*roll("p2", "p3"), *roll("p1", capacity="member"), *roll("p9", capacity="staff")],
            },
        ),
        case(3, C1, {"on": "2025-05-05", "roll": [*roll("p2"), *roll("p1", capacity="member")]}),
        case(4, A1, {"on": "2025-11-20", "status": "cancelled"}, {"on": "2025-12-01"}),
    ],
)  # fmt: skip


def test_sessions_held_and_cancelled() -> None:
    """Five on record, four held, one cancelled; three of them in the one county."""
    result = audited(BUSY).statistics("county")
    assert told(result.figure("sessions_held")) == (4, 4, 5, {"cancelled": 1})
    assert told(result.figure("sessions_held", FIRST)) == (3, 3, 4, {"cancelled": 1})
    assert told(result.figure("sessions_held", SECOND)) == (1, 1, 1, {})
    assert result.figure("sessions_held").difference == (0, 0, 0)


def test_attendances_are_not_persons() -> None:
    """Twelve, three and two came; of one session nobody told. By the rolls they were three persons."""
    result = audited(BUSY).statistics("county")
    assert told(result.figure("attendances")) == (17, 3, 4, {"unknown": 1})
    assert told(result.figure("persons")) == (3, 2, 4, {"head_count": 2})
    assert told(result.figure("public_persons"))[0] == 2
    assert told(result.figure("member_persons"))[0] == 1
    assert told(result.figure("member_attendances"))[:2] == (4, 3)


def test_one_person_in_two_counties_is_one_and_the_difference_is_shown() -> None:
    """Three persons here and two there are three: two came to both."""
    result = audited(BUSY).statistics("county", "half")
    assert told(result.figure("persons", FIRST))[0] == 3
    assert told(result.figure("persons", SECOND))[0] == 2
    assert result.figure("persons").difference.numerator == 2
    halves = [result.figure("persons", period=p).numerator for p in ("2025H1", "2025H2")]
    assert halves == [2, 3]
    assert result.figure("persons").period_difference.numerator == 2
    assert result.figure("attendances").difference.numerator == 0


def test_the_share_of_public_representatives_is_two_whole_numbers() -> None:
    """Four of 12, two of three, one of two: 7 of 17, half up; of one session nobody told anything."""
    figure = audited(BUSY).statistics().figure("public_share")
    assert told(figure) == (7, 17, 18, {"nobody_counted": 1})
    assert figure.percent == "41.2%"


def test_attendances_of_untold_kind_are_left_over() -> None:
    """Twenty came, and nobody told how many of them were public: no denominator, and no percentage."""
    known = registry([room(A)], [case(1, A, {"on": "2025-02-10", "participants": 20})])
    figure = audited(known).statistics().figure("public_share")
    assert told(figure) == (0, 0, 20, {"unknown": 20})
    assert figure.percent is None


def test_a_session_of_two_hosts_is_one_above_both() -> None:
    """Each county has it, the city has one, and the difference says so (reading F5)."""
    joint = {"on": "2025-03-01", "hosts": [f"r-{C1}"]}
    result = audited(registry([room(A), room(C1)], [case(1, A, joint)])).statistics("county")
    numbers = [result.figure("sessions_held", group).numerator for group in (FIRST, SECOND, None)]
    assert numbers == [1, 1, 1]
    assert result.figure("sessions_held").difference == (1, 1, 1)


def test_a_continued_sitting_is_not_counted_again_but_its_people_are() -> None:
    """By reading F10; under the other option it counts."""
    sittings = [
        {"on": "2025-03-01", "participants": 10},
        {"on": "2025-03-02", "participants": 11, "continues": "t1-1"},
    ]
    known = registry([room(A)], [case(1, A, *sittings)])
    assert counted(known, "sessions_held") == (1, 1, 2, {"continued": 1})
    assert counted(known, "attendances")[0] == 21
    assert counted(known, "sessions_held", F10="each_sitting_counts") == (2, 2, 2, {})


def test_what_lies_ahead_is_planned() -> None:
    """As of June the session of August has not been held."""
    day = dt.date(2025, 6, 30)
    assert counted(BUSY, "sessions_held", as_of=day)[3] == {"planned": 2, "cancelled": 1}
    assert counted(BUSY, "attendances", as_of=day) == (14, 2, 2, {})


def test_forms_are_shares_of_the_sessions_that_count() -> None:
    """Two in a meeting, one online, of one nobody told."""
    forms = ("meeting", "meeting", "network", None)
    cases = [
        case(n, A, {"on": "2025-03-01"} | ({"form": form} if form else {}))
        for n, form in enumerate(forms, 1)
    ]
    known = registry([room(A)], cases)
    assert counted(known, "sessions_form.meeting") == (2, 3, 4, {"unknown": 1})
    assert counted(known, "sessions_form.network") == (1, 3, 4, {"unknown": 1})
    assert counted(known, "sessions_form.written") == (0, 3, 4, {"unknown": 1})


def test_rooms_by_kind_and_those_no_longer_open() -> None:
    """Seven open, one closed; conditional rooms are the audit's own numbers, never shares."""
    closed = {"id": "e2", "kind": "enterprise", "unit": A, "until": "2025-06-01"}
    firm = {"id": "e1", "kind": "enterprise", "unit": A}
    result = audited(registry([room(A), room(A1), *SECTORS, firm, closed]))
    figures = result.statistics()
    assert told(figures.figure("rooms")) == (5, 5, 6, {"not_open": 1})
    for kind, number in result.conditional_rooms.items():
        assert figures.figure(f"rooms_kind.{kind}").numerator == number
        assert figures.figure(f"rooms_kind.{kind}").percent is None


def test_sector_rooms_stand_in_the_own_part() -> None:
    """The county's sector beside its towns, the city's beside its counties."""
    towns = audited(BUSY).statistics("town")
    assert told(towns.figure("rooms", FIRST, own=True))[0] == 1
    assert told(towns.figure("rooms", A))[0] == 3
    assert told(towns.figure("rooms", FIRST))[0] == 5
    assert told(towns.figure("rooms", CITY, own=True))[0] == 1
    assert towns.name(towns.figure("rooms", FIRST, own=True)) == "甲县本级"


def test_coverage_is_the_audits_own() -> None:
    """The same shares as the audit's, and per county."""
    result = audited(registry([room(A), room(A1), room(B), room(C1)]))
    figures = result.statistics()
    for level in result.coverage:
        share = figures.figure(f"coverage.{level.group}")
        assert told(share)[:2] == (level.numerator, level.denominator)
    assert told(figures.figure("coverage.village_level", FIRST)) == (1, 3, 3, {})
    assert told(figures.figure("coverage.town_level", SECOND)) == (0, 1, 1, {})


def test_effective_coverage_wants_six_haves_and_the_minimum() -> None:
    """A village has both, one lacks a have, one a session, of one town nobody told of the haves."""
    rooms = [room(unit, haves=HAVES) for unit in (A1, B1, A)]
    rooms += [room(A2, haves=[{**HAVES[0], "holds": False}, *HAVES[1:]]), room(B)]
    days = ["2025-03-01", "2025-05-01", "2025-07-01"]
    numbers = {A1: 3, B1: 2, A2: 3, B: 2, A: 2}
    cases = [
        case(100 * n + k, unit, {"on": days[k]})
        for n, (unit, held) in enumerate(numbers.items())
        for k in range(held)
    ]
    known = registry(rooms, cases)
    assert counted(known, "effective_coverage.village_level") == (1, 3, 3, {})
    assert counted(known, "effective_coverage.town_level") == (1, 1, 2, {"unknown": 1})
    june = dt.date(2025, 6, 1)
    pending = counted(known, "effective_coverage.village_level", as_of=june)
    assert pending == (0, 1, 3, {"pending": 2})


def test_the_yearly_minimum_is_the_audits_own() -> None:
    """Met, missed, partial: the tally of the audit."""
    rooms = [room(A), room(B), room(C, since="2025-07-01")]
    cases = [case(n, A, {"on": f"2025-0{n}-01"}) for n in (1, 2)]
    result = audited(registry(rooms, cases))
    figure = result.statistics(lists=True).figure("frequency_met")
    assert told(figure) == (1, 2, 3, {"not_applicable": 1})
    assert figure.lacking == (f"r-{B}",)
    assert {v.value: n for v, n in result.duty.items() if n} == {
        "pass": 1,
        "fail": 1,
        "not_applicable": 1,
    }


def test_verdicts_of_rules_are_counted_not_judged_anew() -> None:
    """For every statistic of one rule on sessions: passes over passes and failures, the rest left over."""
    result = audited(BUSY)
    for statistic in result.statistics().definitions:
        several = not any(f.key in statistic.rules for f in result.report.findings)
        if statistic.grain != "session" or several:
            continue
        found = [f.verdict.value for f in result.report.findings if f.key in statistic.rules]
        figure = result.statistics().figure(statistic.code)
        assert figure.numerator == found.count("pass")
        assert figure.denominator == found.count("pass") + found.count("fail")
        assert figure.base == len(found)


def test_what_is_in_order_counts_everything_binding_under_its_headings() -> None:
    """A session of nine and a list that went nowhere show, whatever else is met; advice does not."""
    result = audited(BUSY)
    binding = [f for f in result.report.findings if f.force == "must"]
    for code, grain, headings in (
        ("sessions_in_order", "session", ("3.2", "3.3", "3.4", "3.5", "4.3", "5.2")),
        ("topics_in_order", "case", ("3.6", "3.7")),
        ("evaluations_in_order", "evaluation", ("3.8",)),
    ):
        verdicts: dict[str, set[str]] = {}
        for f in binding:
            if f.grain == grain and f.clause.startswith(headings):
                verdicts.setdefault(f.subject, set()).add(f.verdict.value)
        failed = sum("fail" in found for found in verdicts.values())
        met = sum(found <= {"pass", "not_applicable"} for found in verdicts.values())
        figure = result.statistics().figure(code)
        assert (figure.numerator, figure.denominator) == (met, met + failed), code
        assert figure.base == len(verdicts)


def test_a_composition_is_sound_only_if_every_binding_rule_of_3_3_is_met() -> None:
    """One of four sessions has everybody; none fails for what is merely advised."""
    sound = {"participants": 12, "public_representatives": 5, "members": 2, "stakeholders": 2}
    sound |= {"representative_persons": 1, "officials_invited": 1}
    numbers = (sound, sound | {"members": 0}, {"participants": 9}, {"participants": 12})
    cases = [case(n, A, {"on": "2025-03-01", **head}) for n, head in enumerate(numbers, 1)]
    result = audited(registry([room(A)], cases)).statistics(lists=True)
    figure = result.figure("composition_sound")
    assert told(figure) == (1, 3, 4, {"unknown": 1})
    assert figure.lacking == ("t2-1", "t3-1")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"leaders_invited": 1, "departments_invited": ["民政"]}, (1, 1, 0)),
        ({"leaders_invited": 0, "departments_invited": []}, (0, 0, 0)),
        ({"roll": roll("p1", capacity="official", department="civil_affairs")}, (None, 1, 0)),
        ({"roll": roll("p1", capacity="official", department="民政", invited=False)}, (None, 0, 0)),
        ({}, (None, None, None)),
    ],
)
def test_leaders_and_departments_invited(more: dict[str, Any], expected: tuple[Any, ...]) -> None:
    """By number, list or roll; what nobody told is left over."""
    result = audited(registry([room(A)], [case(1, A, {"on": "2025-03-01", **more})])).statistics()
    codes = (
        "leaders_invited",
        "departments_invited.civil_affairs",
        "departments_invited.petitions",
    )
    found = [result.figure(code) for code in codes]
    assert tuple(f.numerator if f.denominator else None for f in found) == expected
    assert {f.base for f in found} == {1}


def test_before_the_policy_no_unit_is_covered_or_not() -> None:
    """In February 2020 nothing applied, to units with a room or without."""
    known = registry([room(A, since="2019-01-01")])
    result = audited(known, 2020, dt.date(2020, 2, 1)).statistics()
    for code in ("coverage.village_level", "effective_coverage.village_level"):
        assert told(result.figure(code)) == (0, 0, 3, {"not_applicable": 3})


def test_a_room_stays_in_its_county_whoever_leads_it() -> None:
    """A firm in the one county, led by a town of the other, counts where it is."""
    firms = [
        {"id": "e1", "kind": "enterprise", "unit": A, "responsible_unit": C},
        {"id": "e2", "kind": "enterprise", "unit": A, "responsible_unit": B},
    ]
    result = audited(registry([room(C1), *firms])).statistics("town")
    groups = {group: result.figure("rooms", group).numerator for group in (A, B, C, FIRST, SECOND)}
    assert groups == {A: 1, B: 1, C: 1, FIRST: 2, SECOND: 1}

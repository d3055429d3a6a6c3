"""The yearly duty (3.9): what counts, when it is due, and what a part of a year owes."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import consultrules as cr
from consultrules.policy.judging import Verdict
from small_city import A1, NEW_YEAR, A, B, audited, case, duty, held, registry, room
from tables import city

MID = dt.date(2025, 6, 30)
THREE = ("2025-03-01", "2025-05-01", "2025-11-30")


def verdict(known: cr.Registry, unit: str = A1, **how: Any) -> str:
    """The verdict on one room's year, ``none`` where it owes nothing."""
    found = duty(audited(known, **how), unit)
    return found.verdict.value if found is not None else "none"


@pytest.mark.parametrize(
    ("made", "least", "key"),
    [
        (room(A), 2, "3.9.s2b"),
        (room(B), 2, "3.9.s2b"),
        (room(A1), 3, "3.9.s3"),
        (room(A, id="r-e", kind="enterprise"), 1, "3.9.s4"),
    ],
    ids=["town", "subdistrict", "village", "enterprise"],
)
def test_each_kind_owes_its_number(made: dict[str, Any], least: int, key: str) -> None:
    """One less fails, the number itself passes, one more passes."""
    for number in (least - 1, least, least + 1):
        days = [f"2025-0{n + 1}-10" for n in range(number)]
        cases = [case(n, A1, {"on": day}) for n, day in enumerate(days)]
        for one in cases:
            one["topic"]["room"] = made["id"]
            one["sessions"][0]["room"] = made["id"]
        result = audited(registry([made], cases))
        found = [f for f in result.report.findings if f.key == key and f.grain == "room_year"]
        assert [f.verdict.value for f in found] == ["fail" if number < least else "pass"]
        assert found[0].observed == number


def test_the_duty_is_pending_until_the_year_is_over() -> None:
    """On the last day it can still be met; on New Year's Day it is missed."""
    known = registry([room(A1)], held(A1, *THREE[:2]))
    for day in (MID, dt.date(2025, 12, 31)):
        found = duty(audited(known, as_of=day), A1)
        assert found is not None
        assert (found.verdict, found.due, found.gap) == (Verdict.PENDING, NEW_YEAR, 1)
    assert verdict(known, as_of=NEW_YEAR) == "fail"
    assert audited(known, as_of=MID).duty[Verdict.PENDING] == 1


def test_a_duty_met_early_is_met() -> None:
    """Nothing is pending once the number is reached."""
    known = registry([room(A1)], held(A1, "2025-01-01", "2025-02-01", "2025-03-01"))
    assert verdict(known, as_of=MID) == "pass"


def test_later_sessions_do_not_count_yet() -> None:
    """As of June the session of November has not been held."""
    known = registry([room(A1)], held(A1, *THREE))
    found = duty(audited(known, as_of=MID), A1)
    assert found is not None
    assert found.observed == 2
    assert verdict(known, as_of=dt.date(2025, 11, 29)) == "pending"
    assert verdict(known, as_of=dt.date(2025, 11, 30)) == "pass"


def test_a_session_that_was_called_off_does_not_count() -> None:
    cases = [*held(A1, *THREE[:2]), *held(A1, THREE[2], start=3, status="cancelled")]
    assert verdict(registry([room(A1)], cases)) == "fail"


@pytest.mark.parametrize(("surely", "expected"), [(1, "fail"), (2, "unknown"), (3, "pass")])
def test_a_session_planned_for_a_day_that_is_over_may_have_been_held(
    surely: int, expected: str
) -> None:
    """Three a year (3.9.s3): with two told as held nobody knows whether the planned one was the third."""
    cases = [*held(A1, *THREE[:surely]), *held(A1, "2025-09-01", start=5, status="planned")]
    assert verdict(registry([room(A1)], cases)) == expected


def test_a_session_planned_for_a_later_day_does_not_count_yet() -> None:
    cases = [*held(A1, *THREE[:2]), *held(A1, "2025-12-31", start=5, status="planned")]
    assert verdict(registry([room(A1)], cases), as_of=dt.date(2025, 12, 31)) == "pending"


@pytest.mark.parametrize("span", [{"since": "2025-04-01"}, {"until": "2025-05-01"}])
def test_sessions_of_a_room_that_was_not_open_do_not_count(span: dict[str, str]) -> None:
    """A day before the founding or after the end is a fault, and no activity of the room."""
    found = duty(audited(registry([room(A1, **span)], held(A1, *THREE)), F2="full"), A1)
    assert found is not None
    assert (found.verdict, found.observed) == (Verdict.FAIL, 2 if "since" in span else 1)


def test_sessions_belong_to_the_year_of_their_day() -> None:
    """The last day of the year before and the first of the next are no part of it."""
    known = registry([room(A1)], held(A1, "2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01"))
    for year, number in ((2024, 1), (2025, 2), (2026, 1)):
        found = duty(audited(known, year=year, as_of=dt.date(2027, 1, 1)), A1)
        assert found is not None
        assert found.observed == number


def test_a_joint_session_counts_for_every_host() -> None:
    """Reading F5: each room that convened it, and once."""
    joint = held(A1, *THREE, hosts=[f"r-{A1}", f"r-{B}", f"r-{B}"])
    result = audited(registry([room(A1), room(B), room(A)], joint))
    counts = {unit: found.observed for unit in (A1, A, B) if (found := duty(result, unit))}
    assert counts == {A1: 3, B: 3, A: 0}


@pytest.mark.parametrize(
    ("status", "expected"), [("held", "fail"), ("cancelled", "pass"), ("planned", "unknown")]
)
def test_a_sitting_that_continues_one_that_never_was_is_an_activity(
    status: str, expected: str
) -> None:
    """Two more were held: the third is one only where the sitting it names did not take place (F10)."""
    sittings = {"on": "2025-03-01", "status": status}, {"on": "2025-03-02", "continues": "t3-1"}
    others = THREE[:1] if status == "held" else THREE[:2]
    known = registry([room(A1)], [*held(A1, *others), case(3, A1, *sittings)])
    assert verdict(known) == expected
    (sitting,) = [s for s in known.cases[-1].sessions if s.id == "t3-2"]
    if status == "cancelled":
        report = cr.check(sitting, registry=known)
        assert [row.row.facts["continues"] for row in report.rows] == [0]


@pytest.mark.parametrize(
    ("option", "number"), [("continues_not_counted", 2), ("each_sitting_counts", 3)]
)
def test_a_continuation_counts_by_reading_f10_only(option: str, number: int) -> None:
    """A sitting that continues another one is no further activity by default."""
    first = {"on": "2025-03-01"}
    cases = [
        case(1, A1, first, {"on": "2025-03-02", "continues": "t1-1"}),
        *held(A1, *THREE[1:2], start=2),
    ]
    found = duty(audited(registry([room(A1)], cases), F10=option), A1)
    assert found is not None
    assert found.observed == number


def test_a_continuation_across_new_year_stays_with_its_first_sitting() -> None:
    """By default the January sitting is no activity of the new year."""
    known = registry(
        [room(A1)], [case(1, A1, {"on": "2025-12-30"}, {"on": "2026-01-05", "continues": "t1-1"})]
    )
    later = dt.date(2027, 1, 1)
    counts = [
        getattr(duty(audited(known, year=year, as_of=later), A1), "observed", None)
        for year in (2025, 2026)
    ]
    assert counts == [1, 0]


# A village room (three a year) that opened on 2 July 2025 is open on 183 of 365 days: 3 × 183 ÷ 365
# is a little more than one and a half.
PARTIAL = {
    "exempt": dict.fromkeys(range(4), "not_applicable"),
    "full": {0: "fail", 1: "fail", 2: "fail", 3: "pass"},
    "pro_rata_up": {0: "fail", 1: "fail", 2: "pass", 3: "pass"},
    "pro_rata_down": {0: "fail", 1: "pass", 2: "pass", 3: "pass"},
}


@pytest.mark.parametrize("option", PARTIAL)
@pytest.mark.parametrize("span", [{"since": "2025-07-02"}, {"until": "2025-07-03"}])
def test_a_part_of_a_year_owes_by_reading_f2(option: str, span: dict[str, str]) -> None:
    """Founded or closed during the year, by all four options."""
    days = (
        ("2025-07-02", "2025-08-01", "2025-09-01")
        if "since" in span
        else ("2025-01-10", "2025-02-10", "2025-03-10")
    )
    for number, expected in PARTIAL[option].items():
        known = registry([room(A1, **span)], held(A1, *days[:number]))
        found = duty(audited(known, F2=option), A1)
        assert found is not None
        assert found.verdict.value == expected, number
        assert ("partial_year" in found.cause) is (option == "exempt")


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ({"until": "2025-01-01"}, "none"),
        ({"until": "2024-06-01"}, "none"),
        ({"until": "2025-01-02"}, "not_applicable"),
        ({"since": "2026-01-01"}, "none"),
        ({"since": "2025-12-31"}, "not_applicable"),
        ({"since": "2025-01-01"}, "fail"),
        ({"since": "2025-01-02"}, "not_applicable"),
        ({"until": "2026-01-01"}, "fail"),
        ({"since": None}, "unknown"),
    ],
)
def test_a_room_owes_for_years_in_which_it_was_open(span: Any, expected: str) -> None:
    """Closed before or opened after, it owes nothing; nobody knows since when, nobody can say."""
    assert verdict(registry([room(A1, **span), room(A)])) == expected


def test_a_room_that_opens_after_the_day_owes_nothing_yet() -> None:
    """As of June a room of July does not exist."""
    known = registry([room(A1, since="2025-07-01"), room(A)])
    assert verdict(known, as_of=MID) == "none"
    assert verdict(known, as_of=dt.date(2025, 7, 1)) == "not_applicable"


def test_the_year_of_the_policy_itself_is_partial() -> None:
    """In force from 29 April 2020, it is a part of 2020."""
    found = duty(audited(registry([room(A1, since="2019-01-01")]), year=2020), A1)
    assert found is not None
    assert found.cause == ("partial_year",)


@pytest.mark.parametrize(
    ("days", "option", "expected", "observed"),
    [
        (["02-01", "03-01", "03-02"], "full", "fail", 0),
        (["04-28", "04-29", "05-01"], "full", "fail", 2),
        (["04-29", "04-30", "05-01"], "full", "pass", 3),
        # 247 of 366 days are governed: two sessions are 732 of the 741 wanted, rounding down enough.
        (["05-01", "05-02"], "pro_rata_up", "fail", 2 * 366),
        (["05-01", "05-02", "05-03"], "pro_rata_up", "pass", 3 * 366),
        (["05-01", "05-02"], "pro_rata_down", "pass", 3 * 366),
        (["05-01"], "pro_rata_down", "fail", 2 * 366),
        (["04-01", "05-01"], "pro_rata_down", "fail", 2 * 366),
    ],
)
def test_what_of_2020_is_governed_counts_and_nothing_else(
    days: list[str], option: str, expected: str, observed: int
) -> None:
    """Sessions and days before 29 April 2020 are no part of any year that owes something (Z1, F2)."""
    known = registry([room(A1, since="2019-01-01")], held(A1, *[f"2020-{day}" for day in days]))
    result = audited(known, year=2020, F2=option)
    found = duty(result, A1)
    assert found is not None
    assert (found.verdict.value, found.observed) == (expected, observed)
    assert city.apart(result) == []


@pytest.mark.parametrize("option", ["exempt", "full", "pro_rata_up", "pro_rata_down"])
@pytest.mark.parametrize("until", ["2020-04-01", "2020-04-29"])
def test_a_room_that_closed_before_the_edition_owes_nothing_by_any_reading(
    option: str, until: str
) -> None:
    """Not even the full minimum of the year (Z1)."""
    known = registry([room(A1, since="2019-01-01", until=until), room(A)], held(A, "2020-06-01"))
    result = audited(known, year=2020, F2=option)
    found = duty(result, A1)
    assert found is not None
    assert (found.verdict.value, found.cause) == (
        "not_applicable",
        ("before_in_force",),
    )
    assert city.apart(result) == []


@pytest.mark.parametrize(
    ("faults", "by_default", "strictly"),
    [
        ([{"participants": 9}] * 3, "pass", "fail"),
        ([{"participants": 9}, {}, {}], "pass", "fail"),
        ([{}, {}, {}], "pass", "unknown"),
        ([{"participants": 9}, {}, {}, {}], "pass", "unknown"),
        ([{}, {}], "fail", "fail"),
    ],
)
def test_sessions_with_defects_count_by_reading_f4(
    faults: list[dict[str, int]], by_default: str, strictly: str
) -> None:
    """Strictly, one that failed does not count, and of one with unknown facts nobody can say."""
    cases = [case(n, A1, {"on": f"2025-0{n}-01"} | more) for n, more in enumerate(faults, 1)]
    known = registry([room(A1)], cases)
    assert verdict(known) == by_default
    assert verdict(known, F4="not_counted") == strictly


@given(st.lists(st.dates(dt.date(2024, 6, 1), dt.date(2026, 6, 1)), max_size=6), st.booleans())
def test_the_count_is_the_number_of_days_in_the_year(days: list[dt.date], early: bool) -> None:
    """However the days fall, the duty counts those of the year up to the day of judging."""
    as_of = MID if early else NEW_YEAR
    known = registry([room(A1)], held(A1, *[day.isoformat() for day in days]))
    found = duty(audited(known, as_of=as_of), A1)
    number = sum(day.year == 2025 and day <= as_of for day in days)
    expected = "pass" if number >= 3 else "pending" if early else "fail"
    assert found is not None
    assert (found.observed, found.verdict.value) == (number, expected)

"""What a fact is: numbers of days and ids, bounds, contradictions."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import (
    LARGEST_ID,
    NEVER,
    NOT_YET,
    Declared,
    checked,
    count,
    day,
    day_number,
    day_of,
    flag,
    ident,
    number_of,
    word,
)
from consultrules.policy.vocabulary import Organ, RoomKind, Tier

DECLARED = Declared(
    (
        count("whole", "整体", "whole", "x"),
        count("part", "部分", "part", "x", at_most=("whole",), open=True),
        count("piece", "片", "piece", "x", at_most=("part", "whole")),
        flag("done", "已办", "done", "x"),
        flag("answered", "已答", "answered", "x", open=True),
        day("on", "日", "day", "x"),
        day("after", "后", "day after", "x", open=True),
        word("kind", RoomKind, "室别", "kind", "x"),
        word("needs", Tier, "层级", "tier", "x", open=True),
        ident("unit", "单位", "unit", "x"),
    )
)


def _checked(**given: int | None) -> tuple[frozenset[str], dict[str, int | None]]:
    facts = {**dict.fromkeys(DECLARED), **given}
    return checked(facts, DECLARED), {code: facts[code] for code in given}


def test_days_are_counted_from_1970() -> None:
    """The day on which the policy was issued is 18,381 days after the first of January 1970."""
    assert day_number(dt.date(1970, 1, 1)) == 0
    assert day_number(dt.date(2020, 4, 29)) == 18381
    assert day_of(18381) == dt.date(2020, 4, 29)


@given(st.dates())
def test_a_day_comes_back_from_its_number(on: dt.date) -> None:
    """Number and day are two names of one thing."""
    assert day_of(day_number(on)) == on


def test_what_has_not_been_done_follows_everything() -> None:
    """No real day lies after the day of what has not been done."""
    assert day_number(dt.date(2199, 12, 31)) < NEVER


@pytest.mark.parametrize(
    ("value", "expected"),
    [("320685111200", 320685111200), ("7", 7), ("123456789012345", 123456789012345)],
)
def test_a_public_code_is_its_own_number(value: str, expected: int) -> None:
    """Digits stand for themselves."""
    assert number_of(value) == expected


@given(st.text(min_size=1, max_size=64), st.text(min_size=1, max_size=64))
def test_two_ids_are_two_numbers(one: str, other: str) -> None:
    """Different ids never become one body, and one id is always one number."""
    assert (number_of(one) == number_of(other)) == (one == other)
    assert 0 <= number_of(one) <= LARGEST_ID


@pytest.mark.parametrize(
    ("one", "other"),
    [("7", "07"), ("7", "７"), ("1" * 15, "1" * 16), ("9" * 15, "9" * 40), ("0", "00")],
)
def test_ids_that_look_alike_stay_apart(one: str, other: str) -> None:
    """A leading zero, a full-width digit or one more digit makes another id."""
    assert number_of(one) != number_of(other)


@pytest.mark.parametrize(
    ("code", "inside", "outside"),
    [
        ("whole", (0, 100_000), (-1, 100_001)),
        ("part", (NOT_YET, 0, 100_000), (-2, 100_001)),
        ("done", (0, 1), (-1, 2)),
        ("answered", (NOT_YET, 0, 1), (-2, 2)),
        (
            "on",
            (-7397, 84005),
            (NEVER, -7398, 84006),
        ),
        ("after", (NEVER, 0), (NEVER + 1, NEVER - 1)),
        ("kind", (1, 8), (0, 9)),
        ("needs", (0, 1, 4), (5, -2)),
        ("unit", (0, LARGEST_ID), (-1, LARGEST_ID + 1)),
    ],
)
def test_bounds_of_each_type(code: str, inside: tuple[int, ...], outside: tuple[int, ...]) -> None:
    """Numbers at a bound stand, one beyond it are blanked and named."""
    for value in inside:
        assert _checked(**{code: value}) == (frozenset(), {code: value})
    for value in outside:
        assert _checked(**{code: value}) == (frozenset({code}), {code: None})


def test_a_part_above_its_whole_blanks_both() -> None:
    """Of twenty among twelve nobody knows which number is wrong."""
    assert _checked(part=20, whole=12) == (
        frozenset({"part", "whole"}),
        {"part": None, "whole": None},
    )


def test_a_part_up_to_its_whole_stands() -> None:
    """All of twelve are twelve."""
    assert _checked(part=12, whole=12) == (frozenset(), {"part": 12, "whole": 12})


def test_an_open_whole_contradicts_nothing() -> None:
    """What has not come up yet is no limit."""
    assert _checked(piece=3, part=NOT_YET)[0] == frozenset()


def test_missing_numbers_contradict_nothing() -> None:
    """A part without its whole, and a whole without its part, are left alone."""
    assert _checked(part=3, whole=None) == (frozenset(), {"part": 3, "whole": None})
    assert _checked(part=None, whole=3) == (frozenset(), {"part": None, "whole": 3})


def test_every_contradicted_number_is_named() -> None:
    """A piece above both its wholes puts all three in doubt, judged by what was given."""
    bad, facts = _checked(piece=9, part=5, whole=7)
    assert bad == {"piece", "part", "whole"}
    assert set(facts.values()) == {None}


def test_both_languages_name_a_fact() -> None:
    """Chinese unless English is asked for."""
    fact = FACTS["session"]["participants"]
    assert fact.name() == fact.name("zh") == "参加协商人员数"
    assert fact.name("en") == "persons taking part"


def test_a_working_committee_is_a_party_committee_to_a_rule() -> None:
    """What counts is the Party organ of the unit, whichever of the two it has (R1)."""
    assert Organ.PARTY_WORKING_COMMITTEE.number == Organ.PARTY_COMMITTEE.number


@pytest.mark.parametrize("grain", list(FACTS))
def test_parts_and_levers_are_facts_of_the_same_row(grain: str) -> None:
    """No fact is bound by, or moves, a fact that its row does not have."""
    for fact in FACTS[grain].values():
        assert set(fact.at_most) | set(fact.lever or ()) <= set(FACTS[grain])
        assert fact.zh != fact.en


@pytest.mark.parametrize("value", ["1" * 16, "9" * 64, "某厂", "x" * 64])
def test_a_number_made_from_a_text_is_no_public_code(value: str) -> None:
    """Longer digits and words lie above every code, inside the bounds of an id."""
    assert 10**15 <= number_of(value) <= LARGEST_ID

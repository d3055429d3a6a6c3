"""Counts that are bounded together: a member, official or convener is no public representative (C3)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import consultrules as cr
from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import Declared, checked, count
from consultrules.facts.intake import flat_row
from consultrules.facts.together import Together
from consultrules.models.session import HEAD_COUNTS, PARTS
from consultrules.policy.judging import FactType
from consultrules.rules.bounds import compiled_check
from facts.builders import line, session, session_facts, village_room

DECLARED = FACTS["session"]
MEMBERS, APART = "members", ("officials_attending", "conveners_attending")
CODES = {code: code for code in HEAD_COUNTS} | {
    "sector_members": "sector_members_arranged",
    "officials": "officials_attending",
}
COUNTED = st.none() | st.integers(0, 8)
SMALL = Declared(
    (
        count("all", "全部", "all", "x"),
        *(count(c, c, c, "x", at_most=("all",)) for c in ("a", "b", "c")),
    ),
    (Together(("a", "b", "c"), "all"),),
)


def _checked(**told: int | None) -> tuple[set[str], dict[str, int | None]]:
    facts = dict.fromkeys(SMALL) | told
    return set(checked(facts, SMALL)), facts


def test_these_are_never_more_than_all_together() -> None:
    """Public representatives, those of stakeholders among them, beside each capacity that excludes it."""
    assert {(frozenset(one.parts), one.whole) for one in DECLARED.sums} == {
        (frozenset({public, *others}), "participants")
        for public in ("public_representatives", "stakeholder_representatives")
        for others in ((MEMBERS,), ("sector_members_arranged",), APART)
    }
    assert {grain for grain, declared in FACTS.items() if declared.sums} == {"session"}


def test_too_many_together_are_all_in_doubt() -> None:
    """Of two and two and two among five nobody knows which number is wrong."""
    assert _checked(a=2, b=2, c=2, all=5) == ({"a", "b", "c", "all"}, dict.fromkeys(SMALL))
    assert _checked(a=2, b=2, c=1, all=5)[0] == set()


@pytest.mark.parametrize(
    ("told", "bad"),
    [
        ({"a": 3, "b": 3, "all": 5}, {"a", "b", "all"}),
        ({"a": 3, "b": 3, "c": 0, "all": 5}, {"a", "b", "all"}),
        ({"a": 3, "b": None, "all": 5}, set()),
        ({"a": 3, "b": 3, "c": 3}, set()),
        ({"a": 9, "b": 3, "all": 5}, {"a", "all"}),
        ({"a": 100_001, "b": 3, "all": 3}, {"a"}),
        ({"a": 0, "b": 0, "c": 0, "all": 0}, set()),
    ],
)
def test_only_what_is_surely_too_many_is_in_doubt(told: dict[str, Any], bad: set[str]) -> None:
    """What is not known or nobody counts as none, and one that is too many alone accuses no other."""
    found, facts = _checked(**told)
    assert found == bad
    assert {code for code in told if facts[code] is None} == bad | {
        code for code, number in told.items() if number is None
    }


@pytest.mark.parametrize("grain", list(FACTS))
def test_what_is_bounded_together_is_bounded_alone(grain: str) -> None:
    """Each part is a plain count, at most the whole by itself, and neither may lie ahead."""
    declared = FACTS[grain]
    for one in declared.sums:
        assert len(set(one.codes)) == len(one.codes) > 2
        for code in one.codes:
            assert (declared[code].type, declared[code].open) == (FactType.COUNT, False)
        assert all(one.whole in declared[part].at_most for part in one.parts)


@pytest.mark.parametrize("together", DECLARED.sums, ids=lambda one: "+".join(one.parts))
def test_whoever_is_added_to_a_plan_keeps_the_sums(together: Together) -> None:
    """One more of a part is one more of all, and of no other part of the same sum."""
    for fact in DECLARED.values():
        if fact.lever is not None:
            moves = {fact.code, *fact.lever}
            assert len(moves.intersection(together.parts)) <= (together.whole in moves), fact.code


@given(st.fixed_dictionaries({CODES[code]: COUNTED for code in HEAD_COUNTS}))
def test_the_quicker_check_finds_the_same(told: dict[str, int | None]) -> None:
    """The compiled one may only say that nothing is wrong where nothing is."""
    facts = dict.fromkeys(DECLARED) | {c: n for c, n in told.items() if c in DECLARED}
    quick = facts.copy()
    assert compiled_check()(quick, DECLARED) == checked(facts, DECLARED)
    assert quick == facts


@given(st.fixed_dictionaries(dict.fromkeys(HEAD_COUNTS[:8], COUNTED)))
def test_a_record_refuses_what_the_facts_call_impossible(heads: dict[str, int | None]) -> None:
    """Model and facts draw one line: a session that can be stored is no contradiction, and the reverse."""
    impossible = flat_row("session", {CODES[code]: heads[code] for code in heads}).impossible
    try:
        held = session(**heads)
    except ValueError:
        assert impossible
    else:
        assert not impossible
        assert not session_facts(held).impossible


@pytest.mark.parametrize(("part", "whole"), PARTS)
def test_what_a_record_bounds_the_facts_bound(part: str, whole: str) -> None:
    """No head count of a record is less bounded as a fact."""
    assert CODES[whole] in DECLARED[CODES[part]].at_most


LINES = st.lists(
    st.tuples(
        st.sampled_from(list(cr.Capacity)),
        st.lists(st.sampled_from(list(cr.Capacity)), max_size=3),
        st.none() | st.just("stakeholder_representative"),
        st.booleans(),
    ),
    max_size=6,
)


@given(LINES)
def test_no_roll_is_a_contradiction(lines: list[Any]) -> None:
    """Whoever comes in whichever capacities is counted so that the sums hold."""
    roll = [
        line(
            f"p{n}", capacity.value, *{c.value for c in also} - {capacity.value}, category=category
        )
        for n, (capacity, also, category, _) in enumerate(lines)
    ]
    convened = tuple(f"p{n}" for n, (*_, convenes) in enumerate(lines) if convenes)
    held = session(roll=roll, convened_by=convened)
    assert session_facts(held, room=village_room()).impossible == frozenset()

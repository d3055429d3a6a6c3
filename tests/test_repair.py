"""A repair plan before a session: enough, no more than enough, and nobody removed."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import consultrules as cr
import minimality
import oracle
from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import MOST, Row
from consultrules.facts.intake import flat_row
from consultrules.policy.edition import Edition
from consultrules.rules import linear
from consultrules.rules.compiled import FAIL, PASS
from consultrules.rules.linear import Line, is_linear, least
from consultrules.rules.plan import Plan, plan_of
from consultrules.rules.repair import Act, levers_of, repair
from consultrules.rules.rule import Rule
from consultrules.rules.tree import F, Number, OfKind

ENOUGH = {
    "room_kind": "village",
    "session_form": "meeting",
    "participants": 12,
    "public_representatives": 4,
    "members": 1,
    "sector_members_arranged": 0,
    "stakeholders": 2,
    "stakeholder_representatives": 1,
    "representative_persons": 0,
    "officials_attending": 0,
    "conveners_attending": 1,
    "officials_invited": 1,
    "research_participants": 3,
    "research_public_representatives": 1,
}
NOBODY = dict.fromkeys((code for code, n in ENOUGH.items() if isinstance(n, int)), 0)
SCOPE = ("3.3", "3.4.s2", "3.5.s2", "4.3")


def planned(**more: Any) -> Row:
    """A planned session with enough people, but for what is given."""
    facts = {**ENOUGH, "session_held": False, **more}
    for told in ("participants_notified", "participants_informed"):
        facts[told] = more.get(told, facts["participants"])
    return flat_row("session", facts)


def mended(
    row: Row, policy: Edition | None = None, *, advice: bool = False, **readings: str
) -> tuple[dict[str, int], Row, Plan]:
    """How many of what are added, the row after, and the plan it was judged by."""
    policy = (policy or cr.edition()).with_readings(**readings)
    plan = plan_of(policy, "session", SCOPE, minimality.VILLAGE)
    acts, after = repair(plan, row, range(len(plan.rules)) if advice else plan.musts)
    return {act.fact.code: act.add for act in acts}, after, plan


def unmet(row: Row, plan: Plan) -> list[str]:
    """The binding rules that a row fails."""
    codes = plan.judge(row.facts.get)
    return [plan.rules[place].key for place in plan.musts if codes[place] == FAIL]


def test_what_suffices_is_left_alone() -> None:
    """No act where nothing lacks."""
    row = planned()
    added, after, plan = mended(row)
    assert added == {}
    assert after.facts == row.facts
    assert unmet(row, plan) == []


def test_one_act_mends_number_and_share_together() -> None:
    """Eight people with one public representative: three more of these, and everybody told."""
    few = planned(participants=8, public_representatives=1, participants_informed=5)
    added, after, plan = mended(few)
    assert added == {
        "public_representatives": 3,
        "participants_notified": 3,
        "participants_informed": 6,
    }
    assert (after.facts["participants"], after.facts["public_representatives"]) == (11, 4)
    assert unmet(after, plan) == []


def test_an_act_tells_what_moves_along_and_for_which_rules() -> None:
    """From what to what, in the order of the acts, with who owes it."""
    row = planned(participants=8, public_representatives=1)
    plan = plan_of(cr.edition(), "session", SCOPE)
    act, told, _ = repair(plan, row, plan.musts)[0]
    assert (act.fact.code, act.add, act.before, act.after) == ("public_representatives", 3, 1, 4)
    assert act.moves == (("participants", 8, 11),)
    assert act.rules == ("3.3.s3a", "3.3.s3c")
    assert (act.owed_by.value, act.adds_person) == ("room", True)
    assert (told.fact.code, told.after, told.owed_by.value) == (
        "participants_notified",
        11,
        "convener",
    )
    assert (told.rules, told.moves, told.adds_person) == (("3.5.s2.i5",), (), False)
    assert act.text() == "群众代表数 +3 1→4（参加协商人员数 8→11）"
    assert act.text("en") == (
        "public representatives taking part +3 1→4 (persons taking part 8→11)"
    )
    assert told.text("en") == "participants told of the topic in advance +3 8→11"


def test_a_voice_of_the_stakeholders_is_three_things_at_once() -> None:
    """Without stakeholders one person closes two gaps, and the count of the public grows too."""
    row = planned(stakeholders=0, stakeholder_representatives=0)
    added, after, _ = mended(row)
    assert added["stakeholder_representatives"] == 1
    assert "stakeholders" not in added
    assert [after.facts[code] for code in ("participants", "public_representatives")] == [13, 5]


def test_an_invitation_seats_nobody() -> None:
    """An official is invited, and the number of people stays."""
    added, after, _ = mended(planned(officials_invited=0))
    assert added == {"officials_invited": 1}
    assert after.facts["participants"] == 12


def test_public_representatives_in_the_research_are_participants_of_it() -> None:
    """One kind of act for two rules on the research; nobody new comes to the session."""
    added, after, _ = mended(planned(research_participants=0, research_public_representatives=0))
    assert added == {"research_public_representatives": 2}
    assert after.facts["research_participants"] == 2
    assert after.facts["participants"] == 12


def test_from_nobody_to_a_full_session() -> None:
    """Ten people: each group there, four of them public; the rest as it comes first."""
    added, after, plan = mended(planned(**NOBODY))
    assert added["members"] + added["stakeholder_representatives"] == 10
    assert added["stakeholder_representatives"] == 4
    assert added["officials_invited"] == 1
    assert added["participants_notified"] == added["participants_informed"] == 10
    assert unmet(after, plan) == []


@pytest.mark.parametrize(
    ("readings", "people", "public"),
    [
        ({}, 30, 0),
        ({"C1": "without_officials_and_convener"}, 30, 0),
        ({"C2": "never"}, 30, 0),
        ({"C2": "always"}, 30, 0),
        ({"C7": "all_five"}, 9, 3),
        ({"C10": "every_activity"}, 9, 0),
        ({"C8": "meetings_only"}, 4, 0),
    ],
)
def test_every_reading_is_mended_by_its_own_rules(
    readings: dict[str, str], people: int, public: int
) -> None:
    """Nothing is known of a rule but its tree, so other readings need no other solver."""
    row = planned(participants=people, public_representatives=public, stakeholder_representatives=0)
    _, after, plan = mended(row, **readings)
    assert unmet(row, plan)
    assert unmet(after, plan) == []


def test_officials_who_come_are_invited_by_that() -> None:
    """All five groups by C7: who attends was invited, and one person does both."""
    added, after, _ = mended(planned(officials_invited=0, representative_persons=1), C7="all_five")
    assert added["officials_attending"] == 1
    assert "officials_invited" not in added
    assert after.facts["officials_invited"] == 1


def test_written_consultation_needs_nobody_more_by_c8() -> None:
    """Where the numbers bind meetings only, a written one is left alone."""
    row = planned(participants=4, public_representatives=1, session_form="written")
    assert mended(row, C8="meetings_only")[0] == {}
    assert mended(row)[0]["public_representatives"] >= 1


def test_a_stricter_local_number_is_met() -> None:
    """Fifteen people in one county."""
    local = cr.edition().tighten("320685", minimum_participants=15, minimum_public_share="2/5")
    _, after, plan = mended(planned(), local)
    people, public = after.facts["participants"], after.facts["public_representatives"]
    assert people == 15
    assert public is not None
    assert 5 * public >= 2 * 15
    assert unmet(after, plan) == []


def test_rules_that_cannot_be_met_together_are_met_as_far_as_they_can() -> None:
    """With a share of one whole no member may come: the share fails, the rest is arranged."""
    local = cr.edition().tighten("320685", minimum_public_share="1")
    row = planned(members=0)
    added, after, plan = mended(row, local)
    assert added["members"] == 1
    assert unmet(after, plan) == ["3.3.s3c"]
    # What is met already is not given up for what is not.
    everybody = {"participants": 12, "public_representatives": 12, "conveners_attending": 0}
    whole = planned(members=0, **everybody)
    added, after, plan = mended(whole, local)
    assert "members" not in added
    assert unmet(after, plan) == ["3.3.s2a.i1"]


def test_advice_is_no_part_of_the_minimum_unless_asked_for() -> None:
    """Twelve people suffice; about twenty, with representative persons, is advice."""
    assert mended(planned())[0] == {}
    added, after, _ = mended(planned(), advice=True)
    assert after.facts["participants"] == 15
    assert added["representative_persons"] >= 1


def test_advice_yields_to_what_binds_and_nobody_is_removed() -> None:
    """Twenty-five people without the public: a third of them takes more than the advised size."""
    row = planned(participants=25, public_representatives=0, stakeholder_representatives=0)
    _, after, plan = mended(row, advice=True)
    people, public = after.facts["participants"], after.facts["public_representatives"]
    assert people is not None
    assert public is not None
    assert people > 25
    assert 3 * public >= people
    assert unmet(after, plan) == []


def test_unknown_numbers_are_not_guessed() -> None:
    """Without the number of people neither size nor share can be arranged; the rest can."""
    added, after, _ = mended(planned(participants=None, members=0))
    assert added == {"members": 1}
    assert after.facts["participants"] is None
    assert "public_representatives" not in {
        lever.fact.code for lever in levers_of(planned(public_representatives=None))
    }


def test_a_rule_that_grows_unevenly_is_left_to_people() -> None:
    """A product of two counts is no inequality that a plan could solve; no act pretends to."""
    numbers = cr.edition().parameters
    product_of_two = Rule("3.3.s3a", "session", F("members") * F("stakeholders") >= 50)
    plan = Plan(cr.edition(), "session", (), numbers, (product_of_two,))
    row = planned()
    acts, after = repair(plan, row, plan.musts)
    assert acts == ()
    assert unmet(after, plan) == ["3.3.s3a"]


def test_departments_join_the_preliminary_review() -> None:
    """A department is no person at the session; one that is concerned counts as one that joined."""
    sector = {"room_kind": "sector", "topic_departments": 2, "topic_departments_reviewing": 0}
    row = planned(**sector, preliminary_departments=0, sector_members_arranged=1)
    plan = plan_of(cr.edition(), "session", ("3.2.s6",))
    (act,) = repair(plan, row, plan.musts)[0]
    assert (act.fact.code, act.add, act.adds_person) == ("preliminary_departments", 1, False)
    assert act.owed_by.value == "functional_office"
    strict = plan_of(cr.edition().with_readings(R6="all_concerned"), "session", ("3.2.s6",))
    (act,) = repair(strict, row, strict.musts)[0]
    assert (act.fact.code, act.add) == ("topic_departments_reviewing", 2)
    assert act.moves == (("preliminary_departments", 0, 2),)


@pytest.mark.parametrize("readings", [{}, {"C7": "all_five"}, {"C10": "every_activity"}], ids=str)
def test_every_case_of_the_text_is_mended(readings: dict[str, str]) -> None:
    """Whatever the row, all that additions can mend passes afterwards, and nothing is lost."""
    plan = plan_of(cr.edition().with_readings(**readings), "session")
    seen = 0
    for case in oracle.cases("session")[::5]:
        row = flat_row("session", {**case.facts, "session_held": False})
        acts, after = repair(plan, row, plan.musts)
        before, codes = plan.judge(row.facts.get), plan.judge(after.facts.get)
        for place in plan.musts:
            assert codes[place] in (PASS, before[place]), plan.rules[place].key
        served = {key for act in acts for key in act.rules}
        keys = {plan.rules[p].key: p for p in plan.musts}
        assert all(codes[keys[key]] == PASS for key in served)
        assert all(after.facts[code] >= n for code, n in row.facts.items() if n is not None)  # type: ignore[operator]
        assert all(act.rules for act in acts)
        seen += bool(acts)
    assert seen > 10


@pytest.mark.parametrize("text", [minimality.DEFAULT, *minimality.OTHERS], ids=str)
def test_plans_are_minimal_on_a_thin_grid(text: minimality.Text) -> None:
    """Against every addition, from the text alone; ``minimality.py`` covers every group."""
    number, faults = minimality.faults(text, 6)
    assert number > 60
    assert faults == []


@pytest.mark.parametrize(
    ("more", "found"), [(0, ""), (1, "though (3, 1) suffices"), (-1, "does not suffice")]
)
def test_the_proof_finds_plans_that_are_too_large_or_too_small(
    more: int, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proof that could not fail would prove nothing."""

    def other(*asked: Any) -> tuple[tuple[Act, ...], Row]:
        (first, *rest), after = repair(*asked)
        return (replace(first, add=first.add + more), *rest), after

    monkeypatch.setattr(minimality, "repair", other)
    text = minimality.DEFAULT
    table, plan = minimality.folded(text), minimality.plan_for(text)
    wrong = minimality.fault(minimality.Group(8, 1, 1, 1, 1, 1), text, table, plan)
    assert wrong.endswith(found)
    assert bool(wrong) is bool(found)


@pytest.mark.parametrize(
    "group",
    [
        minimality.Group(8, 2, 0, 1, 0, 0),
        minimality.Group(9, 3, 0, 0, 0, 1),
        minimality.Group(11, 3, 1, 1, 1, 0),
    ],
    ids=str,
)
def test_folding_loses_nothing(group: minimality.Group) -> None:
    """Trying every addition of up to two per lever one by one finds the same least."""
    text = minimality.DEFAULT
    table = minimality.folded(text)
    assert minimality.unfolded(group, text, 2) == minimality.fewest(group, text, table)


LINES = st.lists(
    st.builds(Line, st.tuples(*[st.integers(-2, 3)] * 3), st.integers(-6, 4)),
    min_size=1,
    max_size=4,
)


@given(LINES, st.tuples(*[st.booleans()] * 3))
def test_least_amounts_are_those_that_trying_all_finds(
    lines: list[Line], persons: tuple[bool, ...]
) -> None:
    """No amounts of up to six do with fewer persons, or with as many and fewer kinds."""

    def price(amounts: tuple[int, ...]) -> tuple[int, int]:
        people = sum(n for n, person in zip(amounts, persons, strict=True) if person)
        return people, sum(n > 0 for n in amounts)

    every = [
        price(amounts)
        for amounts in product(range(7), repeat=3)
        if all(line.at(amounts) >= 0 for line in lines)
    ]
    found = least(lines, persons, 500)
    if found is None:
        assert every == []
    else:
        assert all(line.at(found) >= 0 for line in lines)
        assert price(found) <= min(every, default=(500, 3))
        assert max(found) > 6 or price(found) == min(every)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many unknowns there were each time that a search narrowed its ranges: what it takes."""
    found: list[int] = []
    narrow = linear._Search._narrow

    def counted(search: Any, low: list[int], *more: Any) -> bool:
        found.append(len(low))
        return narrow(search, low, *more)

    monkeypatch.setattr(linear._Search, "_narrow", counted)
    return found


def test_huge_sessions_and_impossible_lines_end_soon(looks: list[int]) -> None:
    """Tens of thousands of people, or lines that climb for ever, take few looks."""
    third = Line((-1, 2, -1), -60_000)
    assert least([third, Line((0, 0, 1), -1)], (True, True, True), MOST) == (0, 30_001, 1)
    assert least([Line((1, -1), -1), Line((-1, 1), -1)], (True, True), MOST) is None
    assert least([Line((0, -1), -1)], (True, True), MOST) is None
    assert len(looks) < 9_000


NO_CATEGORIES = {code: 0 for code in FACTS["session"] if code.startswith("attending_")}


@pytest.mark.parametrize(
    "facts",
    [
        # Forty people are wanted and twenty-five advised: one of both has to yield.
        {"participants": 3, "public_representatives": 0, "stakeholders": 3}
        | {"stakeholder_representatives": 0, "officials_attending": 2, "officials_invited": 0}
        | {"participants_notified": 2, "participants_informed": 2},
        # Tens of thousands of people, and counts that lean on each other.
        {"participants": 40_000, "public_representatives": 31_823, "members": 6_237}
        | {"stakeholders": 22_678, "stakeholder_representatives": 13_200}
        | {"officials_attending": 3, "officials_invited": 0, "sector_members_arranged": 2_390}
        | {"participants_notified": 38_954, "participants_informed": 29_078},
    ],
    ids=["contradictory", "huge"],
)
def test_plans_end_soon_whatever_is_asked(facts: dict[str, Any], looks: list[int]) -> None:
    """What binds is met, advice as far as it goes, in so many looks at the very worst."""
    local = cr.edition().tighten("320685", minimum_participants=40, minimum_public_share="9/10")
    nobody = {"research_participants": 0, "research_public_representatives": 0}
    _, after, plan = mended(planned(**NO_CATEGORIES, **nobody, **facts), local, advice=True)
    assert len(looks) < 18_000
    assert unmet(after, plan) == []


def test_terms_that_grow_unevenly_are_no_lines() -> None:
    """A product of two counts that move, and a table of kinds over one, stay out of a plan."""
    moved = frozenset({"n", "m"})
    assert is_linear(Number("public_share_whole") * F("m"), moved)
    assert is_linear(F("year_days") * (F("m") + 1), moved)
    assert not is_linear(F("n") * F("m"), moved)
    assert not is_linear(OfKind({1: 1}, "m") + F("n"), moved)
    assert is_linear(OfKind({1: 1}, "room_kind") + F("n"), moved)


def test_levers_move_what_they_cannot_be_without() -> None:
    """Whatever is part of a whole moves the whole along, unless it is a telling or a choice among it."""
    tellings = {"participants_notified", "participants_informed", "topic_departments_reviewing"}
    for code, fact in FACTS["session"].items():
        if fact.lever is not None and code not in tellings:
            assert set(fact.at_most) <= set(fact.lever), code
    persons = {code for code, fact in FACTS["session"].items() if fact.adds_person}
    assert "participants" in persons
    assert "officials_attending" in persons
    assert persons.isdisjoint(tellings | {"officials_invited", "research_participants"})


def test_an_act_is_plain_data() -> None:
    """Codes and whole numbers."""
    act = Act(
        FACTS["session"]["members"],
        2,
        0,
        2,
        (("participants", 8, 10),),
        ("3.3.s2a.i1",),
        cr.edition().clause("3.3.s2a.i1").owed_by,
        True,
    )
    assert act.to_dict() == {
        "fact": "members",
        "add": 2,
        "before": 0,
        "after": 2,
        "moves": [{"fact": "participants", "before": 8, "after": 10}],
        "rules": ["3.3.s2a.i1"],
        "owed_by": "room",
        "adds_person": True,
    }


def test_a_plan_takes_few_looks(looks: list[int]) -> None:
    """From nobody to a full session, under the reading that asks for most."""
    policy = cr.edition().with_readings(C10="every_activity", C7="all_five")
    mended(planned(**NOBODY), policy)
    assert len(looks) < 650

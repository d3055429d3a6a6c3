"""The row of a case: the lists in order, tasks, feedback, publication, dissent (3.6.s1, 3.7)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import consultrules as cr
from consultrules.facts.case import DECLARED, case_row
from consultrules.facts.fact import NEVER, NOT_YET
from consultrules.policy.vocabulary import RoomKind, Tier
from facts.builders import (
    COUNTY,
    GOVERNMENT,
    PARTY,
    TOWN,
    VILLAGE,
    body,
    by_heads,
    case,
    case_facts,
    day,
    delivery,
    number,
    read,
    sector_room,
    village_room,
)

LISTED = {"on": day("06-15"), "items": [{"id": "1"}, {"id": "2"}]}


def _facts(**more: Any) -> dict[str, int | None]:
    return case_facts(**more).facts


def _made(tasks: Any, **feedback: Any) -> dict[str, Any]:
    return {
        "suggestion_list": LISTED,
        "responsibility_list": {"on": day("06-30"), "by": PARTY, "tasks": tasks},
        "feedback_list": {"on": day("07-20"), "by": PARTY, **feedback},
    }


def test_nothing_has_followed_yet() -> None:
    """What is absent after a session is outstanding, not unknown; counts of what is not there are."""
    facts = _facts()
    days = ("list_day", "escalated_day", "entrusted_report_day", "responsibility_list_day")
    days += ("feedback_list_day", "feedback_to_convener_day", "published_day")
    assert {facts[code] for code in days} == {NEVER}
    ahead = ("receiver_groups_reached", "tasks_with_outcome", "feedback_author_is_not_room")
    ahead += ("feedback_reached_convener", "publication_manner_given", "publication_scope_given")
    assert {facts[code] for code in (*ahead, "threads_answered")} == {NOT_YET}
    assert {facts[code] for code in ("tasks", "suggestions", "dissent", "dissent_explained")} == {
        None
    }
    assert facts["session_day"] == number("06-10")
    assert set(facts) == set(DECLARED)


def test_the_days_of_a_finished_case() -> None:
    """Each list and step has its day."""
    facts = _facts(
        **_made([]),
        feedback={"on": day("07-25")},
        publication={"on": day("07-26"), "scope": "本村"},
    )
    assert facts["list_day"] == number("06-15")
    assert facts["responsibility_list_day"] == number("06-30")
    assert facts["feedback_list_day"] == number("07-20")
    assert facts["feedback_to_convener_day"] == number("07-25")
    assert facts["published_day"] == number("07-26")


def _sessions(*days: str, **statuses: str) -> list[Any]:
    return [
        by_heads(id=on, on=day(on), status=statuses.get(f"d{n}", "held"))
        for n, on in enumerate(days)
    ]


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        (_sessions("06-10", "08-10", "07-10"), "08-10"),
        (_sessions("06-10", "08-10", d1="planned"), "06-10"),
        (_sessions("06-10", "08-10", d1="cancelled"), "06-10"),
        (_sessions("06-10", d0="planned"), None),
        ([], None),
    ],
)
def test_the_last_session_held_is_the_one_that_lists_follow(
    sessions: Any, expected: str | None
) -> None:
    """Planned and cancelled ones are followed by nothing (F3)."""
    row = case_facts(sessions=sessions)
    assert row.facts["session_day"] == (number(expected) if expected else NEVER)


def test_the_day_that_decides_which_edition_governs() -> None:
    """The last session, else one that is planned, else the topic, else the list (Z1)."""
    collected, planned = {"collected_on": day("03-01")}, _sessions("06-10", d0="planned")
    assert case_facts(topic=collected).day == day("06-10")
    assert case_facts(topic=collected, sessions=planned).day == day("06-10")
    assert case_facts(topic=collected, sessions=()).day == day("03-01")
    assert case_facts(sessions=(), suggestion_list=LISTED).day == day("06-15")
    assert case_facts(sessions=()).day is None


def test_kind_and_tier_of_the_room() -> None:
    """A converted room has the kind of the day of the session; a tier is a sector room's."""
    former = {"kind": "village", "until": day("07-01")}
    room = village_room(kind="community", former_kinds=[former])
    assert case_facts(room).facts["room_kind"] == RoomKind.VILLAGE.number
    assert case_facts(room, sessions=()).facts["room_kind"] == RoomKind.COMMUNITY.number
    assert case_facts(room).facts["room_tier"] is None
    assert case_facts(sector_room("city")).facts["room_tier"] == Tier.CITY.number
    assert case_facts(room).unit == room.unit


@pytest.mark.parametrize(("needs", "expected"), [(None, 0), *((t, t.number) for t in Tier)])
def test_the_tier_needed(needs: Tier | None, expected: int) -> None:
    """An input, never inferred (R8)."""
    assert _facts(topic={"needs": needs})["needs"] == expected


@pytest.mark.parametrize(
    ("outcome", "reason", "expected"),
    [
        ("solved", None, 1),
        ("partly_solved", None, 1),
        ("not_possible", None, 0),
        ("not_possible", " ", 0),
        ("not_possible", "经费未落实", 1),
        ("not_adopted", None, 0),
        ("not_adopted", "与规划不符", 1),
        ("under_way", "正在施工", 0),
        ("planned", None, 0),
        (None, None, 0),
    ],
)
def test_which_tasks_have_an_outcome(
    outcome: str | None, reason: str | None, expected: int
) -> None:
    """Done, in part, or not done with the reason (L9); the evidence names the others."""
    task = {"id": "a", "outcome": outcome, "reason": reason}
    row = case_facts(**_made([task, {"id": "b", "outcome": "solved"}]))
    assert (row.facts["tasks"], row.facts["tasks_with_outcome"]) == (2, 1 + expected)
    assert row.evidence["tasks_with_outcome"] == (() if expected else ("a",))


@pytest.mark.parametrize(("tasks", "expected"), [(None, (None, None)), ((), (0, 0))])
def test_untold_tasks_are_unknown(tasks: Any, expected: tuple[int | None, int | None]) -> None:
    """A list without tasks is told, one of which nobody knows the tasks is not."""
    facts = _facts(**_made(tasks))
    assert (facts["tasks"], facts["tasks_with_outcome"]) == expected


def test_feedback_without_any_responsibility_list() -> None:
    """Nobody knows what was to be done; the order of the lists shows in their days."""
    facts = _facts(feedback_list={"on": day("07-20"), "by": PARTY, "answers": []})
    assert (facts["tasks_with_outcome"], facts["threads_answered"]) == (None, None)
    assert (facts["responsibility_list_day"], facts["feedback_list_day"]) == (
        NEVER,
        number("07-20"),
    )


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (PARTY, 1),
        (GOVERNMENT, 1),
        (body("GOVERNMENT", COUNTY), 1),
        (body("DEPARTMENT", COUNTY, "教育局"), 1),
        (body("DEPARTMENT", TOWN), 1),
        (body("ROOM", VILLAGE), 0),
        (body("PARTY_COMMITTEE", VILLAGE), 0),
        (body("CPPCC", COUNTY), 0),
        (body("WORK_COMMITTEE"), 0),
        (None, None),
    ],
)
def test_who_may_make_the_feedback_list(by: Any, expected: int | None) -> None:
    """Party committee, government or a department, not the room or its own village (T3)."""
    assert _facts(**_made([], by=by))["feedback_author_is_not_room"] == expected


@pytest.mark.parametrize(("to", "expected"), [("convener", 1), ("co_convener", 0)])
def test_to_whom_the_feedback_went(to: str, expected: int) -> None:
    """The co-convener counts, with a warning (T2)."""
    facts = _facts(feedback={"on": day("07-25"), "to": to})
    assert facts["feedback_reached_convener"] == expected
    assert facts["feedback_to_convener_day"] == number("07-25")


@pytest.mark.parametrize(
    ("publication", "expected"),
    [
        ({"on": day("07-26"), "manner": "公开栏", "scope": "本村"}, (number("07-26"), 1, 1, 0)),
        ({"on": day("07-26"), "manner": "公开栏"}, (number("07-26"), 1, 0, 0)),
        ({"on": day("07-26"), "scope": "本村"}, (number("07-26"), 0, 1, 0)),
        ({"withheld_reason": "涉及个人隐私"}, (NEVER, 0, 0, 1)),
        ({"on": day("07-26"), "withheld_reason": "部分隐私"}, (number("07-26"), 0, 0, 0)),
        ({}, (NEVER, 0, 0, 0)),
        (None, (NEVER, NOT_YET, NOT_YET, 0)),
    ],
)
def test_publication(publication: Any, expected: tuple[int, ...]) -> None:
    """Day, manner and scope; a reason counts only where it was withheld altogether (L10)."""
    facts = _facts(publication=publication)
    codes = ("published_day", "publication_manner_given", "publication_scope_given")
    assert tuple(facts[c] for c in (*codes, "publication_withheld_reasoned")) == expected


@pytest.mark.parametrize(
    ("dissent", "published", "expected", "silent"),
    [
        (None, False, (None, None), ()),
        ((), False, (0, 0), ()),
        ([{"person": "a", "explained_on": day("06-20")}], False, (1, 1), ()),
        ([{"person": "a", "explained": True}], False, (1, 1), ()),
        ([{"person": "a"}], False, (1, NOT_YET), ("a",)),
        ([{"person": "a"}], True, (1, 0), ("a",)),
        ([{"person": "a", "explained": False}], True, (1, 0), ("a",)),
        ([{"person": "a", "explained": True}, {"person": "b"}], True, (2, 1), ("b",)),
        ([{"person": "a", "explained_on": day("06-10")}], True, (1, 1), ()),
        ([{"person": "a", "explained_on": day("06-09")}], True, (1, 0), ("a",)),
        ([{"person": "a", "explained_on": day("06-09")}], False, (1, NOT_YET), ("a",)),
        (
            [{"person": "a", "explained": True, "explained_on": day("06-09")}],
            True,
            (1, 0),
            ("a",),
        ),
    ],
)
def test_dissent(dissent: Any, published: bool, expected: Any, silent: tuple[str, ...]) -> None:
    """Whoever dissented has it explained, which is open until the result is published (3.7.s6).

    People differ in the session of the tenth of June: what was said on the ninth is not about that.
    """
    more = {"publication": {"on": day("07-26")}} if published else {}
    row = case_facts(dissent=dissent, **more)
    assert (row.facts["dissent"], row.facts["dissent_explained"]) == expected
    assert row.evidence.get("dissent_explained", ()) == silent


@pytest.mark.parametrize(
    ("tasks", "answers", "expected", "silent"),
    [
        ((("1",), ("2",)), ("1", "2"), 2, ()),
        ((("1", "2"),), ("1", "2"), 2, ()),
        ((("1",),), ("1", "2"), 1, ("2",)),
        ((("1",), ("2",)), ("2",), 1, ("1",)),
        ((("1",),), ("2",), 0, ("1", "2")),
        ((), (), 0, ("1", "2")),
        ((("1",),), None, None, ()),
        (None, ("1",), None, ()),
    ],
)
def test_threads(tasks: Any, answers: Any, expected: int | None, silent: tuple[str, ...]) -> None:
    """A suggestion is traced through both later lists by its id (T1)."""
    given = (
        None if tasks is None else [{"id": f"k{n}", "suggestions": s} for n, s in enumerate(tasks)]
    )
    told = None if answers is None else [{"suggestion": s} for s in answers]
    row = case_facts(**_made(given, answers=told))
    assert (row.facts["suggestions"], row.facts["threads_answered"]) == (2, expected)
    assert row.evidence.get("threads_answered", ()) == silent


@pytest.mark.parametrize(("items", "expected"), [(None, None), ((), 0), (({"id": "1"},), 1)])
def test_how_many_suggestions(items: Any, expected: int | None) -> None:
    """A list may say that there is no suggestion (L8); untold ones are unknown."""
    more = {"suggestion_list": {"on": day("06-15"), "items": items, "reason_for_none": "意见一致"}}
    assert _facts(**more)["suggestions"] == expected


@pytest.mark.parametrize(
    ("items", "reason", "verdict"),
    [
        ((), None, "unknown"),
        ((), "\u200b", "unknown"),
        ((), "意见一致", "pass"),
        (({"id": "1"},), None, "pass"),
        (None, None, "pass"),
    ],
)
def test_a_list_without_suggestions_says_why(items: Any, reason: Any, verdict: str) -> None:
    """Until it does, nobody knows whether there is a list (L8)."""
    made = {"on": day("06-15"), "items": items, "reason_for_none": reason}
    report = cr.check(case(suggestion_list=made), room=village_room())
    finding = report["3.6.s1"]
    assert finding.verdict.value == verdict
    assert finding.evidence == (("reason_for_none",) if verdict == "unknown" else ())


@pytest.mark.parametrize(
    ("on", "explained"), [("06-09", NOT_YET), ("06-10", 1), ("06-15", 1), ("06-25", 1)]
)
def test_dissent_of_the_first_of_two_sittings_is_explained_from_that_day(
    on: str, explained: int
) -> None:
    """Somebody may differ in either, and between them it can be explained already (3.7.s6)."""
    sittings = by_heads(), by_heads(id="s2", on=day("06-20"))
    row = case_facts(sessions=sittings, dissent=[{"person": "a", "explained_on": day(on)}])
    assert row.facts["dissent_explained"] == explained


def test_before_any_sitting_nothing_is_explained() -> None:
    """A session that is planned or called off has had no dissent (3.7.s6)."""
    for status in ("planned", "cancelled"):
        row = case_facts(
            sessions=(by_heads(status=status),),
            dissent=[{"person": "a", "explained_on": day("06-20")}],
        )
        assert row.facts["dissent_explained"] == NOT_YET


def test_two_answers_for_one_dissenter_are_two_lines() -> None:
    """Nothing that the records may hold is impossible to count."""
    row = case_facts(
        dissent=[{"person": "a", "explained": True}], deliveries=[delivery(), delivery()]
    )
    assert row.impossible == frozenset()
    assert row.facts["receiver_groups_reached"] == 1


def test_a_row_knows_its_subject() -> None:
    """A case is known by its topic; without a room it has no place."""
    row = case_row(case(), room=None, policy=read())
    assert (row.grain, row.subject, row.unit) == ("case", "t1", None)
    assert row.day == dt.date(2025, 6, 10)


def test_threads_without_a_told_suggestion_list() -> None:
    """Nobody knows which suggestions there were to answer."""
    facts = _facts(**_made([{"id": "a"}], answers=[]) | {"suggestion_list": {"on": day("06-15")}})
    assert facts["suggestions"] is facts["threads_answered"] is None


def test_what_was_withheld_was_published_in_no_manner() -> None:
    """Whatever had been intended (L10): the default reading finds it, the other waives it."""
    told = {"withheld_reason": "涉密", "manner": "公告栏", "scope": "全村"}
    withheld = _facts(publication=told)
    flags = ("publication_manner_given", "publication_scope_given")
    assert [withheld[code] for code in flags] == [0, 0]
    published = _facts(publication={"on": day("07-25"), "manner": "公告栏", "scope": "全村"})
    assert [published[code] for code in flags] == [1, 1]


def test_nothing_is_waited_for_of_what_may_be_withheld() -> None:
    """L10 lets it be withheld: then there is no order to keep either (L19)."""
    policy = read(L10="withheld_with_reason", L19="convener_first")
    report = cr.check(
        case(publication={"withheld_reason": "涉密"}), room=village_room(), policy=policy
    )
    assert {f.key: f.verdict.value for f in report.findings if f.key.startswith("3.7.s2c")} == {
        f"3.7.s2c#{what}": "not_applicable" for what in ("made", "manner", "scope", "order")
    }


def test_a_dissent_cannot_be_explained_and_not() -> None:
    with pytest.raises(cr.IntakeError, match="explained"):
        cr.Dissent(person="p1", explained=False, explained_on=day("06-20"))


@pytest.mark.parametrize(
    ("owner", "told", "theirs"),
    [
        (body("GOVERNMENT", COUNTY), (), 1),
        (body("GOVERNMENT", "320600000000"), (), 0),  # above the receivers (R14)
        (body("GOVERNMENT", "320600000000"), (body("PARTY_COMMITTEE", "320600000000"),), 1),
        (body("GOVERNMENT", TOWN), (), 0),
        (body("GOVERNMENT", TOWN), (body("PARTY_COMMITTEE", TOWN),), 1),
    ],
)
def test_a_sector_list_is_owed_at_the_level_of_its_receivers(
    owner: cr.Body, told: tuple[cr.Body, ...], theirs: int
) -> None:
    """R14: unless it went further up or down, that is the level of the sector's own CPPCC."""
    facts = case_facts(
        sector_room(),
        responsibility_list={"on": day("06-30"), "by": owner, "tasks": []},
        deliveries=[delivery(to) for to in told],
    ).facts
    assert facts["responsibility_owner_is_party_or_government"] == theirs


def test_whether_a_government_leads_a_room_without_a_place_nobody_knows() -> None:
    room = cr.Room(id="r1", kind="enterprise", unit=COUNTY)
    made = {"on": day("06-30"), "by": body("GOVERNMENT", TOWN), "tasks": []}
    row = case_facts(room, responsibility_list=made)
    assert row.facts["responsibility_owner_is_party_or_government"] is None
    assert row.evidence["responsibility_owner_is_party_or_government"] == ("responsible_unit",)

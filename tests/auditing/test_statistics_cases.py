"""Statistics of topics, people and the information base, counted by hand."""

import datetime as dt
import json
from typing import Any

import pytest

import consultrules as cr
from figures import LINK, counted, roll, told
from small_city import A1, C1, CITY, FIRST, MEMBER, NEW_YEAR, A, B, audited, case, registry, room

COUNTY_CPPCC = {"organ": "CPPCC", "unit": FIRST}
CITY_CPPCC = {"organ": "CPPCC", "unit": CITY}
HELD = {"on": "2025-03-10", "participants": 12}


def one(**more: Any) -> cr.Registry:
    """One room with one case."""
    found = case(1, A, HELD)
    return registry([room(A)], [found | more])


def test_topics_by_source_and_domain() -> None:
    """Two set by Party and government, one by the public, of one nobody told."""
    sources: list[dict[str, Any]] = [{"source": "党政点题"}] * 2 + [{"source": "public"}, {}]
    known = registry([room(A)], [case(n, A, HELD, **more) for n, more in enumerate(sources, 1)])
    assert counted(known, "topics") == (4, 4, 4, {})
    assert counted(known, "topics_source.party_government") == (2, 3, 4, {"unknown": 1})
    assert counted(known, "topics_source.public") == (1, 3, 4, {"unknown": 1})
    assert counted(known, "topics_domain.public_affairs") == (0, 0, 4, {"unknown": 4})


LIST = {"on": "2025-03-12", "items": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}
TASKS = {"on": "2025-03-20", "tasks": [{"id": "x", "outcome": "solved"}, {"id": "y"}]}


def test_suggestions_wait_for_their_list() -> None:
    """Three on one list; no list is pending, a list of which nothing is told unknown."""
    assert counted(one(suggestion_list=LIST), "suggestions") == (3, 1, 1, {})
    assert counted(one(), "suggestions") == (0, 0, 1, {"pending": 1})
    assert counted(one(suggestion_list={"on": "2025-03-12"}), "suggestions")[3] == {"unknown": 1}


def test_tasks_wait_for_feedback() -> None:
    """One of two tasks has its outcome; before the feedback list both are pending."""
    lists: dict[str, Any] = {"suggestion_list": LIST, "responsibility_list": TASKS}
    assert counted(one(**lists), "tasks_with_outcome") == (0, 0, 2, {"pending": 2})
    lists["feedback_list"] = {"on": "2025-04-01"}
    assert counted(one(**lists), "tasks_with_outcome") == (1, 2, 2, {})
    assert counted(one(), "tasks_with_outcome") == (0, 0, 0, {})


@pytest.mark.parametrize(
    ("days", "feedback", "final", "interim"),
    [
        ((), "2025-04-01", 0, 0),
        (("2025-03-31",), "2025-04-01", 0, 1),
        (("2025-04-01",), "2025-04-01", 1, 0),
        (("2025-03-31", "2025-05-01"), "2025-04-01", 1, 0),
        (("2025-05-01",), None, 0, 1),
        (("2026-01-02",), "2025-04-01", 0, 0),
    ],
)
def test_an_evaluation_before_feedback_counts_apart(
    days: tuple[str, ...], feedback: str | None, final: int, interim: int
) -> None:
    """Interim until the feedback list is there (L7); one of a later day is not known yet."""
    made = [{"id": f"e{n}", "topic": "t1", "on": day} for n, day in enumerate(days)]
    known = one(evaluations=made, feedback_list={"on": feedback} if feedback else None)
    assert counted(known, "evaluated") == (final, 1, 1, {})
    assert counted(known, "evaluated_interim") == (interim, 1, 1, {})


def test_a_topic_without_a_session_is_not_there_to_be_evaluated() -> None:
    """Pending, not lacking."""
    known = registry([room(A)], [case(1, A, collected_on="2025-03-01")])
    assert counted(known, "evaluated") == (0, 0, 1, {"pending": 1})


@pytest.mark.parametrize(
    ("dissent", "expected"),
    [
        ([], (0, 0, 1, {"not_applicable": 1})),
        (None, (0, 0, 1, {"unknown": 1})),
        ([{"person": "p1", "explained": True}], (1, 1, 1, {})),
        ([{"person": "p1"}], (0, 0, 1, {"pending": 1})),
    ],
)
def test_dissent_is_counted_where_there_was_any(dissent: Any, expected: Any) -> None:
    """A topic on which all agreed is no success in explaining."""
    assert counted(one(dissent=dissent), "dissent_explained") == expected


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ([], (0, 0, 1, {"pending": 1})),
        ([{"on": "2025-03-21"}], (1, 1, 1, {})),
        ([{"on": "2025-03-19"}], (0, 1, 1, {})),
    ],
)
def test_progress_is_public_by_the_verdict(progress: Any, expected: Any) -> None:
    """Made public once the responsibility list was there, before it, or not yet."""
    lists = {"suggestion_list": LIST, "responsibility_list": TASKS}
    assert counted(one(**lists, progress=progress), "progress_public") == expected


def test_what_is_attested_either_way_is_attested() -> None:
    """One matter affirmed, one denied; all others of the city wait for somebody to speak."""
    spoken = [
        {"clause": "3.3.s1.i1", "subject": "t1-1", "holds": True, "on": "2025-03-11"},
        {"clause": "3.3.s1.i2", "subject": "t1-1", "holds": False, "on": "2025-03-11"},
    ]
    known = registry([room(A)], [case(1, A, HELD)], attestations=spoken)
    result = audited(known)
    asked = [
        f.verdict.value
        for f in result.report.findings
        if any(fact.startswith("attested_") for fact in f.rule.facts)
    ]
    figure = result.statistics().figure("attested")
    # What a city's bodies answer for is not asked of a county's.
    assert {v for v in asked if v != "unknown"} == {"pass", "fail", "not_applicable"}
    assert told(figure)[:3] == (2, len(asked) - asked.count("not_applicable"), len(asked))


def test_follow_ups_count_on_their_own_day() -> None:
    """Two proposals and one step without a channel in 2025; what came in 2026 is another year's."""
    steps = [
        {"on": "2025-05-01", "channel": "提案"},
        {"on": "2025-11-01", "channel": "proposal"},
        {"on": "2025-12-01"},
        {"on": "2026-01-01", "channel": "supervision"},
    ]
    result = audited(one(follow_ups=steps)).statistics("city", "half")
    assert told(result.figure("follow_ups.proposal")) == (2, 2, 3, {"no_channel": 1})
    halves = [
        result.figure("follow_ups.proposal", period=p).numerator for p in ("2025H1", "2025H2")
    ]
    assert halves == [1, 1]
    assert result.figure("follow_ups.supervision").numerator == 0


PEOPLE = [
    {"id": "p1", "name": "甲", "memberships": [MEMBER]},
    {"id": "p2", "memberships": [MEMBER]},
    {"id": "p3", "memberships": [MEMBER | {"level": "city", "unit": CITY}]},
    {"id": "p4"},
]


def linked(**more: Any) -> dict[str, Any]:
    """The room of A, with two linked members."""
    return room(A, links=[LINK | {"person": p} for p in ("p1", "p2")], **more)


def test_attendance_rate_of_linked_members() -> None:
    """Two members, three sessions: one came to both rolls, the other to none; one has no roll."""
    sessions = [
        case(1, A, {"on": "2025-03-01", "roll": roll("p1", capacity="member")}),
        case(2, A, {"on": "2025-05-01", "roll": roll("p1", "p4", capacity="member")}),
        case(3, A, {"on": "2025-07-01", "participants": 12}),
        case(4, A, {"on": "2025-09-01", "roll": roll("p2", capacity="member", status="absent")}),
    ]
    result = audited(registry([linked()], sessions, people=PEOPLE))
    figures = result.statistics(lists=True)
    assert told(figures.figure("member_attendance")) == (2, 6, 8, {"head_count": 2})
    once = figures.figure("members_attending")
    assert told(once)[0] == 1
    facts = [
        row.row.facts["attended"] for row in result.report.rows if row.row.grain == "member_year"
    ]
    assert sum(n or 0 for n in facts) == figures.figure("member_attendance").numerator


@pytest.mark.parametrize(
    "more",
    [{"level": "city"}, {"since": "2025-03-02"}, {"until": "2025-03-01"}],
)
def test_only_county_members_linked_on_the_day_were_to_come(more: dict[str, Any]) -> None:
    """Neither a member of the city's CPPCC nor one whose link begins later or has ended."""
    sessions = [case(1, A, {"on": "2025-03-01", "roll": []})]
    links = [LINK | {"person": "p1"}, LINK | {"person": "p2"} | more]
    known = registry([room(A, links=links)], sessions, people=PEOPLE)
    assert counted(known, "member_attendance") == (0, 1, 1, {})


def test_members_who_never_came_are_listed_by_id() -> None:
    """Every session has a roll: the member who is on none never came."""
    sessions = [case(1, A, {"on": "2025-03-01", "roll": roll("p1", capacity="member")})]
    result = audited(registry([linked()], sessions, people=PEOPLE)).statistics(lists=True)
    assert told(result.figure("members_attending")) == (1, 2, 2, {})
    assert result.figure("members_attending").lacking == ("p2",)


CONVENER = {"person": "p4", "post": "work_committee_director", "since": "2022-01-01"}
TRAINING = {"id": "k1", "on": "2025-04-01", "persons": ["p1", "p3"], "by": COUNTY_CPPCC}


def test_the_untrained_are_listed() -> None:
    """The convener of two rooms in two counties is one person, and untrained."""
    rooms = [room(A, conveners=[CONVENER]), room(C1, conveners=[CONVENER])]
    known = registry(rooms, people=PEOPLE, trainings=[TRAINING])
    result = audited(known).statistics("county", "quarter", lists=True)
    assert told(result.figure("conveners_trained")) == (0, 1, 1, {})
    assert result.figure("conveners_trained").difference == (0, 1, 1)
    assert result.figure("conveners_trained").lacking == ("p4",)
    found = [f.evidence for f in audited(known).report.findings if f.key == "4.1.s6"]
    assert found == [("p4",), ("p4",)]
    assert told(result.figure("members_trained")) == (2, 3, 3, {})
    assert result.figure("members_trained").lacking == ("p2",)
    assert told(result.figure("members_trained", CITY, own=True))[:2] == (1, 1)
    assert told(result.figure("trainings", FIRST, "2025Q2")) == (1, 1, 1, {})


def test_training_is_asked_of_those_in_office() -> None:
    """Neither a convener whose time is over, nor a member of a higher CPPCC only."""
    over = CONVENER | {"person": "p1", "until": "2025-06-01"}
    nation = {"id": "p5", "memberships": [MEMBER | {"level": "nation"}]}
    known = registry([room(A, conveners=[over])], people=[*PEOPLE, nation], trainings=[])
    assert counted(known, "conveners_trained") == (0, 0, 0, {})
    assert counted(known, "members_trained") == (0, 3, 3, {})


def test_what_lies_nobody_knows_where_lies_in_the_city() -> None:
    """A training of which nobody said who gave it is one of the city's, in no county that is told."""
    untold = {key: told for key, told in TRAINING.items() if key != "by"}
    people = [*PEOPLE, {"id": "p6", "memberships": [{"level": "county"}]}]
    known = registry([room(A)], people=people, trainings=[TRAINING, untold | {"id": "k2"}])
    for by in ("city", "county", "town", "room"):
        result = audited(known).statistics(by, "quarter")
        assert told(result.figure("trainings")) == (2, 2, 2, {})
        assert told(result.figure("trainings", CITY, "2025Q2")) == (2, 2, 2, {})
        assert told(result.figure("members_trained"))[1:] == (4, 4, {})
        if by != "city":
            assert told(result.figure("trainings", FIRST)) == (1, 1, 1, {})
            assert told(result.figure("trainings", "", own=True)) == (1, 1, 1, {})
            assert result.figure("trainings").difference == (0, 0, 0)


def test_a_training_to_come_has_trained_nobody() -> None:
    """Judged as of the day before."""
    known = registry([room(A, conveners=[CONVENER | {"person": "p1"}])], trainings=[TRAINING])
    assert counted(known, "conveners_trained") == (1, 1, 1, {})
    assert counted(known, "conveners_trained", as_of=dt.date(2025, 3, 31)) == (0, 1, 1, {})
    assert counted(known, "trainings", as_of=dt.date(2025, 3, 31))[0] == 0


def test_what_nobody_told_is_never_nought() -> None:
    """Without lists of trainings, sittings or nominations there is no number."""
    known = registry([room(A, conveners=[CONVENER])], people=PEOPLE)
    assert counted(known, "conveners_trained") == (0, 0, 1, {"unknown": 1})
    assert counted(known, "members_trained") == (0, 0, 3, {"unknown": 3})
    for code in ("trainings", "sitting_in_batches.inspection", "nominated.think_tank"):
        assert counted(known, code) == (None, 0, 0, {})
    told_none = registry([room(A)], trainings=[], sittings_in=[], nominations=[])
    for code in ("trainings", "sitting_in_batches.inspection", "nominated.think_tank"):
        assert counted(told_none, code) == (0, 0, 0, {})
    assert counted(told_none, "members_trained") == (None, 0, 0, {})


def test_batches_and_persons_that_sat_in() -> None:
    """Three batches, two of inspections: p1 in both is one person; in county and city the sum is more."""
    batches = [
        {"id": "b1", "on": "2025-02-01", "by": COUNTY_CPPCC, "occasion": "inspection", "persons": ["p1", "p4"]},
        {"id": "b2", "on": "2025-08-01", "by": CITY_CPPCC, "occasion": "视察调研活动", "persons": ["p1"]},
        {"id": "b3", "on": "2025-08-01", "by": CITY_CPPCC, "occasion": "chairpersons", "persons": ["p2"]},
    ]  # fmt: skip
    result = audited(registry([room(A)], people=PEOPLE, sittings_in=batches)).statistics("county")
    assert told(result.figure("sitting_in_batches.inspection")) == (2, 2, 2, {})
    assert told(result.figure("sitting_in_batches.standing_committee")) == (0, 0, 0, {})
    assert told(result.figure("sitting_in_persons.inspection")) == (2, 2, 2, {})
    assert result.figure("sitting_in_persons.inspection").difference.numerator == 1
    assert result.figure("sitting_in_persons.inspection", FIRST).numerator == 2


def test_nominations_by_pool() -> None:
    """One person put forward twice is two nominations and one person."""
    made = [
        {
            "id": f"n{n}",
            "person": "p1",
            "on": f"2025-0{n}-01",
            "by": COUNTY_CPPCC,
            "pool": "think_tank",
        }
        for n in (1, 2)
    ]
    known = registry([room(A)], people=PEOPLE, nominations=made)
    assert counted(known, "nominations.think_tank") == (2, 2, 2, {})
    assert counted(known, "nominated.think_tank") == (1, 2, 2, {})
    assert counted(known, "nominations.participation") == (0, 0, 0, {})


def test_rooms_assessed_by_the_party_group() -> None:
    """By the group, by another body, by nobody knows whom, not at all."""
    group = {"organ": "LEADING_PARTY_GROUP", "unit": FIRST}
    made = [
        {"room": f"r-{A}", "year": 2025, "by": group},
        {"room": f"r-{A1}", "year": 2025, "by": COUNTY_CPPCC},
        {"room": f"r-{B}", "year": 2025},
        {"room": f"r-{C1}", "year": 2024, "by": group},
    ]
    rooms = [room(unit) for unit in (A, A1, B, C1)]
    known = registry(rooms, room_assessments=made)
    assert counted(known, "rooms_assessed") == (1, 3, 4, {"unknown": 1})
    assert counted(registry(rooms), "rooms_assessed") == (0, 0, 4, {"unknown": 4})


def test_what_the_information_base_holds() -> None:
    """Of two rooms one told its conveners, links and roster; of four people one has a name."""
    full = linked(conveners=[CONVENER], representatives=[])
    full["links"].append(LINK | {"person": "p3", "until": "2025-01-01"})
    sessions = [
        case(1, A, HELD, source="public", channel="oral"),
        case(2, A, {"on": "2025-03-01", "roll": roll("p1")}, source="public"),
        case(3, A, channel="oral", collected_on="2025-03-01"),
    ]
    known = registry([full, room(B)], sessions, people=PEOPLE)
    expected = {
        "conveners": (1, 2, 2, {}),
        "members": (2, 2, 2, {}),
        "public_representatives": (1, 2, 2, {}),
        "personal_basics": (1, 3, 3, {}),
        "area_links": (1, 2, 2, {}),
        "topic_selection": (1, 3, 3, {}),
        "attendance": (1, 2, 2, {}),
    }
    result = audited(known).statistics()
    assert {k: told(result.figure(f"information.{k}")) for k in expected} == expected
    elsewhere = registry([full, room(B)], sessions)
    assert counted(elsewhere, "information.personal_basics") == (0, 0, 3, {"unknown": 3})


def test_only_counts_leave_unless_lists_are_asked_for() -> None:
    """Neither a name nor an id of a person stands in the plain form; ids with ``lists`` only."""
    known = registry([linked(conveners=[CONVENER])], people=PEOPLE, trainings=[TRAINING])
    result = audited(known, as_of=NEW_YEAR)
    plain = json.dumps(result.statistics("room", "month").to_dict(), ensure_ascii=False)
    assert '"p4"' not in plain
    assert "lacking" not in plain
    listed = json.dumps(result.statistics(lists=True).to_dict(), ensure_ascii=False)
    assert '"p4"' in listed
    assert '"甲"' not in listed

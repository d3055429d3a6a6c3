"""The oracle itself, pinned to lives that were worked out by hand from the sentences of the policy."""

from __future__ import annotations

from typing import Any

import pytest

from workflow.oracle_of_life import Event, reasons, state

VILLAGE = {"kind": "village", "tier": None}
TOWN = {"kind": "town", "tier": None}
PLANT = {"kind": "enterprise", "tier": None}
COUNTY_SECTOR = {"kind": "sector", "tier": "county"}
CITY_SECTOR = {"kind": "sector", "tier": "city"}
PLAIN = {"sensitive": False, "entrusted": False, "needs": None}
VOICES = ["party_government", "members", "public", "organiser"]

DETAILS: dict[str, dict[str, Any]] = {
    "collect": {"who": "stranger"},
    "preliminary_review": {"who": "reviewer", "departments": 1},
    "approve": {"who": "approver", "outcome": "approved"},
    "return": {"who": "approver", "outcome": "returned"},
    "research": {"people": 4, "public": 1, "clear": ["policy", "facts", "wishes"]},
    "report_sensitive": {"to": ["party", "government"]},
    "notify": {"told": 20, "content": True, "information": True},
    "hold": {
        "participants": 20,
        "public": 7,
        "members": 1,
        "stakeholders": 1,
        "stakeholder_representatives": 1,
        "persons": 0,
        "officials_invited": 1,
        "backbone_invited": 1,
    },
    "list_suggestions": {"items": 3, "reason": False},
    "report": {"to": ["approver_party"]},
    "review": {"who": "party_group"},
    "escalate": {"who": "party_group", "to": ["party", "government"]},
    "assign": {"who": "government", "tasks": 3, "done": 3},
    "list_feedback": {"who": "department"},
    "feed_back": {"who": "government"},
    "publish": {"who": "party", "manner": True, "scope": True},
    "report_entrusted": {"to_them": True},
    "explain_dissent": {"dissent": 0, "explained": 0},
    "follow_up": {"channel": True},
    "evaluate": {"who": "cppcc", "voices": VOICES, "problems": 0, "rectified": 0},
    "withdraw": {"reason": True},
    "suspend": {"reason": True},
    "resume": {"reason": True},
}


def take(step: str, day: int, **more: Any) -> Event:
    return {"step": step, "day": day, "who": "convener"} | DETAILS.get(step, {}) | more


def until(history: list[Event], step: str, *, without: str = "") -> list[Event]:
    """What came before that step, perhaps without another one."""
    before = history[: [e["step"] for e in history].index(step)]
    return [e for e in before if e["step"] != without]


UP_TO_SITTING = [
    take("collect", 1),
    take("select", 2),
    take("submit", 3),
    take("approve", 4),
    take("research", 5),
    take("notify", 6),
    take("hold", 7),
]
LIFE = [
    *UP_TO_SITTING,
    take("list_suggestions", 8),
    take("report", 9),
    take("explain_dissent", 10),
    take("assign", 11),
    take("publish_progress", 12),
    take("list_feedback", 13),
    take("feed_back", 14),
    take("publish", 15),
    take("evaluate", 16),
    take("close", 17),
]
OFFICE = take("report", 9, to=["office", "department"])
CITY_LIFE = [
    *LIFE[:3],
    take("preliminary_review", 3),
    *LIFE[3:8],
    take("review", 9),
    OFFICE,
    take("escalate", 9),
    take("report_entrusted", 10),
    *LIFE[9:],
]
CITY_TOPIC = {"sensitive": False, "entrusted": True, "needs": "city"}


@pytest.mark.parametrize(
    ("room", "topic", "life"),
    [
        (VILLAGE, PLAIN, LIFE),
        (TOWN, PLAIN, LIFE),
        (PLANT, PLAIN, LIFE),
        (CITY_SECTOR, CITY_TOPIC, CITY_LIFE),
    ],
)
def test_a_life_in_order_meets_no_reason(room: Any, topic: Any, life: list[Event]) -> None:
    for place, event in enumerate(life):
        assert reasons(room, topic, life[:place], event) == frozenset(), event
    assert state(life) == "closed"


def test_a_village_topic_is_approved_by_the_party_committee_of_its_town_only() -> None:
    """3.2.s4; in a sector it is the leading Party group, after review with departments (s6)."""
    asked = until(LIFE, "approve")
    assert not reasons(VILLAGE, PLAIN, asked, take("approve", 4, who="party"))
    assert reasons(VILLAGE, PLAIN, asked, take("approve", 4, who="government")) == {"3.2.s4"}
    assert reasons(CITY_SECTOR, PLAIN, asked, take("approve", 4, who="party")) == {
        "3.2.s6",
        "3.2.s6#reviewed",
        "3.2.s6#review",
        "3.2.s6#departments",
    }
    late = [*asked, take("preliminary_review", 5)]
    assert reasons(CITY_SECTOR, PLAIN, late, take("approve", 4)) == {
        "3.2.s6#review",
        "3.2.s6#departments",
    }


@pytest.mark.parametrize(
    ("public", "people", "met"), [(4, 12, True), (6, 20, False), (7, 22, False)]
)
def test_one_third_is_exact(public: int, people: int, met: bool) -> None:
    history = [e | {"told": 22} if e["step"] == "notify" else e for e in until(LIFE, "hold")]
    event = take("hold", 7, public=public, participants=people)
    assert reasons(VILLAGE, PLAIN, history, event) == (set() if met else {"3.3.s3c"})


def test_no_research_no_consultation() -> None:
    """3.4.s1a and what hangs on it; research on the day counts, research after it clears nothing."""
    bare = until(LIFE, "hold", without="research")
    clear = {"3.4.s3.i1", "3.4.s3.i2", "3.4.s3.i3"}
    sensitive = PLAIN | {"sensitive": True}
    alone = {"3.4.s1a", "3.4.s2", "4.3.s2d"} | clear
    assert reasons(VILLAGE, PLAIN, bare, take("hold", 7)) == alone
    told = {"3.4.s5a", "3.4.s5a#reported"}
    assert reasons(VILLAGE, sensitive, bare, take("hold", 7)) == alone | told
    assert not reasons(VILLAGE, PLAIN, [*bare, take("research", 7)], take("hold", 7))
    late = reasons(VILLAGE, PLAIN, [*bare, take("research", 8)], take("hold", 7))
    assert late == {"3.4.s1a"} | clear


def test_a_sensitive_matter_is_reported_to_both_while_research_lasts() -> None:
    """3.4.s5a: to the Party committee and the government, by the last day of the research."""
    topic = PLAIN | {"sensitive": True}
    before = [*until(LIFE, "hold"), take("report_sensitive", 5, to=["party"])]
    assert reasons(TOWN, topic, before, take("hold", 7)) == {"3.4.s5a", "3.4.s5a#reported"}
    late = [*before, take("report_sensitive", 6, to=["government"])]
    assert reasons(TOWN, topic, late, take("hold", 7)) == {"3.4.s5a"}
    assert not reasons(TOWN, topic, [*late, take("research", 6)], take("hold", 7))


def test_the_last_decision_up_to_the_day_binds() -> None:
    """R16: after a return nothing is approved; an approval after the day binds no earlier sitting."""
    back = [*until(LIFE, "hold"), take("return", 6)]
    no_approval = {"3.2.s2c", "3.2.s4", "3.5.s1.i1"}
    assert reasons(VILLAGE, PLAIN, back, take("hold", 7)) == no_approval
    late = [*back, take("approve", 8)]
    assert reasons(VILLAGE, PLAIN, late, take("hold", 7)) == {"3.2.s2c"}
    assert not reasons(VILLAGE, PLAIN, late, take("hold", 8))


def test_everybody_is_told_beforehand_of_topic_and_information() -> None:
    """3.5.s2: all who take part; two notices of ten are not known to have reached twenty."""
    bare = until(LIFE, "hold", without="notify")
    both = {"3.5.s2.i5", "3.5.s2.i6"}
    tens = [take("notify", 5, told=10), take("notify", 6, told=10)]
    assert reasons(VILLAGE, PLAIN, [*bare, *tens], take("hold", 7)) == both
    assert reasons(VILLAGE, PLAIN, [*bare, take("notify", 8)], take("hold", 7)) == both
    topic_only = [*bare, take("notify", 7, information=False)]
    assert reasons(VILLAGE, PLAIN, topic_only, take("hold", 7)) == {"3.5.s2.i6"}


def test_who_must_have_the_suggestion_list() -> None:
    """3.6.s3, s5, s7: a county sector may choose department or town, but never leaves out the office."""
    listed = until(LIFE, "report")
    assert reasons(VILLAGE, PLAIN, listed, take("report", 9, to=["other"])) == {"3.6.s3"}
    town = take("report", 9, to=["office", "town"])
    assert not reasons(COUNTY_SECTOR, PLAIN, listed, town)
    assert reasons(CITY_SECTOR, PLAIN, listed, town) == {"3.6.s5"}
    assert not reasons(CITY_SECTOR, PLAIN, [*listed, town], OFFICE)
    without = take("report", 9, to=["department", "town"])
    assert reasons(COUNTY_SECTOR, PLAIN, listed, without) == {"3.6.s7"}
    assert "needs:suggestion_list" in reasons(COUNTY_SECTOR, PLAIN, listed, take("report", 7))


def test_only_a_reviewed_list_goes_up_and_only_within_its_tier() -> None:
    """3.6.s8, R11, R13: the Party group reviews first; both bodies receive; no route by analogy."""
    listed = until(LIFE, "report")
    county = PLAIN | {"needs": "county"}
    up = take("escalate", 9, to=["party"])
    assert reasons(COUNTY_SECTOR, county, listed, up) == {"3.6.s8#review", "3.6.s8#government"}
    reviewed = [*listed, take("review", 9)]
    assert reasons(COUNTY_SECTOR, county, reviewed, up) == {"3.6.s8#government"}
    for room, needs in ((VILLAGE, "county"), (COUNTY_SECTOR, "city"), (CITY_SECTOR, "county")):
        assert reasons(room, PLAIN | {"needs": needs}, reviewed, up) == {"not_applicable"}


def test_nobody_beyond_the_route_has_the_list_but_by_a_channel() -> None:
    """3.7.s7, R11: the route of a permission binds whoever uses it."""
    listed = until(LIFE, "report")
    beyond = take("report", 9, to=["approver_party", "higher"])
    assert reasons(VILLAGE, PLAIN, listed, beyond) == {"3.7.s7"}
    beyond = take("report", 9, to=["office", "department", "higher"])
    assert reasons(CITY_SECTOR, PLAIN, listed, beyond) == {"3.7.s7"}
    assert not reasons(CITY_SECTOR, PLAIN | {"needs": "city"}, listed, beyond)


def test_a_list_follows_the_last_sitting_and_an_empty_one_says_why() -> None:
    """3.6.s1, L8."""
    held = [*UP_TO_SITTING, take("hold", 9)]
    assert reasons(TOWN, PLAIN, held, take("list_suggestions", 8)) == {"3.6.s1"}
    assert reasons(TOWN, PLAIN, held, take("list_suggestions", 9, items=0)) == {"3.6.s1"}
    assert not reasons(TOWN, PLAIN, held, take("list_suggestions", 9, items=0, reason=True))


def test_the_three_lists_follow_each_other_and_have_their_authors() -> None:
    """3.7.s1, s2: authorities make the second and the third, after all tasks have an outcome."""
    reported = until(LIFE, "assign")
    assert reasons(TOWN, PLAIN, reported, take("assign", 9, who="department")) == {"3.7.s1#owner"}
    assert reasons(TOWN, PLAIN, reported, take("assign", 7)) == {"3.7.s1#made"}
    answered = [*reported, take("assign", 11, done=2)]
    own = take("list_feedback", 10, who="room")
    every = {"3.7.s2a#made", "3.7.s2a#tasks", "3.7.s2a#author"}
    assert reasons(TOWN, PLAIN, answered, own) == every
    assert reasons(TOWN, PLAIN, answered, take("feed_back", 12)) == {
        "3.7.s2a#made",
        "3.7.s2b#made",
    }
    early = take("publish", 12, scope=False)
    assert reasons(TOWN, PLAIN, answered, early) == {
        "3.7.s2a#made",
        "3.7.s2c#made",
        "3.7.s2c#scope",
    }


def test_what_bars_closing() -> None:
    """A duty whose step was not taken is not met; a matter sent up past the channels stays a breach."""
    before = until(LIFE, "close")
    bars = {"explain_dissent": "3.7.s6", "publish_progress": "3.7.s4b"}
    for step, key in bars.items():
        without = until(LIFE, "close", without=step)
        assert reasons(VILLAGE, PLAIN, without, take("close", 17)) == {key}
    more = [
        take("explain_dissent", 16, dissent=2, explained=1),
        take("follow_up", 16, channel=False),
    ]
    both = reasons(VILLAGE, PLAIN, [*before, *more], take("close", 17))
    assert both == {"3.7.s6", "3.7.s7"}
    entrusted = PLAIN | {"entrusted": True}
    assert reasons(VILLAGE, entrusted, before, take("close", 17)) == {"3.7.s5"}
    bare = [take("hold", 1), take("feed_back", 2)]
    whole = reasons(CITY_SECTOR, CITY_TOPIC, bare, take("close", 3))
    assert {"3.6.s1", "3.6.s5", "3.6.s6#review", "3.7.s1#made", "3.7.s2a#author"} < whole


def test_an_evaluation_follows_the_first_sitting_with_four_voices() -> None:
    """3.8.s1, s2a, L7, E4: interim evaluation is allowed, a voice left out is not."""
    held = [*UP_TO_SITTING, take("hold", 20)]
    assert not reasons(VILLAGE, PLAIN, held, take("evaluate", 7, who="work_committee"))
    assert reasons(VILLAGE, PLAIN, held, take("evaluate", 6, who="room", voices=VOICES[:3])) == {
        "3.8.s1#day",
        "3.8.s1#evaluator",
        "3.8.s2a.i4",
    }


def test_states_and_reasons_of_our_own() -> None:
    """Pausing keeps the place; a sitting cannot be taken back; nothing follows the end."""
    held = UP_TO_SITTING
    assert reasons(TOWN, PLAIN, held, take("withdraw", 8)) == {"unless:sitting"}
    assert reasons(TOWN, PLAIN, held, take("suspend", 8, reason=False)) == {"reason"}
    paused = [*until(LIFE, "assign"), take("suspend", 10)]
    assert state(paused) == "suspended"
    assert reasons(TOWN, PLAIN, paused, take("assign", 11)) == {"not_here"}
    assert state([*paused, take("resume", 11)]) == "reported"
    assert state([*until(LIFE, "feed_back"), take("approve", 13)]) == "answered"
    assert state([*until(LIFE, "feed_back"), take("hold", 13)]) == "consulting"
    assert state([*LIFE, take("hold", 18)]) == "closed"
    assert reasons(TOWN, PLAIN, LIFE, take("close", 18)) == {"not_here"}
    assert reasons(TOWN, PLAIN, UP_TO_SITTING[:2], take("report_sensitive", 3, who="room")) == {
        "needs:research",
        "role",
    }

"""One change in a compliant case, and exactly the binding rules that it touches."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from facts.builders import COUNTY, NEXT_TOWN, TOWN, VILLAGE, day, village_room
from facts.checked import ATTESTED, GONE, OWN_VILLAGE, ROLL, at, changed, line, open_rules

RESEARCH, NOTICE, SESSION = "research.0.", "notices.0.", "sessions.0."
APPROVAL, ROLL_AT = "topic.approvals.0.", "sessions.0.roll"
CLEAR = dict.fromkeys(("3.4.s3.i1", "3.4.s3.i2", "3.4.s3.i3"), "fail")
TOLD = dict.fromkeys(("3.5.s2.i5", "3.5.s2.i6"), "fail")
NAMES = [person["person"] for person in ROLL]
HEADS = {"participants": 12, "public_representatives": 4, "members": 1, "stakeholders": 2}
HEADS |= {"stakeholder_representatives": 1, "representative_persons": 1, "officials": 1}
HEADS |= {"officials_invited": 1, "governance_backbone_invited": 1, "notified": 12, "informed": 12}


def _open(changes: dict[str, Any], **more: Any) -> dict[str, str]:
    told = {"room": village_room(), "attestations": ATTESTED, **more}
    return open_rules(cr.check(changed(changes), **told))


def _roll(*left_out: str, **instead: Any) -> list[Any]:
    return [instead.get(x["person"], x) for x in ROLL if x["person"] not in left_out]


def test_the_case_is_compliant() -> None:
    """Session, case and evaluation: nothing binding is open."""
    report = cr.check(changed({}), room=village_room(), attestations=ATTESTED)
    assert report.ok is True
    assert open_rules(report) == {}
    assert {f.grain for f in report.findings} == {"session", "case", "evaluation"}


def test_the_room_is_compliant() -> None:
    """So is the room by itself, once the register tells of its sessions."""
    registry = cr.Registry(rooms=[village_room()], cases=[changed({})], attestations=ATTESTED)
    assert open_rules(cr.check(village_room(), registry=registry, as_of=day("07-01"))) == {}


def test_head_counts_do_as_well_as_a_roll() -> None:
    """Twelve people, four of them of the public, all told."""
    changes = {ROLL_AT: GONE} | {SESSION + name: number for name, number in HEADS.items()}
    assert _open(changes) == {}


APPROVALS = {
    "nobody approved": (
        {"topic.approvals": []},
        {"3.2.s2c": "fail", "3.2.s4": "fail", "3.5.s1.i1": "fail"},
    ),
    "nobody told of approvals": (
        {"topic.approvals": GONE},
        {"3.2.s2c": "unknown", "3.2.s4": "unknown", "3.5.s1.i1": "unknown"},
    ),
    "approved a day too late": ({APPROVAL + "on": "2025-06-11"}, {"3.2.s2c": "fail"}),
    "approved on the day": ({APPROVAL + "on": "2025-06-10"}, {}),
    "the village approved": ({APPROVAL + "by": OWN_VILLAGE}, {"3.2.s4": "fail"}),
    "the next town approved": ({APPROVAL + "by": at(NEXT_TOWN)}, {"3.2.s4": "fail"}),
    "the county approved": ({APPROVAL + "by": at(COUNTY)}, {"3.2.s4": "fail"}),
    "the government approved": ({APPROVAL + "by": at(TOWN, "GOVERNMENT")}, {"3.2.s4": "fail"}),
    "another text": ({SESSION + "text": "村口道路亮化"}, {"3.5.s1.i1": "fail"}),
}
PEOPLE = {
    "nine people": ({ROLL_AT: _roll("s1", "a1", "v5")}, {"3.3.s3a": "fail"}),
    "ten people": ({ROLL_AT: _roll("s1", "v5")}, {}),
    "no backbone of governance": ({ROLL_AT: _roll("k1")}, {"5.2.s1b": "fail"}),
    "three of ten": (
        {
            ROLL_AT: [*_roll("v3", "v4", "v5"), line("k2", "governance_backbone")],
            NOTICE + "persons": [*NAMES, "k2"],
        },
        {"3.3.s3c": "fail"},
    ),
    "four of twelve": (
        {
            ROLL_AT: [
                *_roll("v4", "v5"),
                line("k2", "governance_backbone"),
                line("k3", "governance_backbone"),
            ],
            NOTICE + "persons": [*NAMES, "k2", "k3"],
        },
        {},
    ),
    "no member": ({ROLL_AT: _roll("m1")}, {"3.3.s2a.i1": "fail"}),
    "no stakeholder of the public": (
        {ROLL_AT: _roll(v0=line("v0"))},
        {"4.3.s2b": "fail"},
    ),
    "no stakeholder": (
        {ROLL_AT: _roll("s1", v0=line("v0"))},
        {"3.3.s2a.i2": "fail", "4.3.s2b": "fail"},
    ),
    "no official invited": ({ROLL_AT: _roll("o1")}, {"3.3.s2b": "fail"}),
    "the official stayed away": (
        {ROLL_AT: _roll(o1={**line("o1", "official"), "status": "absent"})},
        {},
    ),
    "the member was excused": (
        {ROLL_AT: _roll(m1={**line("m1", "co_convener"), "status": "excused"})},
        {"3.3.s2a.i1": "fail"},
    ),
    "members counted as public": (
        {
            ROLL_AT: _roll(
                **{f"v{n}": line(f"v{n}", "public_representative", "member") for n in (1, 2, 3)}
            )
        },
        {"3.3.s3c": "fail"},
    ),
    "nobody counted anybody": (
        {ROLL_AT: GONE, SESSION + "participants": 12, SESSION + "notified": 12},
        dict.fromkeys(
            ("3.3.s2a.i1", "3.3.s2a.i2", "3.3.s2a.i3", "3.3.s2b", "3.3.s3c", "4.3.s2b", "5.2.s1b"),
            "unknown",
        ),
    ),
}
TOLD_OF_IT = ("3.4.s5a", "3.4.s5a#reported")
RESEARCHES = {
    "no research": (
        {"research": []},
        {
            "3.4.s1a": "fail",
            "3.4.s2": "fail",
            "4.3.s2d": "fail",
            "3.4.s5a#reported": "fail",
            **CLEAR,
        },
    ),
    "nobody told of research": (
        {"research": GONE},
        dict.fromkeys((*CLEAR, "3.4.s1a", "3.4.s2", "4.3.s2d", *TOLD_OF_IT), "unknown"),
    ),
    "research after the session": (
        {RESEARCH + "start": "2025-06-11", RESEARCH + "end": "2025-06-12"},
        {"3.4.s1a": "fail", **CLEAR},
    ),
    "research ending after the session": (
        {RESEARCH + "end": "2025-06-11"},
        {"3.4.s1a": "fail", **CLEAR},
    ),
    "wishes unclear": ({RESEARCH + "clarified": ["policy", "facts"]}, {"3.4.s3.i3": "fail"}),
    "clarity untold": ({RESEARCH + "clarified": GONE}, dict.fromkeys(CLEAR, "unknown")),
    "one person did it": (
        {RESEARCH + "participants": 1, RESEARCH + "by_capacity": {"public_representative": 1}},
        {"3.4.s2": "fail"},
    ),
    "research without the public": (
        {RESEARCH + "by_capacity": {"convener": 1}},
        {"4.3.s2d": "fail"},
    ),
    "sensitive matter kept back": (
        {RESEARCH + "sensitive_reports": []},
        dict.fromkeys(TOLD_OF_IT, "fail"),
    ),
    "sensitive matter told to the Party only": (
        {RESEARCH + "sensitive_reports.0.to": [at(TOWN)]},
        dict.fromkeys(TOLD_OF_IT, "fail"),
    ),
    "sensitive matter told after the research": (
        {RESEARCH + "sensitive_reports.0.on": "2025-05-23"},
        {"3.4.s5a": "fail"},
    ),
}
NOTICES = {
    "no notice": ({"notices": []}, TOLD),
    "nobody told of notices": ({"notices": GONE}, dict.fromkeys(TOLD, "unknown")),
    "a day too late": ({NOTICE + "on": "2025-06-11"}, TOLD),
    "for another session": ({NOTICE + "session": GONE}, {}),
    "one not told": ({NOTICE + "persons": NAMES[:-1]}, TOLD),
    "without the papers": ({NOTICE + "information": False}, {"3.5.s2.i6": "fail"}),
    "without the topic": ({NOTICE + "content": False}, {"3.5.s2.i5": "fail"}),
}
LISTS = {
    "list before the session": ({"suggestion_list.on": "2025-06-09"}, {"3.6.s1": "fail"}),
    "list to the village": (
        {"deliveries.0.to": OWN_VILLAGE},
        {"3.6.s3": "fail", "3.7.s5": "pending"},
    ),
    "list sent to nobody": (
        {"deliveries": []},
        {"3.6.s3": "pending", "3.7.s5": "pending"},
    ),
    "list made by the room": (
        {"responsibility_list.by": at(VILLAGE, "ROOM")},
        {"3.7.s1#owner": "fail"},
    ),
    "list made by the village": ({"responsibility_list.by": OWN_VILLAGE}, {"3.7.s1#owner": "fail"}),
    "list made by the next town": (
        {"responsibility_list.by": at(NEXT_TOWN)},
        {"3.7.s1#owner": "fail"},
    ),
    "list made before the suggestions": (
        {"responsibility_list.on": "2025-06-14"},
        {"3.7.s1#made": "fail"},
    ),
    "task without reason": (
        {"responsibility_list.tasks.1.reason": GONE},
        {"3.7.s2a#tasks": "fail"},
    ),
    "tasks untold": ({"responsibility_list.tasks": GONE}, {"3.7.s2a#tasks": "unknown"}),
    "feedback by the village": ({"feedback_list.by": OWN_VILLAGE}, {"3.7.s2a#author": "fail"}),
    "feedback too early": ({"feedback_list.on": "2025-06-29"}, {"3.7.s2a#made": "fail"}),
    "convener told too early": ({"feedback.on": "2025-07-19"}, {"3.7.s2b#made": "fail"}),
    "convener not told yet": ({"feedback": GONE}, {"3.7.s2b#made": "pending"}),
    "published too early": ({"publication.on": "2025-07-19"}, {"3.7.s2c#made": "fail"}),
    "published without scope": ({"publication.scope": GONE}, {"3.7.s2c#scope": "fail"}),
    "withheld with a reason": (
        {"publication": {"withheld_reason": "涉及个人隐私"}},
        {"3.7.s2c#made": "pending", "3.7.s2c#manner": "fail", "3.7.s2c#scope": "fail"},
    ),
    "dissent unexplained": ({"dissent": [{"person": "v1"}]}, {"3.7.s6": "fail"}),
    "dissent untold": ({"dissent": GONE}, {"3.7.s6": "unknown"}),
    "entrusted by somebody else": (
        {"topic.entrusted_by": [at(COUNTY, "GOVERNMENT")]},
        {"3.7.s5": "pending"},
    ),
    "entrusted by a department": (
        {"topic.entrusted_by": [at(COUNTY, "DEPARTMENT")]},
        {"3.7.s5": "unknown"},
    ),
    "entrusted by nobody knows whom": ({"topic.entrusted_by": []}, {"3.7.s5": "unknown"}),
    "evaluated by the next town": (
        {"evaluations.0.by": at(NEXT_TOWN, "WORK_COMMITTEE")},
        {"3.8.s1#evaluator": "fail"},
    ),
    "evaluated before the session": ({"evaluations.0.on": "2025-06-09"}, {"3.8.s1#day": "fail"}),
    "the public not heard": (
        {"evaluations.0.voices": ["party_government", "members", "organiser"]},
        {"3.8.s2a.i3": "fail"},
    ),
    "a problem left": ({"evaluations.0.problems_rectified": 0}, {"3.8.s2c": "fail"}),
}
ALL = {**APPROVALS, **PEOPLE, **RESEARCHES, **NOTICES, **LISTS}


@pytest.mark.parametrize("name", ALL)
def test_one_change_touches_exactly_its_rules(name: str) -> None:
    """Every other binding rule stays met."""
    changes, expected = ALL[name]
    assert _open(changes) == expected


@pytest.mark.parametrize(
    ("readings", "changes", "expected"),
    [
        ({"L18": "day_before"}, {APPROVAL + "on": "2025-06-10"}, {"3.2.s2c": "fail"}),
        ({"L18": "day_before"}, {NOTICE + "on": "2025-06-10"}, TOLD),
        ({"R2": "village_committee_as_same_level"}, {APPROVAL + "by": OWN_VILLAGE}, {}),
        ({"R2": "higher_also_satisfies"}, {APPROVAL + "by": at(COUNTY)}, {}),
        ({"L10": "withheld_with_reason"}, {"publication": {"withheld_reason": "隐私"}}, {}),
        ({"L4": "aim_only"}, {RESEARCH + "clarified": []}, {}),
        ({"L9": "list_drafted"}, {"responsibility_list.tasks.1.reason": GONE}, {}),
    ],
)
def test_another_reading_moves_its_rules(readings: Any, changes: Any, expected: Any) -> None:
    """The same record under another reading of the text."""
    policy = cr.edition("nantong-2020").with_readings(**readings)
    assert _open(changes, policy=policy) == expected


def test_before_the_session_everything_is_pending() -> None:
    """As of the day before nothing has been breached, not even by a session of nine."""
    found = _open({ROLL_AT: _roll("k1", "a1", "v5")}, as_of=day("06-09"))
    assert set(found.values()) == {"pending"}
    assert "3.3.s3a" in found


def test_before_the_policy_nothing_is_judged() -> None:
    """A session of 2019 is outside, whatever it lacked (Z1)."""
    report = cr.check(
        changed({SESSION + "on": "2019-06-10", "evaluations": [], "notices": []}),
        room=village_room(),
    )
    assert open_rules(report) == {}
    assert {f.verdict.value for f in report.findings} == {"not_applicable"}


def test_without_the_room_its_rules_are_unknown() -> None:
    """What hangs on the kind of room, on its route or on its members cannot be said."""
    found = open_rules(cr.check(changed({}), attestations=ATTESTED))
    assert set(found.values()) == {"unknown"}
    assert {"3.2.s3", "3.2.s4", "3.2.s5", "3.2.s6", "3.3.s2a.i1", "3.6.s3", "3.7.s5"} <= set(found)
    assert not {"3.3.s3a", "3.3.s3c", "3.4.s1a", "3.5.s2.i5", "3.6.s1"} & set(found)

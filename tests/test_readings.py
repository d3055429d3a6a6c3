"""Every switch is real: each option is chosen, and with it some verdict or address comes out otherwise.

The rows of facts are in ``cases/``; what only records and routes can show stands here and in
``cases/routes.json``.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import consultrules as cr
import oracle
import routes
from consultrules.rules.catalogue import rules_of

POLICY = cr.edition()
SWITCHES = [r for r in POLICY.readings.catalogue.values() if r.is_switch]
OPTIONS = [(r.id, option) for r in SWITCHES for option in r.options if option != r.default]
# What rows of plain facts cannot show: the facts carry only the outcome.
IN_RECORDS = {"R16", "V1", "F4", "F10", "L11"}


def _shown_by_cases(reading: str, option: str) -> bool:
    """Whether a case under the option gets another verdict than the same row by default."""
    for grain in oracle.GRAINS:
        for case in oracle.cases(grain):
            if case.readings == {reading: option}:
                request = {"do": "check", "grain": grain, "only": case.key, "facts": case.facts}
                found = cr.judge({**request, "languages": []})["findings"]
                default = next(f["verdict"] for f in found if f["rule"] == case.key)
                if default != case.verdict:
                    return True
    return False


def _shown_by_routes(reading: str, option: str) -> bool:
    """Whether a route case under the option differs from the same question by default."""
    return any(
        routes.found({**case, "readings": {}}) != case["expect"]
        for case in routes.CASES
        if case["readings"] == {reading: option}
    )


def _shown_by_force(reading: str, option: str) -> bool:
    """Whether a rule binds otherwise under the option than by default."""
    graded = {rule.key: rule.force for rule in rules_of(POLICY.with_readings(**{reading: option}))}
    return any(graded[rule.key] is not rule.force for rule in rules_of(POLICY))


@pytest.mark.parametrize(("reading", "option"), OPTIONS, ids=str)
def test_every_option_changes_something(reading: str, option: str) -> None:
    """An option that changed nothing would be no switch."""
    shown = (_shown_by_cases, _shown_by_routes, _shown_by_force)
    assert reading in IN_RECORDS or any(show(reading, option) for show in shown)


def test_there_are_these_switches() -> None:
    """The list of switches is the edition's."""
    assert len(SWITCHES) == 36
    assert len(POLICY.readings) == 102


@pytest.mark.parametrize(
    "reading",
    [r for r in POLICY.readings.catalogue.values() if not r.is_switch],
    ids=lambda r: r.id,
)
def test_a_recorded_reading_cannot_be_switched(reading: Any) -> None:
    """Its other options are listed and refused; its default may be named."""
    for option in reading.options:
        if option == reading.default:
            assert POLICY.with_readings(**{reading.id: option}) == POLICY
        else:
            with pytest.raises(cr.ReadingError) as caught:
                POLICY.with_readings(**{reading.id: option})
            assert caught.value.code == "recorded_only"


def test_unknown_readings_and_options_are_refused() -> None:
    """With the nearest id, or the options that exist."""
    with pytest.raises(cr.ReadingError) as caught:
        POLICY.with_readings(F22="full")
    assert caught.value.figures["did_you_mean"] == "F2"
    with pytest.raises(cr.ReadingError) as caught:
        POLICY.with_readings(F2="half")
    assert "pro_rata_up" in str(caught.value.figures["accepted"])


TOWN = "320685111000"
ROOM = {"id": "r1", "kind": "village", "unit": "320685111200"}


def _approval(on: str, outcome: str = "approved", **more: Any) -> dict[str, Any]:
    return {"by": {"organ": "PARTY_COMMITTEE", "unit": TOWN}, "on": on, "outcome": outcome, **more}


def _verdict(key: str, *, readings: dict[str, str], approvals: Any = None, **session: Any) -> str:
    topic = {"id": "t1", "room": "r1", "text": "修路", "approvals": approvals}
    sitting = {"id": "s1", "room": "r1", "topic": "t1", "on": "2025-03-10", **session}
    policy = POLICY.with_readings(**readings)
    report = cr.check({"record": "session", **sitting}, room=ROOM, topic=topic, policy=policy)
    return report[key].verdict.value


@pytest.mark.parametrize(
    ("option", "amended", "rejected"),
    [
        ("resubmit_or_amend", "pass", "pass"),
        ("resubmit_only", "fail", "pass"),
        ("rejection_final", "fail", "fail"),
    ],
)
def test_r16_what_binds_after_an_amendment_or_a_rejection(
    option: str, amended: str, rejected: str
) -> None:
    """An amended text binds by one option; a rejection ends the topic by another."""
    chosen = {"R16": option}
    assert (
        _verdict(
            "3.2.s2c", readings=chosen, approvals=[_approval("2025-03-01", "amended", text="修桥")]
        )
        == amended
    )
    again = [_approval("2025-02-01", "rejected"), _approval("2025-03-01")]
    assert _verdict("3.2.s2c", readings=chosen, approvals=again) == rejected


@pytest.mark.parametrize(
    ("option", "same_day", "day_before"),
    [("same_day_counts", "pass", "pass"), ("day_before", "fail", "pass")],
)
def test_l18_the_day_of_approval_and_notice(option: str, same_day: str, day_before: str) -> None:
    """The session on the day of approval, or of notice, under both options."""
    chosen = {"L18": option}
    assert _verdict("3.2.s2c", readings=chosen, approvals=[_approval("2025-03-10")]) == same_day
    assert _verdict("3.2.s2c", readings=chosen, approvals=[_approval("2025-03-09")]) == day_before
    for on, expected in (("2025-03-10", same_day), ("2025-03-09", day_before)):
        roll = [{"person": "p1", "capacity": "member", "notified_on": on}]
        assert _verdict("3.5.s2.i5", readings=chosen, roll=roll) == expected


@pytest.mark.parametrize(
    ("option", "post", "expected"),
    [
        ("secretary_or_presiding", "party_secretary", "pass"),
        ("secretary_or_presiding", "party_presiding", "pass"),
        ("secretary_or_presiding", "party_deputy_secretary", "fail"),
        ("secretary_only", "party_secretary", "pass"),
        ("secretary_only", "party_presiding", "fail"),
        ("any_leading_member", "party_deputy_secretary", "pass"),
        ("any_leading_member", "other", "fail"),
    ],
)
def test_v1_who_heads_a_party_organisation(option: str, post: str, expected: str) -> None:
    """Secretary, acting head, deputy: by reading V1."""
    room = cr.Room.read({**ROOM, "conveners": [{"person": "p1", "post": post}]})
    report = cr.check(room, policy=POLICY.with_readings(V1=option))
    assert report["4.1.s4a#eligible"].verdict == expected


def _audited(readings: dict[str, str], sessions: list[dict[str, Any]]) -> str:
    room = cr.Room.read({**ROOM, "since": "2021-01-01"})
    topic = {"id": "t1", "room": "r1", "text": "修路"}
    sittings = [{"room": "r1", "topic": "t1", **s} for s in sessions]
    case = cr.CaseRecord.read({"topic": topic, "sessions": sittings})
    registry = cr.Registry(rooms=(room,), cases=(case,))
    result = cr.audit(
        registry, year=2025, as_of=dt.date(2026, 1, 1), policy=POLICY.with_readings(**readings)
    )
    return next(f.verdict.value for f in result.report.findings if f.key == "3.9.s3")


def test_f10_a_continued_sitting_counts_once_or_by_itself() -> None:
    """Two sittings and a continuation are two activities, or three."""
    sessions = [
        {"id": "s1", "on": "2025-03-10"},
        {"id": "s2", "on": "2025-03-17", "continues": "s1"},
        {"id": "s3", "on": "2025-06-01"},
    ]
    assert _audited({}, sessions) == "fail"
    assert _audited({"F10": "each_sitting_counts"}, sessions) == "pass"


def test_f4_a_session_with_defects_counts_or_not() -> None:
    """Three sessions of which one had nine people: three activities, or two."""
    sessions = [{"id": f"s{n}", "on": f"2025-0{n}-10", "participants": 10} for n in (1, 2, 3)]
    sessions[2]["participants"] = 9
    assert _audited({}, sessions) == "pass"
    assert _audited({"F4": "not_counted"}, sessions) == "fail"


def test_l11_whether_the_session_waits_for_a_sensitive_report() -> None:
    """The finding stays; only the guard of the session goes."""
    for option, blocks in (("blocks_session", True), ("finding_only", False)):
        for key in ("3.4.s5a", "3.4.s5a#reported"):
            rule = next(r for r in rules_of(POLICY.with_readings(L11=option)) if r.key == key)
            assert rule.blocks is blocks
            assert (rule.force or POLICY.clause("3.4.s5a").force) == "must"


def test_a_session_before_the_edition_is_judged_by_nobody() -> None:
    """Before 29 April 2020 nothing applies, with the cause; on that day everything does."""
    for on, expected in (("2020-04-28", "not_applicable"), ("2020-04-29", "fail")):
        session = {
            "record": "session",
            "id": "s",
            "room": "r1",
            "topic": "t1",
            "on": on,
            "participants": 9,
        }
        report = cr.check(session, only="3.3.s3a")
        assert report["3.3.s3a"].verdict == expected
        assert report["3.3.s3a"].cause == (("before_in_force",) if expected != "fail" else ())
    assert POLICY.in_force(dt.date(2020, 4, 29))
    assert not POLICY.in_force(dt.date(2020, 4, 28))

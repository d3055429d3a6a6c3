"""A row of the facts that are wanted tells of each what the whole row tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

import consultrules as cr
from consultrules.facts.attested import UNTOLD, Attested
from consultrules.facts.case import case_row
from consultrules.facts.catalogue import FACTS
from consultrules.facts.evaluation import evaluation_row
from consultrules.facts.fact import Check, Row, checked
from consultrules.facts.session import session_row
from consultrules.facts.sitting import Before
from consultrules.rules.bounds import compiled_check
from consultrules.rules.catalogue import rules_of
from consultrules.sample.making import make
from facts.builders import (
    CITY_DEPARTMENT,
    CITY_OFFICE,
    COUNTY,
    DEPARTMENT,
    GOVERNMENT,
    OFFICE,
    PARTY,
    POLICY,
    approval,
    body,
    by_heads,
    case,
    delivery,
    firm_room,
    notice,
    research,
    roll,
    sector_room,
    session,
    topic,
    village_room,
)
from facts.checked import ATTESTED, GONE, changed

Narrowed = Callable[[frozenset[str] | None], Row]
_PAST = dt.date(2025, 6, 1)


def _attested(*, doubtful: bool) -> Attested:
    """Attestations; doubtful ones have expired or contradict each other."""
    told: dict[str, list[cr.Attestation]] = {}
    for plain in ATTESTED:
        told.setdefault(str(plain["subject"]), []).append(cr.Attestation.read(plain))
    if not doubtful:
        return Attested(told)
    told["s1"].append(told["s1"][0].model_copy(update={"holds": False}))
    told["t1"] = [a.model_copy(update={"until": dt.date(2025, 6, 2)}) for a in told["t1"]]
    return Attested(told)


def _cases() -> Iterator[tuple[cr.CaseRecord, cr.Room | None]]:
    """Cases of every kind of room, in order, lacking this and that, and contradicting themselves."""
    rooms = (
        None,
        village_room(),
        firm_room(),
        sector_room(),
        sector_room("city"),
        sector_room(None),
    )
    for room in rooms:
        yield changed({}), room
        yield case(), room
        yield case(topic={"approvals": None, "sensitive": None, "entrusted": None}), room
    lacking: tuple[str, ...] = ("suggestion_list", "responsibility_list", "feedback_list")
    lacking += ("feedback", "publication", "dissent", "research", "notices", "sessions")
    for name in lacking:
        threads = {"feedback_list": GONE, "responsibility_list": GONE}
        more: dict[str, Any] = threads if name == "suggestion_list" else {}
        yield changed({name: GONE, **more}), village_room()
    yield changed({"sessions": [], "topic.collected_on": "2025-04-01"}), village_room()
    yield (
        changed(
            {
                "suggestion_list.items": [],
                "responsibility_list.tasks": [],
                "feedback_list.answers": [],
            }
        ),
        village_room(),
    )
    reviews = tuple(
        {"by": by, "on": on, "departments": departments}
        for by, on, departments in (
            (OFFICE, "2025-05-01", ("教育局",)),
            (CITY_OFFICE, "2025-05-20", None),
            (PARTY, "2025-05-02", ("教育局", "民政局")),
        )
    )
    party = body("LEADING_PARTY_GROUP", COUNTY)
    for needs in ("county", "city", "province"):
        told = topic(
            approvals=(approval(by=party), approval("06-30", by=PARTY, outcome="rejected")),
            preliminary_reviews=reviews,
            departments=("教育局", "财政局"),
            required_capacities=("member", "official"),
            needs=needs,
            candidates_compared=3,
            entrusted=True,
            entrusted_by=(GOVERNMENT,),
        )
        escalations = (delivery(body("PARTY_COMMITTEE", COUNTY)), delivery(DEPARTMENT, "06-20"))
        found = case(
            group_reviews=({"by": party, "on": "2025-06-15"},),
            deliveries=(
                delivery(),
                delivery(CITY_DEPARTMENT),
                delivery(body("PARTY_COMMITTEE", COUNTY)),
            ),
            escalations=escalations,
            materials=({"by": GOVERNMENT, "on": "2025-05-30"},),
        )
        for room in (sector_room(), sector_room("city"), village_room()):
            yield found.model_copy(update={"topic": told}), room
    heads = by_heads(participants=12, notified=20, informed=None, size_reason="会场有限")
    yield case(sessions=(heads,), research=(), notices=()), village_room()
    counted = research(participants=None, by_capacity={"public_representative": 2})
    sensitive = research("05-25", None, sensitive_met=True, sensitive_reports=None)
    late = research("06-20", "06-21", clarified=None)
    rolled = session(
        roll=roll(), convened_by=("head",), status="planned", sector_priority_attested=True
    )
    yield (
        case(
            sessions=(rolled,),
            research=(counted, sensitive, late),
            notices=(notice(count=30), notice("06-09", persons=("v1",))),
        ),
        firm_room(),
    )


def _impossible() -> Iterator[tuple[cr.CaseRecord, cr.Room | None]]:
    """Numbers that no record takes, put into rows of records all the same: they have to stay impossible."""
    good = changed({})
    held = by_heads()
    for numbers in (
        {"participants": 4, "members": 9, "notified": 12},
        {"participants": 200_000, "members": 300_000},
        {"stakeholders": 0, "public_representatives": 0, "stakeholder_representatives": 3},
        {"sector_members": 7, "members": 2, "notified": 13},
    ):
        odd = held.model_construct(**{**held.__dict__, **numbers})
        yield good.model_construct(**{**good.__dict__, "sessions": (odd,)}), village_room()
    few = research().model_construct(**{**research().__dict__, "participants": 1})
    yield good.model_construct(**{**good.__dict__, "research": (few,)}), village_room()
    for number, one in enumerate(good.evaluations):
        odd_one = one.model_construct(**{**one.__dict__, "problems_rectified": 9 + number})
        yield good.model_construct(**{**good.__dict__, "evaluations": (odd_one,)}), village_room()


def _sample() -> Iterator[tuple[cr.CaseRecord, cr.Room | None]]:
    """Every case of a county with its planted faults."""
    registry = make(2025, counties=["320671"]).registry()
    rooms = {room.id: room for room in registry.rooms}
    for found in registry.cases:
        yield found, rooms.get(found.topic.room)


@cache
def _check(only: frozenset[str] | None) -> Check:
    """Whole rows are looked at fact by fact, narrowed ones as guards look at theirs."""
    return checked if only is None else compiled_check()


def _rows(
    found: cr.CaseRecord, room: cr.Room | None, policy: cr.Edition, attested: Attested = UNTOLD
) -> Iterator[tuple[str, Narrowed]]:
    """Every row that a case gives, by its grain, as a function of the facts that are wanted."""
    before = Before(found.topic, found.research, found.notices, found.materials)
    for one in found.sessions:
        for as_of in (None, _PAST):
            yield (
                "session",
                lambda only, one=one, as_of=as_of: session_row(
                    one,
                    before=before,
                    room=room,
                    policy=policy,
                    as_of=as_of,
                    attested=attested,
                    only=only,
                    check=_check(only),
                ),
            )
    yield (
        "case",
        lambda only: case_row(
            found,
            room=room,
            policy=policy,
            attested=attested,
            only=only,
            check=_check(only),
        ),
    )
    for made in found.evaluations:
        yield (
            "evaluation",
            lambda only, made=made: evaluation_row(
                made,
                case=found,
                room=room,
                policy=policy,
                only=only,
                check=_check(only),
            ),
        )


def _wanted(grain: str, policy: cr.Edition) -> set[frozenset[str]]:
    """Each fact by itself, what each rule reads, and what the rules read that guard a step."""
    rules = [rule for rule in rules_of(policy) if rule.grain == grain]
    edges = [set(edge.get("guards", ())) for edge in policy.process["edges"]]
    guards = [frozenset(c for r in rules if r.key in keys for c in r.facts) for keys in edges]
    return (
        {frozenset({code}) for code in FACTS[grain]}
        | {frozenset(r.facts) for r in rules}
        | set(guards)
    )


def _told(row: Row, only: frozenset[str]) -> tuple[object, ...]:
    """What a row tells of some facts, and of itself."""
    return (
        {code: row.facts.get(code) for code in only},
        row.impossible & only,
        row.expired & only,
        {code: row.evidence.get(code) for code in only},
        row._replace(facts={}, impossible=frozenset(), expired=frozenset(), evidence={}),
    )


def _agree(
    cases: Iterator[tuple[cr.CaseRecord, cr.Room | None]], policy: cr.Edition, attested: Attested
) -> set[str]:
    """Compare every narrowed row of some cases with its whole; the facts of all grains that were known."""
    known = set()
    wanted = {grain: _wanted(grain, policy) for grain in ("session", "case", "evaluation")}
    for found, room in cases:
        for grain, row in _rows(found, room, policy, attested):
            whole = row(None)
            known |= {f"{grain}.{code}" for code, value in whole.facts.items() if value is not None}
            known |= {f"{grain}!" for _ in whole.impossible}
            for only in wanted[grain]:
                narrow = row(only)
                assert _told(narrow, only) == _told(whole, only), (found.id, sorted(only))
                inside = {code: whole.facts[code] for code in narrow.facts}
                assert narrow.facts == inside  # nor is anything else in the row another
    return known


@pytest.mark.parametrize(
    "readings", [{}, {"L18": "same_day_counts", "R9": "replace", "R16": "resubmit_or_amend"}]
)
def test_a_narrowed_row_agrees_with_the_whole(readings: dict[str, str]) -> None:
    """Values, what is impossible or expired, evidence and the row itself; every fact is met once."""
    policy = POLICY.with_readings(**readings)
    known = _agree(_cases(), policy, _attested(doubtful=True))
    known |= _agree(_impossible(), policy, _attested(doubtful=False))
    assert {"session!", "evaluation!"} <= known
    facts = {
        f"{grain}.{code}" for grain in ("session", "case", "evaluation") for code in FACTS[grain]
    }
    assert facts - known == {"session.must_failures"}  # the verdicts tell it, no record does


def test_a_narrowed_row_of_the_sample_agrees_with_the_whole() -> None:
    """So it is for every case of a made-up county."""
    assert _agree(_sample(), POLICY, UNTOLD)


def test_a_narrowed_row_is_narrow() -> None:
    """What gives none of the wanted facts is not read; whether a session was held always is."""
    narrow = {
        grain: row(frozenset({"materials_day", "progress_day", "problems"}))
        for grain, row in _rows(changed({}), village_room(), POLICY)
    }
    assert set(narrow["session"].facts) == {
        "session_held",
        "session_day",
        "continues",
        "session_form",
        "room_kind",
        "materials_day",
    }
    assert "feedback_list_day" in narrow["case"].facts
    assert "published_day" not in narrow["case"].facts
    assert "evaluation_day" not in narrow["evaluation"].facts
    assert "problems_rectified" in narrow["evaluation"].facts

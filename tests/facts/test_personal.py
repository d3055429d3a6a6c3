"""Which evidence names persons is declared with the fact: nothing that shows it has to guess."""

import datetime as dt
from typing import Any

import consultrules as cr
from consultrules.facts.attested import Attested
from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import Row
from consultrules.facts.room import room_row
from demo import DEMO
from facts.builders import POLICY, case_facts, convener, day, line, notice, session, session_facts
from facts.builders import village_room as room

PERSONAL = {
    "room": {
        "conveners_eligible",
        "convener_is_co_convener",
        "co_conveners_linked",
        "representatives_expired",
        "conveners_trained",
        *(f"attested_4_3_s2c_i{n}" for n in range(1, 5)),
    },
    "session": {"participants_notified", "participants_informed"},
    "case": {"dissent_explained"},
}


def rows() -> list[Row]:
    """Rows in which every fact that can name persons does."""
    bad: dict[str, Any] = {
        "conveners": (convener("x1", "other"),),
        "co_conveners": ({"person": "x1"},),
        "representatives": (
            {"person": "x2", "category": "old_teachers", "until": dt.date(2022, 1, 1)},
            {"person": "x6", "category": "old_teachers"},
        ),
    }
    denied = {"clause": "4.3.s2c", "subject": "x6", "holds": False, "on": "2025-01-02"}
    told_of = Attested({"x6": [cr.Attestation.read(denied)]})
    roll = (line("x3"), line("x4"))
    told = {"notices": (notice(persons=()),)}
    return [
        room_row(room(**bad), on=day("06-10"), policy=POLICY, trained=(), attested=told_of),
        session_facts(session(roll=roll), room=room(), **told),
        case_facts(dissent=({"person": "x5"},)),
    ]


def test_every_fact_whose_evidence_names_persons_says_so() -> None:
    """Seven facts, each provoked, and each naming the persons put in."""
    declared = {
        grain: {code for code, fact in facts.items() if fact.personal}
        for grain, facts in FACTS.items()
    }
    assert {grain: codes for grain, codes in declared.items() if codes} == PERSONAL
    for row in rows():
        naming = {
            code for code, ids in row.evidence.items() if any(one.startswith("x") for one in ids)
        }
        assert naming == PERSONAL[row.grain]


def test_no_other_evidence_holds_a_person_of_the_demonstration_county() -> None:
    """Over every row of an audit, both ways: persons there, none elsewhere."""
    registry = cr.Registry.load(DEMO)
    people = {person.id for person in registry.people or ()}
    result = cr.audit(registry, year=2025, as_of=dt.date(2026, 1, 31))
    seen = {True: 0, False: 0}
    for judged in result.report.rows:
        for code, ids in judged.row.evidence.items():
            personal = FACTS[judged.row.grain][code].personal
            seen[personal] += len(ids)
            assert all((one in people) is personal for one in ids), code
    assert min(seen.values()) > 0


def test_rows_about_a_person_name_whose_they_are() -> None:
    """Members and their years; an invitation is a paper and has an id of its own."""
    registry = cr.Registry.load(DEMO)
    people = {person.id for person in registry.people or ()}
    result = cr.audit(registry, year=2025, as_of=dt.date(2026, 1, 31))
    for judged in result.report.rows:
        row = judged.row
        about = row.grain == "member_year" or row.part == "membership"
        assert bool(row.person) is about
        if about:
            assert row.person in people
            assert row.subject.startswith(row.person)

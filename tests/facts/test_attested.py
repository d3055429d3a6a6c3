"""Attestations: which one speaks for an entry about a subject on a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import consultrules as cr
import oracle
from consultrules.facts.attested import Attested, attested_clauses, fact_code
from consultrules.rules.catalogue import rules_of
from facts.builders import (
    CITY,
    COUNTY,
    ROSTER,
    TOWN,
    UNITS,
    VILLAGE,
    day,
    session,
    topic,
    village_room,
)

ON = day("06-10")
BODY = ("county", "city", "both")


def _told(clause: str, subject: str, *, holds: bool = True, **more: Any) -> cr.Attestation:
    return cr.Attestation(
        **{"clause": clause, "subject": subject, "holds": holds, "on": "2025-01-15"} | more
    )


def _of_text(row: dict[str, Any]) -> str:
    """The verdict on a row of the cases written from the text."""
    told, day_, key = row["attestations"], row["day"], row["key"]
    if row["grain"] == "body_year":
        registry = cr.Registry.read({"attestations": told})
        as_of = min(dt.date.fromisoformat(day_), dt.date(row["year"], 12, 31))
        found = cr.check(UNITS[row["subject"]], registry=registry, as_of=as_of)
    elif row["grain"] == "room":
        people = [{"person": p, "category": "old_cadres"} for p in row.get("representatives", ())]
        room = village_room(representatives=people)
        found = cr.check(room, attestations=told, as_of=day_)
    elif row["grain"] == "session":
        found = cr.check(session(), attestations=told, as_of=day_)
    else:
        found = cr.check(topic(), attestations=told, as_of=day_)
    return found[key].verdict.value


@pytest.mark.parametrize("row", oracle.read("attestations"), ids=lambda row: row["why"])
def test_attestations_agree_with_the_text(row: dict[str, Any]) -> None:
    """Made, denied, expired, of another subject, from above; of an entry that records carry: refused."""
    if row["verdict"] == "refused":
        with pytest.raises(cr.IntakeError, match=r"no attestation carries|refers to an id"):
            _of_text(row)
    else:
        assert _of_text(row) == row["verdict"]


def _verdict(key: str, *told: cr.Attestation, as_of: dt.date | None = ON) -> str:
    return cr.check(village_room(), attestations=told, as_of=as_of)[key].verdict.value


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ([], "unknown"),
        ([_told("3.1.s9", "r1")], "pass"),
        ([_told("3.1.s9", "r1", holds=False)], "fail"),
        ([_told("3.1.s9", "r2")], "unknown"),
        ([_told("3.1.s2", "r1")], "unknown"),
        ([_told("3.1", "r1")], "pass"),
        ([_told("3.1.s9", "r1", on="2025-06-10")], "pass"),
        ([_told("3.1.s9", "r1", on="2025-06-11")], "unknown"),
        ([_told("3.1.s9", "r1", until="2025-06-11")], "pass"),
        ([_told("3.1.s9", "r1", until="2025-06-10")], "unknown"),
        ([_told("3.1.s9", "r1"), _told("3.1.s9", "r1", holds=False, on="2025-02-01")], "fail"),
        ([_told("3.1.s9", "r1", holds=False), _told("3.1.s9", "r1", on="2025-02-01")], "pass"),
        ([_told("3.1", "r1", holds=False, on="2025-05-01"), _told("3.1.s9", "r1")], "pass"),
        ([_told("3.1.s9", "r1"), _told("3.1.s9", "r1", holds=False)], "unknown"),
        (
            [
                _told("3.1.s9", "r1", holds=False),
                _told("3.1.s9", "r1", on="2025-02-01", until="2025-03-01"),
            ],
            "fail",
        ),
    ],
)
def test_the_latest_that_is_there_and_has_not_expired_speaks(told: Any, verdict: str) -> None:
    """None, expired, still to come, contradicting each other: nobody knows."""
    assert _verdict("3.1.s9", *told) == verdict


def test_an_expired_attestation_says_since_when() -> None:
    """The reason is not the same as that of one that was never made."""
    told = [_told("3.1.s9", "r1", until="2025-03-01")]
    finding = cr.check(village_room(), attestations=told, as_of=ON)["3.1.s9"]
    assert finding.evidence == ("2025-03-01",)
    assert finding.cause == ("expired:attested_3_1_s9",)
    assert "证明已过期" in finding.reason()
    assert cr.check(village_room(), as_of=ON)["3.1.s9"].evidence == ()


def test_what_is_attested_of_people_is_asked_of_everybody_on_the_roster() -> None:
    """All attested: pass; one denied: fail; one untold and none denied: unknown."""
    people = [f"v{n}" for n in range(len(ROSTER))]
    everybody = [_told("4.3.s2c", person) for person in people]
    assert _verdict("4.3.s2c.i1", *everybody) == "pass"
    assert _verdict("4.3.s2c.i1", *everybody[1:]) == "unknown"
    denied = _told("4.3.s2c.i1", "v0", holds=False)
    assert _verdict("4.3.s2c.i1", *everybody[1:], denied) == "fail"
    assert _verdict("4.3.s2c.i1", *everybody[2:], denied) == "fail"
    assert _verdict("4.3.s2c.i2", *everybody, denied) == "pass"
    finding = cr.check(village_room(), attestations=[*everybody[2:], denied], as_of=ON)[
        "4.3.s2c.i1"
    ]
    assert finding.evidence == ("v0", "v1")
    nobody = cr.check(village_room(representatives=()), as_of=ON)["4.3.s2c.i1"]
    assert nobody.verdict == "pass"  # nobody is there of whom it could be asked
    untold = cr.check(village_room(representatives=None), attestations=everybody, as_of=ON)
    assert untold["4.3.s2c.i1"].verdict == "unknown"


def test_every_entry_carried_by_an_attestation_has_its_rule() -> None:
    """Made from the edition: one rule for each, of the clause's own force and debtor."""
    rules = {rule.key: rule for rule in rules_of(cr.edition())}
    entries = attested_clauses("room", "session", "case", "person", *BODY)
    parents = {"2.3.s2a", "3.3.s1", "4.3.s2c", "5.1.s1b"}  # their listed items carry them
    told = {c.id for c in cr.edition().clauses.values() if c.carrier == "attestation"}
    assert told == {clause.id for clause in entries} | parents
    for clause in entries:
        assert fact_code(clause) in rules[clause.id].facts
        assert rules[clause.id].force is (None if clause.id != "1.s3" else cr.Force.MAY)


def test_an_attestation_of_no_such_entry_is_refused() -> None:
    """It would be passed over in silence: in a check, and in an audit of a registry."""
    odd = [_told("3.1.s9", "r1"), _told("3.3.s3a", "r1")]
    with pytest.raises(cr.IntakeError) as caught:
        cr.check(village_room(), attestations=odd)
    assert [(f.at, f.code) for f in caught.value.faults] == [
        ("attestations[1].clause", "not_attested")
    ]
    with pytest.raises(cr.IntakeError) as caught:
        cr.Registry(rooms=[village_room()], attestations=odd)
    assert [f.code for f in caught.value.faults] == ["not_attested"]


def test_attestations_of_a_registry_and_those_given_beside_it_count_alike() -> None:
    """The later one speaks, wherever it comes from."""
    registry = cr.Registry(rooms=[village_room()], attestations=[_told("3.1.s9", "r1")])
    assert cr.check(village_room(), registry=registry, as_of=ON)["3.1.s9"].verdict == "pass"
    later = _told("3.1.s9", "r1", holds=False, on="2025-06-01")
    report = cr.check(village_room(), registry=registry, attestations=later, as_of=ON)
    assert report["3.1.s9"].verdict == "fail"


def test_an_attestation_cannot_end_before_it_begins_or_be_about_nobody() -> None:
    """Impossible, or pointing nowhere."""
    with pytest.raises(cr.IntakeError) as caught:
        _told("3.1.s9", "r1", until="2025-01-15")
    assert caught.value.faults[0].code == "impossible"
    with pytest.raises(cr.IntakeError) as caught:
        cr.Registry(rooms=[village_room()], people=[], attestations=[_told("3.1.s9", "r7")])
    assert "attestations[3.1.s9/r7/2025-01-15].subject" in {f.at for f in caught.value.faults}


def test_without_a_day_of_judging_nothing_is_too_new() -> None:
    """What is known is known; a day lets only that stand which was there by then."""
    attested = Attested({"r1": [_told("3.1.s9", "r1", on="2099-01-01")]})
    facts: dict[str, int | None] = {}
    attested.fill(("room",), "r1", facts, {})
    assert facts["attested_3_1_s9"] == 1


def test_without_a_day_of_judging_an_attestation_has_its_subjects_day() -> None:
    """One that ended years before the session, or before it was made anew, shows nothing of it."""
    for told, verdict in (
        (_told("3.5.s3c", "s1", on="2020-01-01", until="2021-01-01"), "unknown"),
        (_told("3.5.s3c", "s1", until="2026-01-01"), "pass"),
        (_told("3.5.s3c", "s1", on="2025-06-20"), "pass"),
    ):
        assert cr.check(session(), attestations=told)["3.5.s3c"].verdict.value == verdict
    case = _told("3.2.s2b", "t1", on="2020-01-01", until="2021-01-01")
    collected = topic(collected_on=day("05-01"))
    assert cr.check(collected, attestations=case)["3.2.s2b"].verdict == "unknown"


def test_attestations_that_contradict_each_other_are_impossible() -> None:
    """Not merely missing: the reason says so."""
    told = [_told("3.1.s9", "r1"), _told("3.1.s9", "r1", holds=False)]
    finding = cr.check(village_room(), attestations=told, as_of=ON)["3.1.s9"]
    assert finding.cause == ("impossible:attested_3_1_s9",)


@pytest.mark.parametrize(
    ("clause", "subject"),
    [
        ("3.1.s9", "r9"),
        ("3.1.s9", COUNTY),
        ("4.3.s2c", "r1"),
        ("5.4.s3a", "320685"),
        ("5.4.s3a", TOWN),
        ("5.4.s1a", COUNTY),
        ("5.4.s3a", CITY),
        ("3.5.s3c", "t1"),
    ],
)
def test_an_attestation_is_about_a_subject_of_its_entry(clause: str, subject: str) -> None:
    """A room, a person, a county or the city, as the entry says; another subject is refused."""
    told = [_told(clause, subject)]
    people = [cr.Person(id="v0")]
    with pytest.raises(cr.IntakeError) as caught:
        cr.Registry(rooms=[village_room()], people=people, attestations=told)
    assert f"attestations[{clause}/{subject}/2025-01-15].subject" in {
        fault.at for fault in caught.value.faults
    }


def test_who_attests_is_somebody_who_is_known() -> None:
    """Where the people are told of."""
    told = [_told("3.1.s9", "r1", by="ghost")]
    bare = cr.Room(id="r1", kind="village", unit=VILLAGE)
    with pytest.raises(cr.IntakeError) as caught:
        cr.Registry(rooms=[bare], people=[cr.Person(id="p")], attestations=told)
    assert [(f.at.rpartition(".")[2], f.code) for f in caught.value.faults] == [
        ("by", "dangling_id")
    ]
    assert cr.Registry(rooms=[bare], attestations=told).attestations is not None


def test_without_a_day_a_room_is_judged_when_it_was_attested() -> None:
    """An attestation given beside a room is not too new for it, nor is one of its people."""
    told = [_told("3.1.s9", "r1", on="2025-03-01"), _told("4.3.s2c", "v0", on="2025-04-01")]
    assert cr.check(village_room(), attestations=told)["3.1.s9"].verdict == "pass"
    plain = {"room": village_room().to_dict(), "attestations": [t.to_dict() for t in told]}
    answer = cr.judge({"do": "check", "records": plain, "only": "3.1.s9"})
    assert (answer["ok"], answer["as_of"]) == (True, "2025-04-01")
    body = cr.Body(organ="CPPCC", unit=COUNTY)
    county = cr.Registry(attestations=[_told("5.4.s3a", COUNTY, by=body)])
    assert cr.check(UNITS[COUNTY], registry=county)["5.4.s3a"].verdict == "pass"
    plan = {"unit": COUNTY, "year": 2024, "reviewed_by": {"organ": "政协党组", "unit": COUNTY}}
    report = cr.check(UNITS[COUNTY], registry=cr.Registry.read({"plans": [plan]}))
    assert (report["6.2.s3"].verdict, report["6.2.s3"].subject) == ("pass", f"{COUNTY}@2024")


def test_a_person_may_attest_as_well_as_a_body() -> None:
    """By id; nobody needs to be named at all."""
    assert [_told("3.1.s9", "r1", by=who).by for who in ("p1", None)] == ["p1", None]


def test_the_reason_says_which_of_the_four_it_is() -> None:
    """Nobody attested it, it has expired, two contradict each other, it was denied; or it holds."""
    for told, zh, en in (
        ([], "没有证明", "nobody has attested it"),
        ([_told("3.1.s9", "r1", until="2025-03-01")], "证明已过期", "the attestation has expired"),
        (
            [_told("3.1.s9", "r1"), _told("3.1.s9", "r1", holds=False)],
            "证明互相矛盾",
            "attestations contradict each other",
        ),
        ([_told("3.1.s9", "r1", holds=False)], "经证明没有做到", "attested not to hold"),
        ([_told("3.1.s9", "r1")], "经证明做到", "attested to hold"),
    ):
        report = cr.check(village_room(), attestations=told, as_of=ON, only="3.1.s9")
        finding = report["3.1.s9"]
        assert (finding.reason(), finding.reason("en")) == (zh, en)
        if finding.verdict != "pass":
            assert finding.remedy() == cr.edition().remedy("3.1.s9")
            assert cr.edition().clause("3.1.s9").zh in report.text()


def test_a_body_of_untold_tier_is_missing_that_too() -> None:
    """Where more is unknown than the attestation, all of it is said."""
    facts = {"body_tier": None, "attested_5_4_s3a": None}
    request = {"do": "check", "grain": "body_year", "facts": facts, "only": "5.4.s3a"}
    (found,) = cr.judge(request)["findings"]
    assert found["cause"] == ["missing:body_tier", "missing:attested_5_4_s3a"]
    assert "层级" in found["reason"]["zh"]

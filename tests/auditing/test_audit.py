"""The audit as a whole: findings, members, local numbers, tallies, and its plain form."""

import datetime as dt
import json
from typing import Any

import pytest

import consultrules as cr
from consultrules.display.text import Style, audit_text
from samples import named
from small_city import (
    A1,
    C1,
    CITY,
    FIRST,
    LINK,
    MEMBER,
    NEW_YEAR,
    SECOND,
    UNITS,
    A,
    B,
    audited,
    case,
    held,
    registry,
    room,
)
from tables import city

ROLL = [{"person": "p1", "capacity": "member"}]


def people(*ids: str) -> list[dict[str, Any]]:
    """County members with these ids."""
    return [{"id": key, "memberships": [MEMBER]} for key in ids]


def verdicts(result: cr.Audit, key: str) -> dict[str, str]:
    """The verdict of one rule on every subject."""
    return {f.subject: f.verdict.value for f in result.report.findings if f.key == key}


BUSY = registry(
    [room(A, links=[LINK]), room(A1, links=[]), room(B), room(C1)],
    [
        *held(A, "2025-03-01", "2025-09-01", participants=12),
        *held(C1, "2025-04-01", start=7, participants=12),
    ],
    people=people("p1", "p2"),
)


def test_every_room_needs_a_linked_member() -> None:
    """One has one, one has none, of two nobody has told."""
    result = audited(BUSY)
    found = {key.partition("-")[2]: v for key, v in verdicts(result, "4.2.s5b").items()}
    assert found == {A: "pass", A1: "fail", B: "unknown", C1: "unknown"}
    assert {v.value: n for v, n in result.linkage["4.2.s5b"].items()} == {
        "pass": 1,
        "fail": 1,
        "unknown": 2,
    }


def test_every_county_member_needs_an_area() -> None:
    """The linked one has it; of the other nobody knows while some rooms told of no links."""
    found = verdicts(audited(BUSY), "4.2.s5a#area")
    assert sorted(found.values()) == ["pass", "unknown"]
    assert [v for key, v in found.items() if key.startswith("p1")] == ["pass"]


def test_a_link_that_has_ended_links_nobody() -> None:
    """Judged at the end of the year, or as of the day before it."""
    ended = registry([room(A, links=[LINK | {"until": "2025-07-01"}])], people=people("p1"))
    for day, verdict in ((dt.date(2025, 6, 30), "pass"), (NEW_YEAR, "fail")):
        assert list(verdicts(audited(ended, as_of=day), "4.2.s5b").values()) == [verdict]


@pytest.mark.parametrize(
    ("roll", "as_of", "verdict"),
    [
        (ROLL, NEW_YEAR, "pass"),
        ([{**ROLL[0], "status": "absent"}], NEW_YEAR, "fail"),
        ([], NEW_YEAR, "fail"),
        (None, NEW_YEAR, "unknown"),
        ([], dt.date(2025, 9, 1), "pending"),
        (ROLL, dt.date(2025, 8, 31), "pending"),
    ],
)
def test_a_linked_member_attends_once_a_year(roll: Any, as_of: dt.date, verdict: str) -> None:
    """By the roll; without one nobody can say; as of August the session of September is to come."""
    known = registry([room(A, links=[LINK])], held(A, "2025-09-01", roll=roll), people=people("p1"))
    assert verdicts(audited(known, as_of=as_of), "3.3.s5") == {"p1@2025": verdict}


INVITATION = {"id": "i1", "room": f"r-{C1}", "person": "p1", "on": "2025-05-01"}


def test_invitations_of_the_year_are_judged_by_their_route() -> None:
    """Whoever invites a member of another county takes the route; other years and days are left."""
    direct = INVITATION | {"applied_to": [], "willing": True}
    known = registry([room(C1)], people=people("p1"), invitations=[direct])
    assert "fail" in verdicts(audited(known), "4.2.s6").values()
    assert "fail" not in verdicts(audited(known, year=2024), "4.2.s6").values()
    early = audited(known, as_of=dt.date(2025, 4, 30))
    assert "fail" not in verdicts(early, "4.2.s6").values()


def test_a_tightened_number_binds_inside_its_county_only() -> None:
    """Fifteen people in one county: its sessions of twelve fail, the other county's pass."""
    local = cr.edition().tighten(FIRST[:6], minimum_participants=15)
    result = cr.audit(BUSY, year=2025, as_of=NEW_YEAR, policy=local, units=UNITS)
    found = verdicts(result, "3.3.s3a")
    assert found == {"t1-1": "fail", "t2-1": "fail", "t7-1": "pass"}
    assert set(verdicts(audited(BUSY), "3.3.s3a").values()) == {"pass"}
    rest = [
        {k: v for k, v in verdicts(r, "3.9.s2b").items() if C1 in k}
        for r in (result, audited(BUSY))
    ]
    assert rest[0] == rest[1]


@pytest.mark.parametrize("by", ["county", "clause", "owed_by", "grain"])
def test_every_tally_adds_up_to_the_findings(by: str) -> None:
    """No finding is lost or counted twice, whatever the key."""
    result = audited(BUSY)
    tally = result.roll_up(by)
    assert sum(n for row in tally for key, n in row.items() if key != by) == len(result.report)
    assert len({row[by] for row in tally}) == len(tally)
    fails = sum(n for row in tally for key, n in row.items() if str(key).endswith("_fail"))  # type: ignore[misc]
    assert fails == len(result.report.failed)


def test_a_tally_by_another_key_is_refused() -> None:
    """The four keys are named, with the likeliest."""
    with pytest.raises(cr.IntakeError) as caught:
        audited(BUSY).roll_up("countys")
    assert caught.value.faults[0].accepted == ("county", "clause", "owed_by", "grain")


def test_counties_are_told_apart() -> None:
    """Each finding belongs to the county of its subject."""
    rows = audited(BUSY).rows()
    assert len(rows) == len(audited(BUSY).report)
    places = {str(row["county"]) for row in rows if row["grain"] == "session"}
    assert places == {FIRST, SECOND}


def test_the_plain_form_is_versioned_and_whole() -> None:
    """What is open is written out; what is met is counted; readings and numbers are printed."""
    result = audited(BUSY)
    plain = json.loads(result.to_json())
    assert plain["schema"] == "consultrules.audit/1"
    assert (plain["year"], plain["as_of"], plain["ok"]) == (2025, "2026-01-01", False)
    assert plain["judged"] == len(result.report)
    assert plain["readings"]["F2"] == "exempt"
    open_ = [f for f in result.report.findings if f.verdict.value in ("fail", "unknown", "pending")]
    assert len(plain["findings"]) == len(open_)
    assert sum(plain["duty"].values()) == 4
    assert plain["by_county"] == result.roll_up("county")


def test_a_changed_answer_changes_no_later_one() -> None:
    """What an audit hands out is the caller's own."""
    result = audited(BUSY)
    kept = result.to_json()
    plain = result.to_dict()
    for part in plain.values():
        if isinstance(part, dict | list):
            part.clear()
    result.rows()[0].clear()
    result.roll_up("county")[0].clear()
    assert result.to_json() == kept
    assert audited(BUSY).to_json() == kept


def test_cases_belong_to_the_year_of_their_last_session() -> None:
    """A case that ran over New Year is judged once, in the later year; its sessions each in theirs."""
    known = registry([room(A)], held(A, "2024-12-01", "2025-02-01"))
    grains = {
        year: [f.subject for f in audited(known, year=year).report.findings if f.key == "3.3.s3a"]
        for year in (2024, 2025)
    }
    assert grains == {2024: ["t1-1"], 2025: ["t2-1"]}


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"year": "2025"}, "year", "wrong_type"),
    ({"year": 2025.0}, "year", "wrong_type"),
    ({"year": True}, "year", "wrong_type"),
    ({"year": 2019}, "year", "out_of_bounds"),
    ({"year": 2200}, "year", "out_of_bounds"),
    ({"year": 10**5000}, "year", "out_of_bounds"),
    ({"as_of": "2025/12/31"}, "as_of", "bad_day"),
    ({"as_of": dt.datetime(2025, 12, 31, tzinfo=dt.UTC)}, "as_of", "bad_day"),
    ({"as_of": None}, "as_of", "missing_key"),
]


@pytest.mark.parametrize(
    ("how", "at", "code"), WRONG, ids=[named(next(iter(w[0].values()))) for w in WRONG]
)
def test_a_year_or_day_that_is_none_is_refused(how: dict[str, Any], at: str, code: str) -> None:
    """Texts, flags, moments and years before the policy."""
    with pytest.raises(cr.IntakeError) as caught:
        cr.audit(BUSY, **{"year": 2025, "as_of": NEW_YEAR, "units": UNITS} | how)
    assert [(f.at, f.code) for f in caught.value.faults] == [(at, code)]


def test_an_empty_registry_is_never_in_order() -> None:
    """Where nothing can be judged, nothing is ok."""
    with pytest.raises(cr.IntakeError) as caught:
        audited(cr.Registry())
    assert caught.value.code == "not_judged"


def test_progress_is_told_and_never_goes_back() -> None:
    """Every hundred rows, up to what is in sight."""
    told: list[tuple[int, int]] = []
    known = registry([room(A1, id=f"r{n}") for n in range(260)])
    cr.audit(
        known, year=2025, as_of=NEW_YEAR, units=UNITS, progress=lambda *step: told.append(step)
    )
    assert [done for done, _ in told] == [100, 200, 300, 400, 500]
    assert {whole for _, whole in told} == {520}


def test_the_text_leads_with_what_is_wrong() -> None:
    """The second line counts it, and the first group after the summary is what binds."""
    result = audited(BUSY)
    for lang, word in (("zh", "不符合（应当）"), ("en", "violations")):
        lines = audit_text(result, Style(lang)).splitlines()
        violations = len(result.report.violations)
        assert lines[1].startswith(f"{word} {violations}")
        heads = [line for line in lines[2:] if line.endswith(f" {violations}") and word in line]
        assert len(heads) == 1
        assert lines[lines.index(heads[0]) - 1] == ""


@pytest.mark.parametrize("most", [0, 1, 5])
def test_the_text_writes_out_as_many_as_asked_for(most: int) -> None:
    """And says how many more there are."""
    many = registry([room(A1, id=f"r{n}", links=[]) for n in range(9)])
    text = audit_text(audited(many), Style("en", most=most))
    (block,) = [part for part in text.split("\n[") if part.startswith("4.2.s5b]")]
    assert block.count("    r") == (most or 9)
    assert (f"… {9 - most}" in block) is bool(most)


def test_colour_is_there_only_when_asked_for() -> None:
    """Escapes in a file help nobody."""
    result = audited(BUSY)
    plain, painted = (audit_text(result, Style("zh", colour)) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[31m" in painted
    assert "\x1b[0m" in painted


def test_members_of_rooms_that_told_of_no_links_are_unknown() -> None:
    """What nobody told is not a breach, in an audit as in a check."""
    membership = {"level": "county", "unit": "320685000000", "sector": "经济"}
    person = {"id": "p1", "memberships": [membership]}
    for links, expected in ((None, "unknown"), ([], "fail")):
        room = {"id": "r1", "kind": "village", "unit": "320685111200", "since": "2021-01-01"}
        if links is not None:
            room["links"] = links
        registry = cr.Registry.read({"rooms": [room], "people": [person]})
        result = cr.audit(registry, year=2025, as_of=dt.date(2025, 12, 31))
        finding = next(f for f in result.report.findings if f.key == "4.2.s5a#area")
        assert finding.verdict == expected
        assert cr.check(registry.people[0], registry=registry)["4.2.s5a#area"].verdict == expected


def test_a_cancelled_session_is_judged_by_nobody() -> None:
    """It never took place: nothing applies, nothing is due (F3)."""
    session = {"id": "s1", "room": "r1", "topic": "t1", "on": "2025-03-10", "status": "cancelled"}
    report = cr.check({"record": "session", **session})
    assert {f.verdict.value for f in report} == {"not_applicable"}
    assert report.ok


def test_a_room_in_a_registry_is_judged_after_its_sessions() -> None:
    """Without ``as_of`` the room's own day is that of its latest session."""
    room = {"id": "r1", "kind": "village", "unit": "320685111200", "since": "2021-01-01"}
    room["haves"] = [{"what": "activity", "holds": True}]
    session = {"id": "s1", "room": "r1", "topic": "t1", "on": "2025-03-10"}
    case = {"topic": {"id": "t1", "room": "r1", "text": "修路"}, "sessions": [session]}
    registry = cr.Registry.read({"rooms": [room], "cases": [case]})
    assert cr.check(registry.rooms[0], registry=registry)["3.1.s5.i5"].verdict == "pass"


@pytest.mark.parametrize(("as_of", "expected"), [("2025-03-10", "unknown"), ("2025-03-11", "pass")])
def test_a_session_planned_for_a_day_that_is_over_contradicts_no_activity(
    as_of: str, expected: str
) -> None:
    """A room claims activity; it has none on the day of its first session, and the day after perhaps (K6)."""
    haves = [{"what": "activity", "holds": True}]
    planned = case(1, A, {"on": "2025-03-10", "status": "planned"})
    found = audited(registry([room(A, haves=haves)], [planned]), as_of=dt.date.fromisoformat(as_of))
    assert found.report["3.1.s5.i5"].verdict == expected
    figure = found.statistics().figure("sessions_held")
    assert dict(figure.residue) == {"planned" if expected == "unknown" else "unknown": 1}


def _years(known: cr.Registry, key: str, **more: Any) -> dict[str, str]:
    found = audited(known, **more).report.findings
    return {f.subject: f.verdict.value for f in found if f.key == key and f.grain == "body_year"}


def test_every_county_with_a_cppcc_is_judged_and_the_city_where_it_is_told_of() -> None:
    """A registry of counties alone asks the city nothing."""
    group = {"organ": "LEADING_PARTY_GROUP", "unit": FIRST}
    known = registry(
        [room(A), room(C1)], plans=[{"unit": FIRST, "year": 2025, "reviewed_by": group}]
    )
    assert _years(known, "6.2.s3") == {f"{FIRST}@2025": "pass", f"{SECOND}@2025": "fail"}
    assert set(_years(registry([room(A)]), "6.2.s3").values()) == {"unknown"}
    city = {"id": "s", "kind": "sector", "unit": CITY, "tier": "city", "sector": "经济"}
    told = [
        registry([room(A), city]),
        registry([room(A)], plans=[{"unit": CITY, "year": 2025}]),
        registry(
            [room(A)],
            work_reports=[
                {
                    "id": "w",
                    "on": "2025-03-01",
                    "by": {"organ": "CPPCC", "unit": CITY},
                    "to": {"organ": "PARTY_COMMITTEE", "unit": CITY},
                }
            ],
        ),
        registry(
            [room(A)],
            assessment_schemes=[
                {
                    "by": {"organ": "LEADING_PARTY_GROUP", "unit": CITY},
                    "year": 2025,
                    "activity_included": True,
                }
            ],
        ),
    ]
    told.append(
        registry(
            [room(A)],
            attestations=[{"clause": "6.3.s8", "subject": CITY, "holds": True, "on": "2025-02-01"}],
        )
    )
    for known in told:
        assert set(_years(known, "6.2.s2")) == {f"{FIRST}@2025", f"{CITY}@2025"}
        assert _years(known, "6.2.s3")[f"{CITY}@2025"] == "not_applicable"


def test_a_member_is_assessed_in_the_year() -> None:
    """Attendance, and role with quality, each with a weight; no day is set for it (M10)."""
    links = [{"person": "m", "kind": "area", "level": "county", "since": "2021-01-01"}]
    told = {"person": "m", "year": 2025, "activity_included": True}
    told |= {"attendance_weight": 40, "contribution_weight": 0}
    keys = ("4.2.s9a", "4.2.s9b.i1", "4.2.s9b.i2", "4.2.s9b.i3")
    for several, expected in (
        ({"member_assessments": [told]}, ["pass", "pass", "fail", "fail"]),
        ({"member_assessments": []}, ["pending"] * 4),
        ({}, ["unknown"] * 4),
    ):
        known = registry([room(A, links=links)], people=people("m"), **several)  # type: ignore[arg-type]
        found = audited(known).report
        assert [found[key].verdict.value for key in keys] == expected


def test_attestations_of_a_registry_speak_in_its_audit() -> None:
    """As they stand on the day of judging."""
    told = {"clause": "3.1.s9", "subject": f"r-{A}", "holds": True, "on": "2025-02-01"}
    for more, verdict in (({}, "pass"), ({"until": "2025-12-31"}, "unknown")):
        known = registry([room(A)], attestations=[told | more])
        assert verdicts(audited(known), "3.1.s9") == {f"r-{A}": verdict}


def test_what_was_attested_of_a_body_that_is_none_is_refused() -> None:
    """A code of no unit, of a town, of a zone without CPPCC: nobody would ever see it."""
    for subject in ("999999000000", "320685111000", "320671000000"):
        told = {"clause": "5.4.s3a", "subject": subject, "holds": True, "on": "2025-02-01"}
        with pytest.raises(cr.IntakeError, match="refers to an id") as caught:
            audited(registry([room(A)], attestations=[told]))
        assert subject in caught.value.faults[0].at


def test_what_is_the_citys_own_is_owed_by_the_citys_cppcc() -> None:
    """No county stands above a sector room of the city, its members, or the city's own bodies."""
    city = {
        "id": "s",
        "kind": "sector",
        "unit": CITY,
        "tier": "city",
        "sector": "经济",
        "links": [],
    }
    known = registry([room(A, links=[]), city], work_reports=[], attestations=[])
    owed = {
        (f.subject, f.key): f.owed_by.value
        for f in audited(known).report.findings
        if f.key in ("4.2.s5b", "6.1.s3a")
    }
    assert owed == {
        (f"r-{A}", "4.2.s5b"): "county_cppcc",
        ("s", "4.2.s5b"): "city_cppcc",
        (f"{FIRST}@2025", "6.1.s3a"): "county_cppcc",
        (f"{CITY}@2025", "6.1.s3a"): "city_cppcc",
    }
    plain = {
        (f["subject"], f["rule"]): f["owed_by"]
        for f in audited(known).to_dict()["findings"]
        if f["rule"] in ("4.2.s5b", "6.1.s3a")
    }
    assert plain == owed


def test_a_closed_year_does_not_change_with_the_day_of_its_audit() -> None:
    """Rooms and bodies stand as they did at its end, whatever was attested or expired later."""
    attested = {"clause": "3.1.s9", "subject": f"r-{A}", "holds": True}
    county = {"clause": "5.4.s3a", "subject": FIRST, "holds": True}
    for days, verdict in (
        ({"on": "2025-01-01", "until": "2026-03-01"}, "pass"),
        ({"on": "2026-02-01"}, "unknown"),
    ):
        known = registry([room(A)], attestations=[attested | days, county | days])
        for as_of in (NEW_YEAR, dt.date(2026, 6, 30)):
            result = audited(known, as_of=as_of)
            assert verdicts(result, "3.1.s9") == {f"r-{A}": verdict}
            assert _years(known, "5.4.s3a", as_of=as_of) == {f"{FIRST}@2025": verdict}
    late = registry([room(A)], held(A, "2026-02-10"))
    found = audited(late, as_of=dt.date(2026, 6, 30)).report.findings
    facts = next(f.row.facts for f in found if f.grain == "room")
    assert facts["sessions_held"] == 0


def test_members_of_whom_nobody_told_are_unknown_and_not_left_out() -> None:
    """A link or an assessment is enough to ask; what hangs on the person is not known."""
    links = [{"person": "m", "kind": "area", "level": "county", "since": "2021-01-01"}]
    told = {"person": "m", "year": 2025, "activity_included": False}
    for people_told in (None, [{"id": "m"}]):
        known = registry([room(A, links=links)], people=people_told, member_assessments=[told])
        found = audited(known).report
        assert found["4.2.s9a"].verdict == "fail"
        assert found["4.2.s5a#area"].verdict == "pass"
        assert found["4.2.s9b.i1"].verdict == "unknown"
    unlinked = registry([room(A, links=[])], member_assessments=[told])
    found = audited(unlinked).report
    assert found["4.2.s9a"].verdict == "unknown"  # of which tier nobody said
    assert not audited(unlinked).ok
    ended = [{**links[0], "until": "2024-12-31"}]
    long_gone = registry([room(A, links=ended)], member_assessments=[told])
    assert audited(long_gone).report["4.2.s9a"].verdict == "unknown"


def test_the_year_in_which_the_edition_began_is_no_full_one_for_members() -> None:
    """Nobody fails for the whole of 2020 (F2, M11)."""
    links = [{"person": "m", "kind": "area", "level": "county", "since": "2019-01-01"}]
    roll = [{"person": "x", "capacity": "public_representative"}]
    for year, verdict in ((2020, "not_applicable"), (2021, "fail")):
        known = registry(
            [room(A, since="2019-01-01", links=links)],
            held(A, f"{year}-06-10", roll=roll),
            people=[
                {"id": "m", "memberships": [{"level": "county", "unit": FIRST}]},
                {"id": "x"},
            ],
        )
        found = audited(known, year=year, as_of=dt.date(year + 1, 1, 1)).report
        assert found["3.3.s5"].verdict == verdict


def test_rooms_where_conditions_allow_are_counted_as_of_the_judged_day() -> None:
    """One that opened after the year is none of its rooms."""
    firm = {"id": "f", "kind": "enterprise", "unit": A, "since": "2026-03-01"}
    result = audited(registry([room(A), firm]), as_of=dt.date(2026, 6, 30))
    assert result.conditional_rooms == {"enterprise": 0, "institution": 0, "sector": 0}


def test_robustness_can_be_narrowed() -> None:
    """To addresses, as a check can."""
    result = audited(registry([room(A, name="子镇协商议事室")], held(A, "2025-03-01")))
    found = result.report.robustness("3.9")
    assert {one.rule for one in found} == {"3.9.s2b", "3.9.s3", "3.9.s4"}
    assert len(result.report.robustness(["3.1.s1a"])) == 1


@pytest.mark.parametrize("as_of", ["2020-01-01", "2020-03-01", "2020-04-28"])
def test_before_its_first_day_the_edition_governs_nobody(as_of: str) -> None:
    """No year either, though its last day lies after the first of the edition (Z1)."""
    links = [{"person": "m", "kind": "area", "level": "county", "since": "2019-01-01"}]
    people = [{"id": "m", "memberships": [{"level": "county", "unit": FIRST}]}]
    known = registry(
        [room(A, since="2019-01-01", links=links)], held(A, "2020-01-01"), people=people
    )
    for option in ("exempt", "full"):
        result = audited(known, year=2020, as_of=dt.date.fromisoformat(as_of), F2=option)
        judged = [f for f in result.report.findings if f.grain != "case"]
        assert {f.grain for f in judged} >= {"room_year", "member_year", "body_year", "unit"}
        assert {(f.verdict.value, f.cause) for f in judged} == {
            ("not_applicable", ("before_in_force",))
        }
        assert not [told for told in city.apart(result) if told[1] != "t1"]
    first = audited(known, year=2020, as_of=dt.date(2020, 4, 29)).report
    assert {f.verdict.value for f in first.findings if f.grain == "body_year"} > {"not_applicable"}


def test_before_its_first_day_a_county_is_not_asked_for_its_year() -> None:
    """A check as of that day says what an audit says, and what a check of the year before says."""
    for as_of in ("2019-06-01", "2020-04-28"):
        report = cr.check(UNITS[FIRST], registry=registry([]), as_of=as_of, only="6.1.s3a")
        (finding,) = report.findings
        assert (finding.verdict, finding.cause) == ("not_applicable", ("before_in_force",))
    report = cr.check(UNITS[FIRST], registry=registry([]), as_of="2020-04-29", only="6.1.s3a")
    assert report["6.1.s3a"].cause == ("partial_year",)


@pytest.mark.parametrize(
    ("sectors", "verdict", "cause"),
    [
        ([{}], "unknown", ("missing:own_sector_has_room",)),
        ([{"links": None}], "unknown", None),
        ([{"sector": "经济"}], "not_applicable", ()),
        ([{}, {"sector": "工会"}], "fail", ()),
        ([{}, {"sector": "工会", "links": [LINK | {"kind": "sector"}]}], "pass", ()),
        ([{"links": None}, {"sector": "工会"}], "unknown", ("missing:sector_enrolments",)),
        ([{"unit": SECOND}], "not_applicable", ()),
        ([{"until": "2025-06-01"}], "not_applicable", ()),
    ],
)
def test_a_room_of_untold_sector_may_be_that_of_any_member_of_the_county(
    sectors: list[dict[str, Any]], verdict: str, cause: tuple[str, ...] | None
) -> None:
    """Unknown, unless another room settles it (M2); an audit says what a check says."""
    made = [
        {"id": f"s{n}", "kind": "sector", "unit": FIRST, "tier": "county", "links": []} | one
        for n, one in enumerate(sectors)
    ]
    known = registry([room(A, links=[LINK]), *made], people=people("p1"))
    result = audited(known)
    found = result.report["4.2.s5a#sector"]
    assert found.verdict.value == verdict
    assert cause is None or found.cause == cause
    (member,) = known.people or ()
    checked = cr.check(member, registry=known, as_of="2025-12-31", only="4.2.s5a#sector")
    assert checked["4.2.s5a#sector"].verdict == found.verdict
    assert city.apart(result) == []


def test_what_is_audited_under_local_numbers_can_be_audited_as_its_own_tables() -> None:
    """Members of no told county have no place, and need none: no local number is about them (Z2)."""
    links = [{"person": "m", "kind": "area", "level": "city", "since": "2021-01-01"}]
    known = registry([room(A1, links=links)], held(A1, "2025-03-01", participants=12))
    local = cr.edition().tighten(FIRST, minimum_participants=15)
    result = cr.audit(known, year=2025, as_of=NEW_YEAR, policy=local, units=UNITS)
    assert any(one.row.unit is None for one in result.report.rows)
    assert result.report["3.3.s3a"].verdict == "fail"
    assert city.apart(result) == []

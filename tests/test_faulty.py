"""Faulty facts never come out as compliant: every field that a binding rule reads, spoilt in every way."""

from __future__ import annotations

import math
from typing import Any

import pytest

import consultrules as cr
import oracle
from consultrules.facts.catalogue import FACTS
from consultrules.facts.intake import flat_row
from consultrules.policy.judging import FactType
from consultrules.rules.catalogue import rules_in
from consultrules.rules.plan import plan_of
from consultrules.rules.tree import YES


def _bases() -> dict[str, tuple[str, dict[str, Any]]]:
    return {
        f"{grain}-{name}": (grain, {code: v for code, v in base.items() if v is not None})
        for grain in oracle.GRAINS
        for name, base in oracle.read(grain)["bases"].items()
    }


def _answer(grain: str, facts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return cr.judge({"do": "check", "grain": grain, "facts": facts, "languages": [], **more})


def _binding(grain: str, facts: dict[str, Any]) -> dict[str, set[str]]:
    """The facts that the applicable binding rules read on this row, with the rules that read them."""
    plan = plan_of(cr.edition(), grain)
    applicable = {
        f["rule"] for f in _answer(grain, facts)["findings"] if f["verdict"] != "not_applicable"
    }
    found: dict[str, set[str]] = {}
    for place in plan.musts:
        rule = plan.rules[place]
        if rule.key in applicable:
            for code in rule.facts:
                found.setdefault(code, set()).add(rule.key)
    return found


IDS, BASES = list(_bases()), list(_bases().values())


@pytest.mark.parametrize(("grain", "facts"), BASES, ids=IDS)
def test_the_rows_are_compliant_to_begin_with(grain: str, facts: dict[str, Any]) -> None:
    """Spoiling a row proves something only if the sound row passes."""
    assert _answer(grain, facts)["ok"] is True


@pytest.mark.parametrize(("grain", "facts"), BASES, ids=IDS)
def test_a_fact_that_is_dropped_or_null_is_unknown(grain: str, facts: dict[str, Any]) -> None:
    """Each rule that reads the fact says so by name, and nothing is ok."""
    for code, rules in _binding(grain, facts).items():
        left = {c: v for c, v in facts.items() if c != code}
        blank = {**facts, code: None}
        # A default stands for what nobody gave, and what it is, is tested below; null is never a guess.
        for spoilt in (blank,) if FACTS[grain][code].default is not None else (blank, left):
            answer = _answer(grain, spoilt)
            assert answer["ok"] is False, code
            for finding in answer["findings"]:
                if finding["rule"] in rules:
                    assert finding["verdict"] == "unknown", (code, finding)
                    assert f"missing:{code}" in finding["cause"], (code, finding)


@pytest.mark.parametrize(("grain", "facts"), BASES, ids=IDS)
def test_a_fact_of_the_wrong_type_is_refused_at_its_field(
    grain: str, facts: dict[str, Any]
) -> None:
    """Text for a number, a fraction, a list, a word for a flag: an error that names the field."""
    spoilers = [3.5, math.nan, [1], {"a": 1}, "九", "9", "no", "", b"1"]
    for code in _binding(grain, facts):
        for value in [*spoilers, *([True] if FACTS[grain][code].type is not FactType.FLAG else [])]:
            answer = _answer(grain, {**facts, code: value})
            if FACTS[grain][code].type is FactType.ID and isinstance(value, str) and value:
                assert answer["ok"] is False, (code, value)
                continue
            assert answer["error"]["at"] == code, (code, value, answer)
            assert answer["error"]["code"] in ("wrong_type", "unknown_word", "bad_day"), answer


@pytest.mark.parametrize(("grain", "facts"), BASES, ids=IDS)
def test_a_misspelt_key_is_refused_with_a_hint(grain: str, facts: dict[str, Any]) -> None:
    """A key that nobody declared is never passed over."""
    for code in _binding(grain, facts).keys() & facts.keys():
        left = {c: v for c, v in facts.items() if c != code}
        misspelt = code[:-1] + "_" + code[-1]
        answer = _answer(grain, {**left, misspelt: facts[code]})
        assert (answer["error"]["at"], answer["error"]["code"]) == (misspelt, "unknown_key")
        assert answer["error"]["hint"] in FACTS[grain]


@pytest.mark.parametrize(("grain", "facts"), BASES, ids=IDS)
def test_a_fact_out_of_bounds_is_impossible(grain: str, facts: dict[str, Any]) -> None:
    """Minus one person, two for a flag, a day in 1800: unknown, cause impossible."""
    spoilers: dict[FactType, list[Any]] = {
        FactType.COUNT: [-1, 100_001],
        FactType.FLAG: [2, -1],
        FactType.DAY: ["1800-01-01", "2500-01-01", "1949-09-30"],
    }
    for code, rules in _binding(grain, facts).items():
        for value in spoilers.get(FACTS[grain][code].type, []):
            answer = _answer(grain, {**facts, code: value})
            assert answer["ok"] is False, (code, value)
            for finding in answer["findings"]:
                if finding["rule"] in rules:
                    assert f"impossible:{code}" in finding["cause"], (code, value, finding)


@pytest.mark.parametrize(("grain", "facts"), BASES, ids=IDS)
def test_a_part_above_its_whole_is_impossible(grain: str, facts: dict[str, Any]) -> None:
    """Twenty representatives among twelve people: both numbers are in doubt."""
    binding = _binding(grain, facts)
    for code, fact in FACTS[grain].items():
        for whole in fact.at_most:
            if facts.get(whole) is None or not isinstance(facts[whole], int):
                continue
            answer = _answer(grain, {**facts, code: int(facts[whole]) + 1})
            for finding in answer["findings"]:
                if finding["rule"] in binding.get(code, set()) | binding.get(whole, set()):
                    assert finding["verdict"] == "unknown", (code, whole, finding)


@pytest.mark.parametrize(("grain", "facts"), BASES, ids=IDS)
def test_parts_above_their_whole_together_are_impossible(grain: str, facts: dict[str, Any]) -> None:
    """Nobody is counted in two of them, so that one too many puts every one of them in doubt."""
    binding = _binding(grain, facts)
    for one in FACTS[grain].sums:
        if all(isinstance(facts.get(code), int) for code in one.codes):
            first, *others = one.parts
            most = facts[one.whole] - sum(facts[part] for part in others)
            # Of these nothing is told, so that no part alone is more than they are.
            told = {whole: None for whole in FACTS[grain][first].at_most if whole != one.whole}
            assert first not in flat_row(grain, {**facts, **told, first: most - 1}).impossible
            answer = _answer(grain, {**facts, **told, first: most + 1})
            assert answer["ok"] is False, one
            readers = set[str]().union(*(binding.get(code, set()) for code in one.codes))
            for finding in answer["findings"]:
                if finding["rule"] in readers:
                    assert finding["verdict"] == "unknown", (one, finding)


def test_facts_that_no_binding_rule_reads_are_these() -> None:
    """Everything else on a row decides something."""
    policy = cr.edition()
    read: dict[str, set[str]] = {}
    for grain in oracle.GRAINS:
        plan = plan_of(policy, grain)
        binding = [plan.rules[place] for place in plan.musts]
        read[grain] = {c for rule in binding if rule.waived != YES for c in rule.facts}
    unread = {grain: sorted(set(FACTS[grain]) - read[grain]) for grain in oracle.GRAINS}
    assert {grain: codes for grain, codes in unread.items() if codes} == UNREAD


UNREAD = {
    # Advice: attested uses, training, evidence of the haves.
    # 3.1.s5.i5 is cross-checked against the sessions as a bound (K6); V3, V4, V6, M1 grade or switch.
    "room": [
        "area_linked_members",
        "attested_3_1_s2",
        "attested_3_1_s3b",
        "attested_3_1_s4a",
        "convener_is_co_convener",
        "conveners_related",
        "conveners_trained",
        "haves_claimed",
        "haves_evidenced",
        "linked_county_members",
        "sessions_held",
    ],
    # Advice (3.3.s2a.i4, 3.3.s6, roster categories) and other readings (C1, C5, C7, C8, C14, L6, R6, F4, F10).
    "session": [
        "attending_building_heads",
        "attending_grid_staff",
        "attending_new_strata",
        "attending_old_cadres",
        "attending_old_party_members",
        "attending_old_teachers",
        "attending_successful_people",
        "attested_3_3_s1_i1",
        "attested_3_3_s1_i2",
        "attested_3_3_s1_i3",
        "attested_3_3_s1_i4",
        "attested_3_5_s3c",
        "continues",
        "conveners_attending",
        "materials_day",
        "members_required",
        "must_failures",
        "notice_channels",
        "notice_lead_days",
        "officials_attending",
        "officials_required",
        "persons_required",
        "public_required",
        "representative_persons",
        "sector_members_arranged",
        "sector_priority_attested",
        "session_form",
        "session_held",
        "size_reason_given",
        "stakeholders_required",
        "topic_departments",
        "topic_departments_reviewing",
    ],
    # T1, T2 advise; L10 and R14 switch.
    "case": [
        "attested_3_2_s2b",
        "candidates_compared",
        "feedback_reached_convener",
        "list_reached_party",
        "publication_withheld_reasoned",
        "responsibility_owner_is_department",
        "suggestions",
        "threads_answered",
    ],
    # The six aspects are advice (E5).
    "evaluation": [
        "aspect_external",
        "aspect_internal",
        "aspect_objective",
        "aspect_process",
        "aspect_result",
        "aspect_subjective",
    ],
    # F2 pro rata.
    "room_year": ["days_open", "year_days"],
    # 3.1.s7 is advice, K2 a switch.
    "unit": ["rooms_shared", "work_committee"],
    # Attested advice, and one entry (1.s3) that binds nobody.
    "body_year": ["attested_1_s3", "attested_4_2_s8a", "attested_4_4_s1b", "attested_6_3_s9a"],
}


def test_whether_a_session_was_held_is_no_guess() -> None:
    """Left out it is taken as held, which is the strict way; told as unknown it makes all unknown."""
    facts = dict(oracle.read("session")["bases"]["village"])
    del facts["session_held"]
    assert _answer("session", facts)["ok"] is True
    answer = _answer("session", {**facts, "session_held": None})
    assert answer["ok"] is False
    unknown = [f for f in answer["findings"] if f["verdict"] == "unknown"]
    assert all("missing:session_held" in f["cause"] for f in unknown)
    assert unknown
    assert all("session_held" not in rule.facts for rule in rules_in(cr.edition(), "session"))


def test_a_default_is_the_strict_way() -> None:
    """A body of no tier is a county's, which owes a plan; a year not said to run is over."""
    facts = dict(oracle.read("body_year")["bases"]["county"])
    for code in ("body_tier", "year_ended"):
        del facts[code]
    assert _answer("body_year", facts)["ok"] is True
    for changes in ({"plan_reviewed": False}, {"reports_given": 0}, {"reports_heard": 0}):
        answer = _answer("body_year", {**facts, **changes})
        assert (answer["ok"], answer["verdict"]) == (False, "fail")
    defaults = {f.code for facts in FACTS.values() for f in facts.values() if f.default is not None}
    assert defaults == {
        "session_held",
        "continues",
        "body_tier",
        "year_ended",
        "full_year",
        "declined",
    }


@pytest.mark.parametrize("changes", [{"days_open": 367}, {"year_days": 367}, {"days_open": 366}])
def test_a_room_is_open_on_no_more_days_than_a_year_has(changes: dict[str, int]) -> None:
    """What more days would owe, pro rata, nobody can say (F1, F2)."""
    facts = {**oracle.read("room_year")["bases"]["village"], **changes}
    answer = _answer("room_year", facts, only="3.9.s3", readings={"F2": "pro_rata_up"})
    (finding,) = answer["findings"]
    assert finding["verdict"] == "unknown"
    assert {cause.partition(":")[0] for cause in finding["cause"]} == {"impossible"}


def test_the_five_rule_table_is_clean() -> None:
    """The nine faults that other engines were given: each is an error or unknown, none is compliant."""
    sound = {
        "room_kind": "village",
        "participants": 12,
        "public_representatives": 4,
        "clarified_facts": True,
        "text_is_approved_text": True,
    }
    only = ["3.3.s3a", "3.3.s3c", "3.4.s3.i2", "3.5.s1.i1", "3.3.s6"]
    assert _answer("session", sound, only=only)["ok"] is True
    faults: list[dict[str, Any]] = [
        {"text_is_approved_text": ...},
        {"participants": ...},
        {"participants": None},
        {"participants": "9"},
        {"clarified_facts": "no"},
        {"participants": 9.5},
        {"public_representatives": 20},
    ]
    rows = [{c: v for c, v in {**sound, **fault}.items() if v is not ...} for fault in faults]
    rows.append({**{c: v for c, v in sound.items() if c != "participants"}, "partcipants": 12})
    for row in rows:
        answer = _answer("session", row, only=only)
        assert "error" in answer or (answer["ok"], answer["verdict"]) == (False, "unknown"), row
    broken = _answer("session", {**sound, "clarified_facts": 0}, only=only)
    assert (broken["ok"], broken["verdict"]) == (False, "fail")

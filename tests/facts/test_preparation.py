"""What came before a session: approval, its text, the route (3.2, 3.5.s1)."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from consultrules.facts.fact import NEVER
from consultrules.policy.vocabulary import Organ
from facts.builders import (
    CITY,
    COUNTY,
    GOVERNMENT,
    NEXT_TOWN,
    PARTY,
    POLICY,
    SUBDISTRICT,
    TEXT,
    TOWN,
    VILLAGE,
    ZONE_SUBDISTRICT,
    approval,
    body,
    by_heads,
    firm_room,
    number,
    read,
    sector_room,
    session_facts,
    topic,
    town_room,
    village_room,
)


def _of(facts: dict[str, int | None], stem: str) -> tuple[int | None, int | None]:
    return facts[f"{stem}_organ"], facts[f"{stem}_unit"]


def _approved(
    *decisions: cr.Approval, policy: cr.Edition = POLICY, room: cr.Room | None = None, **more: Any
) -> dict[str, int | None]:
    given = topic(approvals=decisions, **more)
    return session_facts(room=room or village_room(), policy=policy, topic=given).facts


def test_the_approval_and_what_the_route_names() -> None:
    """The town's Party committee approved what a village asks of the town above it (3.2.s4)."""
    facts = _approved(approval("05-12"))
    assert facts["approved_day"] == number("05-12")
    assert _of(facts, "approver") == (Organ.PARTY_COMMITTEE.number, int(TOWN))
    assert _of(facts, "route") == _of(facts, "approver")
    assert facts["text_is_approved_text"] == 1


@pytest.mark.parametrize(
    ("by", "same"),
    [
        (PARTY, True),
        (body("PARTY_WORKING_COMMITTEE"), True),
        (GOVERNMENT, False),
        (body("PARTY_COMMITTEE", VILLAGE), False),
        (body("PARTY_COMMITTEE", NEXT_TOWN), False),
        (body("PARTY_COMMITTEE", COUNTY), False),
        (body("WORK_COMMITTEE"), False),
    ],
)
def test_only_the_named_organ_of_the_named_unit_is_the_one(by: cr.Body, same: bool) -> None:
    """Right organ of the wrong unit, and wrong organ of the right unit, are other bodies (R1, R2)."""
    facts = _approved(approval(by=by))
    assert (_of(facts, "approver") == _of(facts, "route")) is same
    assert _of(facts, "route") == (Organ.PARTY_COMMITTEE.number, int(TOWN))


@pytest.mark.parametrize(
    ("option", "unit", "same"),
    [
        ("higher_also_satisfies", TOWN, True),
        ("higher_also_satisfies", COUNTY, True),
        ("higher_also_satisfies", CITY, True),
        ("higher_also_satisfies", VILLAGE, False),
        ("higher_also_satisfies", NEXT_TOWN, False),
        ("village_committee_as_same_level", VILLAGE, True),
        ("village_committee_as_same_level", COUNTY, False),
    ],
)
def test_other_approvers_by_reading(option: str, unit: str, same: bool) -> None:
    """A higher committee, or the village's own, approves only where the reading says so (R2)."""
    facts = _approved(approval(by=body("PARTY_COMMITTEE", unit)), policy=read(R2=option))
    assert (_of(facts, "approver") == _of(facts, "route")) is same


@pytest.mark.parametrize(
    ("room", "organ", "unit"),
    [
        (town_room(), "PARTY_COMMITTEE", TOWN),
        (town_room(kind="subdistrict", unit=SUBDISTRICT), "PARTY_WORKING_COMMITTEE", SUBDISTRICT),
        (firm_room(), "PARTY_COMMITTEE", TOWN),
        (sector_room(), "LEADING_PARTY_GROUP", COUNTY),
        (sector_room("city"), "LEADING_PARTY_GROUP", CITY),
    ],
)
def test_the_route_follows_the_kind_of_room(room: cr.Room, organ: str, unit: str) -> None:
    """Own level, place of the firm, leading Party members' group of the sector's tier (3.2.s3 to s6)."""
    facts = session_facts(room=room).facts
    assert _of(facts, "route") == (Organ(organ).number, int(unit))


@pytest.mark.parametrize(
    ("room", "field"),
    [
        (sector_room(None), "tier"),
        (sector_room(unit="320671000000"), "unit.served_by"),
        (village_room(unit=cr.Unit(code="x", name="某村", kind="village")), "responsible_unit"),
    ],
)
def test_a_route_that_cannot_be_found_is_unknown(room: cr.Room, field: str) -> None:
    """The evidence names the field to be filled in; nothing is raised."""
    row = session_facts(room=room, topic=topic())
    assert _of(row.facts, "route") == (None, None)
    assert row.evidence["route_organ"] == row.evidence["route_unit"] == (field,)


def test_a_zone_of_its_own_has_its_party_organ() -> None:
    """Approval asks for no CPPCC, so a zone without one does not hinder it (R20)."""
    room = town_room(kind="subdistrict", unit=ZONE_SUBDISTRICT)
    expected = (Organ.PARTY_WORKING_COMMITTEE.number, int(ZONE_SUBDISTRICT))
    assert _of(session_facts(room=room).facts, "route") == expected


def test_without_a_room_there_is_no_route() -> None:
    """Who had to approve depends on the room; who did approve does not."""
    facts = session_facts(topic=topic()).facts
    assert _of(facts, "route") == (None, None)
    assert facts["approved_day"] == number("05-12")


def test_untold_approvals_are_unknown() -> None:
    """Nobody said whether the topic was approved."""
    facts = session_facts(room=village_room(), topic=topic(approvals=None)).facts
    told = ("approved_day", "approver_organ", "approver_unit", "text_is_approved_text")
    assert {facts[code] for code in told} == {None}


def test_no_approval_is_known() -> None:
    """An empty list says that nobody approved, and so no text either."""
    row = session_facts(room=village_room(), topic=topic(approvals=()))
    assert row.facts["approved_day"] == NEVER
    assert _of(row.facts, "approver") == (0, 0)
    assert row.facts["text_is_approved_text"] == 0
    assert row.impossible == frozenset()


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ("approved 05-12", ("05-12", "05-12", "05-12")),
        ("returned 05-10, approved 05-12", ("05-12", "05-12", "05-12")),
        ("rejected 05-10, approved 05-12", ("05-12", "05-12", None)),
        ("approved 05-12, rejected 05-14", (None, None, None)),
        ("approved 05-12, returned 05-14", (None, None, None)),
        ("approved 05-12, rejected 06-20", ("05-12", "05-12", "05-12")),
        ("approved 05-12, amended 05-14", ("05-14", None, None)),
        ("amended 05-12", ("05-12", None, None)),
        ("approved 05-12, returned 05-14, approved 06-20", ("06-20", "06-20", "06-20")),
        ("approved 06-20", ("06-20", "06-20", "06-20")),
        ("rejected 05-12", (None, None, None)),
        ("returned 06-20", (None, None, None)),
        ("approved 06-10", ("06-10", "06-10", "06-10")),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_which_decision_binds(decisions: str, expected: tuple[str | None, ...], place: int) -> None:
    """The last decision before the session binds if it approved; what amends or ends is R16."""
    option = ("resubmit_or_amend", "resubmit_only", "rejection_final")[place]
    given = []
    for decision in reversed(decisions.split(", ")):  # the order of the records says nothing
        outcome, on = decision.split()
        given.append(
            approval(on, outcome=outcome, text="另一措辞" if outcome == "amended" else None)
        )
    facts = _approved(*given, policy=read(R16=option))
    on = expected[place]
    assert facts["approved_day"] == (NEVER if on is None else number(on))
    assert (facts["approver_organ"] == 0) is (on is None)


_DECIDING = {
    "town": PARTY,
    "county": body("PARTY_COMMITTEE", COUNTY),
    "branch": body("PARTY_COMMITTEE", VILLAGE),
    "government": GOVERNMENT,
}


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ("town approved 05-12, county approved 05-14", "town 05-12"),
        ("county approved 05-10, town approved 05-12", "town 05-12"),
        ("county approved 05-10, town approved 05-12, county approved 05-14", "town 05-12"),
        ("town approved 05-12, branch returned 05-14", "town 05-12"),
        ("town approved 05-12, branch rejected 05-14", "town 05-12"),
        ("branch rejected 05-10, town approved 05-12", "town 05-12"),
        ("town approved 05-12, county amended 05-14", "town 05-12"),
        ("town returned 05-12, county approved 05-14", None),
        ("town approved 05-10, town returned 05-12, county approved 05-14", None),
        ("town returned 05-10, county approved 05-12, town approved 05-14", "town 05-14"),
        ("county approved 05-12", "county 05-12"),
        ("county approved 05-12, government approved 05-14", "government 05-14"),
        ("county approved 05-12, branch returned 05-14", None),
        ("county approved 05-12, town approved 06-20", "county 05-12"),
        ("county returned 05-12, town approved 06-20", "town 06-20"),
        ("town approved 06-20, county approved 06-21", "town 06-20"),
    ],
)
def test_another_body_neither_replaces_nor_undoes_the_named_one(
    decisions: str, expected: str | None
) -> None:
    """A village's topic is the town committee's to decide; what others say besides is on record (R2)."""
    facts = _approved(*_decided(decisions))
    if expected is None:
        assert (facts["approved_day"], _of(facts, "approver")) == (NEVER, (0, 0))
    else:
        who, on = expected.split()
        by = _DECIDING[who]
        assert facts["approved_day"] == number(on)
        assert _of(facts, "approver") == (by.organ.number, int(by.unit.code))


def _decided(decisions: str) -> list[cr.Approval]:
    """Decisions as they are told, the last first: the order of the records says nothing."""
    given = []
    for decision in reversed(decisions.split(", ")):
        who, outcome, on = decision.split()
        text = "另一措辞" if outcome == "amended" else None
        given.append(approval(on, _DECIDING[who], outcome=outcome, text=text))
    return given


def test_a_permitted_alternative_decides_like_the_named_body() -> None:
    """Where a higher committee satisfies too, its return undoes what the town approved (R2, R16)."""
    given = _decided("town approved 05-12, county returned 05-14")
    assert _approved(*given, policy=read(R2="higher_also_satisfies"))["approved_day"] == NEVER
    given = _decided("town approved 05-12, branch returned 05-14")
    facts = _approved(*given, policy=read(R2="higher_also_satisfies"))
    assert facts["approved_day"] == number("05-12")


def test_an_office_that_reviews_does_not_undo_an_approval() -> None:
    """A sector's topic is approved by the leading Party members' group, whatever the office says (3.2.s6)."""
    group, office = body("LEADING_PARTY_GROUP", COUNTY), body("FUNCTIONAL_OFFICE", COUNTY)
    given = approval("05-12", group), approval("05-14", office, outcome="returned")
    assert _approved(*given, room=sector_room())["approved_day"] == number("05-12")


def test_where_nobody_knows_whose_decision_it_is_the_last_one_counts() -> None:
    """Without a room, or with a place missing, no decision is more than another."""
    given = _decided("town approved 05-12, county approved 05-14")
    assert session_facts(topic=topic(approvals=given)).facts["approved_day"] == number("05-14")
    nowhere = village_room(unit=cr.Unit(code="x", name="某村", kind="village"))
    assert _approved(*given, room=nowhere)["approved_day"] == number("05-14")


@pytest.mark.parametrize(
    ("option", "expected"), [("same_day_counts", "06-10"), ("day_before", "05-12")]
)
def test_a_decision_on_the_day_itself(option: str, expected: str) -> None:
    """A second approval on the day of the session came before it by one option of L18 only."""
    facts = _approved(approval("05-12"), approval("06-10"), policy=read(L18=option))
    assert facts["approved_day"] == number(expected)


@pytest.mark.parametrize(
    ("approved", "consulted", "expected"),
    [
        (None, None, 1),
        (TEXT, None, 1),
        ("村口 道路\n照明", None, 1),
        ("村口道路照明和绿化", None, 0),
        (None, "村口道路 照明", 1),
        (None, "村口道路亮化", 0),
        ("村口道路亮化", "村口道路亮化", 1),
        ("\u200b", None, None),
        (None, "\u200b", None),
        ("\u200b", "\u200b", None),
    ],
)
def test_the_text_consulted_on_is_the_approved_one(
    approved: str | None, consulted: str | None, expected: int | None
) -> None:
    """Any change but white space makes another text (3.5.s1, L5); of one that says nothing nobody knows."""
    given = topic(approvals=(approval(text=approved),))
    assert (
        session_facts(by_heads(text=consulted), topic=given).facts["text_is_approved_text"]
        == expected
    )


def test_an_editorial_change_is_attested() -> None:
    """An attested editorial change keeps the approval, but makes none where there is none (L5)."""
    held = by_heads(text="村口道路之照明")
    for approvals, expected in (((approval(),), 1), ((), 0)):
        given = topic(approvals=approvals, editorial_change_attested=True)
        assert session_facts(held, topic=given).facts["text_is_approved_text"] == expected


@pytest.mark.parametrize(("consulted", "expected"), [(None, 1), ("新措辞", 1), (TEXT, 0)])
def test_an_amended_text_is_the_binding_one(consulted: str | None, expected: int) -> None:
    """Consulting on the wording before the amendment is consulting on what nobody approved (R16)."""
    given = topic(approvals=(approval(outcome="amended", text="新措辞"),))
    assert (
        session_facts(by_heads(text=consulted), topic=given).facts["text_is_approved_text"]
        == expected
    )


@pytest.mark.parametrize("required", [None, (), ("member", "official")])
def test_what_the_topic_requires(required: tuple[str, ...] | None) -> None:
    """Capacities that the topic needs are flags; untold they are unknown (C7)."""
    facts = session_facts(topic=topic(required_capacities=required)).facts
    expected = None if required is None else int("member" in required)
    assert facts["members_required"] == facts["officials_required"] == expected
    assert facts["stakeholders_required"] == (None if required is None else 0)

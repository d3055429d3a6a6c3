"""Routes against the cases written from the policy text, and over the whole gazetteer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

import consultrules as cr
import routes
from consultrules.policy.vocabulary import Tier
from consultrules.routing.table import TABLES, cells

UNITS = cr.Gazetteer.nantong()
ROWS = [k.value for k in cr.RoomKind if k is not cr.RoomKind.SECTOR] + [
    "sector.county",
    "sector.city",
]

ENDS = {"escalation": ".county", "invitation": ".county", "channels": ".none"}
"""What follows the kind of room in the names of rows of some tables."""


@pytest.mark.parametrize("number", range(len(routes.CASES)))
def test_route_agrees_with_the_text(number: int) -> None:
    """Each case gets the addresses that the text and the readings name."""
    case = routes.CASES[number]
    assert routes.found(case) == case["expect"], case["why"]


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_complete(table: str) -> None:
    """Every kind of room, and both tiers of sectors, have an entry in every table."""
    policy = cr.edition()
    needs = [tier.value for tier in Tier]
    ends = {"escalation": needs, "invitation": needs, "channels": ["none", *needs]}.get(table)
    rows = [f"{row}.{end}" for row in ROWS for end in ends] if ends else ROWS
    assert set(policy.routes(table)["rows"]) == set(rows)
    for row in rows:
        cells(policy, table, row)
    for part in policy.routes(table):
        if "=" in part:
            reading, _, option = part.partition("=")
            assert option in policy.readings.catalogue[reading].options
            assert set(policy.routes(table)[part]) <= set(rows)


def _lacking(call: Callable[[cr.Room], object]) -> Counter[tuple[str, str]]:
    """The units without an address, by the field that the error names."""
    found: Counter[tuple[str, str]] = Counter()
    for unit in UNITS:
        if unit.kind not in (cr.UnitKind.CITY, cr.UnitKind.COUNTY):
            try:
                call(cr.Room(id=unit.code, kind=unit.kind.value, unit=unit))
            except cr.RoutingError as error:
                assert unit.county is not None
                found[error.field, unit.county.code] += 1
    return found


NO_SUPERIOR = {("responsible_unit", "320685000000"): 2}
"""Two villages under a farm, which is no unit of the policy: who leads them has to be registered (R4)."""
ZONE = {("unit.served_by", "320671000000"): 48}
"""The units of the zone: which county's CPPCC serves them has to be registered (R20)."""


@pytest.mark.parametrize(
    "call",
    [
        cr.approval_route,
        cr.approving_body,
        cr.report_route,
        cr.sensitive_route,
        cr.feedback_route,
        cr.evaluating_bodies,  # in the zone by the work committee, which is certain (E1)
    ],
)
def test_every_unit_has_an_address_or_lacks_a_named_field(
    call: Callable[[cr.Room], object],
) -> None:
    """Over the whole gazetteer the errors are exactly the two villages without a superior."""
    assert _lacking(call) == NO_SUPERIOR


def test_what_needs_a_county_cppcc_lacks_it_in_the_zone() -> None:
    """Over the whole gazetteer the errors are these villages and the units of the zone."""
    assert _lacking(cr.liaison_chain) == NO_SUPERIOR | ZONE
    print(f"{sum(NO_SUPERIOR.values())} without superior, {sum(ZONE.values())} in the zone")


def test_a_town_level_room_asks_and_tells_its_own_unit() -> None:
    """Same level: no row of these rooms leads to another unit's organ (3.2.s3, 3.6.s2, R1)."""
    for kind in ("town", "subdistrict", "park"):
        for table in TABLES:
            assert "@place" not in str(cells(cr.edition(), table, f"{kind}{ENDS.get(table, '')}"))
    here = UNITS["320623400000"]
    room = cr.Room(id="r", kind=here.kind.value, unit=here, responsible_unit=here)
    assert str(cr.approval_route(room)) == "审定：如东县经济开发区党工委"


def test_a_township_is_no_town() -> None:
    """The text names none (3.2.s3), so nothing leads to the organ of one: the unit has to be another."""
    unit = cr.Unit(code="999999200000", name="某乡", kind="township", parent="320685000000")
    with pytest.raises(cr.RoutingError) as caught:
        cr.approval_route(cr.Room(id="r", kind="town", unit=unit))
    assert (caught.value.field, caught.value.clause) == ("unit", "3.2.s3")


def test_an_institution_routes_like_an_enterprise() -> None:
    """Location decides for both, whatever their rank or owner (R7)."""
    place = UNITS["320685111000"]
    firm = cr.Room(id="r", kind="enterprise", unit=place)
    school = cr.Room(id="r", kind="institution", unit=place)
    assert str(cr.approval_route(firm)) == str(cr.approval_route(school)) == "审定：白甸镇党委"
    assert str(cr.report_route(firm)) == str(cr.report_route(school))


def test_a_county_sector_list_says_and_or() -> None:
    """The office always, and a department or a town-level Party committee."""
    room = cr.Room(id="r", kind="sector", tier="county", unit=UNITS["320685000000"], sector="经济")
    route = cr.report_route(room)
    assert (
        str(route)
        == "报送：海安市政协职能委室和（海安市有关部门或海安市有关镇、街道、园区党（工）委）"
    )
    assert " and (department concerned of 海安市 or Party (working) committee" in route.line("en")


def test_an_open_choice_mails_nobody() -> None:
    """Iterating while a choice is open is an error; once chosen it is not."""
    room = cr.Room(id="r", kind="sector", tier="county", unit=UNITS["320685000000"], sector="经济")
    receivers = cr.receiving_bodies(room)
    assert receivers.names() == ("海安市政协职能委室",)
    assert len(receivers.any_of) == 1
    with pytest.raises(cr.RoutingError) as caught:
        list(receivers)
    assert (caught.value.code, caught.value.field) == ("open_choice", "chosen")
    chosen = cr.receiving_bodies(room, chosen=UNITS["320685111000"])
    assert [body.name() for body in chosen] == ["海安市政协职能委室", "白甸镇党委"]
    assert (
        cr.report_route(room, chosen="DEPARTMENT").bodies[1].name("en")
        == "department concerned of 海安市"
    )
    higher = cr.edition().with_readings(R2="higher_also_satisfies")
    village = cr.Room(id="r", kind="village", unit=UNITS["320685111200"])
    with pytest.raises(cr.RoutingError):
        list(cr.approval_route(village, policy=higher).bodies)
    assert cr.approving_body(village, policy=higher).name() == "白甸镇党委"


@pytest.mark.parametrize("chosen", ["department", "X", UNITS["320623100000"], 3])
def test_a_choice_that_is_not_offered_is_refused(chosen: object) -> None:
    """Another county's town, a word that is none: refused with what is offered."""
    room = cr.Room(id="r", kind="sector", tier="county", unit=UNITS["320685000000"], sector="经济")
    with pytest.raises(cr.IntakeError) as caught:
        cr.report_route(room, chosen=chosen)  # type: ignore[arg-type]
    assert caught.value.faults[0].at == "chosen"
    assert len(caught.value.faults[0].accepted) == 2


def test_reviewers_do_not_receive() -> None:
    """The leading Party members' group reviews; Party committee and government receive."""
    room = cr.Room(id="r", kind="sector", tier="city", unit=UNITS["320600000000"], sector="经济")
    names = cr.receiving_bodies(room, needs="city", departments=["民政局"]).names()
    assert names == ("南通市政协职能委室", "南通市民政局", "南通市委", "南通市政府")
    assert cr.report_route(room, needs="city").step("review") is not None


def test_routes_explain_themselves_in_both_languages() -> None:
    """Clauses in our wording, and the readings with their options."""
    room = cr.Room(id="r", kind="town", unit=UNITS["320685111000"])
    route = cr.liaison_chain(room)
    zh, en = route.explain("zh"), route.explain("en")
    assert "[6.3.s4]" in zh
    assert "[R19=first_links_of_chain_one]" in zh
    assert "本库推定" in zh
    assert "inferred" in en
    assert route.basis == ("6.3.s4", "R19", "R20")
    assert [row["act"] for row in route.rows()] == ["link"] * 4
    assert (
        cr.invitation_route(
            room, cr.Person(id="p"), on=__import__("datetime").date(2025, 1, 1)
        ).line("en")
        == "the text does not cover it"
    )


@pytest.mark.parametrize(
    ("kind", "unit", "needs", "option"),
    [
        ("village", "320685111200", "county", {"R11": "by_analogy"}),
        ("sector", "320685000000", "city", {"R13": "relay_by_county_group"}),
        ("sector", "320685000000", "city", {"R13": "direct_to_city_group"}),
    ],
)
def test_what_is_done_by_analogy_is_marked(
    kind: str, unit: str, needs: str, option: dict[str, str]
) -> None:
    """3.6.s6 binds city sectors and s8 county sectors' county matters; the rest is read into them."""
    room = cr.Room(id="r", kind=kind, unit=UNITS[unit])
    if kind == "sector":
        room = cr.Room(id="r", kind=kind, unit=UNITS[unit], tier="county", sector="经济")
    route = cr.report_route(room, needs=needs, policy=cr.edition().with_readings(**option))
    told = [(step.act, step.inferred) for step in route.steps]
    assert told[0] == ("report", False)
    assert {(act, True) for act in ("review", "escalate")} == set(told[1:])
    assert "inferred" in route.explain("en")


def test_departments_of_the_review_are_a_reading() -> None:
    """How many take part in a sector's preliminary review, the text leaves open (3.2.s6, R6)."""
    room = cr.Room(id="r", kind="sector", tier="county", unit=UNITS["320685000000"], sector="经济")
    assert "R6" in cr.approval_route(room).basis
    assert "[R6=at_least_one_named]" in cr.approval_route(room).explain("zh")
    assert (
        "R6"
        not in cr.approval_route(cr.Room(id="r", kind="town", unit=UNITS["320685111000"])).basis
    )


def test_a_park_that_is_only_proposed_is_noted() -> None:
    """Without a registered unit the park is proposed, with a warning (R3)."""
    room = cr.Room(
        id="r", kind="enterprise", unit=UNITS["320685111200"], park=UNITS["320681400000"]
    )
    route = cr.approval_route(room)
    assert str(route) == "审定：启东经济开发区党工委"
    assert "R3" in route.explain("zh").splitlines()[-1]
    assert "verify" in route.explain("en").splitlines()[-1]
    assert "R3" in cr.report_route(room).explain("zh").splitlines()[-1]


def test_an_entrusted_matter_goes_back_to_who_entrusted_it() -> None:
    """Once each, by their own route; without anybody named the field is named."""
    room = cr.Room(id="r", kind="village", unit=UNITS["320685111200"])
    county = cr.Body(organ="GOVERNMENT", unit=UNITS["320685000000"])
    for given in (county, [county]):
        assert [b.name() for b in cr.entrusted_route(room, given).bodies] == ["海安市政府"]
    assert [b.name() for b in cr.report_route(room, entrusted_by=county).bodies] == [
        "白甸镇党委",
        "海安市政府",
    ]
    with pytest.raises(cr.RoutingError) as caught:
        cr.entrusted_route(room, [])
    assert caught.value.field == "entrusted_by"


def test_a_unit_without_a_county_names_what_lacks() -> None:
    """A hand-made unit with nothing above it: the field is its parent, where nothing else will do."""
    town = cr.Unit(code="999999100000", name="某镇", kind="town")
    room = cr.Room(id="r", kind="town", unit=town)
    assert cr.approving_body(room).name() == "某镇党委"
    (note,) = cr.feedback_route(room).notes
    assert all("unit.parent" in words for words in note)
    with pytest.raises(cr.RoutingError) as caught:
        cr.liaison_chain(room)
    assert caught.value.field == "unit.parent"


def test_a_table_without_its_row_is_a_broken_edition() -> None:
    """A township is a kind of unit for other cities; this edition's tables do not name it."""
    with pytest.raises(cr.EditionError) as caught:
        cells(cr.edition(), "approval", "township")
    assert caught.value.code == "broken_edition"


def test_receivers_and_open_choices_say_what_they_are() -> None:
    """In both languages, with nothing hidden."""
    village = cr.Room(id="r", kind="village", unit=UNITS["320685111200"])
    higher = cr.edition().with_readings(R2="higher_also_satisfies")
    route = cr.approval_route(village, policy=higher)
    assert route.line("zh") == "审定：白甸镇党委或上级党委"
    assert route.line("en") == "approves: Party committee of 白甸镇 or a Party committee above"
    assert repr(cr.Receivers(route)) == f"<Receivers {route}>"
    assert route.to_dict()["steps"][0]["any_of"][1][0]["above"] == "320685111000"  # type: ignore[index]
    upper = cr.Body(organ="PARTY_COMMITTEE", unit=UNITS["320685000000"])
    same = cr.Body(organ="PARTY_COMMITTEE", unit=UNITS["320685111000"])
    office = cr.Body(organ="CPPCC", unit=UNITS["320685000000"])
    open_choice = route.steps[0].any_of[1][0]
    assert [open_choice.admits(body) for body in (upper, same, office)] == [True, False, False]  # type: ignore[union-attr]


def test_what_is_left_open_in_all_of_a_route_mails_nobody() -> None:
    """A fixed group that holds a choice is still a choice."""
    from dataclasses import replace

    village = cr.Room(id="r", kind="village", unit=UNITS["320685111200"])
    route = cr.approval_route(
        village, policy=cr.edition().with_readings(R2="higher_also_satisfies")
    )
    step = replace(route.steps[0], all_of=route.steps[0].any_of[1], any_of=())
    with pytest.raises(cr.RoutingError) as caught:
        list(cr.Receivers(replace(route, steps=(step,))))
    assert caught.value.field == "chosen"


def test_two_kinds_of_room_in_one_unit() -> None:
    """A village's own room and an enterprise's in the village: the same address, found apart."""
    unit = UNITS["320685111201"]
    for kind in ("village", "enterprise", "village", "institution"):
        assert cr.approving_body(cr.Room(id="r", kind=kind, unit=unit)).name() == "白甸镇党委"


def test_units_that_share_a_code_keep_their_own_names() -> None:
    """An address is never remembered for another unit with the same code."""
    town = UNITS["320685111000"]
    renamed = town.model_copy(update={"party_organ_name": "区镇党工委"})
    first = cr.Room(id="r", kind="town", unit=town)
    second = cr.Room(id="r", kind="town", unit=renamed)
    assert cr.approving_body(first).name() == "白甸镇党委"
    assert cr.approving_body(second).name() == "区镇党工委"
    assert cr.approving_body(first).name() == "白甸镇党委"


def test_departments_and_entrusting_bodies_as_people_give_them() -> None:
    """One name is one department; one body may be plain data; a code is a choice."""
    room = cr.Room(id="r", kind="sector", tier="county", unit=UNITS["320685000000"], sector="经济")
    assert str(cr.approval_route(room, departments="民政局")).endswith(
        "海安市民政局 → 审定：海安市政协党组"
    )
    route = cr.report_route(room, departments="民政局", chosen="320685111000")
    assert str(route) == "报送：海安市政协职能委室和白甸镇党委"
    plain = {"organ": "政府", "unit": "320685000000"}
    assert [b.name() for b in cr.entrusted_route(room, plain).bodies] == ["海安市政府"]  # type: ignore[arg-type]


def test_rooms_without_a_name_are_told_apart() -> None:
    """A sector's and a firm's room are not called like the town's own."""
    sector = cr.Room(
        id="r", kind="sector", tier="county", unit=UNITS["320685000000"], sector="经济"
    )
    firm = cr.Room(id="r", kind="enterprise", unit=UNITS["320685111000"])
    town = cr.Room(id="r", kind="town", unit=UNITS["320685111000"])
    names = [cr.liaison_chain(room).bodies[-1].name() for room in (sector, firm, town)]
    assert names == ["海安市政协经济界别协商议事室", "白甸镇企业协商议事室", "白甸镇协商议事室"]
    named = sector.model_copy(update={"name": "海安市政协经济界“有事好商量”协商议事室"})
    untold = sector.model_copy(update={"sector": None})
    rooms = (sector, named, untold, firm, town)
    assert [cr.liaison_chain(room).bodies[-1].name("en") for room in rooms] == [
        *["consultation room of the 经济 sector of the CPPCC committee of 海安市"] * 2,
        "consultation room of a sector of the CPPCC committee of 海安市",
        "consultation room of the enterprise in 白甸镇",
        "consultation room of 白甸镇",
    ]
    assert "the 经济 sector" in cr.feedback_route(sector).line("en")


def test_only_readings_that_bear_on_a_route_are_told() -> None:
    """A town's approval says nothing about sectors; each reading comes with its question."""
    town = cr.Room(id="r", kind="town", unit=UNITS["320685111000"])
    told = cr.approval_route(town).explain("zh")
    assert "[R1=" in told
    assert "[R18=" not in told
    assert "？" in told.splitlines()[-1]
    noted = cr.report_route(town, needs="county").explain("en")
    assert "follow_up_channels" in noted.splitlines()[-1]

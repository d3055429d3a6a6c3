"""4.2 and 3.3.s5: CPPCC members — linked, enrolled, invited by the route, there once a year, assessed."""

from __future__ import annotations

from consultrules.facts.fact import NOT_YET
from consultrules.policy.judging import Force
from consultrules.policy.vocabulary import Tier
from consultrules.rules.kinds import TERRITORIAL
from consultrules.rules.rule import Heading, Reader, Shape
from consultrules.rules.tree import YES, F, Number, among

ROOM = Heading("room")
MEMBER = Heading("member")
MEMBER_YEAR = Heading("member_year")

_COUNTY = among("member_tier", Tier.COUNTY)
_CITY = among("member_tier", Tier.CITY)
_HIGHER = among("member_tier", Tier.PROVINCE, Tier.NATION)
_CITY_UP = among("member_tier", Tier.CITY, Tier.PROVINCE, Tier.NATION)
_ASSESSED = among("member_tier", Tier.COUNTY, Tier.CITY)
_HAS_ROOM = F("own_sector_has_room").equals(1)
_NOT_INVITED = F("invited_by_route").equals(NOT_YET)

# A row about a member is either about a membership or about one invitation.
PARTS = {
    "membership": ("4.2.s4a", "4.2.s5a"),
    "invitation": ("3.3.s7", "4.2.s3", "4.2.s4b", "4.2.s6", "4.2.s7"),
}


@ROOM.read("4.2.s5b")
def every_room_is_linked(read: Reader) -> Shape:
    """At least one member is linked to every room (M1)."""
    areas = read("M1") == "area_rooms_only"
    return Shape(
        test=F("linked_county_members" if areas else "linked_members")
        >= Number("minimum_linked_members"),
        applies=TERRITORIAL if areas else None,
    )


MEMBER.rule("4.2.s4a", F("sector_enrolments") >= 1, applies=_CITY & _HAS_ROOM)


@MEMBER.read("4.2.s5a#area")
def county_member_has_an_area(read: Reader) -> Shape:
    """A county member is linked to an area; by M2 a sector may do instead."""
    links = F("area_links")
    either = read("M2") == "either"
    return Shape(test=(links + F("sector_enrolments") if either else links) >= 1, applies=_COUNTY)


@MEMBER.read("4.2.s5a#sector")
def county_member_has_a_sector(read: Reader) -> Shape:
    """A county member is enrolled in the sector's room where there is one (M2)."""
    option = read("M2")
    return Shape(
        test=F("sector_enrolments") >= 1,
        applies=_COUNTY if option != "area_and_existing_sector" else _COUNTY & _HAS_ROOM,
        waived=YES if option == "either" else None,
        waiver="reading:M2",
    )


for _key, _tiers in (("4.2.s6", _COUNTY), ("4.2.s7", _CITY_UP)):

    @MEMBER.read(_key)
    def invited_by_the_route(_read: Reader, tiers: object = _tiers) -> Shape:
        """Inviting is free, the route is not: whoever invites takes it."""
        return Shape(
            test=F("invited_by_route").equals(1),
            applies=tiers,  # type: ignore[arg-type]
            waived=_NOT_INVITED,
            waiver="not_invited",
            force=Force.MUST,
        )


MEMBER.rule(
    "3.3.s7",
    F("willing").equals(1),
    applies=_CITY_UP,
    waived=_NOT_INVITED | F("declined").equals(1),  # to ask, hear no and leave it is what is wanted
    waiver="not_invited",
)

# Permissions: whoever is willing may come; nobody fails for staying away.
for _key, _tiers in (("4.2.s3", _HIGHER), ("4.2.s4b", _CITY)):
    MEMBER.rule(
        _key,
        F("willing").equals(1),
        applies=_tiers,
        waived=_NOT_INVITED | F("willing").equals(0),
        waiver="not_invited",
    )

MEMBER_YEAR.rule(
    "3.3.s5",
    F("attended") >= 1,
    applies=_COUNTY & F("linked").equals(1),
    waived=F("full_year").equals(0),
    waiver="partial_year",
    awaits=F("attended").equals(NOT_YET),
)

# City and county members are assessed, by both dimensions of any weight (M10); the text sets no day for it.
ASSESSED = {
    "4.2.s9a": "activity_assessed",
    "4.2.s9b.i1": "attendance_weight",
    "4.2.s9b.i2": "contribution_weight",
    "4.2.s9b.i3": "contribution_weight",
}
for _key, _fact in ASSESSED.items():
    MEMBER_YEAR.rule(_key, F(_fact) >= 1, applies=_ASSESSED, awaits=F(_fact).equals(NOT_YET))

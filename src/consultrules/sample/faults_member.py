"""Faults of members: links, attendance, assessment, and invitations past their route (3.3, 4.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from consultrules.sample.city import City
from consultrules.sample.fault import COPIES, GONE, groups, put
from consultrules.sample.people import member_subject
from consultrules.sample.site import TOWN_LEVEL, Site
from consultrules.sample.words import YEAR, Data


@dataclass(frozen=True)
class Seat:
    """A member in a room: linked there, or invited (``invitation``); the subject is the member."""

    city: City
    member: Data
    site: Site | None = None
    invitation: Data | None = None

    @property
    def claims(self) -> list[str]:
        """What no other fault may touch: the member, the invitation, or a town's room as well."""
        if self.invitation is not None:
            return [self.invitation["id"]]
        town = self.site is not None and self.site.kind in TOWN_LEVEL
        return [self.member["id"], *([self.site.room["id"]] if town and self.site else [])]

    def subject(self, grain: str) -> str:
        """What a finding of a grain is about."""
        if self.invitation is not None:
            found: str = self.invitation["id"]
            return found
        return member_subject(self.member) if grain == "member" else f"{self.member['id']}@{YEAR}"

    def leave(self) -> None:
        """Take the member's link from the room."""
        assert self.site is not None
        mine = self.member["id"]
        self.site.room["links"] = [k for k in self.site.room["links"] if k["person"] != mine]

    def stay_away(self) -> None:
        """Excuse the member from every session of the room."""
        assert self.site is not None
        lines = [line for c in self.site.cases for s in c["sessions"] for line in s["roll"]]
        for line in lines:
            if line["person"] == self.member["id"]:
                line["status"] = "excused"


class MemberFault(NamedTuple):
    """One row: what follows, in words what is wrong, who is hit, and what is changed.

    ``assessed`` are changes of the member's assessment, ``invited`` of the invitation.
    """

    finds: str
    what: str
    who: str
    assessed: Mapping[str, object] = {}
    invited: Mapping[str, object] = {}
    do: Callable[[Seat], None] | None = None
    copies: int = COPIES

    def plant(self, seat: Seat) -> None:
        """Spoil what is on record of a member."""
        for path, value in self.assessed.items():
            put(seat.city.assessments[seat.member["id"]], path, value)
        for path, value in self.invited.items():
            assert seat.invitation is not None
            put(seat.invitation, path, value)
        if self.do is not None:
            self.do(seat)

    def found(self, seat: Seat) -> list[tuple[str, str, str, str]]:
        """Grain, subject, rule and verdict of everything that follows."""
        return [
            (grain, seat.subject(grain), rule, verdict)
            for grain, verdict, rules in groups(self.finds)
            for rule in rules
        ]


def _unassessed(seat: Seat) -> None:
    del seat.city.assessments[seat.member["id"]]


_ALL = "4.2.s9a 4.2.s9b.i1 4.2.s9b.i2 4.2.s9b.i3"
FAULTS = {
    # 3.3.s5 and 4.2.s4, s5 tied to rooms
    "never_came": MemberFault("member_year fail 3.3.s5", "a linked member excused each time",
        "town", do=Seat.stay_away),
    "without_area": MemberFault("member fail 4.2.s5a#area", "a county member tied to no room",
        "town", do=Seat.leave),
    "not_enrolled": MemberFault("member fail 4.2.s5a#sector", "the sector's room left one out",
        "enrolled", do=Seat.leave),
    "city_not_enrolled": MemberFault("member fail 4.2.s4a", "a city sector's room left one out",
        "city", do=Seat.leave),
    # 3.3.s7 and 4.2.s3 to s7 invitations
    "invited_directly": MemberFault("member fail 4.2.s6", "the county CPPCC was not asked",
        "county guest", invited={"applied_to": []}),
    "county_passed_over": MemberFault("member fail 4.2.s7", "nobody was asked at all",
        "higher guest", invited={"applied_to": []}),
    "not_needed": MemberFault("member fail 4.2.s7", "invited though the topic has no need of it",
        "city guest", invited={"topic_needs": False}, copies=1),
    "unwilling": MemberFault("member fail 3.3.s7", "arranged against the member's own will",
        "higher guest", invited={"willing": False}),
    "willing_untold": MemberFault("member unknown 3.3.s7 4.2.s3", "whether the guest was willing",
        "higher guest", invited={"willing": GONE}),
    "city_willing_untold": MemberFault("member unknown 3.3.s7 4.2.s4b",
        "whether the guest of the city was willing", "city guest", invited={"willing": GONE}),
    # 4.2.s9 assessment
    "activity_not_assessed": MemberFault("member_year fail 4.2.s9a", "activity is not in it",
        "assessed", {"activity_included": False}),
    "city_activity_not_assessed": MemberFault("member_year fail 4.2.s9a", "activity is not in it",
        "assessed city", {"activity_included": False}, copies=1),
    "attendance_weightless": MemberFault("member_year fail 4.2.s9b.i1", "coming counts for nothing",
        "assessed", {"attendance_weight": 0}),
    "contribution_weightless": MemberFault("member_year fail 4.2.s9b.i2 4.2.s9b.i3",
        "only coming counts", "assessed", {"contribution_weight": 0}),
    "weights_untold": MemberFault("member_year unknown 4.2.s9b.i1 4.2.s9b.i2 4.2.s9b.i3",
        "what counts how much", "assessed",
        {"attendance_weight": GONE, "contribution_weight": GONE}, copies=2),
    "not_assessed_yet": MemberFault(f"member_year pending {_ALL}", "the assessment is still to come",
        "assessed", do=_unassessed, copies=2),
}  # fmt: skip
"""What is wrong with what is on record of a member, by name."""


def seats(city: City, who: str) -> Iterator[Seat]:
    """The members that a fault may hit."""
    if who.endswith("guest"):
        yield from _guests(city, who.removesuffix(" guest"))
    elif who == "town":
        towns = (s for s in city.sites if s.kind in TOWN_LEVEL and _spacious(s))
        yield from (Seat(city, site.members[1], site) for site in towns)
    elif who in ("enrolled", "city"):
        kind = "city_sector" if who == "city" else "county_sector"
        sectors = (site for site in city.sites if site.kind == kind)
        yield from (Seat(city, m, site) for site in sectors for m in site.members[3:])
    elif who == "assessed city":
        yield from (Seat(city, member) for member in city.own.people.members[::5])
    else:
        villages = (s for s in city.sites if s.kind in ("village", "community") and not s.spare)
        yield from (Seat(city, site.members[0]) for site in villages)


def _guests(city: City, level: str) -> Iterator[Seat]:
    people = {m["id"]: m for area in city.areas for m in area.people.members}
    levels = ("province", "nation") if level == "higher" else (level,)
    for area in city.areas:
        for invitation in area.invitations:
            guest = people[invitation["person"]]
            if guest["memberships"][0]["level"] in levels:
                yield Seat(city, guest, invitation=invitation)


def _spacious(site: Site) -> bool:
    """Whether one can stay away from each session and enough people are left."""
    return all(len(s["roll"]) > 15 for case in site.cases for s in case["sessions"])

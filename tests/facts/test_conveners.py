"""Who may convene a room: posts, units, sectors (4.1.s3 to s5)."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from facts.builders import (
    COUNTY,
    HELD_ON,
    NEXT_TOWN,
    NEXT_VILLAGE,
    TOWN,
    VILLAGE,
    convener,
    firm_room,
    read,
    room_facts,
    row_of,
    sector_room,
    town_room,
    village_room,
)

CONVENERS = ("conveners", "conveners_eligible")
ELIGIBLE = {
    "town": {"work_committee_director", "work_committee_deputy_director"},
    "village": {"party_secretary", "party_presiding"},
    "enterprise": {"sector_convener", "sector_member"},
    "sector": {"sector_convener", "sector_member"},
}
POSTS = (
    *("work_committee_director", "work_committee_deputy_director", "party_secretary"),
    *("party_presiding", "party_deputy_secretary", "sector_convener", "sector_member", "other"),
)
ROOMS = {"town": town_room, "village": village_room, "enterprise": firm_room, "sector": sector_room}


@pytest.mark.parametrize("kind", ROOMS)
@pytest.mark.parametrize("post", POSTS)
def test_which_post_makes_a_convener(kind: str, post: str) -> None:
    """Each kind of room has the posts that the text names for it, and no other (4.1.s3 to s5)."""
    row = row_of(ROOMS[kind](conveners=[convener("p", post)]))
    eligible = post in ELIGIBLE[kind]
    assert row.facts["conveners_eligible"] == int(eligible)
    assert row.evidence["conveners_eligible"] == (() if eligible else ("p",))


@pytest.mark.parametrize(
    ("option", "posts"),
    [
        ("secretary_or_presiding", {"party_secretary", "party_presiding"}),
        ("secretary_only", {"party_secretary"}),
        ("any_leading_member", {"party_secretary", "party_presiding", "party_deputy_secretary"}),
    ],
)
def test_who_heads_the_party_organisation(option: str, posts: set[str]) -> None:
    """Secretary, whoever presides, or any deputy, by reading V1."""
    able = {
        post
        for post in POSTS
        if room_facts(
            village_room(conveners=[convener("p", post)]),
            "conveners_eligible",
            policy=read(V1=option),
        )
        == (1,)
    }
    assert able == posts


@pytest.mark.parametrize(
    ("room", "post", "unit", "expected"),
    [
        (village_room, "party_secretary", VILLAGE, 1),
        (village_room, "party_secretary", NEXT_VILLAGE, 0),
        (village_room, "party_secretary", TOWN, 0),
        (town_room, "work_committee_director", TOWN, 1),
        (town_room, "work_committee_director", NEXT_TOWN, 0),
        (town_room, "work_committee_director", COUNTY, 0),
        (firm_room, "sector_member", COUNTY, 1),
    ],
)
def test_the_post_is_held_in_the_rooms_own_unit(
    room: Any, post: str, unit: str, expected: int
) -> None:
    """The secretary of the next village does not head this one's Party organisation (4.1.s4a)."""
    given = room(conveners=[convener("p", post, unit=unit)])
    assert room_facts(given, "conveners_eligible") == (expected,)


def test_several_conveners() -> None:
    """Each has to hold a post (V8); one person with two posts is one convener (V9)."""
    two = [convener("a"), convener("b", "other"), convener("a", "work_committee_director")]
    assert room_facts(village_room(conveners=two), *CONVENERS) == (2, 1)
    assert room_facts(town_room(conveners=two[::2]), *CONVENERS) == (1, 1)


@pytest.mark.parametrize(
    ("room", "sectors", "expected"),
    [
        (firm_room(), ("经济界",), 1),
        (firm_room(), ("教育界",), 0),
        (firm_room(related_sectors=()), ("经济界",), 0),
        (firm_room(related_sectors=None), ("经济界",), None),
        (sector_room(), ("教育界",), 1),
        (sector_room(), ("经济界",), 0),
        (sector_room(sector=None), ("教育界",), None),
        (sector_room(), (None,), None),
        (sector_room(), ("教育界", None), None),
        (sector_room(), ("教育界", "经济界", None), 1),
        (sector_room(), ("教育界", "教育界"), 2),
        (sector_room(), (), 0),
        (village_room(), ("教育界",), None),
    ],
)
def test_conveners_of_a_related_sector(
    room: cr.Room, sectors: tuple[str | None, ...], expected: int | None
) -> None:
    """The room's own sector, or one recorded as related; untold sectors decide nothing (V6)."""
    given = [convener(f"p{n}", "sector_member", sector=s) for n, s in enumerate(sectors)]
    changed = room.model_copy(update={"conveners": tuple(cr.Convener(**c) for c in given)})
    assert room_facts(changed, "conveners_related") == (expected,)


def test_conveners_are_trained_by_the_day() -> None:
    """Whoever has taken part in one training counts once; the others are named (4.1.s6)."""
    two = town_room(conveners=(convener("a"), convener("b"), convener("a")))
    for trained, number, others in (
        (None, None, None),
        (frozenset(), 0, ("a", "b")),
        (frozenset({"b", "c"}), 1, ("a",)),
        (frozenset({"a", "b"}), 2, ()),
    ):
        row = row_of(two, trained=trained)
        assert row.facts["conveners_trained"] == number
        assert row.evidence.get("conveners_trained") == others
    assert room_facts(town_room(), "conveners_trained", trained=frozenset()) == (None,)
    trainings = [
        {"id": "x1", "on": "2025-06-11", "persons": ["a"]},
        {"id": "x2", "on": "2025-06-09", "persons": ["b"]},
    ]
    registry = cr.Registry.read({"rooms": [two.to_dict()], "trainings": trainings})
    report = cr.check(two, registry=registry, as_of=HELD_ON)
    assert report["4.1.s6"].verdict == "fail"
    assert report["4.1.s6"].evidence == ("a",)

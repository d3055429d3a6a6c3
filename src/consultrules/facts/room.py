"""Facts about a room: name, six haves, conveners, linked members, roster (3.1, 4.1, 4.2.s5, 4.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from consultrules.facts.attested import UNTOLD, Attested, Doubts, attested_facts
from consultrules.facts.convener import fill_conveners, fill_trained
from consultrules.facts.fact import Declared, Evidence, Facts, Row, checked, count, flag, word
from consultrules.models.base import says
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import (
    LinkKind,
    RepresentativeCategory,
    RoomKind,
    SixHave,
    Tier,
)

OFFICIAL_NAME = "有事好商量协商议事室"
_MARKS = str.maketrans("", "", "“”„‟\"＂〝〞〟‘’‚‛'＇「」『』﹁﹂﹃﹄《》〈〉«»‹›\u200b\ufeff")

ROSTER = tuple(c for c in RepresentativeCategory if c.clause.startswith(("4.3.s4", "4.3.s5")))

FACTS = (
    word("room_kind", RoomKind, "室别", "kind of the room", "room.kind"),
    flag("name_is_uniform", "统一名称", "the room bears the uniform name", "room.name"),
    *(
        flag(f"has_{have.value}", have.zh, f"the room has: {have.en}", "room.haves", **more)
        for have, more in (
            (have, {"at_most": ("sessions_held",)} if have is SixHave.ACTIVITY else {})
            for have in SixHave
        )
    ),
    count(
        "haves_claimed",
        "已具备项数",
        "things claimed of the six that a room has to have",
        "room.haves",
        most=len(SixHave),
    ),
    count(
        "haves_evidenced",
        "附有依据的已具备项数",
        "things claimed that have evidence",
        "room.haves.evidence",
        at_most=("haves_claimed",),
    ),
    count("sessions_held", "已开展协商活动数", "sessions held", "registry.cases"),
    count("conveners", "召集人数", "conveners of the room", "room.conveners"),
    count(
        "conveners_eligible",
        "符合资格的召集人数",
        "conveners who hold the post that the text names",
        "room.conveners.post",
        at_most=("conveners",),
        personal=True,
    ),
    count(
        "conveners_trained",
        "已培训的召集人数",
        "conveners who have taken part in a training",
        "registry.trainings",
        at_most=("conveners",),
        personal=True,
    ),
    count(
        "conveners_related",
        "属相关界别的召集人数",
        "conveners of or from a related sector",
        "room.conveners.sector",
        at_most=("conveners",),
        ours=True,
    ),
    count("co_conveners", "共同召集人数", "co-conveners", "room.co_conveners"),
    count(
        "co_conveners_linked",
        "分片联系的共同召集人数",
        "co-conveners who are area-linked members",
        "room.co_conveners, room.links",
        at_most=("co_conveners", "area_linked_members"),
        personal=True,
    ),
    count(
        "convener_is_co_convener",
        "召集人兼任共同召集人的人数",
        "persons who are convener and co-convener at once",
        "room.conveners, room.co_conveners",
        at_most=("conveners", "co_conveners"),
        personal=True,
    ),
    count("linked_members", "联系委员数", "CPPCC members linked to the room", "room.links"),
    count(
        "linked_county_members",
        "联系的县级委员数",
        "county members linked to the room",
        "room.links.level",
        at_most=("linked_members",),
        ours=True,
    ),
    count(
        "area_linked_members",
        "分片联系委员数",
        "members linked to the room by area",
        "room.links.kind",
        at_most=("linked_members",),
        ours=True,
    ),
    *(
        count(
            f"roster_{c.value}",
            f"名册中{c.zh}数",
            f"on the roster: {c.en}",
            "room.representatives",
            at_most=("representatives",),
        )
        for c in ROSTER
    ),
    count(
        "representatives",
        "名册中群众代表数",
        "public representatives on the roster",
        "room.representatives",
    ),
    count(
        "representatives_expired",
        "逾期未更新的群众代表数",
        "public representatives whose entry has expired",
        "room.representatives.until",
        personal=True,
    ),
    *attested_facts("room"),
    *attested_facts("person"),
)
DECLARED = Declared(FACTS)


def is_uniform(name: str) -> bool:
    """Whether a name holds the official one, quotation marks and spaces left aside (reading K7)."""
    return OFFICIAL_NAME in "".join(name.translate(_MARKS).split())


def room_row(
    room: Room,
    *,
    on: dt.date,
    policy: Edition,
    sessions_held: int | None = None,
    trained: Collection[str] | None = None,
    attested: Attested = UNTOLD,
    no_member: Collection[str] = (),
    no_committee: Collection[str] = (),
) -> Row:
    """The facts of a room as it stands on a day.

    ``sessions_held`` and ``trained``, the people who have been trained by then, come from the registry;
    so do ``no_member``, those known to be no CPPCC members on the day, whom no link makes one (M1, V5),
    and ``no_committee``, the codes of units known to have no CPPCC work committee (V7).
    """
    facts: Facts = dict.fromkeys(DECLARED)
    evidence: Evidence = {}
    facts["room_kind"] = room.kind_on(on).number
    facts["sessions_held"] = sessions_held
    if room.name is not None:
        facts["name_is_uniform"] = int(is_uniform(room.name))
    if room.haves is not None:
        told = {have.what: have.holds for have in room.haves}
        for have in SixHave:
            if have in told or not told:  # an empty list says that there is none
                facts[f"has_{have.value}"] = int(told.get(have, False))
        claimed = [have for have in room.haves if have.holds]
        facts["haves_claimed"] = len(claimed)
        facts["haves_evidenced"] = sum(says(have.evidence) for have in claimed)
    fill_conveners(room, on, policy, no_committee, facts, evidence)
    fill_trained(room, on, trained, facts, evidence)
    _links(room, on, no_member, facts, evidence)
    of_people = _roster(room, on, attested, facts, evidence)
    doubts = attested.fill(("room",), room.id, facts, evidence, on)
    doubts.expired.update(of_people.expired)
    impossible = checked(facts, DECLARED).union(doubts.contradicting, of_people.contradicting)
    expired = frozenset(doubts.expired)
    return Row("room", room.id, facts, on, room.unit, impossible, evidence, expired=expired)


def _links(
    room: Room, on: dt.date, no_member: Collection[str], facts: Facts, evidence: Evidence
) -> None:
    if room.co_conveners is not None:
        co_conveners = tuple(dict.fromkeys(c.person for c in room.co_conveners if c.valid_on(on)))
        facts["co_conveners"] = len(co_conveners)
    if room.links is None:
        return
    now = [link for link in room.links if link.valid_on(on) and link.person not in no_member]
    by_area = {link.person for link in now if link.kind is LinkKind.AREA}
    facts["linked_members"] = len({link.person for link in now})
    facts["linked_county_members"] = len({link.person for link in now if link.level is Tier.COUNTY})
    facts["area_linked_members"] = len(by_area)
    if room.co_conveners is not None:
        unlinked = tuple(person for person in co_conveners if person not in by_area)
        facts["co_conveners_linked"] = len(co_conveners) - len(unlinked)
        evidence["co_conveners_linked"] = unlinked


def _roster(
    room: Room,
    on: dt.date,
    attested: Attested,
    facts: Facts,
    evidence: Evidence,
) -> Doubts:
    if room.representatives is None:
        return Doubts(set(), set())
    for category in ROSTER:
        facts[f"roster_{category.value}"] = len(
            {r.person for r in room.representatives if r.category is category and r.valid_on(on)}
        )
    now = dict.fromkeys(r.person for r in room.representatives if r.valid_on(on))
    facts["representatives"] = len(now)
    doubts = attested.count("person", tuple(now), facts, evidence, on)
    current = {r.person for r in room.representatives if r.until is None or on < r.until}
    people = dict.fromkeys(r.person for r in room.representatives)
    expired = tuple(person for person in people if person not in current)
    facts["representatives_expired"] = len(expired)
    evidence["representatives_expired"] = expired
    return doubts

"""Statistics of the information base itself: what of it is told, what is attested (4.0)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from consultrules.auditing.statistics.source import Source
from consultrules.auditing.statistics.statistic import Pair, Statistic
from consultrules.models.room import Room
from consultrules.policy.counting import Measure, Residue
from consultrules.policy.support import InformationItem
from consultrules.rules.compiled import FAIL, PASS, UNKNOWN
from consultrules.rules.report import Judged

_ROOMS: Pair = ("存续的协商议事室", "rooms open on the day")
_KEPT: dict[InformationItem, tuple[Pair, Pair]] = {
    InformationItem.CONVENERS: (_ROOMS, ("召集人已填报的", "those whose conveners are told")),
    InformationItem.MEMBERS: (
        ("联系议事室的委员", "members linked to a room"),
        ("有委员身份记录的", "those with a record of their membership"),
    ),
    InformationItem.PUBLIC_REPRESENTATIVES: (
        _ROOMS,
        ("群众代表名册已填报的", "those whose roster of public representatives is told"),
    ),
    InformationItem.PERSONAL_BASICS: (
        ("议事室记录提到的人", "people named by a room"),
        ("有姓名记录的", "those with a record of their name"),
    ),
    InformationItem.AREA_LINKS: (_ROOMS, ("委员联系已填报的", "those whose links are told")),
    InformationItem.TOPIC_SELECTION: (
        ("本年的议题", "topics of the year"),
        ("来源与征集途径都已填报的", "those whose source and channel are told"),
    ),
    InformationItem.ATTENDANCE: (
        ("已开展的协商活动，续会在内", "sittings held, continued ones too"),
        ("有名册的", "those with a roll"),
    ),
}
_OF_PEOPLE = (InformationItem.MEMBERS, InformationItem.PERSONAL_BASICS)


def _kept(item: InformationItem, base: Pair, numerator: Pair) -> Statistic:
    people = item in _OF_PEOPLE
    return Statistic(
        code=f"information.{item.value}",
        clauses=("4.0.s1", "4.0.s2a", item.clause),
        zh=f"信息完整·{item.zh}",
        en=f"information kept: {item.en}",
        measure=Measure.SHARE,
        numerator=numerator,
        denominator=base,
        base=base,
        residue=(Residue.UNKNOWN,) if people else (),
        distinct=people,
        dated=False,
        ours=True,
    )


STATISTICS: tuple[Statistic, ...] = (
    *(_kept(item, *told) for item, told in _KEPT.items()),
    Statistic(
        code="attested",
        clauses=(),
        zh="证明率",
        en="attested",
        measure=Measure.SHARE,
        numerator=("有人作出证明的，肯定否定都算", "those that somebody attests, either way"),
        denominator=("适用的证明事项", "matters to attest that apply"),
        base=("须证明的事项，每个对象各计一次", "matters to attest, once for each subject"),
        residue=(Residue.NOT_APPLICABLE, Residue.PENDING),
        dated=False,
        ours=True,
    ),
)


def count(source: Source, rows: Sequence[Judged]) -> None:
    """Count what the information base tells, and what is attested."""
    _rooms(source)
    _people(source)
    _activities(source, rows)
    for one in rows:
        _attested(source, one)


def _rooms(source: Source) -> None:
    for room in source.open_rooms:
        home = source.places.room(room.id)
        for item, told in (
            (InformationItem.CONVENERS, room.conveners),
            (InformationItem.PUBLIC_REPRESENTATIVES, room.representatives),
            (InformationItem.AREA_LINKS, room.links),
        ):
            code = f"information.{item.value}"
            source.tally.answer(code, home, None, told is not None, room.id)


def _people(source: Source) -> None:
    """People are counted once in each group; kept elsewhere, nothing can be said of them."""
    linked: dict[str, list[str]] = {}
    named: dict[str, list[str]] = {}
    for room in source.open_rooms:
        for link in room.links or ():
            if link.valid_on(source.day):
                linked.setdefault(link.person, []).append(room.id)
        for person in _named(room, source.day):
            named.setdefault(person, []).append(room.id)
    people = source.registry.person_by_id
    elsewhere = source.registry.people is None
    for item, rooms_of in zip(_OF_PEOPLE, (linked, named), strict=True):
        code = f"information.{item.value}"
        for key, rooms in rooms_of.items():
            home = source.places.rooms(rooms)
            who = people.get(key)
            kept = who is not None and (
                who.name is not None
                if item is InformationItem.PERSONAL_BASICS
                else bool(who.memberships_on(source.day))
            )
            source.tally.answer(code, home, None, None if elsewhere else kept, key)


def _named(room: Room, day: dt.date) -> Iterator[str]:
    told = (room.conveners, room.co_conveners, room.links, room.representatives)
    for entries in told:
        for entry in entries or ():
            if entry.valid_on(day):
                yield entry.person


def _activities(source: Source, rows: Sequence[Judged]) -> None:
    for one in rows:
        row = one.row
        if row.grain == "case":
            topic = source.case(row.subject).topic
            told = topic.source is not None and topic.channel is not None
            item = InformationItem.TOPIC_SELECTION
        elif row.grain == "session" and row.facts["session_held"] == 1:
            told = source.sessions[row.subject].roll is not None
            item = InformationItem.ATTENDANCE
        else:
            continue
        code = f"information.{item.value}"
        source.tally.answer(code, source.home(row), None, told, row.subject)


def _attested(source: Source, one: Judged) -> None:
    """A matter is attested when its rule passes or fails; unknown, nobody has spoken for it."""
    home = None
    for place in source.matters(one.plan):
        home = home or source.home(one.row)
        found = one.codes[place]
        told = found in (PASS, FAIL)
        if told or found == UNKNOWN:
            source.tally.answer("attested", home, None, told)
        else:
            source.tally.verdict("attested", home, None, found, "")

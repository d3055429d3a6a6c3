"""Statistics of people: members who came, training, sitting in, talent pools (3.3, 4.1 to 4.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consultrules.auditing.statistics.place import Home
from consultrules.auditing.statistics.source import Source
from consultrules.auditing.statistics.statistic import Pair, Statistic, judged
from consultrules.models.session import Session
from consultrules.policy.counting import Measure, Residue
from consultrules.policy.judging import Grain
from consultrules.policy.support import SittingOccasion, TalentPool
from consultrules.policy.vocabulary import Tier
from consultrules.policy.word import Word
from consultrules.rules.report import Judged

_OWN_TIERS = (Tier.COUNTY, Tier.CITY)
_BATCHES: Pair = ("本年的列席批次", "batches that sat in during the year")
_NOMINATED: Pair = ("本年的推荐", "nominations in the year")


def _trained(code: str, name: Pair, clause: str, who: Pair) -> Statistic:
    return Statistic(
        code=code,
        clauses=(clause,),
        zh=name[0],
        en=name[1],
        measure=Measure.SHARE,
        numerator=("到判定之日参加过培训的人", "those who took part in a training by the day"),
        denominator=("培训情况已填报的人", "those whose training is known"),
        base=who,
        residue=(Residue.UNKNOWN,),
        distinct=True,
        dated=False,
    )


def _events(code: str, word: Word, name: Pair, whole: Pair, *, distinct: bool) -> Statistic:
    """How many there were, or how many persons, for one word of a closed list."""
    persons = (f"{word.zh}的不同人员", f"different persons: {word.en}")
    events = (f"{word.zh}的{whole[0]}", f"{whole[1]}: {word.en}")
    return Statistic(
        code=f"{code}.{word.value}",
        clauses=(word.clause,),
        zh=f"{name[0]}·{word.zh}",
        en=f"{name[1]}: {word.en}",
        measure=Measure.NUMBER,
        numerator=persons if distinct else events,
        denominator=events,
        base=events,
        distinct=distinct,
    )


ATTENDING = judged(
    "members_attending",
    ("县（市）区联系委员参加过协商", "linked county members who came at least once"),
    ("县（市）区政协委员", "county members"),
    Grain.MEMBER_YEAR,
    ("3.3.s5",),
    dated=False,
    readings=("M2", "M11"),
    distinct=True,
)
STATISTICS: tuple[Statistic, ...] = (
    Statistic(
        code="member_attendance",
        clauses=("3.3.s5",),
        zh="县（市）区联系委员出席率",
        en="attendance rate of linked county members",
        measure=Measure.SHARE,
        numerator=("联系委员实际参加的人次", "times that a linked member came"),
        denominator=(
            "有名册的协商中应到的人次",
            "times that one was to come, where there is a roll",
        ),
        base=(
            "所联系议事室每次协商，每名县（市）区联系委员计一次",
            "each session of a room, once for each county member linked to it that day",
        ),
        residue=(Residue.HEAD_COUNT,),
        readings=("M11",),
    ),
    ATTENDING,
    _trained(
        "conveners_trained",
        ("召集人培训率", "conveners trained"),
        "4.1.s6",
        ("存续议事室的召集人", "conveners of rooms open on the day"),
    ),
    _trained(
        "members_trained",
        ("委员培训率", "members trained"),
        "4.2.s8a",
        ("市、县（市）区政协委员", "members of the city and county CPPCC"),
    ),
    Statistic(
        code="trainings",
        clauses=("4.1.s6", "4.2.s8a"),
        zh="培训次数",
        en="trainings",
        measure=Measure.NUMBER,
        numerator=("本年的培训", "trainings in the year"),
        denominator=("本年的培训", "trainings in the year"),
        base=("本年的培训", "trainings in the year"),
    ),
    *(
        _events(
            "sitting_in_batches", w, ("列席批次", "batches sitting in"), _BATCHES, distinct=False
        )
        for w in SittingOccasion
    ),
    *(
        _events(
            "sitting_in_persons", w, ("列席人数", "persons sitting in"), _BATCHES, distinct=True
        )
        for w in SittingOccasion
    ),
    *(
        _events("nominations", w, ("推荐", "nominations"), _NOMINATED, distinct=False)
        for w in TalentPool
    ),
    *(
        _events("nominated", w, ("推荐人数", "persons nominated"), _NOMINATED, distinct=True)
        for w in TalentPool
    ),
)


def count(source: Source, rows: Sequence[Judged]) -> None:
    """Count members and their attendance, and what was done for people."""
    for one in rows:
        row = one.row
        if row.grain == "session" and row.facts["session_held"] == 1:
            _attendance(source, source.sessions[row.subject])
        elif row.grain == "member_year" and row.facts["member_tier"] == Tier.COUNTY.number:
            found = source.found(ATTENDING, one)
            assert found is not None
            person = row.subject.rpartition("@")[0]
            source.tally.verdict(ATTENDING.code, source.places.unit(row.unit), None, found, person)
    if source.registry.people is None:
        source.tally.untold |= {ATTENDING.code, "members_trained"}
    _training(source)
    _sitting_in(source)
    _nominations(source)


def _attendance(source: Source, session: Session) -> None:
    """Of each linked county member, whether that member came to a session of the member's rooms."""
    rooms_of: dict[str, list[str]] = {}
    for key in dict.fromkeys((session.room, *session.hosts)):
        for link in source.registry.room_by_id[key].links or ():
            if link.level is Tier.COUNTY and link.valid_on(session.on):
                rooms_of.setdefault(link.person, []).append(key)
    present = source.present(session)
    for person, rooms in rooms_of.items():
        home = source.places.rooms(rooms)
        if present is None:
            source.tally.add("member_attendance", home, session.on, left=Residue.HEAD_COUNT)
        else:
            source.tally.answer("member_attendance", home, session.on, person in present.everybody)


def _training(source: Source) -> None:
    told = source.registry.trainings
    trained = {p for t in told or () if t.on <= source.day for p in t.persons}
    rooms_of: dict[str, list[str]] = {}
    for room in source.open_rooms:
        for convener in room.conveners or ():
            if convener.valid_on(source.day):
                rooms_of.setdefault(convener.person, []).append(room.id)
    for person, rooms in rooms_of.items():
        home = source.places.rooms(rooms)
        yes = None if told is None else person in trained
        source.tally.answer("conveners_trained", home, None, yes, person)
    for who in source.registry.people or ():
        terms = [m for m in who.memberships_on(source.day) if m.level in _OWN_TIERS]
        if terms:
            home = _together(source.places.unit(m.unit) for m in terms)
            yes = None if told is None else who.id in trained
            source.tally.answer("members_trained", home, None, yes, who.id)
    if told is None:
        source.tally.untold.add("trainings")
    for training in told or ():
        if source.inside(training.on):
            home = source.places.unit(training.by.unit if training.by is not None else None)
            source.tally.add("trainings", home, training.on, numerator=1, denominator=1)


def _sitting_in(source: Source) -> None:
    if source.registry.sittings_in is None:
        source.tally.untold |= {s.code for s in STATISTICS if s.family.startswith("sitting_in")}
    for batch in source.registry.sittings_in or ():
        if source.inside(batch.on):
            home, word = source.places.unit(batch.by.unit), batch.occasion.value
            code = f"sitting_in_batches.{word}"
            source.tally.add(code, home, batch.on, numerator=1, denominator=1)
            code = f"sitting_in_persons.{word}"
            source.tally.add(code, home, batch.on, denominator=1, persons=batch.persons)


def _nominations(source: Source) -> None:
    if source.registry.nominations is None:
        source.tally.untold |= {s.code for s in STATISTICS if s.family.startswith("nominat")}
    for nomination in source.registry.nominations or ():
        if source.inside(nomination.on):
            home, word = source.places.unit(nomination.by.unit), nomination.pool.value
            code = f"nominations.{word}"
            source.tally.add(code, home, nomination.on, numerator=1, denominator=1)
            code = f"nominated.{word}"
            persons = (nomination.person,)
            source.tally.add(code, home, nomination.on, denominator=1, persons=persons)


def _together(homes: Iterable[Home]) -> Home:
    return tuple(dict.fromkeys(node for home in homes for node in home))

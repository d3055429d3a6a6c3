"""Statistics of sessions: how many, in which form, who came (人次) and how many persons (人数)."""

from __future__ import annotations

from collections.abc import Sequence

from consultrules.auditing.duty import counts
from consultrules.auditing.statistics.place import Home
from consultrules.auditing.statistics.source import Source
from consultrules.auditing.statistics.statistic import Pair, Statistic, by_word, judged
from consultrules.facts.fact import Facts
from consultrules.models.session import Session
from consultrules.policy.counting import Measure, Residue
from consultrules.policy.judging import Grain
from consultrules.policy.support import LiaisonDepartment
from consultrules.policy.vocabulary import SessionForm, SessionStatus
from consultrules.rules.report import Judged

_ON_RECORD: Pair = ("本年记录的协商活动", "sessions on record for the year")
_JUDGED: Pair = ("本年记录且未取消的协商活动", "sessions on record for the year, not cancelled")
_COUNTED: Pair = ("计入次数的协商活动", "sessions that count")
_HELD: Pair = ("已开展的协商活动，续会在内", "sittings held, continued ones too")
_BY_HEAD: Pair = ("填报了人数的", "those whose number of people is told")
_BY_ROLL: Pair = ("有名册的", "those with a roll")


def _attendances(code: str, name: Pair, who: Pair, clause: str, *readings: str) -> Statistic:
    return Statistic(
        code=code,
        clauses=(clause,),
        zh=name[0],
        en=name[1],
        measure=Measure.NUMBER,
        numerator=(f"{who[0]}人次：每次参加各计一次", f"{who[1]}, once for each time they came"),
        denominator=_BY_HEAD,
        base=_HELD,
        residue=(Residue.UNKNOWN,),
        readings=readings,
    )


def _persons(code: str, name: Pair, who: Pair, clause: str, *readings: str) -> Statistic:
    return Statistic(
        code=code,
        clauses=(clause,),
        zh=name[0],
        en=name[1],
        measure=Measure.NUMBER,
        numerator=(f"{who[0]}人数：同一人只计一次", f"{who[1]}, each person once"),
        denominator=_BY_ROLL,
        base=_HELD,
        residue=(Residue.HEAD_COUNT, Residue.UNKNOWN),
        distinct=True,
        readings=readings,
    )


def _judged(code: str, name: Pair, *rules: str, clauses: tuple[str, ...] = ()) -> Statistic:
    return judged(code, name, _JUDGED, Grain.SESSION, rules, clauses=clauses)


_ANYBODY: Pair = ("参加协商人员", "people who took part")
_PUBLIC: Pair = ("群众代表", "public representatives")
_MEMBERS: Pair = ("政协委员", "CPPCC members")

STATISTICS: tuple[Statistic, ...] = (
    Statistic(
        code="sessions_held",
        clauses=("3.9.s2b", "3.9.s3", "3.9.s4"),
        zh="协商次数",
        en="sessions held",
        measure=Measure.NUMBER,
        numerator=_COUNTED,
        denominator=_COUNTED,
        base=_ON_RECORD,
        residue=(
            Residue.PLANNED,
            Residue.CANCELLED,
            Residue.CONTINUED,
            Residue.NOT_APPLICABLE,
            Residue.UNKNOWN,
        ),
        readings=("F3", "F4", "F5", "F10"),
    ),
    *by_word("sessions_form", ("协商形式", "form"), _COUNTED, SessionForm),
    _attendances("attendances", ("参加协商人次", "attendances"), _ANYBODY, "3.3.s3a", "C1", "C6"),
    _persons("persons", ("参加协商人数", "persons who took part"), _ANYBODY, "3.3.s3a", "C1", "C2"),
    Statistic(
        code="public_share",
        clauses=("3.3.s3c",),
        zh="群众代表占比",
        en="share of public representatives",
        measure=Measure.SHARE,
        numerator=("群众代表人次", "attendances of public representatives"),
        denominator=("两数都已填报的参加协商人次", "attendances where both numbers are told"),
        base=(
            "参加协商人次，人数未填报的协商每次计一",
            "attendances, and one for each session whose number of people is untold",
        ),
        residue=(Residue.UNKNOWN, Residue.NOBODY_COUNTED),
        readings=("C1", "C2", "C3"),
    ),
    _persons(
        "public_persons", ("群众代表人数", "public representatives"), _PUBLIC, "3.3.s2a.i3", "C3"
    ),
    _attendances(
        "member_attendances", ("委员参加人次", "attendances of members"), _MEMBERS, "3.3.s2a.i1"
    ),
    _persons("member_persons", ("委员参加人数", "members who came"), _MEMBERS, "3.3.s2a.i1"),
    _judged(
        "sessions_in_order",
        ("协商活动合规", "sessions in order"),
        "3.2",
        "3.3",
        "3.4",
        "3.5",
        "4.3",
        "5.2",
        clauses=("3.5.s1",),
    ),
    _judged("composition_sound", ("协商主体合规", "composition in order"), "3.3",
            clauses=("3.3.s2a", "3.3.s2b", "3.3.s3a", "3.3.s3c")),
    _judged("size_met", ("规模达标", "large enough"), "3.3.s3a"),
    _judged("third_met", ("群众代表达三分之一", "a third of public representatives"), "3.3.s3c"),
    _judged("researched", ("商前调研率", "research done before"), "3.4.s1a"),
    _judged("approved", ("议题先经审定", "topic approved before"), "3.2.s2c"),
    _judged("notified", ("提前通报", "everybody told of the topic in advance"), "3.5.s2.i5"),
    _judged("officials_invited", ("邀请部门负责同志", "officials invited"), "3.3.s2b"),
    _judged(
        "backbone_invited", ("邀请基层治理骨干", "governance backbone invited"), "5.2.s1b"
    ),
    Statistic(
        code="leaders_invited",
        clauses=("6.1.s3b",),
        zh="邀请党政领导",
        en="leaders of Party and government invited",
        measure=Measure.SHARE,
        numerator=("邀请了党政领导的", "those to which a leader was invited"),
        denominator=("已填报的", "those with a record of it"),
        base=_HELD,
        residue=(Residue.UNKNOWN,),
        readings=("C7",),
    ),
    *(
        Statistic(
            code=f"departments_invited.{word.value}",
            clauses=("6.1.s4a", word.clause),
            zh=f"邀请部门·{word.zh}",
            en=f"department invited: {word.en}",
            measure=Measure.SHARE,
            numerator=(f"邀请了{word.zh}部门的", f"those to which it was invited: {word.en}"),
            denominator=("有名册或已填报邀请部门的", "those with a roll or a list of departments"),
            base=_HELD,
            residue=(Residue.UNKNOWN,),
        )
        for word in LiaisonDepartment
    ),
)  # fmt: skip


def count(source: Source, rows: Sequence[Judged]) -> None:
    """Count the sessions of the year and who came."""
    _cancelled(source)
    surely = counts(source.audit.policy)
    for one in rows:
        row = one.row
        if row.grain != "session":
            continue
        session = source.sessions[row.subject]
        home = source.hosts(session)
        _number(source, session, home, row.facts, counted=surely(row))
        if row.facts["session_held"] == 1:
            _present(source, session, home, row.facts)
            _invited(source, session, home)


def _cancelled(source: Source) -> None:
    for session in source.sessions.values():
        if session.status is SessionStatus.CANCELLED and source.first <= session.on < source.after:
            home = source.hosts(session)
            source.tally.add("sessions_held", home, session.on, left=Residue.CANCELLED)


def _number(
    source: Source, session: Session, home: Home, facts: Facts, *, counted: bool | None
) -> None:
    """Whether a session counts is told by the condition of the rules of 3.9 themselves."""
    tally = source.tally
    if counted:
        tally.add("sessions_held", home, session.on, numerator=1, denominator=1)
        tally.word("sessions_form", home, session.on, SessionForm, session.form)
        return
    left = Residue.NOT_APPLICABLE  # held, yet with a defect that keeps it from counting (F4)
    if counted is None or facts["session_held"] is None:
        left = Residue.UNKNOWN
    elif not facts["session_held"]:
        left = Residue.PLANNED
    elif facts["continues"]:
        left = Residue.CONTINUED
    tally.add("sessions_held", home, session.on, left=left)


def _present(source: Source, session: Session, home: Home, facts: Facts) -> None:
    tally, day = source.tally, session.on
    for code, fact in (("attendances", "participants"), ("member_attendances", "members")):
        number = facts[fact]
        if number is None:
            tally.add(code, home, day, left=Residue.UNKNOWN)
        else:
            tally.add(code, home, day, numerator=number, denominator=1)
    everybody, public = facts["participants"], facts["public_representatives"]
    if everybody is not None and public is not None:
        tally.add("public_share", home, day, numerator=public, denominator=everybody)
    elif everybody is None:
        tally.add("public_share", home, day, left=Residue.NOBODY_COUNTED)
    elif everybody:
        tally.add("public_share", home, day, left=Residue.UNKNOWN, amount=everybody)
    _persons_present(source, session, home)


def _persons_present(source: Source, session: Session, home: Home) -> None:
    tally, day, present = source.tally, session.on, source.present(session)
    if present is None:
        for code in ("persons", "public_persons", "member_persons"):
            tally.add(code, home, day, left=Residue.HEAD_COUNT)
        return
    tally.add("persons", home, day, denominator=1, persons=present.everybody)
    tally.add("public_persons", home, day, denominator=1, persons=present.public)
    if present.members is None:
        tally.add("member_persons", home, day, left=Residue.UNKNOWN)
    else:
        tally.add("member_persons", home, day, denominator=1, persons=present.members)


def _invited(source: Source, session: Session, home: Home) -> None:
    leaders = session.leaders_invited
    yes = None if leaders is None else leaders > 0
    source.tally.answer("leaders_invited", home, session.on, yes, session.id)
    named = set(session.departments_invited or ())
    named |= {line.department for line in session.roll or () if line.department and line.invited}
    told = session.departments_invited is not None or session.roll is not None
    for word in LiaisonDepartment:
        code = f"departments_invited.{word.value}"
        source.tally.answer(code, home, session.on, word in named if told else None)

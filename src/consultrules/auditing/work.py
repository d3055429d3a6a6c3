"""The work of an audit: every subject of a registry and a year, judged one after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from consultrules.auditing.duty import by_count, counts, is_open, mark_failures
from consultrules.errors import Fault, IntakeError
from consultrules.facts.attested import BODIES, Attested
from consultrules.facts.body_year import TIERS, body_year_row
from consultrules.facts.fact import Row
from consultrules.facts.member import invitation_row, member_rows
from consultrules.facts.room import room_row
from consultrules.facts.year import days_inside, member_year_row, room_year_row, window
from consultrules.models.assessment import MemberAssessment
from consultrules.models.case_record import CaseRecord
from consultrules.models.gazetteer import Gazetteer
from consultrules.models.person import Membership, Person
from consultrules.models.registry import Registry
from consultrules.models.room import Link, Room
from consultrules.models.subjects import kinds_of
from consultrules.models.unit import CODE_LENGTH, Unit
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import RoomKind, Tier
from consultrules.rules.plan import plan_of
from consultrules.rules.report import Judged, judged
from consultrules.rules.rows import (
    bodies,
    case_rows,
    held_by,
    no_committees,
    no_members,
    trained_by,
)

Watch = Callable[[int, int], None]


class Work:
    """The judging of one registry, subject after subject; later ones count earlier ones."""

    def __init__(
        self,
        registry: Registry,
        year: int,
        as_of: dt.date,
        policy: Edition,
        progress: Watch | None,
    ) -> None:
        self.registry = registry
        self.year = year
        self.as_of = as_of
        self.policy = policy
        self.first, self.after = window(year)
        self.day = min(as_of, self.after - dt.timedelta(days=1))
        self.counted: dict[str, bool | None] = {}
        self._counts = counts(policy)
        self.attested = Attested(registry.attestations_of, as_of)
        self.attested_then = Attested(registry.attestations_of, self.day)
        self._progress = progress
        self._done = 0
        self._whole = len(registry.cases) + 2 * len(registry.rooms) + len(registry.people or ())

    def judge(self, row: Row) -> Judged:
        """Judge one row by the numbers of its place."""
        return judged(plan_of(self.policy, row.grain, (), row.unit, row.part), row)

    def cases(self) -> Iterator[Judged]:
        """Sessions, cases and evaluations of the year."""
        for case in self.registry.cases:
            self._step()
            room = self.registry.room_by_id[case.topic.room]
            whole = self._belongs(case)
            rows = case_rows(
                case, room=room, policy=self.policy, as_of=self.as_of, attested=self.attested
            )
            for row in rows:
                inside = whole if row.grain == "case" else self._inside(row)
                if not inside:
                    continue
                found = self.judge(row)
                if row.grain == "session":
                    mark_failures(found)
                    self.counted[row.subject] = self._counts(row)
                yield found

    def rooms(self) -> Iterator[Judged]:
        """Every room that stands on the day."""
        trained = trained_by(self.registry, self.day)
        no_member = no_members(self.registry, self.day)
        no_committee = no_committees(self.registry)
        for room in self.registry.rooms:
            self._step()
            if room.valid_on(self.day):
                held = held_by(self.registry.sessions_of_room.get(room.id, ()), self.day)
                row = room_row(
                    room,
                    on=self.day,
                    policy=self.policy,
                    sessions_held=held,
                    trained=trained,
                    attested=self.attested_then,
                    no_member=no_member,
                    no_committee=no_committee,
                )
                yield self.judge(row)

    def duties(self) -> Iterator[Judged]:
        """The yearly duty of every room that was open in the year."""
        for room in self.registry.rooms:
            self._step()
            if is_open(room, self.year, as_of=self.as_of):
                yield self._duty(room)

    def _duty(self, room: Room) -> Judged:
        """The verdict by the sessions that surely count, if those that may count leave it so."""
        own = self.registry.sessions_of_room.get(room.id, ())
        told = [
            self.counted.get(s.id, False)
            for s in own
            if self.first <= s.on < self.after and s.on <= self.as_of and room.valid_on(s.on)
        ]
        surely = told.count(True)
        at_most = surely + told.count(None)
        return by_count(surely, at_most, lambda sessions: self._duty_by(room, sessions))

    def _duty_by(self, room: Room, sessions: int | None) -> Judged:
        row = room_year_row(
            room, self.year, as_of=self.as_of, policy=self.policy, sessions_held=sessions
        )
        return self.judge(row)

    def members(self) -> Iterator[Judged]:
        """Every membership, every linked member's year, every invitation of the year."""
        registry = self.registry
        links: dict[str, list[tuple[Room, Link]]] = {}
        for room in registry.rooms:
            for link in room.links or ():
                links.setdefault(link.person, []).append((room, link))
        for person in self._members(links):
            self._step()
            mine = list({room.id: room for room, _ in links.get(person.id, ())}.values())
            known = [*mine, *self._untold]
            for row in member_rows(person, rooms=known, sector_rooms=self._sectors, on=self.day):
                yield self.judge(row)
            sessions = {
                s.id: s
                for r in mine
                for s in registry.sessions_of_room.get(r.id, ())
                if s.on <= self.as_of
            }
            yield self.judge(
                member_year_row(
                    person,
                    self.year,
                    rooms=mine,
                    sessions=tuple(sessions.values()),
                    as_of=self.as_of,
                    assessments=self._assessed(person),
                    in_force_from=self.policy.in_force_from,
                )
            )
        for invitation in registry.invitations:
            if self.first <= invitation.on < self.after and invitation.on <= self.as_of:
                guest = registry.person_by_id.get(invitation.person)
                host = registry.room_by_id[invitation.room]
                yield self.judge(
                    invitation_row(invitation, person=guest, room=host, policy=self.policy)
                )

    def _members(self, links: Mapping[str, Sequence[tuple[Room, Link]]]) -> Iterator[Person]:
        """Everybody who is a member, or is linked or assessed as one though nobody told of a membership.

        Of the latter no more is known than the level of the link: what hangs on the sector is unknown.
        """
        people = self.registry.person_by_id
        for person_id in dict.fromkeys([*people, *links, *self._assessments]):
            person = people.get(person_id) or Person(id=person_id)
            if person.memberships:
                yield person
                continue
            told = {
                (link.level, room.unit.county): Membership(
                    level=link.level,
                    unit=room.unit.county if link.level is Tier.COUNTY else None,
                )
                for room, link in links.get(person_id, ())
                if days_inside(link.since, link.until, self.year)
            }
            if told:
                yield person.model_copy(update={"memberships": tuple(told.values())})
            elif person_id in self._assessments:
                yield person

    def bodies(self, area: Iterable[Unit], units: Gazetteer) -> Iterator[Judged]:
        """The year of every CPPCC of the area, and of any other of which something is on record."""
        told = self.registry
        named = [*area, *(room.unit for room in told.rooms if room.tier is Tier.CITY)]
        named += [plan.unit for plan in told.plans or ()]
        named += [report.by.unit for report in told.work_reports or ()]
        named += [scheme.by.unit for scheme in told.assessment_schemes or ()]
        named += [units[code] for code in told.attestations_of if code in units]
        for unit in dict.fromkeys(u for u in named if u.kind in TIERS and u.has_cppcc):
            records = bodies(told, unit, self.attested_then)
            row = body_year_row(
                unit,
                self.year,
                records,
                as_of=self.as_of,
                in_force_from=self.policy.in_force_from,
            )
            yield self.judge(row)

    def _assessed(self, person: Person) -> Sequence[MemberAssessment] | None:
        if self.registry.member_assessments is None:
            return None
        return self._assessments.get(person.id, ())

    @cached_property
    def _assessments(self) -> dict[str, list[MemberAssessment]]:
        found: dict[str, list[MemberAssessment]] = {}
        for assessment in self.registry.member_assessments or ():
            found.setdefault(assessment.person, []).append(assessment)
        return found

    @cached_property
    def _untold(self) -> tuple[Room, ...]:
        """Rooms that told of no links, so that nobody can be called unlinked: one area, every sector."""
        silent = [r for r in self.registry.rooms if r.links is None and r.valid_on(self.day)]
        areas = [room for room in silent if room.kind is not RoomKind.SECTOR]
        return (*areas[:1], *(room for room in silent if room.kind is RoomKind.SECTOR))

    @cached_property
    def _sectors(self) -> tuple[Room, ...]:
        """All of sectors, that of which nobody told among them: it may be anybody's (M2)."""
        return tuple(room for room in self.registry.rooms if room.kind is RoomKind.SECTOR)

    def _belongs(self, case: CaseRecord) -> bool:
        """Whether a case belongs to the year: by its last session, else by its topic."""
        day = day_of_case(case)
        return day is None or self.first <= day < self.after

    def _inside(self, row: Row) -> bool:
        return row.day is not None and self.first <= row.day < self.after

    def _step(self) -> None:
        self._done += 1
        if self._progress is not None and self._done % 100 == 0:
            self._progress(self._done, self._whole)


def day_of_case(case: CaseRecord) -> dt.date | None:
    """The day by which a case belongs to a year: of its last session, else of its topic."""
    return max((s.on for s in case.sessions), default=case.topic.collected_on)


def bodies_known(registry: Registry, units: Gazetteer) -> None:
    """Refuse what was attested of a county or city that has no CPPCC, or is none: nobody would see it.

    Raises:
        IntakeError: naming each.
    """
    faults = []
    for attestation in registry.attestations or ():
        code = attestation.subject
        if _is_code(code) and not kinds_of(attestation.clause).isdisjoint(BODIES):
            unit = units.find(code)
            if unit is None or unit.kind not in TIERS or not unit.has_cppcc:
                place = f"attestations[{attestation.clause}/{code}/{attestation.on}].subject"
                faults.append(Fault(place, "dangling_id", code))
    if faults:
        raise IntakeError(faults)


def _is_code(subject: str) -> bool:
    return len(subject) == CODE_LENGTH and subject.isascii() and subject.isdigit()

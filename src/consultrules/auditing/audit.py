"""Audit: a whole registry and a year → every finding, coverage, yearly duty and linkage."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from consultrules.auditing.coverage import Coverage, area_of, coverage_of, left_out, unit_rows
from consultrules.auditing.duty import counts, duty_rows, mark_failures
from consultrules.errors import Fault, IntakeError, shown
from consultrules.facts.fact import Row
from consultrules.facts.member import invitation_row, member_rows
from consultrules.facts.room import room_row
from consultrules.facts.year import member_year_row, window
from consultrules.models.case_record import CaseRecord
from consultrules.models.gazetteer import Gazetteer, LeftOut
from consultrules.models.registry import Registry
from consultrules.models.room import Room
from consultrules.models.unit import Unit
from consultrules.policy.edition import Edition, edition
from consultrules.policy.judging import Force, Verdict
from consultrules.rules.checking import case_rows, held_by
from consultrules.rules.finding import Finding
from consultrules.rules.plan import plan_of
from consultrules.rules.report import LANGUAGES, Judged, Report, judged, plain_findings

Progress = Callable[[int, int], None]
_LINKAGE = ("4.2.s5b", "4.2.s5a", "4.2.s4a", "3.3.s5")


@dataclass(frozen=True)
class Audit:
    """What an audit of a year found.

    ``report`` holds every finding; ``coverage`` the two levels of 2.3.s1a; ``left_out`` the lines
    of the public list that are no units, with reasons; ``area`` the units in the denominator.
    """

    registry: Registry
    year: int
    as_of: dt.date
    policy: Edition
    report: Report
    area: tuple[Unit, ...]
    coverage: tuple[Coverage, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def ok(self) -> bool:
        """Whether every binding rule is met everywhere."""
        return self.report.ok

    @cached_property
    def duty(self) -> dict[Verdict, int]:
        """How many rooms met, missed or may still meet the minimum of the year (3.9)."""
        found = Counter(f.verdict for f in self._duty_findings())
        return {verdict: found[verdict] for verdict in Verdict}

    def _duty_findings(self) -> Iterator[Finding]:
        """One finding a room: the one of its own kind, or that its year is partial."""
        for finding in self.report.findings:
            if finding.grain == "room_year" and (
                finding.verdict is not Verdict.NOT_APPLICABLE or finding.cause
            ):
                yield finding

    @cached_property
    def linkage(self) -> dict[str, dict[Verdict, int]]:
        """How many rooms have a linked member and members a room, by clause."""
        found = {key: Counter[Verdict]() for key in _LINKAGE}
        for finding in self.report.findings:
            if finding.clause in found:
                found[finding.clause][finding.verdict] += 1
        return {key: {v: c[v] for v in Verdict if c[v]} for key, c in found.items()}

    @cached_property
    def conditional_rooms(self) -> dict[str, int]:
        """Enterprise, institution and sector rooms: a number, never a gap in coverage (2.3.s1b, K3)."""
        kinds = ("enterprise", "institution", "sector")
        return {
            k: sum(r.kind == k and r.valid_on(self.as_of) for r in self.registry.rooms)
            for k in kinds
        }

    def rows(self) -> list[dict[str, object]]:
        """One plain dict for each finding, with the county of its subject."""
        found = []
        for row in self.report.rows:
            county = county_of(row.row)
            for plain in plain_findings(row.plan, row.row, row.codes, ()):
                found.append({"county": county.code if county else None, **plain})
        return found

    def roll_up(self, by: str = "county") -> list[dict[str, object]]:
        """Findings counted by ``county``, ``clause``, ``owed_by`` or ``grain``, and by verdict.

        Raises:
            IntakeError: for another key.
        """
        if by not in _KEYS:
            raise IntakeError([Fault("by", "unknown_word", shown(by), tuple(_KEYS))])
        key = _KEYS[by]
        found: dict[str, Counter[str]] = {}
        for finding in self.report.findings:
            found.setdefault(key(finding), Counter())[_column(finding)] += 1
        columns = [f"{force.value}_{verdict.value}" for force in Force for verdict in Verdict]
        return [
            {by: name, **{c: n[c] for c in columns if n[c]}} for name, n in sorted(found.items())
        ]

    def to_dict(self, languages: tuple[str, ...] = LANGUAGES) -> dict[str, object]:
        """The versioned plain form, ``consultrules.audit/1``: findings that are not simply met."""
        findings = [
            {"county": county.code if (county := county_of(row.row)) else None, **plain}
            for row in self.report.rows
            for plain in plain_findings(row.plan, row.row, row.codes, languages, only_open=True)
        ]
        return {
            "schema": "consultrules.audit/1",
            "edition": self.policy.name,
            "digest": self.policy.digest,
            "year": self.year,
            "as_of": self.as_of.isoformat(),
            "ok": self.ok,
            "verdict": self.report.verdict.value,
            "readings": self.report.readings,
            "judged": len(self.report),
            "coverage": [level.to_dict() for level in self.coverage],
            "left_out": [line._asdict() for line in self.left_out],
            "conditional_rooms": self.conditional_rooms,
            "duty": {verdict.value: number for verdict, number in self.duty.items()},
            "linkage": {key: {v.value: n for v, n in c.items()} for key, c in self.linkage.items()},
            "by_county": self.roll_up("county"),
            "findings": findings,
        }

    def to_json(self) -> str:
        """The versioned plain form as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def __repr__(self) -> str:
        """Year, verdict and number of findings."""
        return f"<Audit {self.year} {self.report.verdict.value} {len(self.report)} findings>"


def audit(
    registry: Registry,
    *,
    year: int,
    as_of: dt.date,
    policy: Edition | None = None,
    units: Gazetteer | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Judge everything in a registry for one calendar year as of a day.

    Rooms, units and members are judged as they stand on ``as_of`` or at the end of the year,
    whichever is earlier; cases whose last session, or topic, belongs to the year; the yearly duty
    of rooms and of linked members. ``units`` is the gazetteer for coverage, Nantong's unless given;
    ``progress`` is called with rows done and rows in sight.

    Raises:
        IntakeError: for a year outside 2020 to 2199.
    """
    policy = policy or edition()
    first_year, last_year = policy.in_force_from.year, 2199
    if not first_year <= year <= last_year:
        raise IntakeError(
            [Fault("year", "out_of_bounds", str(year), (f"{first_year}–{last_year}",))]
        )
    units = units or Gazetteer.nantong()
    work = _Work(registry, year, as_of, policy, progress)
    area = area_of(registry, units)
    rows = [*work.cases(), *work.rooms(), *work.duties(), *work.members()]
    rows += [work.judge(row) for row in unit_rows(area, registry, on=work.day)]
    report = Report(policy, rows, as_of=as_of)
    return Audit(
        registry,
        year,
        as_of,
        policy,
        report,
        area,
        coverage_of(report, area),
        left_out(area, units),
    )


class _Work:
    """The judging of one registry, one kind of subject after the other; later ones count earlier ones."""

    def __init__(
        self,
        registry: Registry,
        year: int,
        as_of: dt.date,
        policy: Edition,
        progress: Progress | None,
    ) -> None:
        self.registry = registry
        self.year = year
        self.as_of = as_of
        self.policy = policy
        self.first, self.after = window(year)
        self.day = min(as_of, self.after - dt.timedelta(days=1))
        self.counted: dict[str, bool] = {}
        self._counts = counts(policy)
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
            for row in case_rows(case, room=room, policy=self.policy, as_of=self.as_of):
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
        for room in self.registry.rooms:
            self._step()
            if room.valid_on(self.day):
                held = held_by(self.registry.sessions_of_room.get(room.id, ()), self.as_of)
                yield self.judge(
                    room_row(room, on=self.day, policy=self.policy, sessions_held=held)
                )

    def duties(self) -> Iterator[Judged]:
        """The yearly duty of every room."""
        rows = duty_rows(
            self.registry.rooms,
            self.year,
            as_of=self.as_of,
            policy=self.policy,
            sessions=self.registry.sessions_of_room,
            counted=self.counted,
        )
        for row in rows:
            self._step()
            yield self.judge(row)

    def members(self) -> Iterator[Judged]:
        """Every membership, every linked member's year, every invitation of the year."""
        registry = self.registry
        rooms_of: dict[str, list[str]] = {}
        for room in registry.rooms:
            for link in room.links or ():
                rooms_of.setdefault(link.person, []).append(room.id)
        for person in registry.people or ():
            self._step()
            if not person.memberships:
                continue
            mine = [registry.room_by_id[r] for r in dict.fromkeys(rooms_of.get(person.id, ()))]
            for row in member_rows(person, rooms=mine, sector_rooms=self._sectors, on=self.day):
                yield self.judge(row)
            sessions = {s.id: s for r in mine for s in registry.sessions_of_room.get(r.id, ())}
            yield self.judge(
                member_year_row(
                    person,
                    self.year,
                    rooms=mine,
                    sessions=tuple(sessions.values()),
                    as_of=self.as_of,
                )
            )
        for invitation in registry.invitations:
            if self.first <= invitation.on < self.after and invitation.on <= self.as_of:
                guest = registry.person_by_id.get(invitation.person)
                host = registry.room_by_id[invitation.room]
                yield self.judge(
                    invitation_row(invitation, person=guest, room=host, policy=self.policy)
                )

    @cached_property
    def _sectors(self) -> tuple[Room, ...]:
        return tuple(room for room in self.registry.rooms if room.sector is not None)

    def _belongs(self, case: CaseRecord) -> bool:
        """Whether a case belongs to the year: by its last session, else by its topic."""
        days = [s.on for s in case.sessions]
        day = max(days) if days else case.topic.collected_on
        return day is None or self.first <= day < self.after

    def _inside(self, row: Row) -> bool:
        return row.day is not None and self.first <= row.day < self.after

    def _step(self) -> None:
        self._done += 1
        if self._progress is not None and self._done % 100 == 0:
            self._progress(self._done, self._whole)


def county_of(row: Row) -> Unit | None:
    """The county of a row's subject."""
    return row.unit.county if row.unit is not None else None


def _column(finding: Finding) -> str:
    return f"{finding.force.value}_{finding.verdict.value}"


def _county(finding: Finding) -> str:
    county = county_of(finding.row)
    return county.code if county is not None else ""


_KEYS: dict[str, Callable[[Finding], str]] = {
    "county": _county,
    "clause": lambda finding: finding.key,
    "owed_by": lambda finding: finding.owed_by.value,
    "grain": lambda finding: finding.grain,
}

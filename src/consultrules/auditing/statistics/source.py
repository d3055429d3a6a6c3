"""What the figures are counted from: one audit, with its records within reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from consultrules.auditing.statistics.place import Home, Places
from consultrules.auditing.statistics.statistic import Statistic, asked_by
from consultrules.auditing.statistics.tally import Tally
from consultrules.auditing.work import day_of_case
from consultrules.facts.attested import is_attested
from consultrules.facts.composition import Present, present_at
from consultrules.facts.fact import Row
from consultrules.facts.year import window
from consultrules.models.case_record import CaseRecord
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.rules.compiled import NOT_APPLICABLE, WAIVED
from consultrules.rules.plan import Plan
from consultrules.rules.report import Judged, worst

if TYPE_CHECKING:
    from consultrules.auditing.audit import Audit

_ATTESTED = "attested"  # what the rules that only an attestation answers are remembered by


class Source:
    """An audit and the tally that it is counted into."""

    def __init__(self, audit: Audit, tally: Tally, places: Places) -> None:
        self.audit = audit
        self.registry = audit.registry
        self.tally = tally
        self.places = places
        self.first, self.after = window(audit.year)
        self.day = min(audit.as_of, self.after - dt.timedelta(days=1))
        self._cases = {case.id: case for case in self.registry.cases}
        self._present: dict[str, Present | None] = {}
        self._rules: dict[tuple[int, str], tuple[int, ...]] = {}

    def inside(self, day: dt.date) -> bool:
        """Whether something of this day belongs to the year and was known on the day of judging."""
        return self.first <= day <= self.day

    def by_then(self, day: dt.date | None) -> bool:
        """Whether something lies no later than the day of judging; an untold day does."""
        return day is None or day <= self.audit.as_of

    def case(self, key: str) -> CaseRecord:
        """A case by its topic's id."""
        return self._cases[key]

    @cached_property
    def sessions(self) -> dict[str, Session]:
        """Sessions by id."""
        return {s.id: s for case in self.registry.cases for s in case.sessions}

    def present(self, session: Session) -> Present | None:
        """Who took part in a session by its roll, worked out once."""
        if session.id not in self._present:
            room = self.registry.room_by_id[self.registry.case_of_session[session.id].topic.room]
            self._present[session.id] = present_at(session, room)
        return self._present[session.id]

    @cached_property
    def open_rooms(self) -> Sequence[Room]:
        """The rooms that stand on the day of judging."""
        return [room for room in self.registry.rooms if room.valid_on(self.day)]

    def hosts(self, session: Session) -> Home:
        """The groups of every room that held a session (reading F5)."""
        if not session.hosts:
            return self.places.room(session.room)
        return self.places.rooms((session.room, *session.hosts))

    def home(self, row: Row) -> Home:
        """The groups of a row's subject."""
        if row.grain == "session":
            return self.hosts(self.sessions[row.subject])
        if row.grain == "case":
            return self.places.room(self.case(row.subject).topic.room)
        if row.grain in ("room", "room_year"):
            return self.places.room(room_of(row))
        return self.places.unit(row.unit)

    def when(self, row: Row) -> dt.date | None:
        """The day by which a row's subject belongs to a part of the year; duties of a year have none."""
        if row.grain == "session":
            return row.day
        return day_of_case(self.case(row.subject)) if row.grain == "case" else None

    def found(self, statistic: Statistic, judged: Judged) -> int | None:
        """The verdict that a statistic counts: the worst of its rules; ``None`` where none was asked.

        An address above several rules stands for the binding ones among them. What does not apply for
        a cause, as a partial year, counts as not applicable.
        """
        places = self._places(statistic, judged.plan)
        if not places:
            return None
        codes = [judged.codes[place] for place in places]
        answer = worst(codes)
        return WAIVED if answer == NOT_APPLICABLE and WAIVED in codes else answer

    def matters(self, plan: Plan) -> tuple[int, ...]:
        """Where in a plan stand the rules that only an attestation can answer."""
        key = (id(plan), _ATTESTED)
        if key not in self._rules:
            self._rules[key] = tuple(
                place
                for place, rule in enumerate(plan.rules)
                if any(is_attested(fact) for fact in rule.facts)
            )
        return self._rules[key]

    def _places(self, statistic: Statistic, plan: Plan) -> tuple[int, ...]:
        """Where the rules of a statistic stand in a plan, looked up once for each plan."""
        key = (id(plan), statistic.code)
        found = self._rules.get(key)
        if found is None:
            found = self._rules[key] = asked_by(statistic, plan)
        return found


def room_of(row: Row) -> str:
    """The id of a row's subject; of a year of a room, the room's."""
    return row.subject.rpartition("@")[0] if row.grain == "room_year" else row.subject

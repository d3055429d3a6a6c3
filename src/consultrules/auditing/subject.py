"""Whom or what a finding is about, in words: the room, the town, the topic; never who a person is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from consultrules.auditing.audit import Audit
from consultrules.auditing.heads import open_findings
from consultrules.models.base import mask
from consultrules.models.person import Membership
from consultrules.models.registry import Registry
from consultrules.models.unit import Unit
from consultrules.policy.captions import Caption, FieldName
from consultrules.policy.judging import Grain
from consultrules.policy.vocabulary import Tier
from consultrules.rules.finding import Finding
from consultrules.rules.tree import Organ

LONGEST = 40  # characters of a topic's text
NAMED = 5  # how many pieces of evidence are named
_Known = tuple[str, tuple[str, ...]]
Named = Callable[[str], str]
"""How the id of a person is written out."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")  # the day until which an attestation held
_FIELDS = {word.value: word for word in FieldName}
_BREAKS = re.compile(r"[ \t\r\n]+")


class Subject(NamedTuple):
    """The place (town, or county for want of one), the name, what tells it apart; the room's id."""

    place: str
    name: str
    details: tuple[str, ...] = ()
    room: str = ""


class Subjects:
    """The subjects of one audit by grain and id.

    Ids of persons are shown to nobody unless asked for, by ``named``: an id may itself be a name. A
    member is a number in the order of the open findings, which is that of the JSON report.
    """

    def __init__(self, result: Audit, *, lang: str, named: Named | None = None) -> None:
        self._lang = lang
        self._named = named
        self._year = result.year
        self._registry = result.registry
        people = result.registry.people or ()
        self._private = {
            word for one in people for word in (one.name, one.phone) if word and len(word) > 1
        }
        self._lengths = sorted({len(word) for word in self._private}, reverse=True)
        self._numbers: dict[str, int] = {}
        for finding in open_findings(result.report):
            if finding.row.person:
                self._numbers.setdefault(finding.row.person, len(self._numbers) + 1)

    @cached_property
    def _known(self) -> dict[tuple[str, str], _Known]:
        """The room and the details of every record that has a room.

        An evaluation's id holds inside its case only: one that stands in two cases names no room.
        """
        known: dict[tuple[str, str], _Known] = {}
        for room in self._registry.rooms:
            known[Grain.ROOM, room.id] = (room.id, (room.id,))
            known[Grain.ROOM_YEAR, f"{room.id}@{self._year}"] = (room.id, (room.id,))
        evaluated = Counter(one.id for case in self._registry.cases for one in case.evaluations)
        for case in self._registry.cases:
            topic = Caption.TOPIC.fill(self._lang, text=self._topic(case.topic.text))
            known[Grain.CASE, case.id] = (case.topic.room, (case.id, topic))
            for session in case.sessions:
                told = (session.id, session.on.isoformat(), topic)
                known[Grain.SESSION, session.id] = (session.room, told)
            for one in case.evaluations:
                if evaluated[one.id] == 1:
                    told = (one.id, one.on.isoformat(), topic)
                    known[Grain.EVALUATION, one.id] = (case.topic.room, told)
        for invitation in self._registry.invitations:
            asked = (invitation.id, invitation.on.isoformat())
            known[Grain.MEMBER, invitation.id] = (invitation.room, asked)
        return known

    def of(self, finding: Finding) -> Subject:
        """The subject of a finding."""
        row = finding.row
        place = _place(row.unit)
        where = place.label(self._lang) if place is not None else ""
        if row.person:
            return Subject(where, self.member(finding), self._terms_of(finding))
        if finding.grain == Grain.UNIT and row.unit is not None:
            return Subject(where, row.unit.label(self._lang), (row.unit.code,))
        room_id, details = self._known.get((finding.grain, finding.subject), ("", ()))
        room = self._registry.room_by_id.get(room_id)
        if room is None:
            name = row.unit.label(self._lang) if row.unit is not None else finding.subject
            return Subject(where, name, (finding.subject,))
        return Subject(where, room.label(), details, room_id)

    def evidence(self, finding: Finding, reason: str) -> tuple[str, ...]:
        """What stands behind the finding and not yet in its reason; persons as a number only."""
        found: list[str] = []
        comma, colon = ("、", "：") if self._lang == "zh" else (", ", ": ")
        by_name = isinstance(finding.rule.test.left, Organ)  # such a reason names the bodies
        given = dict.fromkeys(finding.non_personal)
        told = [self._word(item) for item in given if not (by_name and item in reason)]
        if told:
            names = Caption.EVIDENCE.fill(self._lang, names=comma.join(told[:NAMED]))
            more = f"{Caption.AND_MORE.fill(self._lang, n=len(told))}" if len(told) > NAMED else ""
            found.append(names + more)
        people = tuple(dict.fromkeys(finding.persons))
        if people:
            number = Caption.PERSONS.fill(self._lang, n=len(people))
            named = colon + comma.join(map(self._named, people)) if self._named else ""
            found.append(number + named)
        return tuple(found)

    def member(self, finding: Finding) -> str:
        """The number of the member whom a finding is about, and who it is where that is asked for."""
        person = finding.row.person
        name = Caption.MEMBER.fill(self._lang, n=self._numbers[person])
        return f"{name} {self._named(person)}" if self._named else name

    def _word(self, item: str) -> str:
        """A piece of evidence in words: a field that has to be filled in, a day that is over."""
        if item in _FIELDS:
            return _FIELDS[item].name_in(self._lang)
        if _DAY.fullmatch(item):
            return Caption.UNTIL.fill(self._lang, day=item)
        return item

    def _terms_of(self, finding: Finding) -> tuple[str, ...]:
        """The tier and sectors of the member whom a finding is about."""
        tier = finding.row.facts.get("member_tier")
        level = Tier.by_number(tier) if tier else None
        terms = self._terms(finding.row.person, level, finding.row.unit)
        sectors = dict.fromkeys(m.sector for m in terms if m.sector is not None)
        return ((level.name_in(self._lang),) if level else ()) + tuple(sectors)

    def _terms(self, person: str, level: Tier | None, unit: Unit | None) -> list[Membership]:
        known = self._registry.person_by_id.get(person)
        terms = known.memberships if known is not None else ()
        return [m for m in terms if m.level is level and m.unit == unit]

    def _topic(self, text: str) -> str:
        """The beginning of a topic's text on one line, registered names and telephones masked."""
        longest = self._lengths[0] if self._lengths else 0
        line = _BREAKS.sub(" ", text).strip()[: LONGEST + longest]
        for size in self._lengths:
            for at in range(len(line) - size + 1):
                if line[at : at + size] in self._private:
                    line = line[:at] + mask(line[at : at + size]) + line[at + size :]
        return line if len(line) <= LONGEST else line[:LONGEST] + "…"


def by_name(registry: Registry) -> Named:
    """Persons by their registered name with the id, or by the id alone."""

    def named(person: str) -> str:
        known = registry.person_by_id.get(person)
        return f"{known.name}（{person}）" if known is not None and known.name else person

    return named


def _place(unit: Unit | None) -> Unit | None:
    """The town-level unit, or for want of one the county or city."""
    here = unit
    while here is not None and not here.is_town_level:
        here = here.parent
    return here or (unit.county or unit.city if unit is not None else None)

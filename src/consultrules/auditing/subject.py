"""Whom or what a finding is about, in words: the room, the town, the topic; never who a person is."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from consultrules.auditing.audit import Audit
from consultrules.auditing.heads import open_findings
from consultrules.auditing.mask import Mask
from consultrules.auditing.words import Words, joined, say
from consultrules.models.person import Membership
from consultrules.models.registry import Registry
from consultrules.models.unit import Unit
from consultrules.policy.captions import Caption, FieldName
from consultrules.policy.judging import Grain
from consultrules.policy.vocabulary import Tier
from consultrules.rules.finding import Finding

LONGEST = 40  # characters of a topic's text
NAMED = 5  # how many pieces of evidence are named
Named = Callable[[str], str]
"""How the id of a person is written out."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")  # the day until which an attestation held
_FIELDS = {word.value: word for word in FieldName}
_BREAKS = re.compile(r"[ \t\r\n]+")


class Subject(NamedTuple):
    """The place (town, or county for want of one), the name, what tells it apart."""

    place: Words
    name: Words
    details: tuple[Words, ...] = ()


class _Told(NamedTuple):
    """What the records tell of a subject: its room, its id, its day, the text of its topic."""

    room: str
    id: str
    on: dt.date | None = None
    topic: str | None = None


class Subjects:
    """The subjects of one audit by grain and id.

    Ids of persons are shown to nobody unless asked for, by ``named``: an id may itself be a name. A
    member is a number in the order of the open findings, which is that of the JSON report.
    """

    def __init__(self, result: Audit, mask: Mask, *, lang: str, named: Named | None = None) -> None:
        self._mask = mask
        self._lang = lang
        self._named = named
        self._year = result.year
        self._registry = result.registry
        self._numbers: dict[str, int] = {}
        for finding in open_findings(result.report):
            if finding.row.person:
                self._numbers.setdefault(finding.row.person, len(self._numbers) + 1)

    @cached_property
    def _known(self) -> dict[tuple[str, str], _Told]:
        """What is told of every record that has a room.

        An evaluation's id holds inside its case only: one that stands in two cases names no room.
        """
        known: dict[tuple[str, str], _Told] = {}
        for room in self._registry.rooms:
            known[Grain.ROOM, room.id] = _Told(room.id, room.id)
            known[Grain.ROOM_YEAR, f"{room.id}@{self._year}"] = _Told(room.id, room.id)
        evaluated = Counter(one.id for case in self._registry.cases for one in case.evaluations)
        for case in self._registry.cases:
            room_id, topic = case.topic.room, case.topic.text
            known[Grain.CASE, case.id] = _Told(room_id, case.id, topic=topic)
            for session in case.sessions:
                told = _Told(session.room, session.id, session.on, topic)
                known[Grain.SESSION, session.id] = told
            for one in case.evaluations:
                if evaluated[one.id] == 1:
                    known[Grain.EVALUATION, one.id] = _Told(room_id, one.id, one.on, topic)
        for asked in self._registry.invitations:
            known[Grain.MEMBER, asked.id] = _Told(asked.room, asked.id, asked.on)
        return known

    def room(self, finding: Finding) -> str:
        """The id of the room that a finding is about, empty where it is about none."""
        told = self._known.get((finding.grain, finding.subject))
        about_room = told is not None and not finding.row.person and finding.grain != Grain.UNIT
        return told.room if told and about_room and told.room in self._registry.room_by_id else ""

    def of(self, finding: Finding) -> Subject:
        """The subject of a finding."""
        row = finding.row
        place = _place(row.unit)
        where = self._unit(place) if place is not None else Words()
        if row.person:
            return Subject(where, self.member(finding), self._terms_of(finding))
        if finding.grain == Grain.UNIT and row.unit is not None:
            return Subject(where, self._unit(row.unit), (self._text(row.unit.code, row.unit),))
        room = self._registry.room_by_id.get(self.room(finding))
        if room is None:
            subject = self._text(finding.subject, row.unit)
            name = self._unit(row.unit) if row.unit is not None else subject
            return Subject(where, name, (subject,))
        told = self._known[finding.grain, finding.subject]
        details = [self._text(told.id, room.unit)]
        if told.on is not None:
            details.append(Words(told.on.isoformat()))
        if told.topic is not None:
            topic = self._topic(told.topic, room.unit)
            details.append(say(Caption.TOPIC, self._lang, text=topic))
        return Subject(where, self._text(room.label(), room.unit), tuple(details))

    def reason(self, finding: Finding) -> Words:
        """Why, in words of ours; the bodies that some reasons name are told by records."""
        reason = finding.reason(self._lang)
        if finding.names_bodies:
            bodies = {name for names in finding.row.evidence.values() for name in names}
            for name in sorted(bodies, key=lambda name: (-len(name), name)):
                reason = reason.replace(name, self._text(name, finding.row.unit))
        return Words(reason)

    def evidence(self, finding: Finding) -> tuple[Words, ...]:
        """What stands behind the finding and not yet in its reason; persons as a number only."""
        found: list[Words] = []
        comma, colon = ("、", "：") if self._lang == "zh" else (", ", ": ")
        reason = finding.reason(self._lang) if finding.names_bodies else ""
        told = [item for item in dict.fromkeys(finding.non_personal) if item not in reason]
        if told:
            shown = joined(comma, (self._word(item, finding.row.unit) for item in told[:NAMED]))
            more = say(Caption.AND_MORE, self._lang, n=len(told)) if len(told) > NAMED else ""
            found.append(Words(say(Caption.EVIDENCE, self._lang, names=shown) + more))
        people = tuple(dict.fromkeys(finding.persons))
        if people:
            number = say(Caption.PERSONS, self._lang, n=len(people))
            named = colon + comma.join(map(self._person, people)) if self._named else ""
            found.append(Words(number + named))
        return tuple(found)

    def member(self, finding: Finding) -> Words:
        """The number of the member whom a finding is about, and who it is where that is asked for."""
        person = finding.row.person
        name = say(Caption.MEMBER, self._lang, n=self._numbers[person])
        return Words(f"{name} {self._person(person)}") if self._named else name

    def _word(self, item: str, about: Unit | None) -> Words:
        """A piece of evidence in words: a field that has to be filled in, a day that is over."""
        if item in _FIELDS:
            return Words(_FIELDS[item].name_in(self._lang))
        if _DAY.fullmatch(item):
            return say(Caption.UNTIL, self._lang, day=Words(item))
        return self._text(item, about)

    def _terms_of(self, finding: Finding) -> tuple[Words, ...]:
        """The tier and sectors of the member whom a finding is about."""
        tier = finding.row.facts.get("member_tier")
        level = Tier.by_number(tier) if tier else None
        terms = self._terms(finding.row.person, level, finding.row.unit)
        sectors = dict.fromkeys(m.sector for m in terms if m.sector is not None)
        levels = (Words(level.name_in(self._lang)),) if level else ()
        return (*levels, *(self._text(sector, finding.row.unit) for sector in sectors))

    def _terms(self, person: str, level: Tier | None, unit: Unit | None) -> list[Membership]:
        known = self._registry.person_by_id.get(person)
        terms = known.memberships if known is not None else ()
        return [m for m in terms if m.level is level and m.unit == unit]

    def _person(self, person: str) -> Words:
        assert self._named is not None  # nobody is named unless asked for
        return self._mask.person(self._named(person))

    def _topic(self, text: str, about: Unit) -> Words:
        """The beginning of a topic's text on one line."""
        line = _BREAKS.sub(" ", self._text(text, about)).strip()
        return Words(line if len(line) <= LONGEST else line[:LONGEST] + "…")

    def _text(self, text: str, about: Unit | None) -> Words:
        return self._mask.text(text, about=about)

    def _unit(self, unit: Unit) -> Words:
        return self._mask.unit(unit, self._lang)


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

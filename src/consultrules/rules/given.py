"""What is handed over beside a subject: read, held against the subject, looked up where it lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from copy import copy, deepcopy
from typing import TYPE_CHECKING, Any

from consultrules.errors import Fault, IntakeError, shown
from consultrules.facts.attested import Attested, known
from consultrules.facts.sitting import Before
from consultrules.facts.timeline import topic_on
from consultrules.models.argument import record_from
from consultrules.models.attestation import Attestation
from consultrules.models.base import Record
from consultrules.models.case_record import CaseRecord, Evaluation
from consultrules.models.follow_up import Materials
from consultrules.models.person import Invitation
from consultrules.models.research import Notice, Research
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.models.topic import Topic
from consultrules.policy.edition import Edition

if TYPE_CHECKING:  # names of types only: a first verdict needs none of these modules
    from consultrules.models.registry import Registry

# What may stand beside a subject of each kind; anything else would be passed over in silence.
_BESIDE: Mapping[type[Record], tuple[str, ...]] = {
    Session: ("room", "topic", "research", "notice", "lists"),
    Topic: ("room", "research", "notice", "lists"),
    CaseRecord: ("room", "topic"),
    Evaluation: ("room", "lists"),
    Invitation: ("room",),
}


class Given:
    """What was handed over beside the subject, read, and looked up in the registry where it lacks."""

    def __init__(
        self,
        *,
        room: Any,
        topic: Any,
        research: Any,
        notice: Any,
        lists: Any,
        attestations: Any,
        registry: Registry | None,
        policy: Edition,
        as_of: dt.date | None,
    ) -> None:
        self.registry = registry
        self.policy = policy
        self.as_of = as_of
        self.room: Room | None = _one(Room, room, "room")
        self.topic: Topic | None = _one(Topic, topic, "topic")
        self.research: tuple[Research, ...] | None = _several(Research, research, "research")
        self.notices: tuple[Notice, ...] | None = _several(Notice, notice, "notice")
        self.lists = deepcopy(lists) if isinstance(lists, Mapping) else lists
        told = _several(Attestation, attestations, "attestations") or ()
        known(told)
        recorded = registry.attestations_of if registry is not None else {}
        self._attested: dict[str, list[Attestation]] | Mapping[str, Sequence[Attestation]] = (
            recorded
        )
        if told:
            own = {a.subject: list(recorded.get(a.subject, ())) for a in told}
            for a in told:
                own[a.subject].append(a)
            self._attested = {**recorded, **own}
        self._beside = {
            "room": room,
            "topic": topic,
            "research": research,
            "notice": notice,
            "lists": lists,
        }

    def under(self, policy: Edition) -> Given:
        """The same records under another edition."""
        other = copy(self)
        other.policy = policy
        return other

    def fits(self, subject: Record) -> None:
        """Refuse what cannot stand beside the subject, or belongs to another one.

        Raises:
            IntakeError: naming each.
        """
        accepted = _BESIDE.get(type(subject), ())
        faults = [
            Fault(name, "unknown_key", "", accepted)
            for name, value in self._beside.items()
            if value is not None and name not in accepted
        ]
        if not faults and self.topic is not None:
            own = subject.topic.id if isinstance(subject, CaseRecord) else None
            if own is not None and self.topic.id != own:
                faults.append(Fault("topic", "dangling_id", shown(self.topic.id), (own,)))
            if isinstance(subject, Session) and self.topic.room not in (
                subject.room,
                *subject.hosts,
            ):
                faults.append(
                    Fault("topic.room", "dangling_id", shown(self.topic.room), (subject.room,))
                )
        if faults:
            raise IntakeError(faults)

    def attested(self, day: dt.date | None) -> Attested:
        """What is attested on a day."""
        return Attested(self._attested, day)

    def attested_on(self, *subjects: str) -> list[dt.date | None]:
        """The days on which something was attested of these."""
        return [a.on for subject in subjects for a in self._attested.get(subject, ())]

    def room_of(self, room: str, hosts: Sequence[str] = ()) -> Room | None:
        """The room with this id, from what was given or from the registry.

        Raises:
            IntakeError: when the given room is another one, or the registry has none with this id.
        """
        if self.room is not None:
            if self.room.id not in (room, *hosts):
                raise IntakeError([Fault("room", "dangling_id", shown(room), (self.room.id,))])
            return self.room
        if self.registry is None:
            return None
        found = self.registry.room_by_id.get(room)
        if found is None:
            raise IntakeError([Fault("room", "dangling_id", shown(room))])
        return found

    def before(self, session: Session) -> Before:
        """What came before a session."""
        case = self.registry.case_of_session.get(session.id) if self.registry is not None else None
        topic = self.topic or (case.topic if case is not None else None)
        for name, record in (
            ("topic", topic.id if topic is not None else session.topic),
            *(("research", r.topic) for r in self.research or ()),
            *(("notice", n.topic) for n in self.notices or ()),
        ):
            if record != session.topic:
                raise IntakeError([Fault(name, "dangling_id", shown(record), (session.topic,))])
        research = self.research if self.research is not None or case is None else case.research
        notices = self.notices if self.notices is not None or case is None else case.notices
        materials = self._materials(case)
        if self.as_of is not None and materials is not None:
            materials = [m for m in materials if m.on <= self.as_of]
        then = topic_on(topic, self.as_of) if topic is not None else None
        whole = self.lists if isinstance(self.lists, CaseRecord) else case
        sessions = whole.sessions if whole is not None else None
        return Before(then, research, notices, materials, sessions)

    def _materials(self, case: CaseRecord | None) -> Sequence[Materials] | None:
        """The materials told of with the lists, else those of the registry's case."""
        if isinstance(self.lists, CaseRecord):
            return self.lists.materials
        if isinstance(self.lists, Mapping) and "materials" in self.lists:
            told: Sequence[Materials] | None
            told = _several(Materials, self.lists["materials"], "lists.materials")
            return told
        return case.materials if case is not None else None


def case_of_topic(topic: Topic, given: Given, sessions: tuple[Session, ...] = ()) -> CaseRecord:
    """A case around a topic: what was handed over with it, or the whole case given as lists."""
    if isinstance(given.lists, CaseRecord):
        return given.lists
    if not isinstance(given.lists, Mapping | None):
        raise IntakeError([Fault("lists", "wrong_type", shown(given.lists), ("object",))])
    twice = {"topic", "research", "notices", "sessions"} & set(given.lists or ())
    if twice:
        raise IntakeError([Fault(f"lists.{name}", "unknown_key") for name in sorted(twice)])
    own = {
        "topic": topic,
        "research": given.research,
        "notices": given.notices,
        "sessions": sessions,
    }
    try:
        return CaseRecord.read({**own, **(given.lists or {})})
    except IntakeError as error:
        raise IntakeError([fault.under("lists") for fault in error.faults]) from None


def case_of_evaluation(evaluation: Evaluation, given: Given) -> CaseRecord | None:
    """The case that an evaluation is about, where it was given or the registry has it."""
    if isinstance(given.lists, CaseRecord):
        return given.lists
    if given.registry is None:
        return None
    return given.registry.case_by_id.get(evaluation.topic)


def _one(model: type[Any], value: Any, name: str) -> Any:
    return None if value is None else record_from(model, name, value)


def _several(model: type[Any], value: Any, name: str) -> Any:
    if value is None:
        return None
    many = value if isinstance(value, list | tuple) else (value,)
    places = [f"{name}[{n}]" if len(many) > 1 else name for n in range(len(many))]
    missing = [at for at, one in zip(places, many, strict=True) if one is None]
    if missing:
        raise IntakeError([Fault(at, "missing_key") for at in missing])
    return tuple(_one(model, one, at) for at, one in zip(places, many, strict=True))


def scope_from(only: object) -> tuple[str, ...]:
    """The addresses of a call.

    Raises:
        IntakeError: when they are no text.
    """
    parts = (only,) if isinstance(only, str) else () if only is None else only
    if isinstance(parts, Iterable):
        found = tuple(parts)
        if all(isinstance(part, str) for part in found):
            return found
    raise IntakeError([Fault("only", "wrong_type", shown(only), ("string", "list of strings"))])

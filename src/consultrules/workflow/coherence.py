"""Whether an entry tells all that its kind and its edge ask of it, and nothing else. No guard is run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from consultrules.errors import EditionError, Fault, shown
from consultrules.models.base import says
from consultrules.policy.edition import Edition
from consultrules.policy.lifecycle import EntryKind, Move
from consultrules.workflow.entry import Entry
from consultrules.workflow.given import contradictions
from consultrules.workflow.guards import blocking_keys
from consultrules.workflow.opening import Opening, tightened
from consultrules.workflow.process import Edge, Process
from consultrules.workflow.roles import Scene

_NO_RECORD = {(EntryKind.IMPORTED, Move.REPORT_SENSITIVE)}
"""On paper the report of a sensitive matter stands in the research that it was made in."""


def incoherent(entries: Sequence[Entry], process: Process, given: Edition) -> Iterator[Fault]:
    """Everything that an entry leaves out, or tells beside what its kind and its edge ask."""
    keys: set[str] = set()
    opening = entries[0].record if isinstance(entries[0].record, Opening) else None
    editions = _Editions(opening, given)
    for number, entry in enumerate(entries):
        found = [*_of_opening(entry, opening)] if number == 0 else [*_of_kind(entry)]
        edge = _edge(entry, number, process)
        if edge is not None and number:
            found += _of_edge(entry, edge)
        room = opening.room if opening is not None else None
        asked = edge.clause_for(room) if edge is not None and room is not None else None
        if entry.clause != asked:
            found.append(Fault("clause", "impossible", shown(entry.clause)))
        before = entries[number - 1].kind if number else entry.kind
        if entry.kind is EntryKind.IMPORTED and before is not EntryKind.IMPORTED:
            found.append(Fault("kind", "illegal_entry", entry.kind.value))
        if entry.kind is EntryKind.OVERDUE and not _is_deadline(entry, process):
            found.append(Fault("key", "illegal_entry", shown(entry.key)))
        if entry.key is not None and entry.key in keys:
            found.append(Fault("key", "key_used", shown(entry.key)))
        keys |= {entry.key} if entry.key is not None else set()
        policy = editions.of(entry) if number else editions.first(entry)
        if policy is None:
            found.append(Fault("edition", "unknown_edition", shown(entry.edition)))
        elif edge is not None and number and opening is not None:
            found += _of_findings(entry, edge, opening, policy)
        yield from (fault.under(f"entries[{number}]") for fault in found)


def _edge(entry: Entry, number: int, process: Process) -> Edge | None:
    if number == 0:
        return process.opening
    if entry.step is None or entry.source is None:
        return None
    return process.edge(entry.step, entry.source)


def _of_opening(entry: Entry, opening: Opening | None) -> Iterator[Fault]:
    """The first entry is of its own topic, in its room, and nothing but its collection was told."""
    if opening is None:
        yield Fault("record", "illegal_entry")
        return
    topic = opening.case.topic
    if topic.id != entry.case:
        yield Fault("record.case.topic.id", "other_case", shown(topic.id), (shown(entry.case),))
    if topic.room != opening.room.id:
        yield Fault("record.case.topic.room", "dangling_id", topic.room, (opening.room.id,))
    if entry.kind is EntryKind.IMPORTED:
        return
    begun = topic.filed(collected_on=entry.on, approvals=(), preliminary_reviews=())
    bare = {"topic": begun.to_dict(), "research": [], "notices": [], "materials": []}
    told = opening.case.to_dict()
    for name in sorted(bare.keys() | told.keys()):
        if told.get(name) != bare.get(name, []):
            yield Fault(f"record.case.{name}", "impossible", "already told")


def _of_kind(entry: Entry) -> Iterator[Fault]:
    """Only a step has a step, what judged it and what stood against it; a correction says what and why."""
    if entry.kind in (EntryKind.STEP, EntryKind.IMPORTED):
        return
    corrected = entry.kind is EntryKind.CORRECTED
    broken = bool(entry.breaches)
    if (
        entry.step is not None
        or entry.findings
        or (broken and not corrected)
        or (entry.despite is not None) is not broken
    ):
        yield Fault("kind", "impossible", entry.kind.value)
    if corrected is not (type(entry.record) is dict):
        yield Fault("record", "illegal_entry")
    if not says(entry.reason):
        yield Fault("reason", "missing_key")


def _is_deadline(entry: Entry, process: Process) -> bool:
    """Whether the key of an overdue entry names a deadline of the process."""
    return any((entry.key or "").startswith(f"overdue:{d.id}:") for d in process.deadlines)


def _of_edge(entry: Entry, edge: Edge) -> Iterator[Fault]:
    """A step puts on record what its edge asks for, gives its reason, and is recorded despite breaches."""
    yield from _of_record(entry, edge)
    told = {breach.key for breach in entry.breaches}
    if edge.reason and not says(entry.reason) and "reason" not in told:
        yield Fault("reason", "missing_key")
    if entry.breaches and entry.despite is None:
        yield Fault("despite", "missing_key")
    out_of_order = entry.source not in edge.sources and entry.kind is EntryKind.STEP
    if out_of_order and not told & {"not_here", "not_applicable"}:
        yield Fault("breaches", "missing_key", "", ("not_here",))
    if any((b.seq, b.step) != (entry.seq, entry.step) for b in entry.breaches):
        yield Fault("breaches", "impossible")


def _of_record(entry: Entry, edge: Edge) -> Iterator[Fault]:
    """The record is of the kind that the edge asks for, and tells nothing else than the step."""
    if edge.record is None or (entry.kind, entry.step) in _NO_RECORD:
        if entry.record is not None:
            yield Fault("record", "unknown_key")
    elif entry.record is None:
        yield Fault("record", "missing_key", "", (edge.record,))
    elif not edge.takes(entry.record) or (entry.record == () and edge.record != "Dissent"):
        yield Fault("record", "illegal_entry")
    elif entry.kind is EntryKind.STEP:
        yield from contradictions(edge, entry.by.office, entry.on, entry.record)


def _of_findings(entry: Entry, edge: Edge, opening: Opening, policy: Edition) -> Iterator[Fault]:
    """The guards of the edge have judged, and what they held against the step is among its breaches."""
    breaches = {breach.key: breach.verdict.value for breach in entry.breaches}
    findings = entry.findings
    if not findings:
        judged = edge.guards and "not_applicable" not in breaches and policy.in_force(entry.on)
        if judged:
            yield Fault("findings", "missing_key")
        return
    if findings.keys() != set(edge.guards):
        yield Fault("findings", "impossible", ", ".join(findings.keys() ^ set(edge.guards)))
        return
    scene = Scene(opening.room, opening.case, entry.on, policy)
    for key in blocking_keys(edge.guards, scene):
        verdict = findings[key][0]
        against = verdict if verdict not in ("pass", "not_applicable") else None
        if breaches.get(key) != against:
            yield Fault("breaches", "impossible", key)


class _Editions:
    """The editions that a journal was written by, as far as they are at hand."""

    def __init__(self, opening: Opening | None, given: Edition) -> None:
        self._opening = opening
        self._known = {given.digest: given}
        self._own: Edition | None = None
        self._told: dict[str, tuple[Any, Any]] = {}
        try:
            own = opening.policy() if opening is not None else given
        except EditionError:
            return  # the first entry names one that there is not
        self._known[own.digest] = self._own = own

    def first(self, entry: Entry) -> Edition | None:
        """The edition of the first entry: the one that its record tells of."""
        own = self._own
        return self.of(entry) if own is not None and entry.edition == own.digest else None

    def of(self, entry: Entry) -> Edition | None:
        """The edition of an entry, if it is at hand and the entry tells of it as it is."""
        body = json.loads(entry.body)
        readings, numbers = body.get("readings", {}), body.get("numbers", {})
        policy = self._known.get(entry.edition) or self._made(entry.edition, readings)
        if policy is None:
            return None
        told = self._told.get(policy.digest)
        if told is None:
            told = self._told[policy.digest] = dict(policy.readings.chosen), self._numbers(policy)
        return policy if told == (readings, numbers) else None

    def _numbers(self, policy: Edition) -> Mapping[str, Any]:
        if not policy.local or self._opening is None:
            return {}
        return tightened(policy, policy.parameters_at(self._opening.room.unit))

    def _made(self, digest: str, readings: Mapping[str, str]) -> Edition | None:
        """That of the opening with the readings that the entry was written by."""
        if self._opening is None:
            return None
        try:
            made = self._opening.filed(readings=readings).policy()
        except EditionError:
            return None
        return self._known.setdefault(digest, made) if made.digest == digest else None

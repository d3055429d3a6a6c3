"""Verifying a journal: order, hashes, every move legal by its own process. No guard is run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consultrules.errors import Fault, IntakeError, LifecycleError, shown
from consultrules.policy.lifecycle import EntryKind, State
from consultrules.workflow.body import plain_record
from consultrules.workflow.canonical import canonical, hash_of
from consultrules.workflow.coherence import incoherent
from consultrules.workflow.entry import START, Entry
from consultrules.workflow.events import possible_days
from consultrules.workflow.process import Process
from consultrules.workflow.standing import Standing, left


@dataclass(frozen=True, slots=True)
class Verification:
    """What is wrong with a journal, entry by entry; ``ok`` when nothing is."""

    entries: int
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def __bool__(self) -> bool:
        """Refused: ask ``ok``."""
        raise TypeError("a verification is neither true nor false; ask .ok or .faults")

    def text(self, lang: str = "zh") -> str:
        """A line for each fault."""
        return "\n".join(fault.text(lang) for fault in self.faults)


def verified(entries: Sequence[Entry], standing: Standing) -> Verification:
    """Check the entries of one case against each other, their hashes, the process and the edition."""
    process = standing.process
    faults: list[Fault] = []
    state: State | None = None
    before: State | None = None
    for number, entry in enumerate(entries):
        found = list(_out_of_line(entry, number, entries))
        if not _is_legal(entry, state, before, process):
            told = f"{state.value if state else ''} {entry.step} {entry.target.value}"
            found.append(Fault("step", "illegal_entry", told))
        if entry.process != process.digest:
            found.append(Fault("process", "unknown_process", shown(entry.process)))
        if state is not None and entry.target is not state:
            before = left(process, state, entry.target, before)
        state = entry.target
        faults += [fault.under(f"entries[{number}]") for fault in found]
    if all(_is_body(entry) for entry in entries):
        faults += incoherent(entries, process, standing.policy)
    faults += _contradicting(standing)
    return Verification(len(entries), tuple(faults))


def _contradicting(standing: Standing) -> tuple[Fault, ...]:
    """What in the record that the entries add up to contradicts itself."""
    try:
        standing.record.sound()
        possible_days(standing.record, standing.recorded_on)
    except IntakeError as error:
        return error.faults
    except LifecycleError as error:
        return (Fault("record", error.code, str(error.figures["on"])),)
    return ()


def _out_of_line(entry: Entry, number: int, entries: Sequence[Entry]) -> Iterator[Fault]:
    """What of an entry does not fit itself or the entry before."""
    before = entries[number - 1] if number else None
    if entry.case != entries[0].case:
        yield Fault("case", "other_case", shown(entry.case), (shown(entries[0].case),))
    if entry.seq != number + 1:
        yield Fault("seq", "gap_in_journal", shown(entry.seq), (str(number + 1),))
    if entry.prev != (before.hash if before is not None else START):
        yield Fault("prev", "broken_chain", shown(entry.prev))
    if hash_of(entry.body) != entry.hash or not _says_the_same(entry):
        yield Fault("hash", "broken_hash", shown(entry.hash))
    if before is not None and entry.recorded_on < before.recorded_on:
        last, told = before.recorded_on.isoformat(), entry.recorded_on.isoformat()
        yield Fault("recorded_on", "clock_backwards", told, (last,))
    if entry.on > entry.recorded_on:
        yield Fault("on", "after_recorded", entry.on.isoformat())


def _says_the_same(entry: Entry) -> bool:
    """Whether the fields of an entry are those that its hashed body tells, and in canonical form."""
    if not _is_body(entry):
        return False
    body = json.loads(entry.body)
    record = plain_record(entry.record) if entry.record is not None else None
    own = {
        "case": entry.case,
        "seq": entry.seq,
        "kind": entry.kind,
        "step": entry.step,
        "from": entry.source,
        "to": entry.target,
        "by": entry.by.to_dict(),
        "recorded_by": entry.recorded_by.to_dict(),
        "on": entry.on.isoformat(),
        "recorded_on": entry.recorded_on.isoformat(),
        "clause": entry.clause,
        "process": entry.process,
        "edition": entry.edition,
        "record": record,
        "breaches": [breach.to_dict() for breach in entry.breaches] or None,
        "despite": entry.despite,
        "reason": entry.reason,
        "documents": list(entry.documents) or None,
        "key": entry.key,
        "prev": entry.prev,
    }
    return canonical(body) == entry.body and all(body.get(k) == v for k, v in own.items())


def _is_body(entry: Entry) -> bool:
    """Whether the body of an entry is a JSON object at all."""
    try:
        return type(json.loads(entry.body)) is dict
    except (ValueError, TypeError, RecursionError):
        return False


def _is_legal(entry: Entry, state: State | None, before: State | None, process: Process) -> bool:
    """Whether the process has the move, in order or, where it was recorded despite that, out of it."""
    if entry.source is not state:
        return False
    if state is None:
        opening = process.opening
        return entry.step is opening.step and entry.target is process.initial
    if entry.kind is EntryKind.REOPENED:
        return state in process.final and entry.target is (before or process.initial)
    if entry.kind in (EntryKind.CORRECTED, EntryKind.OVERDUE):
        return entry.target is state
    edge = process.edge(entry.step, state) if entry.step is not None else None
    if edge is None or edge.leads_to(state, before) is not entry.target:
        return False
    in_order = state in edge.sources or entry.kind is EntryKind.IMPORTED
    return in_order or entry.despite is not None

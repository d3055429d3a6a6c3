"""The plain-data door for the life of a topic: open a case, list its options, take a step.

Nothing is kept between requests: the journal comes with each, and the answer to a step holds the entry
that it adds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from consultrules.errors import Fault, IntakeError, LifecycleError, nearest, shown
from consultrules.exchange.request import Answer, Request, mapping, policy_of, read
from consultrules.models.room import Room
from consultrules.models.topic import Topic
from consultrules.policy.edition import Edition
from consultrules.workflow.calling import documents_from
from consultrules.workflow.case import Case
from consultrules.workflow.entry import Entry
from consultrules.workflow.refusal import StepRefused, WrongState

_WRITTEN = ("by", "on", "reason", "documents", "recorded_by", "recorded_on")
_GIVEN = {
    "open": _WRITTEN,
    "take": ("step", *_WRITTEN, "record", "despite", "key"),
    "options": ("by", "on", "records"),
}
_REQUIRED = {"open": ("by", "on"), "take": ("step", "by", "on"), "options": ("on",)}
_RECORDS = {"open": ("topic", "room"), "take": ("journal", "room"), "options": ("journal", "room")}
_ENTRIES = "entries"  # what replaying calls the journal


def open_case(request: Request) -> Answer:
    """Answer ``{"do": "open"}``: the first entry of a topic that was collected."""
    records, given = _parts(request, "open")
    topic = read(Topic, records.get("topic"), "records.topic")
    room = read(Room, records.get("room"), "records.room")
    policy = policy_of(request)

    def opened() -> Answer:
        case = Case.open(topic, room, policy=policy, **given)
        return _case_answer(case, case.entries[-1])

    return _placed(opened)


def take_step(request: Request) -> Answer:
    """Answer ``{"do": "take"}``: the case with one more entry, or every reason why not."""
    records, given = _parts(request, "take")
    case = _case(request, records)

    def taken() -> Answer:
        after = case.take(given.pop("step"), **given)
        known = len(after.entries) == len(case.entries)  # taken under the same key before
        same = [e for e in after.entries if e.key == given.get("key")] if known else after.entries
        return _case_answer(after, same[-1])

    return _placed(taken)


def list_options(request: Request) -> Answer:
    """Answer ``{"do": "options"}``: every step from here, allowed or what is missing."""
    records, given = _parts(request, "options")
    case = _case(request, records)
    if "records" in given:
        given["records"] = mapping("given.records", given["records"])

    def listed() -> Answer:
        return {
            "schema": "consultrules.options/1",
            "case": case.id,
            "state": case.state.value,
            "options": [option.to_dict() for option in case.options(**given)],
        }

    return _placed(listed)


def _case_answer(case: Case, entry: Entry) -> Answer:
    return {
        "schema": "consultrules.case/1",
        "case": case.id,
        "state": case.state.value,
        "milestones": {m.value: day.isoformat() for m, day in case.milestones.items()},
        "seq": case.standing.seq,
        "hash": case.standing.hash,
        "breaches": [breach.to_dict() for breach in case.breaches],
        "entry": entry.to_dict(),
    }


def _refusal(refused: StepRefused | WrongState) -> Answer:
    return {
        "schema": "consultrules.refusal/1",
        "code": refused.code,
        "case": refused.case,
        "step": refused.step.value if refused.step is not None else None,
        "state": refused.state.value,
        "findings": [reason.to_dict() for reason in refused.findings],
        "who": [body.to_dict() | {"name": body.name()} for body in refused.who],
    }


def _parts(request: Request, do: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The records and the arguments of a request; an argument that is ``null`` is not given."""
    records = mapping("records", request.get("records"))
    given = mapping("given", request.get("given", {}))
    wanted, people = _GIVEN[do], _RECORDS[do]
    faults = [
        Fault(f"given.{shown(key)}", "unknown_key", "", wanted, nearest(key, wanted))
        for key in given
        if key not in wanted
    ]
    faults += [
        Fault(f"records.{shown(key)}", "unknown_key", "", people, nearest(key, people))
        for key in records
        if key not in people
    ]
    given = {key: value for key, value in given.items() if value is not None}
    faults += [Fault(f"given.{key}", "missing_key") for key in _REQUIRED[do] if key not in given]
    if faults:
        raise IntakeError(faults)
    if "documents" in given:
        try:
            documents_from(given["documents"])
        except IntakeError as error:
            raise IntakeError([fault.under("given") for fault in error.faults]) from None
    return records, given


def _case(request: Request, records: dict[str, Any]) -> Case:
    """The case of a journal that holds; ``room`` is the room as it is today.

    Raises:
        IntakeError, LifecycleError: for entries that cannot be read, or a journal that does not verify.
    """
    journal, policy = records.get("journal"), None
    if not isinstance(journal, list | tuple):
        code = "missing_key" if journal is None else "wrong_type"
        told = "" if journal is None else shown(journal)
        raise IntakeError([Fault("records.journal", code, told, ("list of entries",))])
    if request.get("edition") is not None or request.get("readings") is not None:
        policy = policy_of(request)
    room = read(Room, records["room"], "records.room") if records.get("room") is not None else None
    case = _in_journal(lambda: _replayed(journal, policy))
    return _placed_case(case, room) if room is not None else case


def _replayed(journal: list[Any] | tuple[Any, ...], policy: Edition | None) -> Case:
    case = Case.replay(journal, policy=policy)
    faults = case.verify().faults
    if faults:
        raise IntakeError(faults)
    return case


def _placed_case(case: Case, room: Room) -> Case:
    try:
        return case.with_room(room)
    except IntakeError as error:
        raise IntakeError([fault.under("records") for fault in error.faults]) from None


def _in_journal(replay: Callable[[], Case]) -> Case:
    """A replay whose faults are told by their place in the request."""

    def place(at: str) -> str:
        return "records.journal" + at.removeprefix(_ENTRIES)

    try:
        return replay()
    except IntakeError as error:
        raise IntakeError([replace(f, at=place(f.at)) for f in error.faults]) from None
    except LifecycleError as error:
        at = place(str(error.figures.get("at", "")))
        raise LifecycleError(error.code, **{**error.figures, "at": at}) from None


def _placed(act: Callable[[], Answer]) -> Answer:
    """An answer; a refusal is one, and faults are told by their place in the request."""
    try:
        return act()
    except (StepRefused, WrongState) as refused:
        return _refusal(refused)
    except IntakeError as error:
        raise IntakeError([fault.under(_part(fault.at)) for fault in error.faults]) from None
    except LifecycleError as error:
        at = str(error.figures.get("at", ""))
        place = f"{_part(at)}.{at}" if at else ""
        raise LifecycleError(error.code, **{**error.figures, "at": place}) from None


def _part(at: str) -> str:
    """The part of a request that the place of a fault lies in."""
    return "records" if at.startswith(("topic", "room")) else "given"

"""The commands of ``consultrules case`` that write: open, take, correct, reopen, import, mend."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from consultrules.cli.arguments import BREACHES, CLEAN, policy_from
from consultrules.cli.case_given import actor, journal, loaded, plain, room
from consultrules.display.cases import added_text, refusal_text
from consultrules.errors import Conflict, IntakeError
from consultrules.models.case_record import CaseRecord
from consultrules.models.topic import Topic
from consultrules.policy.case_captions import CaseCaption
from consultrules.policy.edition import Edition
from consultrules.workflow.case import Case
from consultrules.workflow.refusal import StepRefused, WrongState


def open_case(chosen: argparse.Namespace) -> int:
    """Open a case and begin its journal, in the file of that name or in a new one."""
    policy = policy_from(chosen.reading)
    topic = _of(Topic, plain(chosen.topic, "--topic"), "--topic")
    place = room(chosen.room)
    return _written(chosen, policy, lambda: Case.open(topic, place, policy=policy, **_told(chosen)))


def take(chosen: argparse.Namespace) -> int:
    """Take a step."""
    case = loaded(chosen)
    record = plain(chosen.record, "--record") if chosen.record is not None else None
    more = {"record": record, "despite": chosen.despite, "key": chosen.key}
    return _written(
        chosen, case.policy, lambda: case.take(chosen.step, **more, **_told(chosen)), case
    )


def correct(chosen: argparse.Namespace) -> int:
    """Correct the record: fields of the case record told anew."""
    case = loaded(chosen)
    record = plain(chosen.record, "--record")
    return _written(chosen, case.policy, lambda: case.correct(record, **_told(chosen)), case)


def reopen(chosen: argparse.Namespace) -> int:
    """Take an ended case up again."""
    case, told = loaded(chosen), _told(chosen)
    del told["documents"]
    return _written(chosen, case.policy, lambda: case.reopen(**told), case)


def import_case(chosen: argparse.Namespace) -> int:
    """Begin a journal with everything that a paper record shows."""
    policy = policy_from(chosen.reading)
    told = plain(chosen.record, "--record")
    if isinstance(told, dict) and told.get("record") == "case":  # a line of a registry
        told = {name: value for name, value in told.items() if name != "record"}
    record = _of(CaseRecord, told, "--record")
    by, place = actor(chosen.by, "--by"), room(chosen.room)

    def made() -> Case:
        day = chosen.recorded_on
        return Case.from_record(record, place, by=by, recorded_on=day, policy=policy)

    return _written(chosen, policy, made)


def mend(chosen: argparse.Namespace) -> int:
    """Repair a journal after a crash: cut an append that was written by halves, and say how much."""
    cut = journal(chosen).mend()
    print(
        CaseCaption.CUT.fill(chosen.lang, n=len(cut))
        if cut
        else CaseCaption.WHOLE.name_in(chosen.lang)
    )
    return CLEAN


def _written(
    chosen: argparse.Namespace,
    policy: Edition,
    act: Callable[[], Case],
    before: Case | None = None,
) -> int:
    """Act on a case that holds, keep what was added and print it; or print why it was refused."""
    faults = before.verify().faults if before is not None else ()
    if before is not None and faults:
        print(CaseCaption.BROKEN.fill(chosen.lang, case=before.id))
        print("\n".join(f"  {fault.text(chosen.lang)}" for fault in faults))
        return BREACHES
    try:
        case = act()
        added = journal(chosen, new=True).save(case)
    except (StepRefused, WrongState) as refused:
        print(refusal_text(refused, policy, chosen.lang))
        return BREACHES
    except Conflict as conflict:
        print(conflict.text(chosen.lang))
        return BREACHES
    options = case.options(on=case.entries[-1].on)
    print(added_text(len(case.entries) - added, case, options, chosen.lang))
    return CLEAN


def _told(chosen: argparse.Namespace) -> dict[str, Any]:
    """What every act tells: by whom, when, why, recorded by whom and when."""
    by, recorder = chosen.by, chosen.recorded_by
    return {
        "by": actor(by, "--by"),
        "on": chosen.on,
        "reason": chosen.reason,
        "documents": chosen.document,
        "recorded_by": actor(recorder, "--recorded-by") if recorder is not None else None,
        "recorded_on": chosen.recorded_on,
    }


def _of(model: Any, told: Any, option: str) -> Any:
    """A record, with its faults under the option that it was given by."""
    try:
        return model.read(told)
    except IntakeError as error:
        raise IntakeError(error.faults, option) from None

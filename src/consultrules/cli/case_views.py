"""The commands of ``consultrules case`` that look: show, options, path, verify, diagram, record."""

from __future__ import annotations

import argparse
import json

from consultrules.cli.arguments import BREACHES, CLEAN
from consultrules.cli.case_given import actor, journal, loaded, plain
from consultrules.display.cases import case_text, options_text, way_text
from consultrules.errors import LifecycleError
from consultrules.models.registry import Registry
from consultrules.policy.case_captions import CaseCaption
from consultrules.store.lines import LinesStore
from consultrules.workflow.case import Case
from consultrules.workflow.process import process


def show(chosen: argparse.Namespace) -> int:
    """Print where a case stands; without an id, a line for each."""
    if chosen.id is None:
        heads = journal(chosen).heads()
        for head in heads.values():
            print(f"{head.id} {head.state.name_in(chosen.lang)} #{head.seq} {head.room}")
        if not heads:
            print(CaseCaption.NOTHING.name_in(chosen.lang))
        return CLEAN
    case = loaded(chosen)
    print(case_text(case, chosen.lang, entries=chosen.entries, personal=chosen.personal))
    if not case.verify().ok:
        print(CaseCaption.BROKEN.fill(chosen.lang, case=case.id))
    return CLEAN


def options(chosen: argparse.Namespace) -> int:
    """Print every step from here."""
    case = loaded(chosen)
    by = actor(chosen.by, "--by") if chosen.by is not None else None
    records = {}
    for told in chosen.record:
        step, _, record = told.partition("=")
        records[step] = plain(record, "--record")
    found = case.options(by=by, on=chosen.on, records=records)
    print(options_text(found, case.policy, chosen.lang))
    return CLEAN


def path(chosen: argparse.Namespace) -> int:
    """Print the shortest way to a milestone or state."""
    case = loaded(chosen)
    try:
        print(way_text(case.path_to(chosen.goal), chosen.lang))
    except LifecycleError as error:  # an answer too: no way leads there
        print(error.text(chosen.lang))
        return BREACHES
    return CLEAN


def verify(chosen: argparse.Namespace) -> int:
    """Print whether the journal of a case holds; without an id, of every case."""
    store = journal(chosen)
    sound = True
    for case_id in store.cases() if chosen.id is None else (chosen.id,):
        faults, number = _faults(store, case_id, chosen.lang)
        if faults:
            print(CaseCaption.BROKEN.fill(chosen.lang, case=case_id))
            print("\n".join(f"  {fault}" for fault in faults))
        else:
            print(CaseCaption.HOLDS.fill(chosen.lang, case=case_id, n=number))
        sound = sound and not faults
    return CLEAN if sound else BREACHES


def _faults(store: LinesStore, case_id: str, lang: str) -> tuple[list[str], int]:
    """What is wrong with the journal of a case, and how many entries it has."""
    try:
        found = store.load(case_id).verify()
    except LifecycleError as error:  # out of order: it does not even add up to a case
        return [error.text(lang)], len(store.read(case_id))
    return [fault.text(lang) for fault in found.faults], found.entries


def diagram(chosen: argparse.Namespace) -> int:
    """Print the diagram of a case, or of the process, in Mermaid."""
    drawn = loaded(chosen) if chosen.id is not None else process()
    print(format(drawn, "mermaid" if chosen.lang == "zh" else "mermaid-en"))
    return CLEAN


def record(chosen: argparse.Namespace) -> int:
    """Print the record of a case as a line of a registry; without an id, a registry of all of them."""
    store = journal(chosen)
    if chosen.id is not None:
        plain_record = {"record": "case", **store.load(chosen.id).record.to_dict()}
        print(json.dumps(plain_record, ensure_ascii=False))
        return CLEAN
    cases: list[Case] = [store.load(case_id) for case_id in store.cases()]
    rooms = {case.room.id: case.room for case in cases}
    registry = Registry(rooms=tuple(rooms.values()), cases=tuple(case.record for case in cases))
    for line in registry.lines():
        print(line)
    return CLEAN

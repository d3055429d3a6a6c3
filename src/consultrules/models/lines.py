"""JSON Lines on their way to a registry: one record a line, every fault with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.models.assessment import AssessmentScheme, MemberAssessment, RoomAssessment
from consultrules.models.attestation import Attestation
from consultrules.models.base import Record, loads
from consultrules.models.case_record import CaseRecord
from consultrules.models.development import Nomination, SittingIn, Training
from consultrules.models.faults import faults_of
from consultrules.models.gazetteer import Gazetteer
from consultrules.models.integrity import flaws
from consultrules.models.note import Note
from consultrules.models.person import Invitation, Person
from consultrules.models.plan import AnnualPlan
from consultrules.models.room import Room
from consultrules.models.work_committee import WorkCommittee
from consultrules.models.work_report import WorkReport

KINDS: Mapping[str, type[Record]] = {
    "note": Note,
    "room": Room,
    "person": Person,
    "case": CaseRecord,
    "invitation": Invitation,
    "work_committee": WorkCommittee,
    "attestation": Attestation,
    "member_assessment": MemberAssessment,
    "room_assessment": RoomAssessment,
    "assessment_scheme": AssessmentScheme,
    "plan": AnnualPlan,
    "work_report": WorkReport,
    "training": Training,
    "sitting_in": SittingIn,
    "nomination": Nomination,
}
"""What a line can be, by the word in its ``record``."""
_IRREGULAR = {"person": "people", "sitting_in": "sittings_in"}
PLURAL = {name: _IRREGULAR.get(name, f"{name}s") for name in KINDS}
"""The registry's list of each kind of line."""
NONE = "none"
"""What a line is that says: of this kind there is none, which is not the same as not told."""


class Lines:
    """Lines on their way to a registry: what could be read, from which line, and what could not."""

    def __init__(self, units: Gazetteer | None) -> None:
        self.units = units
        self.found: dict[str, list[Any]] = {}
        self.faults: list[Fault] = []
        self._lines: dict[str, list[int]] = {}
        self._broken: dict[str, set[str]] = {}
        self._none_of: dict[str, int] = {}
        self._whole = True  # whether at least the id of every line is known
        self._whole_cases = True  # and those of the sessions inside

    def read(self, number: int, line: str) -> None:
        """Read one line."""
        data: object = None
        try:
            data = loads(line)
            if isinstance(data, dict) and data.get("record") == NONE:
                self._none(number, data)
                return
            name, record = _record(data, self.units)
        except IntakeError as error:
            self.faults += [fault.in_line(number) for fault in error.faults]
            self._remember(data)
            return
        plural = PLURAL[name]
        self.found.setdefault(plural, []).append(record)
        self._lines.setdefault(plural, []).append(number)

    def _none(self, number: int, data: Mapping[str, object]) -> None:
        """Read a line which says that there is none of a kind."""
        further = sorted(shown(field) for field in data if field not in ("record", "of"))
        if further:
            raise IntakeError([Fault(field, "unknown_key", "", ("of",)) for field in further])
        name = _kind(data, "of")
        self._none_of.setdefault(name, number)
        self.found.setdefault(PLURAL[name], [])

    def flaws(self) -> Iterator[Fault]:
        """What does not hold together among the lines that could be read."""
        found = flaws(
            {**self.found, "people": self._people},
            further_rooms=self._broken.get("room", ()),
            further_people=self._broken.get("person", ()),
            whole=self._whole,
            whole_cases=self._whole_cases,
        )
        for flaw in found:
            yield flaw.fault(self._lines[flaw.several][flaw.number])
        for name, number in self._none_of.items():
            if self.found[PLURAL[name]]:
                yield Fault(f"line {number}: of", "impossible", name)

    @property
    def _people(self) -> list[Any] | None:
        """The people that could be read; ``None`` when no line told of any."""
        return self.found.get("people", [] if "person" in self._broken else None)

    def _remember(self, data: object) -> None:
        """Keep the id of a broken record, so that what points to it is not called dangling."""
        name, key = (data.get("record"), data.get("id")) if isinstance(data, dict) else (None, None)
        if name in ("room", "person") and isinstance(key, str):
            self._broken.setdefault(name, set()).add(key)
        elif name == "case":
            self._whole_cases = False
        elif name in ("room", "person") or name not in KINDS:
            self._whole = False


def _kind(data: Mapping[str, object], field: str) -> str:
    """The kind of record that a field of a line names."""
    name = data.get(field)
    if isinstance(name, str) and name in KINDS:
        return name
    code = "missing_key" if name is None else "unknown_word"
    value = "" if name is None else shown(name)
    raise IntakeError([Fault(field, code, value, tuple(KINDS), nearest(name, KINDS))])


def _record(data: object, units: Gazetteer | None) -> tuple[str, Record]:
    if not isinstance(data, dict):
        raise IntakeError([Fault("", "wrong_type", type(data).__name__, ("object",))])
    name = _kind(data, "record")
    fields = {field: value for field, value in data.items() if field != "record"}
    model = KINDS[name]
    try:
        return name, model.model_validate(fields, context={"units": units})
    except ValidationError as error:
        raise faults_of(error, model) from None

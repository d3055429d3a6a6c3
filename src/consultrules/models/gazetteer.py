"""The gazetteer: a city's units by public code, with our corrections and their reasons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.models.divisions import (
    NO_UNIT,
    ZONE,
    Correction,
    kind_of,
    parent_of,
    read_corrections,
    read_divisions,
)
from consultrules.models.unit import Unit
from consultrules.policy.vocabulary import UnitKind


class LeftOut(NamedTuple):
    """A line of the public list that is no unit of the policy, and why."""

    code: str
    name: str
    reason: str


class Gazetteer:
    """Units by code; a unit is made when it is first asked for."""

    def __init__(self, names: dict[str, str], corrections: dict[str, Correction]) -> None:
        self._names = names
        self._corrections = corrections
        self._made: dict[str, Unit] = {}
        self.left_out = tuple(
            LeftOut(code, names[code], c.reason)
            for code, c in corrections.items()
            if c.treat_as == NO_UNIT and code in names
        )
        self._gone = {line.code: line for line in self.left_out}

    @classmethod
    def nantong(cls) -> Gazetteer:
        """Nantong by the public list: 8 counties and zones, 136 towns and the like, 2,005 villages.

        Our corrections leave out what is no unit of the policy; ``left_out`` says which and why.
        """
        return _nantong()

    @classmethod
    def from_csv(cls, path: str | Path, *, corrections: str | Path | None = None) -> Gazetteer:
        """Read ``code,name`` lines (UTF-8, further columns are ignored) and, if given, corrections.

        Raises:
            IntakeError: naming every line that cannot be read: a code that is not twelve digits, a
                name left out, something there twice, a correction without a reason.
        """
        names, faults = read_divisions(Path(path))
        fixes: dict[str, Correction] = {}
        if corrections is not None:
            fixes, further = read_corrections(Path(corrections), names)
            faults += further
        if faults:
            raise IntakeError(faults)
        return cls(names, fixes)

    def corrected(self, path: str | Path) -> Gazetteer:
        """The same units with further corrections of one's own, which go before those made so far.

        Raises:
            IntakeError: naming every line that cannot be read.
        """
        fixes, faults = read_corrections(Path(path), self._names)
        if faults:
            raise IntakeError(faults)
        return Gazetteer(self._names, {**self._corrections, **fixes})

    def served(self, zone: str, *, by: str) -> Gazetteer:
        """The same units where the CPPCC of county ``by`` serves a zone without one (reading R20).

        Examples:
            >>> units = Gazetteer.nantong().served("320671000000", by="320613000000")
            >>> units["320671001001"].county_cppcc.name
            '崇川区'

        Raises:
            IntakeError: for a unit that has a CPPCC of its own, or a county that has none.
        """
        place, county = self[zone], self[by]
        if place.kind is not UnitKind.COUNTY or place.has_cppcc:
            raise IntakeError([Fault("zone", "impossible", f"{zone}: has_cppcc")])
        if county.kind is not UnitKind.COUNTY or not county.has_cppcc:
            raise IntakeError([Fault("by", "impossible", f"{by}: has_cppcc")])
        told = self._corrections[zone]._replace(served_by=by)
        return Gazetteer(self._names, {**self._corrections, zone: told})

    def named(self, name: str) -> tuple[Unit, ...]:
        """The units whose name contains this text, in the order of the list.

        Examples:
            >>> [unit.code for unit in Gazetteer.nantong().named("白甸镇")]
            ['320685111000']
        """
        codes = [code for code, known in self._names.items() if name in known and code in self]
        return tuple(self[code] for code in codes)

    def __getitem__(self, code: str) -> Unit:
        """The unit with this code.

        Raises:
            IntakeError: for an unknown code, or one that is no unit of the policy, with the reason.
        """
        if not isinstance(code, str):
            raise IntakeError([Fault("", "wrong_type", shown(code), ("string",))])
        unit = self.find(code)
        if unit is None:
            gone = self._gone.get(code)
            value = f"{code} {gone.name}: {gone.reason}" if gone else shown(code)
            raise IntakeError([Fault("", "unknown_unit", value, hint=self.nearest(code))])
        return unit

    def __contains__(self, code: object) -> bool:
        """Whether a unit of the policy has this code."""
        return isinstance(code, str) and code in self._names and code not in self._gone

    def __iter__(self) -> Iterator[Unit]:
        """Every unit of the policy, in the order of the list."""
        return (self[code] for code in self._names if code not in self._gone)

    def __len__(self) -> int:
        """How many units of the policy there are, city and counties included."""
        return len(self._names) - len(self._gone)

    def find(self, code: str) -> Unit | None:
        """The unit with this code, or ``None``."""
        unit = self._made.get(code)
        if unit is None and code in self:
            unit = self._made[code] = self._make(code)
        return unit

    def nearest(self, code: str) -> str | None:
        """The code that looks most like a faulty one, among its own county's."""
        return nearest(code, (known for known in self._names if known[:6] == code[:6]))

    def _make(self, code: str) -> Unit:
        fix = self._corrections.get(code)
        zone = fix is not None and fix.treat_as == ZONE
        kind = kind_of(code) if fix is None or zone else UnitKind.parse(fix.treat_as)
        above = parent_of(code)
        while above is not None and above not in self:
            above = parent_of(above)
        served_by = self.find(fix.served_by) if fix is not None and fix.served_by else None
        unit = Unit(
            code=code,
            name=self._names[code],
            kind=kind,
            parent=self.find(above) if above else None,
            has_cppcc=not zone,
            served_by=served_by,
        )
        unit._listed = True
        return unit


@lru_cache(maxsize=1)
def _nantong() -> Gazetteer:
    data = files("consultrules.models") / "data"
    with (
        as_file(data / "nantong_divisions.csv") as divisions,
        as_file(data / "nantong_corrections.csv") as corrections,
    ):
        return Gazetteer.from_csv(divisions, corrections=corrections)

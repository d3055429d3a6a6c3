"""The gazetteer: every unit of a city by its public code, with our corrections and their reasons."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.models.unit import Unit
from consultrules.policy.vocabulary import UnitKind


class Correction(NamedTuple):
    """What we say about a code against the public list, and why.

    ``treat_as`` is a unit kind, ``none`` (no unit of the policy) or ``zone`` (county rank without a CPPCC);
    ``served_by`` is the code of the county whose CPPCC serves a zone, if known.
    """

    code: str
    treat_as: str
    served_by: str
    reason: str


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
            if c.treat_as == "none" and code in names
        )
        self._gone = {line.code: line for line in self.left_out}

    @classmethod
    def nantong(cls) -> Gazetteer:
        """Nantong's 8 counties and zones, 136 town-level units and 2,005 villages and communities."""
        return _nantong()

    @classmethod
    def from_csv(cls, path: str | Path, *, corrections: str | Path | None = None) -> Gazetteer:
        """Read ``code,name`` lines (UTF-8, further columns are ignored) and, if given, corrections.

        Raises:
            IntakeError: naming the line of every code that is not twelve digits, unnamed or doubled.
        """
        fixes = _corrections(_lines(Path(corrections))) if corrections else {}
        return cls(_names(_lines(Path(path)), str(path)), fixes)

    def __getitem__(self, code: str) -> Unit:
        """The unit with this code.

        Raises:
            IntakeError: for an unknown code, or one that is no unit of the policy, with the reason.
        """
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
        zone = fix is not None and fix.treat_as == "zone"
        kind = kind_of(code) if fix is None or zone else UnitKind.parse(fix.treat_as)
        above = parent_of(code)
        while above is not None and above in self._gone:
            above = parent_of(above)
        served_by = self.find(fix.served_by) if fix is not None and fix.served_by else None
        return Unit(
            code=code,
            name=self._names[code],
            kind=kind,
            parent=self.find(above) if above else None,
            has_cppcc=not zone,
            served_by=served_by,
        )


def kind_of(code: str) -> UnitKind:
    """The kind that a public code tells: third and fourth group of its digits.

    >>> kind_of("320685111200").value, kind_of("320613008000").value
    ('village', 'subdistrict')
    """
    if code[2:] == "0" * 10:
        return UnitKind.PROVINCE
    if code[4:] == "0" * 8:
        return UnitKind.CITY
    if code[6:] == "0" * 6:
        return UnitKind.COUNTY
    third, fourth = int(code[6:9]), int(code[9:])
    if fourth:
        return UnitKind.VILLAGE if 200 <= fourth < 400 or 500 <= fourth < 600 else UnitKind.COMMUNITY
    if third < 100:
        return UnitKind.SUBDISTRICT
    if third < 200:
        return UnitKind.TOWN
    return UnitKind.TOWNSHIP if third < 400 else UnitKind.PARK


def parent_of(code: str) -> str | None:
    """The code above: village → town level → county → city."""
    for kept in (9, 6, 4, 2):
        above = code[:kept].ljust(12, "0")
        if above != code:
            return above if kept > 2 else None
    return None


def _lines(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise IntakeError([Fault(str(path), "unreadable", shown(str(error)))]) from error


def _names(lines: list[dict[str, str]], source: str) -> dict[str, str]:
    names: dict[str, str] = {}
    faults = []
    for number, line in enumerate(lines, 2):
        code, name = (line.get("code") or "").strip(), (line.get("name") or "").strip()
        if len(code) != 12 or not (code.isascii() and code.isdigit()):
            faults.append(Fault(f"{source}:{number}: code", "unknown_unit", shown(code)))
        elif not name:
            faults.append(Fault(f"{source}:{number}: name", "missing_key"))
        elif code in names:
            faults.append(Fault(f"{source}:{number}: code", "duplicate_id", code))
        else:
            names[code] = name
    if faults:
        raise IntakeError(faults)
    return names


def _corrections(lines: list[dict[str, str]]) -> dict[str, Correction]:
    return {
        line["code"]: Correction(line["code"], line["treat_as"], line["served_by"], line["reason"])
        for line in lines
    }


@lru_cache(maxsize=1)
def _nantong() -> Gazetteer:
    data = files("consultrules.models") / "data"
    divisions = csv.DictReader((data / "nantong_divisions.csv").read_text("utf-8").splitlines())
    fixes = csv.DictReader((data / "nantong_corrections.csv").read_text("utf-8").splitlines())
    return Gazetteer({line["code"]: line["name"] for line in divisions}, _corrections(list(fixes)))

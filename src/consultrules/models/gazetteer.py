"""The gazetteer: a city's units by public code, with our corrections and their reasons."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.models.base import LINE
from consultrules.models.unit import CODE_LENGTH, Unit
from consultrules.policy.vocabulary import UnitKind

LONGEST_NAME = 200
NO_UNIT, ZONE = "none", "zone"


class Correction(NamedTuple):
    """What we say about a code against the public list, and why.

    ``treat_as`` is a unit kind, ``none`` (no unit of the policy) or ``zone`` (county rank without a
    CPPCC); ``served_by`` is the code of the county whose CPPCC serves a zone, if known.
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
        names, faults = _names(_lines(Path(path), ("code", "name")), str(path))
        fixes: dict[str, Correction] = {}
        if corrections is not None:
            lines = _lines(Path(corrections), Correction._fields)
            fixes, further = _corrections(lines, str(corrections), names)
            faults += further
        if faults:
            raise IntakeError(faults)
        return cls(names, fixes)

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


def kind_of(code: str) -> UnitKind:
    """The kind that a public code tells: third and fourth group of its digits.

    Examples:
        >>> kind_of("320685111200").value, kind_of("320613008000").value
        ('village', 'subdistrict')
    """
    for kept, kind in (
        (_PROVINCE, UnitKind.PROVINCE),
        (_CITY, UnitKind.CITY),
        (_COUNTY, UnitKind.COUNTY),
    ):
        if not int(code[kept:]):
            return kind
    third, fourth = int(code[6:9]), int(code[9:])
    if fourth:
        return UnitKind.VILLAGE if fourth // 100 in _VILLAGE_SERIES else UnitKind.COMMUNITY
    return _TOWN_SERIES.get(third // 100, UnitKind.PARK)


_VILLAGE_SERIES = frozenset({2, 3, 5})
_TOWN_SERIES = {
    0: UnitKind.SUBDISTRICT,
    1: UnitKind.TOWN,
    2: UnitKind.TOWNSHIP,
    3: UnitKind.TOWNSHIP,
}
_PROVINCE, _CITY, _COUNTY, _TOWN = 2, 4, 6, 9  # how many digits tell each


def parent_of(code: str) -> str | None:
    """The code above: village → town level → county → city."""
    for kept in (_TOWN, _COUNTY, _CITY):
        above = code[:kept].ljust(CODE_LENGTH, "0")
        if above != code:
            return above
    return None


Line = tuple[int, dict[str, str]]


def _lines(path: Path, columns: Sequence[str]) -> list[Line]:
    """The lines of a table with their numbers.

    Raises:
        IntakeError: when the file cannot be read, lacks a column, or holds no line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [c for c in columns if c not in (reader.fieldnames or ())]
            if missing:
                raise IntakeError([Fault(f"{path}:1", "missing_key", ", ".join(missing))])
            lines = [
                (reader.line_num, {c: (line[c] or "").strip() for c in columns}) for line in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise IntakeError([Fault(str(path), "unreadable", shown(str(error)))]) from error
    if not lines:
        raise IntakeError([Fault(str(path), "empty")])
    return lines


def _names(lines: Iterable[Line], source: str) -> tuple[dict[str, str], list[Fault]]:
    names: dict[str, str] = {}
    faults = []
    for number, line in lines:
        code, name = line["code"], line["name"]
        at = f"{source}:{number}"
        if len(code) != CODE_LENGTH or not (code.isascii() and code.isdigit()):
            faults.append(Fault(f"{at}: code", "unknown_unit", shown(code)))
        elif not name:
            faults.append(Fault(f"{at}: name", "missing_key"))
        elif len(name) > LONGEST_NAME:
            faults.append(Fault(f"{at}: name", "too_long", shown(name)))
        elif not re.fullmatch(LINE, name):
            faults.append(Fault(f"{at}: name", "bad_text", shown(name)))
        elif code in names:
            faults.append(Fault(f"{at}: code", "duplicate_id", code))
        else:
            names[code] = name
    return names, faults


def _corrections(
    lines: Iterable[Line], source: str, names: dict[str, str]
) -> tuple[dict[str, Correction], list[Fault]]:
    """Corrections by code, and what is wrong with the others."""
    fixes: dict[str, Correction] = {}
    faults = []
    kinds = (*(kind.value for kind in UnitKind), NO_UNIT, ZONE)
    for number, line in lines:
        fix = Correction(**line)
        at = f"{source}:{number}"
        if fix.code not in names:
            faults.append(Fault(f"{at}: code", "unknown_unit", shown(fix.code)))
        elif fix.code in fixes:
            faults.append(Fault(f"{at}: code", "duplicate_id", fix.code))
        elif fix.treat_as not in kinds:
            hint = nearest(fix.treat_as, kinds)
            faults.append(
                Fault(f"{at}: treat_as", "unknown_word", shown(fix.treat_as), kinds, hint)
            )
        elif not fix.reason:
            faults.append(Fault(f"{at}: reason", "missing_key"))
        elif fix.served_by and not _serves(fix.served_by, fix, names):
            faults.append(Fault(f"{at}: served_by", "unknown_unit", shown(fix.served_by)))
        else:
            fixes[fix.code] = fix
    return fixes, faults


def _serves(code: str, fix: Correction, names: dict[str, str]) -> bool:
    """Whether a code is another county, whose CPPCC can serve a zone."""
    return fix.treat_as == ZONE and code != fix.code and code in names and _is_county(code)


def _is_county(code: str) -> bool:
    return kind_of(code) is UnitKind.COUNTY


@lru_cache(maxsize=1)
def _nantong() -> Gazetteer:
    data = files("consultrules.models") / "data"
    with (
        as_file(data / "nantong_divisions.csv") as divisions,
        as_file(data / "nantong_corrections.csv") as corrections,
    ):
        return Gazetteer.from_csv(divisions, corrections=corrections)

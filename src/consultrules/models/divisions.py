"""The public list of divisions and our corrections: how their tables are read, what a code tells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.models.base import LINE
from consultrules.models.files import file_fault
from consultrules.models.unit import CODE_LENGTH
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
        raise IntakeError([file_fault(path, error)]) from error
    if not lines:
        raise IntakeError([Fault(str(path), "empty")])
    return lines


def read_divisions(path: Path) -> tuple[dict[str, str], list[Fault]]:
    """Names by code, and what is wrong with the other lines.

    Raises:
        IntakeError: when the file cannot be read, lacks a column, or holds no line.
    """
    return _names(_lines(path, ("code", "name")), str(path))


def read_corrections(
    path: Path, names: Mapping[str, str]
) -> tuple[dict[str, Correction], list[Fault]]:
    """Corrections of these divisions by code, and what is wrong with the other lines.

    Raises:
        IntakeError: when the file cannot be read, lacks a column, or holds no line.
    """
    return _corrections(_lines(path, Correction._fields), str(path), names)


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
    lines: Iterable[Line], source: str, names: Mapping[str, str]
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


def _serves(code: str, fix: Correction, names: Mapping[str, str]) -> bool:
    """Whether a code is another county, whose CPPCC can serve a zone."""
    return fix.treat_as == ZONE and code != fix.code and code in names and _is_county(code)


def _is_county(code: str) -> bool:
    return kind_of(code) is UnitKind.COUNTY

"""Columns to facts: whole numbers as a frame tells them, and what of them can be (``facts.fact.checked``)."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from consultrules.auditing.arrays.known import Array, Numbers, both, wide
from consultrules.auditing.sql.table import Table
from consultrules.auditing.tables.extras import needed
from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.facts.fact import Declared, Fact, ahead_of
from consultrules.facts.together import Together
from consultrules.policy.judging import FactType

np = needed("numpy", "tables")


def told(arrow: Any, table: Table, keys: Sequence[str], facts: Sequence[str]) -> dict[str, Numbers]:
    """The columns of an Arrow table as numbers; keys have to be told on every row.

    Raises:
        IntakeError: naming every column that is missing or holds anything but whole numbers.
    """
    found: dict[str, Numbers] = {}
    faults: list[Fault] = []
    for code in (*keys, *facts):
        at = f"{table.relation}.{code}"
        if code not in arrow.column_names:
            hint = nearest(code, set(arrow.column_names).difference(keys, facts))
            faults.append(Fault(at, "missing_key", hint=hint))
            continue
        column = arrow.column(code)
        try:
            numbers = _whole(column, table.declared.get(code))
        except needed("pyarrow", "tables").ArrowInvalid as error:
            faults.append(Fault(at, "out_of_bounds", shown(str(error))))
            continue
        if numbers is None:
            faults.append(Fault(at, "wrong_type", str(column.type), ("whole number",)))
        elif code in keys and numbers.known is not None:
            faults.append(Fault(at, "missing_key"))
        else:
            found[code] = numbers
    if faults:
        raise IntakeError(faults)
    return found


def _whole(column: Any, fact: Fact | None) -> Numbers | None:
    """A column as whole numbers; ``None`` where it holds something else."""
    arrow = needed("pyarrow", "tables")
    kinds, own = arrow.types, column.type
    if kinds.is_boolean(own) and fact is not None and fact.type is FactType.FLAG:
        column = column.cast("uint8")
    elif kinds.is_date(own) and fact is not None and fact.type is FactType.DAY:
        column = column.cast("date32").cast("int32")
    elif own in (arrow.null(), arrow.uint64()) or (kinds.is_decimal(own) and own.scale == 0):
        column = column.cast("int64")
    elif not kinds.is_integer(own):
        return None
    known = column.is_valid().to_numpy() if column.null_count else None
    whole = column.fill_null(0) if column.null_count else column
    return Numbers(whole.to_numpy(), known)


def possible(facts: Mapping[str, Numbers], declared: Declared) -> dict[str, Numbers]:
    """The facts of some rows as far as they can be: within bounds, and no whole below its parts."""
    found = {code: _bounded(numbers, declared[code]) for code, numbers in facts.items()}
    clashes: dict[str, Array] = {}
    for code, wholes in declared.parts.items():
        for whole in wholes:
            if code in found and whole in found:
                clash = _clash(found[code], found[whole])
                if clash.any():
                    for side in (code, whole):
                        clashes[side] = clashes[side] | clash if side in clashes else clash
    for together in declared.sums_of(found):
        clash = _together(together, found)
        if clash.any():
            for side in together.codes:
                own = clash & (found[side].values > 0)
                clashes[side] = clashes[side] | own if side in clashes else own
    for code, clash in clashes.items():
        found[code] = _only(found[code], ~clash)
    return found


def _bounded(numbers: Numbers, fact: Fact) -> Numbers:
    low, high = fact.bounds
    values = numbers.values
    if not values.size or (values.min() >= low and values.max() <= high):
        return numbers
    within = (values >= low) & (values <= high)
    ahead = ahead_of(fact)
    if ahead is not None:
        within |= values == ahead
    return _only(numbers, within)


def _clash(part: Numbers, whole: Numbers) -> Array:
    """Where a part is more than its whole; of what has not come up yet nothing is."""
    clash = part.values > whole.values
    if not clash.any():  # by far the most usual
        return clash
    clash &= whole.values >= 0
    known = both(part.known, whole.known)
    return clash if known is None else clash & known


def _together(together: Together, found: Mapping[str, Numbers]) -> Array:
    """Where some parts are too many together and none is alone; what is not known stands as 0."""
    whole = found[together.whole]
    parts = [wide(found[part].values) for part in together.parts]
    clash = reduce(operator.add, parts) > whole.values
    if clash.any():
        for part in parts:
            clash &= part <= whole.values
    return clash if whole.known is None else clash & whole.known


def _only(numbers: Numbers, where: Array) -> Numbers:
    known = both(numbers.known, where)
    return Numbers(np.where(known, numbers.values, 0), known)

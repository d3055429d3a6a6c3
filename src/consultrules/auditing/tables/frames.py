"""Frames of any library that narwhals knows, as Arrow tables."""

from __future__ import annotations

from typing import Any

from consultrules.auditing.tables.duck import first_line
from consultrules.auditing.tables.extras import needed
from consultrules.errors import Fault, IntakeError, shown


def arrow_of(frame: object, relation: str) -> Any:
    """A frame as an Arrow table, by narwhals, which knows frames of many kinds.

    Raises:
        IntakeError: for what is no frame, or one that cannot be read.
        MissingExtra: without the extra ``tables``.
    """
    narwhals = needed("narwhals", "tables")
    needed("pyarrow", "tables")
    try:
        return narwhals.from_native(frame).lazy().collect("pyarrow").to_native()
    except TypeError:
        fault = Fault(relation, "wrong_type", shown(frame), ("data frame",))
        raise IntakeError([fault]) from None
    except (
        Exception
    ) as error:  # each kind of frame fails in its own way: a mixed column, a name twice
        raise IntakeError([Fault(relation, "unreadable", shown(first_line(error)))]) from error

"""The CPPCC work committee of a town, subdistrict or park (3.1.s7)."""

from __future__ import annotations

from typing import Annotated

from consultrules.models.base import Flag, Record, of
from consultrules.models.unit import UnitRef


class WorkCommittee(Record):
    """Whether a town, subdistrict or park has its CPPCC work committee (3.1.s7)."""

    unit: UnitRef
    exists: Annotated[Flag, of("3.1.s7")]

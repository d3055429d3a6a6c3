"""The yearly consultation plan of a county and its review (6.2.s3, reading L13)."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from consultrules.models.base import Day, Record, Year, impossible, of
from consultrules.models.body import Body
from consultrules.models.unit import UnitRef


class AnnualPlan(Record):
    """The plan of a county for a year; ``reviewed_by`` is who reviewed it, if anybody did."""

    unit: UnitRef
    year: Year
    on: Day | None = None
    reviewed_by: Annotated[Body | None, of("6.2.s3")] = None
    reviewed_on: Day | None = None

    @model_validator(mode="after")
    def _possible(self) -> AnnualPlan:
        if self.reviewed_on is not None and self.reviewed_by is None:
            raise impossible("reviewed_on without reviewed_by")
        if self.on is not None and self.reviewed_on is not None and self.reviewed_on < self.on:
            raise impossible("reviewed_on < on")
        return self

"""Local deadlines: none by default, for the text gives order and no days (reading R17)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from dateutil.relativedelta import relativedelta
from pydantic import Field, model_validator

from consultrules.models.base import Id, Name, Record, impossible
from consultrules.policy.lifecycle import Milestone

Span = Annotated[int, Field(strict=True, ge=0, le=1000)]


class Deadline(Record):
    """A milestone that a local policy wants reached within so many days, weeks or months after another.

    Days are calendar days; those while a topic is suspended do not count. ``basis`` names the local policy.

    Examples:
        >>> Deadline(
        ...     id="d1", milestone="suggestion_list", after="sitting", days=15, basis="样例"
        ... ).due(dt.date(2025, 3, 10))
        datetime.date(2025, 3, 25)
    """

    id: Id
    milestone: Milestone
    after: Milestone
    days: Span = 0
    weeks: Span = 0
    months: Span = 0
    basis: Name

    @model_validator(mode="after")
    def _possible(self) -> Deadline:
        if self.milestone is self.after:
            raise impossible("milestone = after")
        if not (self.days or self.weeks or self.months):
            raise impossible("days, weeks, months: give one of them")
        return self

    def due(self, since: dt.date, *, paused: int = 0) -> dt.date:
        """The last day, counted from the day of the other milestone, with the days of rest added."""
        span = relativedelta(days=self.days + paused, weeks=self.weeks, months=self.months)
        return since + span

"""Periodic reports on the work: given to a Party committee, heard by a Party group (6.1.s3a, 6.2.s2)."""

from __future__ import annotations

from typing import Annotated

from consultrules.models.base import Day, Id, Record, of
from consultrules.models.body import Body


class WorkReport(Record):
    """A report of a CPPCC organisation on its work: who gave it, and which body took it."""

    id: Id
    on: Day
    by: Body
    to: Annotated[Body, of("6.1.s3a")]

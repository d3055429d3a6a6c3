"""Periodic reports on the work: given to a Party committee, heard by a Party group (6.1.s3a, 6.2.s2)."""

from __future__ import annotations

from consultrules.models.base import Day, Id, Record
from consultrules.models.body import Body


class WorkReport(Record):
    """A report of a CPPCC organisation on its work: who gave it, and which body took it."""

    id: Id
    on: Day
    by: Body
    to: Body

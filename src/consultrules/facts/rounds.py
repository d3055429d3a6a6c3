"""The rounds of consultation on one topic: what followed an earlier session answers that one (reading F7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from consultrules.models.session import Session
from consultrules.policy.vocabulary import SessionStatus

_HELD = SessionStatus.HELD


class Rounds(NamedTuple):
    """The days of the first and the last session on a topic that were held, where any was."""

    first: dt.date | None
    last: dt.date | None

    @classmethod
    def of(cls, sessions: Sequence[Session]) -> Rounds:
        """The rounds that the sessions of a topic make."""
        held = [session.on for session in sessions if session.status is _HELD]
        return cls(min(held), max(held)) if held else cls(None, None)

    @property
    def several(self) -> bool:
        """Whether sessions were held on more than one day."""
        return self.first != self.last

    def is_over(self, day: dt.date | None) -> bool:
        """Whether what came about on a day is of an earlier round than the last.

        What is older than every session followed none: it came out of order, and belongs to no round.
        """
        first, last = self
        return day is not None and first is not None and last is not None and first <= day < last

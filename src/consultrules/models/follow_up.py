"""What goes on beside the lists: materials, progress, channels upwards, follow-up (3.7, 5.1.s2b)."""

from __future__ import annotations

from typing import Annotated

from consultrules.models.base import Day, Id, Name, Record, Text, of
from consultrules.models.body import Body
from consultrules.policy.vocabulary import FollowUpChannel


class Materials(Record):
    """Materials that Party committee, government or a department gave the convener (5.1.s2b)."""

    on: Day
    by: Body | None = None


class Progress(Record):
    """Progress on the tasks made public, apart from publishing the result (3.7.s4b)."""

    on: Day
    manner: Name | None = None
    scope: Name | None = None


class FollowUp(Record):
    """A matter carried further: up to county or city by a channel, or followed by members (3.7.s7, s8).

    ``to`` is the Party committee or government that a proposal or report is meant for;
    ``channel=None`` says that no channel was used. ``suggestions`` are those it is about.
    """

    on: Day
    channel: Annotated[FollowUpChannel | None, of("3.7.s7")] = None
    to: Body | None = None
    suggestions: tuple[Id, ...] = ()
    note: Text | None = None

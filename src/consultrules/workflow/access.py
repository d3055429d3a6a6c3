"""Who may keep the journal of a case: those whom the process names, and nobody past them."""

from __future__ import annotations

import datetime as dt

from consultrules.errors import RoutingError
from consultrules.models.actor import Actor
from consultrules.policy.lifecycle import Move
from consultrules.workflow.reason import Pair, obstacle
from consultrules.workflow.refusal import StepRefused, names_of
from consultrules.workflow.roles import Scene, Untold, admitted, offices
from consultrules.workflow.standing import Standing


def let_in(
    standing: Standing, actor: Actor, on: dt.date, code: str, what: Pair, step: Move | None = None
) -> None:
    """Refuse an office that may not keep the journal; ``what`` is what it was about to do.

    Raises:
        StepRefused: naming the offices that may.
    """
    scene = Scene(standing.room, standing.record, on, standing.policy)
    roles = standing.process.writers
    try:
        if admitted(roles, actor, scene):
            return
        who = offices(roles, scene)
    except (Untold, RoutingError):
        who = ()  # somebody who only might be the convener is not let in
    told, acted = names_of(who), names_of((actor.office,))
    reason = obstacle(code, code, None, step=what, told=told, state=acted)
    raise StepRefused("refused", standing.id, step, standing.state, (reason,), who)

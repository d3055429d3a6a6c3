"""A refusal: every reason why a step cannot be taken, at once, and who may take it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from consultrules.errors import LifecycleError
from consultrules.models.body import Body
from consultrules.policy.lifecycle import Move, State
from consultrules.rules.finding import Finding
from consultrules.sentences import sentence
from consultrules.workflow.reason import Obstacle


def names_of(bodies: Sequence[Body]) -> tuple[str, str]:
    """Several bodies by name, in Chinese and in English."""
    return "、".join([b.name("zh") for b in bodies]), ", ".join([b.name("en") for b in bodies])


Reason = Finding | Obstacle
"""Why not: the finding of a rule, or an obstacle of the process; both tell clause, reason and remedy."""


class _Refusal(LifecycleError):
    """What a refusal and a wrong state have in common; ``step`` is ``None`` for what is no step."""

    def __init__(
        self,
        code: str,
        case: str,
        step: Move | None,
        state: State,
        findings: Sequence[Reason],
        who: Sequence[Body] = (),
    ) -> None:
        super().__init__(code, case=case, step=step.value if step else None, state=state.value)
        self.case = case
        self.step = step
        self.state = state
        self.findings = tuple(findings)
        self.who = tuple(who)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the reasons: rules, and obstacles such as ``role``."""
        return tuple(reason.key for reason in self.findings)

    def text(self, lang: str = "zh") -> str:
        """Every reason on a line, with what to do; the offices that may act stand last."""
        step = f" {self.step.name_in(lang)}" if self.step is not None else ""
        lines = [f"{sentence(self.code, lang)}: {self.case}{step} ({self.state.name_in(lang)})"]
        lines += [f"- [{r.key}] {r.reason(lang)} → {r.remedy(lang)}" for r in self.findings]
        if self.who:
            zh, en = names_of(self.who)
            lines.append(f"可由：{zh}" if lang == "zh" else f"may be taken by: {en}")
        return "\n".join(lines)

    def __str__(self) -> str:
        """Chinese, then English."""
        return f"{self.text('zh')}\n{self.text('en')}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ``consultrules.refusal/1``: the reasons in the form of findings."""
        return {
            "code": self.code,
            "at": "step",
            "value": self.step.value if self.step is not None else "",
            "accepted": [],
            "case": self.case,
            "state": self.state.value,
            "findings": [reason.to_dict() for reason in self.findings],
            "who": [body.to_dict() | {"name": body.name()} for body in self.who],
        }


class StepRefused(_Refusal):
    """Something stands against the step. ``findings`` is every reason at once, never only the first."""


class WrongState(_Refusal):
    """There is no such step in the state that the topic is in."""

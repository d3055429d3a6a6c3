"""A breach: what stood against a step that was recorded all the same. The case carries it ever after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consultrules.errors import Fault, IntakeError, shown
from consultrules.facts.fact import MOST
from consultrules.policy.judging import Verdict
from consultrules.policy.lifecycle import Move
from consultrules.workflow.refusal import Reason


@dataclass(frozen=True, slots=True)
class Breach:
    """One reason, of a rule or of the process, against an entry that was recorded despite it.

    ``seq`` and ``step`` say which entry, ``key`` and ``clause`` which rule; ``observed`` and ``required``
    are both sides of its comparison, where it is a rule's.
    """

    seq: int
    step: Move | None
    key: str
    clause: str
    verdict: Verdict
    reason: tuple[str, str]
    observed: int | None = None
    required: int | None = None

    def text(self, lang: str = "zh") -> str:
        """The reason in ``zh`` or ``en``."""
        return self.reason[0 if lang == "zh" else 1]

    def line(self, lang: str = "zh") -> str:
        """Entry, step, key and reason, in ``zh`` or ``en``."""
        step = self.step.name_in(lang) if self.step is not None else ""
        return f"#{self.seq} {step} [{self.key}] {self.text(lang)}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data; what is empty is left out."""
        plain = {
            "seq": self.seq,
            "step": self.step.value if self.step else None,
            "key": self.key,
            "clause": self.clause or None,
            "verdict": self.verdict.value,
            "observed": self.observed,
            "required": self.required,
        }
        told = {name: value for name, value in plain.items() if value is not None}
        return {**told, "reason": {"zh": self.reason[0], "en": self.reason[1]}}

    @classmethod
    def read(cls, plain: object) -> Breach:
        """A breach from plain data.

        Raises:
            IntakeError: for what is none.
        """
        made = _made(plain) if isinstance(plain, Mapping) else None
        if made is None:
            raise IntakeError([Fault("breaches", "wrong_type", shown(plain))])
        return made

    def __str__(self) -> str:
        """Entry, key and reason in Chinese."""
        return f"#{self.seq} [{self.key}] {self.text()}"


def _made(plain: Mapping[str, Any]) -> Breach | None:
    """A breach from an object, if it tells of one."""
    try:
        step = plain.get("step")
        made = Breach(
            seq=plain["seq"],
            step=Move.parse(step) if step is not None else None,
            key=plain["key"],
            clause=plain.get("clause", ""),
            verdict=Verdict.parse(plain["verdict"]),
            reason=(plain["reason"]["zh"], plain["reason"]["en"]),
            observed=plain.get("observed"),
            required=plain.get("required"),
        )
    except (KeyError, TypeError):
        return None
    texts = (made.key, made.clause, *made.reason)
    numbers = {type(made.seq), type(made.observed), type(made.required)} <= {int, type(None)}
    right = all(isinstance(text, str) for text in texts) and numbers and made.seq is not None
    return made if right else None


def breach_of(reason: Reason, seq: int, step: Move) -> Breach:
    """A reason against a step, kept with the entry that was recorded despite it."""
    return Breach(
        seq,
        step,
        reason.key,
        reason.clause,
        reason.verdict,
        (reason.reason("zh"), reason.reason("en")),
        _told(reason, "observed"),
        _told(reason, "required"),
    )


def _told(reason: Reason, side: str) -> int | None:
    """A side of a comparison as a number for people: none for what has not been done, or for an office."""
    number = getattr(reason, side, None)
    return number if number is not None and 0 <= number <= MOST else None

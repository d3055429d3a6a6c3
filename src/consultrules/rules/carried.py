"""What a case carries beside its record: breaches that no later record undoes, as reports show them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

from consultrules.policy.case_captions import CaseCaption
from consultrules.policy.clause import is_under
from consultrules.policy.judging import Verdict


class Carried(Protocol):
    """What stood against a step of a case that was recorded all the same; the case carries it ever after."""

    @property
    def key(self) -> str:
        """The rule, or what of the process itself: ``role``, ``not_here``."""

    @property
    def clause(self) -> str:
        """Its clause; empty where the step is ours."""

    @property
    def verdict(self) -> Verdict:
        """What was found at the time."""

    def line(self, lang: str = "zh") -> str:
        """Which entry, which step and why, on one line."""

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""


def is_in(breach: Carried, scope: tuple[str, ...]) -> bool:
    """Whether a breach lies under one of some addresses; without any, all do."""
    own = (breach.key, breach.clause)
    return not scope or any(is_under(one, address) for address in scope for one in own)


def carried_lines(breaches: Collection[Carried], lang: str) -> list[str]:
    """A line for each breach below their number; no line where there is none."""
    if not breaches:
        return []
    colon = "：" if lang == "zh" else ":"
    head = CaseCaption.BREACHES.fill(lang, n=len(breaches)) + colon
    return [head, *(f"  {breach.line(lang)}" for breach in breaches)]

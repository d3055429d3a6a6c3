"""All statistics, in the order of the policy."""

from __future__ import annotations

from consultrules.auditing.statistics import cases, information, people, rooms, sessions
from consultrules.auditing.statistics.statistic import Statistic
from consultrules.errors import Fault, IntakeError, nearest, shown

SUBJECTS = (rooms, sessions, cases, people, information)
"""The modules that declare statistics and count them."""
STATISTICS: tuple[Statistic, ...] = tuple(s for module in SUBJECTS for s in module.STATISTICS)
"""Every statistic with its clauses and definition."""
_COUNTED_APART = ("coverage", "dissent_explained", "members_attending")
BY_CODE = {statistic.code: statistic for statistic in STATISTICS}
_BY_NAME = {s.zh.partition("·")[0]: s.family for s in STATISTICS} | {
    s.zh: s.code for s in STATISTICS
}


def chosen(codes: tuple[str, ...]) -> tuple[Statistic, ...]:
    """The statistics with these codes or Chinese names, or of these families; all for none.

    A family is what has one figure for each word of a list: ``topics_source``, ``议题来源``.

    Raises:
        IntakeError: for a code that no statistic bears, with the likeliest one.
    """
    families = tuple(dict.fromkeys(statistic.family for statistic in STATISTICS))
    accepted = (*families, *(code for code in BY_CODE if code not in families))
    faults = [
        Fault(f"codes[{n}]", "unknown_word", shown(code), families, _nearest(code, accepted))
        for n, code in enumerate(codes)
        if code not in accepted and code not in _BY_NAME
    ]
    if faults:
        raise IntakeError(faults)
    wanted = {_BY_NAME.get(code, code) for code in codes}
    return tuple(s for s in STATISTICS if not wanted or s.code in wanted or s.family in wanted)


def is_of_verdicts(statistic: Statistic) -> bool:
    """Whether a statistic is verdicts counted and nothing else."""
    return bool(statistic.rules) and statistic.family not in _COUNTED_APART


def of_verdicts(grain: str) -> tuple[Statistic, ...]:
    """The statistics that are verdicts on one grain counted and nothing else."""
    return tuple(s for s in STATISTICS if s.grain == grain and is_of_verdicts(s))


def _nearest(code: str, accepted: tuple[str, ...]) -> str | None:
    hint = nearest(code, (*accepted, *_BY_NAME))
    return _BY_NAME.get(hint, hint) if hint is not None else None

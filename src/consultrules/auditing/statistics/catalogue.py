"""All statistics, in the order of the policy."""

from __future__ import annotations

from consultrules.auditing.statistics import cases, information, people, rooms, sessions
from consultrules.auditing.statistics.statistic import Statistic
from consultrules.errors import Fault, IntakeError, nearest, shown

SUBJECTS = (rooms, sessions, cases, people, information)
"""The modules that declare statistics and count them."""
STATISTICS: tuple[Statistic, ...] = tuple(s for module in SUBJECTS for s in module.STATISTICS)
"""Every statistic with its clauses and definition."""
BY_CODE = {statistic.code: statistic for statistic in STATISTICS}


def chosen(codes: tuple[str, ...]) -> tuple[Statistic, ...]:
    """The statistics with these codes, or of these families (``topics_source``); all for none.

    Raises:
        IntakeError: for a code that no statistic bears, with the likeliest one.
    """
    families = tuple(dict.fromkeys(statistic.family for statistic in STATISTICS))
    accepted = (*families, *(code for code in BY_CODE if code not in families))
    faults = [
        Fault(f"codes[{n}]", "unknown_word", shown(code), families, nearest(code, accepted))
        for n, code in enumerate(codes)
        if code not in accepted
    ]
    if faults:
        raise IntakeError(faults)
    return tuple(s for s in STATISTICS if not codes or s.code in codes or s.family in codes)

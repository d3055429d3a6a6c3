"""Which findings people are shown, and under which head: the text and the page agree."""

from __future__ import annotations

from collections.abc import Iterator

from consultrules.policy.captions import Head
from consultrules.policy.judging import Force, Verdict
from consultrules.rules.finding import Finding
from consultrules.rules.report import OK, Report


def open_findings(report: Report) -> Iterator[Finding]:
    """What is not simply met, in the order of the report: failed, unknown, pending."""
    for row in report.rows:
        for place, code in enumerate(row.codes):
            if code not in OK:
                yield Finding(row.plan, place, code, row.row)


def head_of(finding: Finding) -> Head | None:
    """The head of an open finding; ``None`` where it is only counted.

    Advice on facts that nobody gave would bury what binds.
    """
    if finding.level:
        return Head.parse(finding.level)
    return Head.parse(finding.verdict.value) if finding.force is Force.MUST else None


def verdict_of(head: Head) -> Verdict:
    """The verdict of the findings under a head."""
    return {Head.UNKNOWN: Verdict.UNKNOWN, Head.PENDING: Verdict.PENDING}.get(head, Verdict.FAIL)

"""What is counted from findings: roll-ups by county and year, and the statistics that are verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consultrules.auditing.sql.script import COUNTY, Script
from consultrules.policy.judging import Verdict

OPEN = (Verdict.FAIL, Verdict.PENDING, Verdict.UNKNOWN)
ROLL_UP = ("rule", "county", "year", "subjects", *(verdict.value for verdict in Verdict))
"""The columns of a roll-up: how many subjects a county had in a year, and how many got each verdict."""
STATISTICS = (
    "statistic",
    "county",
    "year",
    "numerator",
    "denominator",
    "base",
    *(verdict.value for verdict in (Verdict.PENDING, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE)),
)
"""The columns of the statistics; base = denominator + pending + unknown + not_applicable."""
_COUNTY = f"COALESCE(f.unit - f.unit % {COUNTY}, 0)"
_OPEN_WORDS = ", ".join(f"'{verdict.value}'" for verdict in OPEN)


def roll_up(scripts: Iterable[Script]) -> str:
    """The verdicts of every rule by county and year, from findings and populations."""
    return " UNION ALL ".join(_roll_up(script) for script in scripts)


def _roll_up(script: Script) -> str:
    rules = " UNION ALL ".join(
        f"SELECT {place} AS place, '{rule.key}' AS rule"
        for place, rule in enumerate(script.plan.rules)
    )
    beside = " ".join(
        f"WHEN {place} THEN {script.outside((place,), 'p')}" for place in script.places
    )
    sums = ", ".join(
        f"SUM(CASE WHEN f.verdict = '{verdict.value}' THEN 1 ELSE 0 END) AS {verdict.value}"
        for verdict in OPEN
    )
    found = (
        f"SELECT f.rule, {_COUNTY} AS county, f.year, {sums} FROM {script.findings_name} f"
        f" WHERE f.verdict IN ({_OPEN_WORDS}) GROUP BY f.rule, {_COUNTY}, f.year"
    )
    each = ", ".join(f"COALESCE(g.{verdict.value}, 0) AS {verdict.value}" for verdict in OPEN)
    wide = (
        f"SELECT k.rule, p.county, p.year, p.subjects, {each}, CASE k.place {beside} END AS outside"
        f" FROM {script.population_name} p CROSS JOIN ({rules}) k LEFT JOIN ({found}) g"
        f" ON g.rule = k.rule AND g.county = p.county AND g.year = p.year"
    )
    counts = {verdict: f"w.{verdict.value}" for verdict in OPEN}
    counts[Verdict.NOT_APPLICABLE] = "w.outside"
    counts[Verdict.PASS] = f"w.subjects - {' - '.join(counts.values())}"
    columns = ", ".join(
        f"CAST({counts[verdict]} AS BIGINT) AS {verdict.value}" for verdict in Verdict
    )
    return (
        f"SELECT w.rule, w.county, w.year, CAST(w.subjects AS BIGINT) AS subjects, {columns}"
        f" FROM ({wide}) w"
    )


def statistics(scripts: Iterable[Script]) -> str:
    """The statistics that are verdicts and nothing else, by county and year."""
    return " UNION ALL ".join(
        _statistic(script, code, places)
        for script in scripts
        for code, places in script.statistics.items()
    )


def _statistic(script: Script, code: str, places: Sequence[int]) -> str:
    """Of each subject the worst of some verdicts, counted."""
    keys = ", ".join(f"'{script.plan.rules[place].key}'" for place in places)
    # The worst first: what failed, what nobody can say, what is still due.
    ranked = "CASE f.verdict WHEN 'fail' THEN 1 WHEN 'unknown' THEN 2 ELSE 3 END"
    worst = (
        f"SELECT {_COUNTY} AS county, f.year, MIN({ranked}) AS worst FROM {script.findings_name} f"
        f" WHERE f.rule IN ({keys}) AND f.verdict IN ({_OPEN_WORDS})"
        f" GROUP BY f.subject, f.year, {_COUNTY}"
    )
    sums = ", ".join(
        f"SUM(CASE WHEN s.worst = {rank} THEN 1 ELSE 0 END) AS {name}"
        for rank, name in enumerate(("failed", "unknown", "pending"), 1)
    )
    found = f"SELECT s.county, s.year, {sums} FROM ({worst}) s GROUP BY s.county, s.year"
    wide = (
        f"SELECT p.county, p.year, p.subjects, {script.outside(places, 'p')} AS outside,"
        f" COALESCE(g.failed, 0) AS failed, COALESCE(g.unknown, 0) AS unknown,"
        f" COALESCE(g.pending, 0) AS pending FROM {script.population_name} p LEFT JOIN ({found}) g"
        f" ON g.county = p.county AND g.year = p.year"
    )
    left = "w.pending - w.unknown - w.outside"
    figures = (
        (f"w.subjects - w.failed - {left}", "numerator"),
        (f"w.subjects - {left}", "denominator"),
        ("w.subjects", "base"),
        ("w.pending", "pending"),
        ("w.unknown", "unknown"),
        ("w.outside", "not_applicable"),
    )
    columns = ", ".join(f"CAST({figure} AS BIGINT) AS {name}" for figure, name in figures)
    return f"SELECT '{code}' AS statistic, w.county, w.year, {columns} FROM ({wide}) w"

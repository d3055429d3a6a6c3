"""What is counted from findings: roll-ups by county and year, and the statistics that are verdicts."""

from __future__ import annotations

from collections.abc import Iterable

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
_RANKS = ("failed", "unknown", "pending")
_COUNTY = f"COALESCE(f.unit - f.unit % {COUNTY}, 0)"
_OPEN_WORDS = ", ".join(f"'{verdict.value}'" for verdict in OPEN)


def roll_up(scripts: Iterable[Script]) -> str:
    """The verdicts of every rule by county and year, from findings and populations."""
    return " UNION ALL ".join(_roll_up(script) for script in scripts)


def _roll_up(script: Script) -> str:
    rules = _listed("rule", ((place, rule.key) for place, rule in enumerate(script.plan.rules)))
    beside = _cases((place, script.outside((place,), "p")) for place in script.places)
    sums = ", ".join(
        f"SUM(CASE WHEN v.verdict = '{verdict.value}' THEN v.n ELSE 0 END) AS {verdict.value}"
        for verdict in OPEN
    )
    told = (
        f"SELECT f.rule, {_COUNTY} AS county, f.year, f.verdict, COUNT(*) AS n"
        f" FROM {script.findings_name} f WHERE f.verdict IN ({_OPEN_WORDS})"
        f" GROUP BY f.rule, {_COUNTY}, f.year, f.verdict"
    )
    found = (
        f"SELECT v.rule, v.county, v.year, {sums} FROM ({told}) v GROUP BY v.rule, v.county, v.year"
    )
    each = ", ".join(f"COALESCE(g.{verdict.value}, 0) AS {verdict.value}" for verdict in OPEN)
    wide = (
        f"SELECT k.rule, p.county, p.year, p.subjects, {each}, CASE k.place {beside} END AS outside"
        f" FROM {script.population_name} p CROSS JOIN {rules} LEFT JOIN ({found}) g"
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
    return " UNION ALL ".join(_statistics(script) for script in scripts if script.statistics)


def _statistics(script: Script) -> str:
    """Of each subject the worst of some verdicts, counted; all statistics of a table in one go."""
    worst, sums, figures = [], [], []
    asked = dict.fromkeys(place for places in script.statistics.values() for place in places)
    for n, (code, places) in enumerate(script.statistics.items()):
        worst.append(
            f"MIN(CASE WHEN r.rule IN ({_keys(script, places)}) THEN r.weight END) AS worst{n}"
        )
        for rank, name in enumerate(_RANKS, 1):
            sums.append(f"COUNT(CASE WHEN s.worst{n} = {rank} THEN 1 END) AS {name}{n}")
        figures.append((n, code, script.outside(places, "p")))
    # The worst first: what failed, what nobody can say, what is still due.
    ranked = (
        f"SELECT f.subject, {_COUNTY} AS county, f.year, f.rule,"
        f" CASE f.verdict WHEN 'fail' THEN 1 WHEN 'unknown' THEN 2 ELSE 3 END AS weight"
        f" FROM {script.findings_name} f"
        f" WHERE f.rule IN ({_keys(script, asked)}) AND f.verdict IN ({_OPEN_WORDS})"
    )
    by_subject = (
        f"SELECT r.county, r.year, {', '.join(worst)} FROM ({ranked}) r"
        f" GROUP BY r.subject, r.year, r.county"
    )
    found = f"SELECT s.county, s.year, {', '.join(sums)} FROM ({by_subject}) s GROUP BY s.county, s.year"
    kinds = _listed("statistic", ((n, code) for n, code, _ in figures))
    picked = [
        f"COALESCE(CASE k.place {_cases((n, f'g.{name}{n}') for n, _, _ in figures)} END, 0) AS {name}"
        for name in _RANKS
    ]
    outside = _cases((n, outside) for n, _, outside in figures)
    wide = (
        f"SELECT k.statistic, p.county, p.year, p.subjects, {', '.join(picked)},"
        f" CASE k.place {outside} END AS outside"
        f" FROM {script.population_name} p CROSS JOIN {kinds} LEFT JOIN ({found}) g"
        f" ON g.county = p.county AND g.year = p.year"
    )
    left = "w.pending - w.unknown - w.outside"
    told = (
        (f"w.subjects - w.failed - {left}", "numerator"),
        (f"w.subjects - {left}", "denominator"),
        ("w.subjects", "base"),
        ("w.pending", "pending"),
        ("w.unknown", "unknown"),
        ("w.outside", "not_applicable"),
    )
    columns = ", ".join(f"CAST({figure} AS BIGINT) AS {name}" for figure, name in told)
    return f"SELECT w.statistic, w.county, w.year, {columns} FROM ({wide}) w"


def _keys(script: Script, places: Iterable[int]) -> str:
    """The rules at some places of a plan, as a list of texts."""
    return ", ".join(f"'{script.plan.rules[place].key}'" for place in places)


def _listed(name: str, pairs: Iterable[tuple[int, str]]) -> str:
    """Places and names as a relation ``k``."""
    lines = ", ".join(f"({place}, '{own}')" for place, own in pairs)
    return f"(WITH v(place, {name}) AS (VALUES {lines}) SELECT v.place, v.{name} FROM v) k"


def _cases(pairs: Iterable[tuple[int, str]]) -> str:
    return " ".join(f"WHEN {place} THEN {value}" for place, value in pairs)

"""The first stratum counted for the next: sessions of a room's year, by the condition of the rules of 3.9."""

from __future__ import annotations

from consultrules.auditing.duty import counting_condition
from consultrules.auditing.sql.expression import Expressions
from consultrules.auditing.sql.numbers import Numbers
from consultrules.auditing.sql.rows import RAW, Rows
from consultrules.auditing.sql.script import Script
from consultrules.auditing.sql.table import FAILURES, HELD, HOSTS, YEAR
from consultrules.auditing.sql.verdict import Asked
from consultrules.rules.compiled import FAIL, UNKNOWN
from consultrules.rules.plan import Plan
from consultrules.rules.tree import facts_of

NAME, COUNTED = "cr_held", "cr_counted"
SURELY, AT_MOST = "surely", "at_most"


def held(script: Script, rows: Rows, *, hosts: bool) -> str:
    """How many sessions of each room and year count surely, and how many at most.

    ``script`` is that of the sessions; ``hosts`` says whether a table tells of further rooms that held
    one (reading F5): each counts it once, the room of the session itself too if it is told there again.
    None counts that was held before the edition was in force (Z1).
    """
    policy, table = script.plan.policy, script.table
    condition = counting_condition(policy)
    read = (*dict.fromkeys(facts_of(condition)), table.day)
    write = Expressions(Numbers(policy), "d")
    sessions = rows.settled([code for code in rows.facts if code in read])
    if FAILURES in read:
        sessions = (
            f"SELECT s.*, CASE WHEN m.subject IS NULL THEN 0 ELSE m.{FAILURES} END AS {FAILURES}"
            f" FROM ({sessions}) s LEFT JOIN ({_failures(script)}) m ON m.subject = s.subject"
        )
    # Only in the first year does it hang on the day, which nobody need have told in the others.
    governed = f"(d.{YEAR} > {policy.in_force_from.year} OR NOT {script.before('d')})"
    counts = f"({governed} AND {write.condition(condition)})"
    told = f"SELECT d.room, d.year, {counts} AS counts FROM ({sessions}) d"
    if hosts:
        told += (
            f" UNION ALL SELECT x.room, d.year, {counts} AS counts FROM ({sessions}) d"
            # A room holds a session once, however often it is told.
            f" JOIN (SELECT DISTINCT h.subject, h.room FROM {HOSTS} h) x"
            f" ON x.subject = d.subject AND (x.room = d.room) IS NOT TRUE"
        )
    return (
        f"SELECT h.room, h.year, COUNT(CASE WHEN h.counts THEN 1 END) AS {SURELY},"
        f" COUNT(CASE WHEN h.counts IS FALSE THEN NULL ELSE 1 END) AS {AT_MOST}"
        f" FROM ({told}) h WHERE h.room IS NOT NULL GROUP BY h.room, h.year"
    )


def _failures(script: Script) -> str:
    """How many binding rules a session failed, of those with anything open; unknown where none surely is."""
    found = ", ".join(
        f"{script.verdict(script.plan.rules[place], 'o')} AS v{place}"
        for place in script.plan.musts
    )
    failed = " + ".join(f"CASE WHEN n.v{p} = {FAIL} THEN 1 ELSE 0 END" for p in script.plan.musts)
    unknown = " OR ".join(f"n.v{p} = {UNKNOWN}" for p in script.plan.musts)
    return (
        f"SELECT q.subject, CASE WHEN q.failed = 0 AND q.unknown THEN NULL ELSE q.failed END AS {FAILURES}"
        f" FROM (SELECT n.subject, {failed} AS failed, ({unknown}) AS unknown"
        f" FROM (SELECT o.subject, {found} FROM {script.opened_name} o) n) q"
    )


def counted(plan: Plan, plain: Rows) -> str:
    """The years of rooms with their sessions counted, from the rows as their table tells them.

    A number stands where the sessions that surely count and those that may leave every verdict the same;
    else nobody can say. It is kept: a filter above it would have it worked out for each rule once more.
    """
    beside = plain.beside(
        f"{plain.source} LEFT JOIN {NAME} c ON c.room = t.subject AND c.year = t.year",
        (f"COALESCE(c.{SURELY}, 0) AS {SURELY}", f"COALESCE(c.{AT_MOST}, 0) AS {AT_MOST}"),
    )
    script = Script(plan, beside)
    least, most = (
        [Asked.of(rule, _with_count(script, name)).verdict for rule in plan.rules]
        for name in (SURELY, AT_MOST)
    )
    same = " AND ".join(f"{a} = {b}" for a, b in zip(least, most, strict=True))
    certain = f"d.{SURELY} = d.{AT_MOST} OR {script.before('d')} OR ({same})"
    columns = [f"d.{key}" for key in plain.table.keys]
    columns += [f"d.{_kept(plain, code)}" for code in plain.facts]
    return (
        f"SELECT {', '.join(columns)}, CASE WHEN {certain} THEN d.{SURELY} END AS {HELD}"
        f" FROM ({beside.settled(beside.facts)}) d"
    )


def rows_counted(plain: Rows) -> Rows:
    """The rows of what ``counted`` tells, with what the table told of the other facts."""
    values = {code: f"t.{_kept(plain, code)}" for code in plain.facts}
    return Rows(
        plain.table,
        values | {HELD: f"t.{HELD}"},
        {*plain.doubtful, HELD},
        source=f"{COUNTED} t",
        plain=plain,
    )


def _kept(rows: Rows, code: str) -> str:
    """The column of a fact as it was told."""
    return f"{RAW if rows.may_be_impossible(code) else ''}{code}"


def _with_count(script: Script, name: str) -> Expressions:
    """The rules of a year with one of both counts for its sessions."""
    return Expressions(
        Numbers(script.plan.policy), column=lambda code: f"d.{name if code == HELD else code}"
    )

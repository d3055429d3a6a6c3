"""An audit of tables as text for a terminal: table by table what was found, then rule by rule what is open."""

from __future__ import annotations

from collections.abc import Iterator

from consultrules.auditing.sql.table import TABLES
from consultrules.auditing.tables.result import TableAudit
from consultrules.display.text import Style
from consultrules.policy.captions import Caption
from consultrules.policy.judging import Force, Verdict

_OPEN = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.PENDING)


def tables_text(result: TableAudit, style: Style) -> str:
    """The whole result as lines; single findings stand in the tables that it wrote."""
    return "\n".join([*_summary(result, style), "", *_rules(result, style)])


def _summary(result: TableAudit, style: Style) -> Iterator[str]:
    lang = style.lang
    colon = "：" if lang == "zh" else ": "
    yield result.policy.title(lang)
    for row in result.roll_up("table"):
        table = TABLES[row["table"]]
        name = table.zh if lang == "zh" else table.en
        rows = Caption.ROWS.fill(lang, rows=result.subjects[table.name])
        yield f"{name} {table.relation} {rows}{colon}{_counts(row, style, tuple(Verdict))}"
    if result.absent:
        names = "、".join(TABLES[name].relation for name in result.absent)
        yield style.paint(f"{Caption.NOT_GIVEN.name_in(lang)}{colon}{names}", Verdict.UNKNOWN)
    for doubt in result.doubts:
        column = f"{TABLES[doubt.table].relation}.{doubt.column}"
        told = Caption.DOUBTFUL.fill(lang, column=column, rows=doubt.rows, first=doubt.first)
        yield style.paint(told, Verdict.UNKNOWN)


def _rules(result: TableAudit, style: Style) -> Iterator[str]:
    """What binds first, and in the order of the text."""
    lang = style.lang
    place = {address: number for number, address in enumerate(result.policy.clauses)}
    open_rules = [r for r in result.roll_up("rule") if any(r[v.value] for v in _OPEN)]
    forces = {row["rule"]: result.force(row["rule"]) for row in open_rules}
    order = list(Force)
    for row in sorted(
        open_rules,
        key=lambda r: (
            order.index(forces[r["rule"]]),
            place[r["rule"].partition("#")[0]],
            r["rule"],
        ),
    ):
        clause = result.policy.clause(row["rule"].partition("#")[0])
        owed = f"{Caption.OWED_BY.name_in(lang)}{'：' if lang == 'zh' else ': '}{clause.owed_by.name_in(lang)}"
        force = forces[row["rule"]].name_in(lang)
        yield f"[{row['rule']}] {clause.text(lang)} · {force} · {owed} · {_counts(row, style, _OPEN)}"
        if row[Verdict.FAIL.value]:
            yield f"    → {result.policy.remedy(row['rule'], lang)}"


def _counts(row: dict[str, int], style: Style, verdicts: tuple[Verdict, ...]) -> str:
    """How many got each of some verdicts."""
    return " ".join(
        style.paint(f"{v.name_in(style.lang)} {row[v.value]}", v) for v in verdicts if row[v.value]
    )

"""Counting: one pass over the findings and records of an audit → every figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from consultrules.auditing.statistics.catalogue import SUBJECTS, chosen, is_of_verdicts
from consultrules.auditing.statistics.figure import NO_DIFFERENCE, Difference, Figure
from consultrules.auditing.statistics.place import Node, Places
from consultrules.auditing.statistics.result import Statistics
from consultrules.auditing.statistics.source import Source, room_of
from consultrules.auditing.statistics.statistic import Statistic
from consultrules.auditing.statistics.tally import PARTS, WHOLE_YEAR, Cell, Cells, Tally
from consultrules.errors import IntakeError
from consultrules.policy.counting import Level, Period
from consultrules.policy.word import Word
from consultrules.rules.report import Judged

if TYPE_CHECKING:
    from consultrules.auditing.audit import Audit

_EMPTY = Cell()
_NOTHING: Mapping[str, int] = MappingProxyType({})
_SIGNS = {Period.HALF: "H", Period.QUARTER: "Q"}
W = TypeVar("W", bound=Word)


def statistics_of(
    audit: Audit, by: object, period: object, codes: tuple[str, ...], *, lists: bool
) -> Statistics:
    """Every figure of an audit; see ``Audit.statistics``.

    Raises:
        IntakeError: for a level, period or code that is none.
    """
    level, span = _read(Level, by, "by"), _read(Period, period, "period")
    wanted = chosen(codes)
    places = Places(audit.registry, level)
    tally = Tally(span, frozenset(s.code for s in wanted), lists=lists)
    source = Source(audit, tally, places)
    rows = audit.report.rows
    for module in SUBJECTS:
        module.count(source, rows)
    _verdicts(source, wanted, rows)
    cells = tally.sums(places)
    figures = tuple(_figures(wanted, span, source, cells))
    names = {n: (places.name(n), places.name(n, "en")) for ns in places.nodes.values() for n in ns}
    return Statistics(
        audit.year,
        audit.as_of,
        audit.policy,
        level,
        span,
        wanted,
        figures,
        names,
        lists,
        audit.registry.notes,
    )


def _read(words: type[W], value: object, place: str) -> W:
    try:
        return words.parse(value)
    except IntakeError as error:
        raise IntakeError([fault.under(place) for fault in error.faults]) from None


def _verdicts(source: Source, wanted: Iterable[Statistic], rows: Sequence[Judged]) -> None:
    """Count the statistics that are verdicts and nothing else."""
    asked: dict[str, list[Statistic]] = {}
    for statistic in wanted:
        if statistic.grain and is_of_verdicts(statistic):
            asked.setdefault(statistic.grain.value, []).append(statistic)
    for one in rows:
        if one.row.grain not in asked:
            continue
        home, when = source.home(one.row), source.when(one.row)
        subject = room_of(one.row)
        for statistic in asked[one.row.grain]:
            found = source.found(statistic, one)
            if found is not None:
                source.tally.verdict(statistic.code, home, when, found, subject)


def _figures(
    wanted: Iterable[Statistic], span: Period, source: Source, cells: Cells
) -> Iterator[Figure]:
    """Statistic by statistic, from the city down, the year before its parts.

    A room of which nothing was looked at has no line; there would be more of these than of others.
    """
    places, year = source.places, str(source.audit.year)
    children: dict[Node, list[Node]] = {}
    for node, above in places.parent.items():
        children.setdefault(above, []).append(node)
    order = [
        n for level in reversed(places.levels) for n in sorted(places.nodes[level], key=_order)
    ]
    later = range(1, PARTS[span] + 1) if span is not Period.YEAR else range(0)
    whole_year = {WHOLE_YEAR: year}
    parts = whole_year | {part: _period(year, span, part) for part in later}
    for statistic in wanted:
        code, untold = statistic.code, statistic.code in source.tally.untold
        for node in order:
            below = children.get(node, ())
            for part, period in (parts if statistic.dated else whole_year).items():
                cell = cells.get((code, node, part))
                if cell is None:
                    if node.level is Level.ROOM:
                        continue
                    cell = _EMPTY
                within = later if part == WHOLE_YEAR and statistic.dated else ()
                yield Figure(
                    statistic,
                    node.level,
                    node.code,
                    node.own,
                    period,
                    None if untold else cell.counted,
                    cell.denominator,
                    cell.base,
                    _residue(cell),
                    _beyond([cells.get((code, n, part)) for n in below], cell),
                    _beyond([cells.get((code, node, p)) for p in within], cell),
                    tuple(cell.lacking or ()),
                )


def _residue(cell: Cell) -> Mapping[str, int]:
    if not cell.residue:
        return _NOTHING
    return MappingProxyType({cause.value: number for cause, number in cell.residue.items()})


def _order(node: Node) -> tuple[bool, str, bool]:
    """By code, the own part last, and at the very end what lies nobody knows where."""
    return not node.code, node.code, node.own


def _period(year: str, span: Period, part: int) -> str:
    """``2025H1``, ``2025Q3`` or ``2025-07``."""
    return f"{year}-{part:02d}" if span is Period.MONTH else f"{year}{_SIGNS[span]}{part}"


def _beyond(parts: Sequence[Cell | None], whole: Cell) -> Difference:
    """What parts add up to beyond their whole; of what has no parts, nothing."""
    if not parts or whole is _EMPTY:
        return NO_DIFFERENCE
    told = [cell for cell in parts if cell is not None]
    return Difference(
        sum([cell.counted for cell in told]) - whole.counted,
        sum([cell.denominator for cell in told]) - whole.denominator,
        sum([cell.base for cell in told]) - whole.base,
    )

"""Statistics as a short table for people."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from consultrules.auditing.statistics.figure import Figure
from consultrules.auditing.statistics.result import Statistics
from consultrules.policy.counting import Level, Measure, Period, Residue
from consultrules.policy.judging import Verdict

_WORDS = {
    "as_of": ("截至", "as of"),
    "base": ("基数", "base"),
    "more": ("各部分之和多出", "parts add up to more by"),
    "year": ("各时段之和多出", "periods add up to more by"),
    "lacking": ("未达", "lacking"),
    "more_of_it": ("分地区、分时段的数：", "by place and period: "),
}
_NARROW, _COLUMN, _CODES = 1, 34, 40  # terminal columns: a Chinese character takes two


def statistics_text(result: Statistics, lang: str = "zh", *, whole: bool = False) -> str:
    """The city's figures of the year, a line each with its code; with ``whole`` every group and period.

    Where nothing was looked at in any group of a level, such as the trainings of towns, the level has
    no figure and no line.
    """
    return "\n".join(_lines(result, lang, whole=whole))


def _lines(result: Statistics, lang: str, *, whole: bool) -> Iterator[str]:
    yield from (note.text for note in result.notes)
    title = result.policy.title(lang)
    yield f"{title} · {result.year} · {_word('as_of', lang)} {result.as_of}"
    top = [f for f in result if f.level is Level.CITY and f.period == str(result.year)]
    cities = {figure.group for figure in top}
    told = {_level(figure) for figure in result if figure.base or figure.level is Level.CITY}
    shown = ""
    for figure in result.figures if whole else top:
        if _level(figure) not in told:
            continue
        statistic = figure.statistic
        name = statistic.name(lang)
        if whole and statistic.code != shown:
            shown = statistic.code
            yield f"{name} [{', '.join(statistic.clauses)}]"
            yield f"  {statistic.definition(lang)}"
        if whole:
            yield _padded(f"  {figure.period} {_group(figure, result, lang)}") + _figure(
                figure, lang
            )
            continue
        if len(cities) > 1:
            name += f" {result.name(figure, lang)}"
        yield _padded(name) + _padded(statistic.code, _CODES) + _figure(figure, lang)
    if not whole:
        by, period = ("|".join(words) for words in (Level, Period))
        yield f"{_word('more_of_it', lang)}--code CODE --by {by} --period {period}"


def _level(figure: Figure) -> tuple[str, Level, bool]:
    return figure.statistic.code, figure.level, figure.own


def _group(figure: Figure, result: Statistics, lang: str) -> str:
    """The name of a group; a unit has an own part at each level below it, so these tell theirs."""
    name = result.name(figure, lang)
    return f"{name} [{figure.level.name_in(lang)}]" if figure.own else name


def _figure(figure: Figure, lang: str) -> str:
    """``14/15 93.3%（基数 16：不明 1）``."""
    if figure.numerator is None:
        return Verdict.UNKNOWN.name_in(lang)
    text = str(figure.numerator)
    if figure.statistic.measure is Measure.SHARE:
        text += f"/{figure.denominator} {figure.percent or '—'}"
    notes = []
    if figure.residue:
        causes = ", ".join(
            f"{Residue.parse(c).name_in(lang)} {n}" for c, n in figure.residue.items()
        )
        notes.append(f"{_word('base', lang)} {figure.base}: {causes}")
    for key, difference in (("more", figure.difference), ("year", figure.period_difference)):
        if difference.numerator:
            notes.append(f"{_word(key, lang)} {difference.numerator}")
    if figure.lacking:
        notes.append(f"{_word('lacking', lang)}: {', '.join(figure.lacking)}")
    return text + (f" ({'; '.join(notes)})" if notes else "")


def _padded(text: str, column: int = _COLUMN) -> str:
    """Text filled up to the column where the next one begins."""
    wide = sum(1 + (east_asian_width(c) in "WF") for c in text)
    return text + " " * max(_NARROW, column - wide)


def _word(key: str, lang: str) -> str:
    return _WORDS[key][0 if lang == "zh" else 1]

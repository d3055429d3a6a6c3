"""What the findings rest on: coverage, yearly duty, readings, what was left out, definitions, clauses."""

from __future__ import annotations

from collections.abc import Iterator

from consultrules.auditing.coverage import Coverage
from consultrules.auditing.page.markup import Child, Markup, el
from consultrules.auditing.page.sheet import Sheet, clause_anchor, fold, table
from consultrules.auditing.words import COMMA, GAP, STOP, Words, joined
from consultrules.models.gazetteer import LeftOut
from consultrules.models.unit import Unit
from consultrules.policy.captions import Caption
from consultrules.policy.judging import Verdict
from consultrules.policy.support import CoverageGroup
from consultrules.policy.vocabulary import RoomKind, Tier
from consultrules.rules.plan import Plan

_COVERED, _LINKED = "2.3.s1a", "4.2.s5b"
_NOTES = (Caption.NOTE_HEADS, Caption.NOTE_ROOMS, Caption.NOTE_COVERAGE, Caption.NOTE_PLACE)


def annex(sheet: Sheet) -> Iterator[Markup]:
    """The sections after the counties."""
    yield _section("coverage", sheet.say(Caption.COVERAGE), _coverage(sheet))
    yield _section("duty", sheet.say(Caption.DUTY), _duty(sheet))
    yield _section("readings", sheet.say(Caption.READINGS), _readings(sheet))
    if sheet.result.left_out:
        yield _section("left-out", sheet.say(Caption.LEFT_OUT_WHY), _left_out(sheet))
    yield _section("definitions", sheet.say(Caption.DEFINITIONS), _definitions(sheet))
    yield _section("clauses", sheet.say(Caption.CLAUSES), _clauses(sheet))


def _section(anchor: str, title: Words, body: Iterator[Child]) -> Markup:
    return el("section", el("h2", title), body, id=anchor, class_="annex")


def _coverage(sheet: Sheet) -> Iterator[Markup]:
    heads = [sheet.word(Tier.COUNTY), *map(sheet.say, _LEVEL_HEADS)]
    rows = [row for part in sheet.parts for row in _levels(sheet.name(part), part.coverage, sheet)]
    yield el("p", sheet.clause_link(_COVERED))
    yield table(heads, rows, "levels")
    others = joined(
        COMMA,
        (
            Words(f"{sheet.word(RoomKind.parse(kind))} {number}")
            for kind, number in sheet.result.conditional_rooms.items()
        ),
    )
    yield el("p", Words(f"{sheet.say(Caption.CONDITIONAL)}：{others}"))


_LEVEL_HEADS = (Caption.LEVEL, Caption.HAVE, Caption.UNITS, Caption.MISSING_UNITS)


def _levels(name: Words, coverage: tuple[Coverage, ...], sheet: Sheet) -> Iterator[Markup]:
    for level in coverage:
        yield el(
            "tr",
            el("td", name),
            el("td", sheet.word(CoverageGroup.parse(level.group))),
            el("td", level.numerator, class_="figure"),
            el("td", level.denominator, class_="figure"),
            el("td", _missing(level.missing, sheet)),
        )


def _missing(units: tuple[Unit, ...], sheet: Sheet) -> Child:
    if not units:
        return sheet.say(Caption.NOBODY_MISSING)
    names = joined("、", map(sheet.unit, units))
    short = len(units) <= 10  # more than ten would stretch the table
    return names if short else fold(sheet.say(Caption.NUMBER, n=len(units)), names)


def _duty(sheet: Sheet) -> Iterator[Markup]:
    verdicts = list(Verdict)
    heads = [Words(), *map(sheet.word, verdicts)]
    tallies = [(sheet.name(part), part.duty) for part in sheet.parts if part.duty]
    rows = [_tally(name, [duty[v] for v in verdicts]) for name, duty in tallies]
    if len(rows) > 1:
        rows.append(_tally(sheet.say(Caption.TOTAL), [*sheet.result.duty.values()], "total"))
    links = (sheet.clause_link(key) for key in _yearly(sheet))
    yield el("h3", sheet.say(Caption.YEARLY_MINIMUM), GAP, links)
    yield table(heads, rows, "figures")
    linked = sheet.result.linkage[_LINKED]
    yield el("h3", sheet.say(Caption.LINKED_MEMBERS), GAP, sheet.clause_link(_LINKED))
    yield el("p", joined(COMMA, (Words(f"{sheet.word(v)} {n}") for v, n in linked.items())))


def _yearly(sheet: Sheet) -> list[str]:
    return sorted({finding.clause for finding in sheet.result.duty_findings()})


def _tally(name: Words, numbers: list[int], class_: str | None = None) -> Markup:
    figures = (el("td", n, class_="figure" if n else "figure none") for n in numbers)
    return el("tr", el("th", name, scope="row"), figures, class_=class_)


def _readings(sheet: Sheet) -> Iterator[Markup]:
    policy = sheet.result.policy
    rows = []
    for key, option in sheet.result.report.readings.items():
        default = policy.readings.catalogue[key].default
        words = sheet.reading(key, default)
        other = el("small", sheet.say(Caption.DEFAULT, text=words)) if option != default else None
        rows.append(
            el(
                "tr",
                el("td", Words(key), class_="key", id=f"reading-{key}"),
                el("td", sheet.reading(key)),
                el("td", sheet.reading(key, option), other),
            )
        )
    yield el("p", sheet.say(Caption.READINGS_NOTE))
    yield fold(sheet.say(Caption.NUMBER, n=len(rows)), table([], rows, "readings"))
    if policy.local:
        yield el("h3", sheet.say(Caption.LOCAL))
        yield el("ul", (el("li", Words(line)) for line in _local(sheet)))


def _local(sheet: Sheet) -> Iterator[str]:
    """Each stricter number with its clause, beside that of the whole city."""
    whole = sheet.result.policy.parameters
    for code, numbers in sheet.result.policy.local:
        for name, number in numbers.beyond(whole).items():
            usual = whole[name]
            if isinstance(usual, int):
                yield f"{code}：{whole.clause_of[name]} {name} {usual} → {number}"
                continue
            for kind, own in number.items():
                if own != usual[kind]:
                    clause, rooms = whole.clause_of[f"{name}.{kind}"], RoomKind.parse(kind)
                    told = f"{rooms.name_in(sheet.lang)} {usual[kind]} → {own}"
                    yield f"{code}：{clause} {name} {told}"


def _left_out(sheet: Sheet) -> Iterator[Markup]:
    reasons: dict[str, list[LeftOut]] = {}
    for line in sheet.result.left_out:
        reasons.setdefault(line.reason, []).append(line)
    for reason, lines in reasons.items():
        names = Words("、".join(f"{line.name}（{line.code}）" for line in lines))
        yield fold((Words(reason), GAP, sheet.number(len(lines))), el("p", names))


def _definitions(sheet: Sheet) -> Iterator[Markup]:
    result = sheet.result
    persons = Caption.NOTE_PERSONAL if sheet.personal else Caption.NOTE_MEMBERS
    edition = Words(
        f"{sheet.say(Caption.EDITION)}：{result.policy.name}，{result.policy.title(sheet.lang)}"
    )
    lines: list[Child] = [
        (edition, STOP, sheet.say(Caption.DIGEST), GAP, el("code", Words(result.policy.digest))),
        *map(sheet.say, _NOTES),
        sheet.say(persons),
        sheet.say(Caption.NOTE_MASKED),
        sheet.say(Caption.NOTE_WHOLE, judged=len(result.report)),
    ]
    yield el("ul", (el("li", line) for line in lines))


def _clauses(sheet: Sheet) -> Iterator[Markup]:
    """The clauses that the page points to, in the order of the text, each with its rules."""
    used = {_COVERED, _LINKED, *_yearly(sheet)}.union(
        *((key for _, key in part.groups) for part in sheet.parts),
        *(part.counted for part in sheet.parts),
    )
    formulas = _formulas(sheet, used)
    wanted = {key.partition("#")[0] for key in used}
    yield el("p", sheet.say(Caption.CLAUSES_NOTE))
    for address, clause in sheet.result.policy.clauses.items():
        if address not in wanted:
            continue
        rules = [line for key, line in formulas.items() if key.partition("#")[0] == address]
        owed = Words(f"{sheet.say(Caption.OWED_BY)}：{sheet.word(clause.owed_by)}")
        yield el(
            "article",
            el("h4", el("span", Words(address), class_="key"), el("span", owed, class_="owed")),
            el("p", sheet.clause(address)),
            el("ul", *rules) if rules else None,
            id=clause_anchor(address),
            class_="clause",
        )


def _formulas(sheet: Sheet, used: set[str]) -> dict[str, tuple[Markup, ...]]:
    """Force and formula of the rules, one line for each set of numbers in force anywhere."""
    plans: dict[int, Plan] = {id(row.plan): row.plan for row in sheet.result.report.rows}
    found: dict[str, dict[Markup, None]] = {}
    for plan in plans.values():
        for place, rule in enumerate(plan.rules):
            if rule.key in used:
                force = el("b", sheet.word(plan.forces[place]), class_="force")
                formula = Words(plan.sentences(place, sheet.lang).required)
                links = (_reading_link(key) for key in rule.readings)
                line = el("li", force, el("code", Words(rule.key)), GAP, formula, GAP, links)
                found.setdefault(rule.key, {})[line] = None
    return {key: tuple(lines) for key, lines in sorted(found.items())}


def _reading_link(key: str) -> tuple[Markup, Words]:
    return el("a", Words(key), href=f"#reading-{key}", class_="key"), GAP

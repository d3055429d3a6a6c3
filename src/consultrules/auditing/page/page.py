"""The report page: what is wrong by county first, then what it rests on, as one HTML file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from consultrules.auditing.audit import Audit
from consultrules.auditing.page.annex import annex
from consultrules.auditing.page.county import part_of_page
from consultrules.auditing.page.markup import Markup, document, el
from consultrules.auditing.page.sheet import Sheet, table
from consultrules.auditing.page.tally import Part, debtors_of, rules_of
from consultrules.auditing.words import DOT, GAP, Words, joined
from consultrules.policy.captions import Caption, Head
from consultrules.policy.vocabulary import Tier

_COLUMNS = (
    (Head.VIOLATION, Caption.BREACHES),
    (Head.ADVICE, Caption.ADVICE),
    (Head.UNKNOWN, Caption.UNKNOWN),
    (Head.PENDING, Caption.PENDING),
)
_OFTENEST = 3  # rules that the first screen names


def page_of(result: Audit, *, lang: str, personal: bool) -> str:
    """The page of an audit; the same audit gives the same bytes."""
    sheet = Sheet.of(result, lang=lang, personal=personal)
    title = sheet.say(Caption.TITLE, year=result.year)
    named = (*sheet.notes, title, Words(result.policy.title(lang)))
    return document(
        el("header", _masthead(sheet), id="top"),
        el("main", _overview(sheet), (part_of_page(p, sheet) for p in sheet.parts), annex(sheet)),
        title=joined(DOT, named),
        style=_style(),
        lang="zh-CN" if lang == "zh" else lang,
    )


@cache
def _style() -> str:
    return files("consultrules.auditing.page").joinpath("page.css").read_text("utf-8")


def _masthead(sheet: Sheet) -> Iterator[Markup]:
    result = sheet.result
    policy = result.policy
    if sheet.notes:
        yield el("div", (el("p", el("bdi", note)) for note in sheet.notes), class_="notes")
    yield el("p", Words(policy.title(sheet.lang)), class_="over")
    yield el("h1", sheet.say(Caption.TITLE, year=result.year))
    told = (
        f"{sheet.say(Caption.AS_OF)} {result.as_of.isoformat()}",
        f"{sheet.say(Caption.EDITION)} {policy.name}",
        f"{sheet.say(Caption.DIGEST)} {policy.digest[:12]}",
    )
    yield el("p", Words(DOT.join(told)), class_="meta")
    kind = "wrong" if sheet.result.report.violations else "open"
    yield el("p", _verdict(sheet), class_=f"verdict {'good' if result.ok else kind}")


def _verdict(sheet: Sheet) -> Words:
    """One sentence; nothing is called in order while anything binding is open."""
    number = {head: sum(part.count(head) for part in sheet.parts) for head in Head}
    told: dict[str, Words | int] = {
        head.value: number[head] for head in (Head.UNKNOWN, Head.PENDING)
    }
    if sheet.result.ok:
        return sheet.say(Caption.CLEAN)
    if not number[Head.VIOLATION]:
        return sheet.say(Caption.UNDECIDED, **told)
    told["violations"] = number[Head.VIOLATION]
    rooms = {
        sheet.subjects.room(finding)
        for part in sheet.parts
        for group in part.under(Head.VIOLATION)
        for finding in group.findings
    } - {""}
    if not rooms:
        return sheet.say(Caption.BREACHED_ELSEWHERE, **told)
    return sheet.say(Caption.BREACHED, rooms=len(rooms), **told)


def _overview(sheet: Sheet) -> Iterator[Markup]:
    names = [sheet.word(Tier.COUNTY), *(sheet.say(name) for _, name in _COLUMNS)]
    heads = [*names, sheet.say(Caption.ROOMS), sheet.say(Caption.COVERAGE)]
    rows = [_line(part, sheet) for part in sheet.parts]
    if len(rows) > 1:
        rows.append(_total(sheet))
    yield el("section", el("h2", sheet.say(Caption.BY_COUNTY)), table(heads, rows, "counties"))
    debtors = debtors_of(sheet.parts, Head.VIOLATION)
    if debtors:
        shares = (el("li", sheet.word(who), GAP, el("b", number)) for who, number in debtors)
        yield el(
            "section", el("h2", sheet.say(Caption.WHO_OWES)), el("ul", shares, class_="debtors")
        )
        yield el("section", el("h2", sheet.say(Caption.OFTENEST)), _oftenest(sheet))


def _line(part: Part, sheet: Sheet) -> Markup:
    cells: list[Markup] = []
    for head, _ in _COLUMNS:
        number = part.count(head)
        link = el("a", number, href=f"#{sheet.anchor(part, head)}") if number else number
        cells.append(el("td", link, class_=f"figure {head.value}" if number else "figure none"))
    name = el("a", sheet.name(part), href=f"#{sheet.anchor(part)}")
    return el("tr", el("th", name, scope="row"), *cells, _rooms([part]))


def _total(sheet: Sheet) -> Markup:
    numbers = [sum(part.count(head) for part in sheet.parts) for head, _ in _COLUMNS]
    cells = (el("td", number, class_="figure") for number in numbers)
    name = el("th", sheet.say(Caption.TOTAL), scope="row")
    return el("tr", name, cells, _rooms(sheet.parts), class_="total")


def _rooms(parts: list[Part] | tuple[Part, ...]) -> tuple[Markup, Markup]:
    levels = [level for part in parts for level in part.coverage]
    covered = sum(level.numerator for level in levels)
    units = sum(level.denominator for level in levels)
    share = Words(f"{covered}/{units}" if units else "—")
    gap = "figure" if covered == units else "figure gap"
    return (
        el("td", sum(part.rooms for part in parts), class_="figure"),
        el("td", share, class_=gap if units else "figure none"),
    )


def _oftenest(sheet: Sheet) -> Markup:
    """The rules most often breached, with what to do."""
    return el(
        "ol",
        (
            el(
                "li",
                el(
                    "p",
                    sheet.clause_link(finding.key),
                    sheet.clause(finding.clause),
                    GAP,
                    sheet.number(number),
                ),
                el(
                    "p",
                    el("b", sheet.say(Caption.REMEDY)),
                    GAP,
                    Words(finding.remedy(sheet.lang)),
                ),
            )
            for finding, number in rules_of(sheet.parts, Head.VIOLATION)[:_OFTENEST]
        ),
        class_="oftenest",
    )

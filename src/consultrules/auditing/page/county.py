"""One county's part of the page: who owes what, under which rule, about whom, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consultrules.auditing.page.markup import Child, Markup, el
from consultrules.auditing.page.sheet import Sheet, fold, table
from consultrules.auditing.page.tally import Group, Part
from consultrules.auditing.words import DOT, GAP, Words
from consultrules.policy.captions import Caption, Head
from consultrules.rules.finding import Finding

_OPEN = 5  # subjects of a rule that stand unfolded


def part_of_page(part: Part, sheet: Sheet) -> Markup:
    """Everything that is open in one county, violations unfolded."""
    back = el("a", sheet.say(Caption.BACK), href="#top", class_="back")
    heading = el("h2", sheet.name(part), back)
    return el("section", heading, _heads(part, sheet), class_="part", id=sheet.anchor(part))


def _heads(part: Part, sheet: Sheet) -> Iterator[Markup]:
    if not part.groups:
        yield el("p", sheet.say(Caption.CLEAN_PART), class_="clean")
    for head in Head:
        number = part.count(head)
        if not number:
            continue
        anchor = sheet.anchor(part, head)
        title = (sheet.word(head), GAP, sheet.number(number))
        if head is Head.VIOLATION:
            kind = f"head {head.value}"
            yield el("div", el("h3", title), _debtors(part, head, sheet), class_=kind, id=anchor)
        else:
            # A link to what is folded unfolds it: the target lies inside the fold.
            inside = el("div", _debtors(part, head, sheet), id=anchor)
            yield fold(el("h3", title), inside, class_=f"head {head.value}")
    if part.counted:
        rows = [
            el(
                "tr",
                el("td", sheet.clause_link(key)),
                el("td", sheet.clause(key)),
                el("td", number, class_="figure"),
            )
            for key, number in sorted(part.counted.items(), key=lambda item: (-item[1], item[0]))
        ]
        title = (sheet.say(Caption.ONLY_COUNTED), GAP, sheet.number(part.counted.total()))
        yield fold(el("h3", title), table([], rows, "counted"), class_="head counted")


def _debtors(part: Part, head: Head, sheet: Sheet) -> Iterator[Markup]:
    for debtor, groups in part.by_debtor(head):
        number = sum(len(group.findings) for group in groups)
        by = el("span", sheet.say(Caption.OWED_BY), class_="by")
        heading = el("h4", by, GAP, sheet.word(debtor), GAP, sheet.number(number))
        rules = (_rule(group, head, sheet) for group in groups)
        yield el("section", heading, rules, class_="debtor")


def _rule(group: Group, head: Head, sheet: Sheet) -> Markup:
    most = sheet.binding_most if head is Head.VIOLATION else sheet.other_most
    shown, beyond = group.findings[:most], len(group.findings) - most
    remedies = {_to_do(finding, sheet) for finding in shown}
    shared = remedies.pop() if len(remedies) == 1 else Words()
    first, further = shown[:_OPEN], shown[_OPEN:]
    return el(
        "article",
        el("h5", sheet.clause_link(group.key), sheet.clause(group.key), GAP, _count(group, sheet)),
        _remedy(shared, sheet) if shared else None,
        _subjects(first, sheet, own_remedy=not shared),
        fold(
            sheet.say(Caption.FURTHER, n=len(further)),
            _subjects(further, sheet, own_remedy=not shared),
        )
        if further
        else None,
        el("p", sheet.say(Caption.BEYOND, n=beyond, rule=Words(group.key)), class_="beyond")
        if beyond > 0
        else None,
        class_="rule",
    )


def _count(group: Group, sheet: Sheet) -> Markup:
    return sheet.number(len(group.findings))


def _to_do(finding: Finding, sheet: Sheet) -> Words:
    return Words(finding.remedy(sheet.lang))


def _remedy(text: Words, sheet: Sheet) -> Markup:
    return el("p", el("b", sheet.say(Caption.REMEDY)), GAP, text, class_="remedy")


def _subjects(findings: Sequence[Finding], sheet: Sheet, *, own_remedy: bool) -> Markup:
    return table([], [_subject(f, sheet, own_remedy=own_remedy) for f in findings], "found")


def _subject(finding: Finding, sheet: Sheet, *, own_remedy: bool) -> Markup:
    subject = sheet.subjects.of(finding)
    notes = [*sheet.subjects.evidence(finding)]
    if finding.due is not None:
        notes.append(sheet.say(Caption.DUE, day=Words(finding.due.isoformat())))
    remedy = _to_do(finding, sheet) if own_remedy else Words()
    return el(
        "tr",
        el("td", subject.place, class_="place"),
        el("td", el("bdi", subject.name), _small(subject.details)),
        el(
            "td",
            sheet.subjects.reason(finding),
            _small(notes),
            _remedy(remedy, sheet) if remedy else None,
        ),
    )


def _small(parts: Sequence[Words]) -> Child:
    """Details in small print, each a run of its own so that no text turns the others around."""
    if not parts:
        return None
    first, *others = (el("bdi", part) for part in parts)
    return el("small", first, ((DOT, other) for other in others))

"""An audit as text for a terminal: what is wrong first, who owes it, what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from consultrules.auditing.audit import Audit
from consultrules.auditing.heads import head_of, open_findings, verdict_of
from consultrules.policy.captions import Caption, Head
from consultrules.policy.judging import Verdict
from consultrules.policy.support import CoverageGroup
from consultrules.policy.vocabulary import RoomKind
from consultrules.rules.finding import Finding

_COLOURS = {Verdict.FAIL: "31", Verdict.UNKNOWN: "33", Verdict.PENDING: "36", Verdict.PASS: "32"}
_NAMED = 5  # how many of several are named in a line


@dataclass(frozen=True, slots=True)
class Style:
    """Language, colour, and how many findings of one rule are written out (0 for all)."""

    lang: str = "zh"
    colour: bool = False
    most: int = 5

    def paint(self, text: str, verdict: Verdict) -> str:
        """The text in the colour of a verdict."""
        code = _COLOURS.get(verdict)
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code else text


def audit_text(result: Audit, style: Style) -> str:
    """The whole audit as lines."""
    return "\n".join([*_summary(result, style), *_findings(result, style)])


def _summary(result: Audit, style: Style) -> Iterator[str]:
    lang = style.lang
    zh = lang == "zh"
    for note in result.registry.notes:
        yield style.paint(note.text, Verdict.UNKNOWN)
    title = result.policy.title(lang)
    yield f"{title} · {result.year} · {Caption.AS_OF.name_in(lang)} {result.as_of}"
    heads = Counter(head for head, _ in _of_note(result))
    wrong = [style.paint(f"{h.name_in(lang)} {heads[h]}", verdict_of(h)) for h in Head]
    yield ("；" if zh else "; ").join(wrong)
    rooms, cases = len(result.registry.rooms), len(result.registry.cases)
    sessions = sum(row.row.grain == "session" for row in result.report.rows)
    verdicts = len(result.report)
    yield (
        f"议事室 {rooms}，议题 {cases}，本年协商 {sessions}，判定 {verdicts} 项"
        if zh
        else f"{rooms} rooms, {cases} topics, {sessions} sessions this year, {verdicts} verdicts"
    )
    for level in result.coverage:
        names = "、".join(unit.name for unit in level.missing[:_NAMED])
        more = "…" if len(level.missing) > _NAMED else ""
        gap = (
            f"（{Caption.MISSING.name_in(lang)} {len(level.missing)}：{names}{more}）"
            if level.missing
            else ""
        )
        verdict = Verdict.FAIL if level.missing else Verdict.PASS
        verdict = verdict if level.denominator else Verdict.NOT_APPLICABLE
        line = f"{level.numerator}/{level.denominator}{gap}"
        group = CoverageGroup.parse(level.group).name_in(lang)
        yield f"{Caption.COVERAGE.name_in(lang)} {group} {style.paint(line, verdict)}"
    reasons: dict[str, int] = {}
    for left in result.left_out:
        reasons[left.reason] = reasons.get(left.reason, 0) + 1
    if reasons:
        listed = "；".join(f"{reason} {number}" for reason, number in reasons.items())
        yield f"{Caption.LEFT_OUT.name_in(lang)} {len(result.left_out)}：{listed}"
    others = "，".join(
        f"{RoomKind.parse(kind).name_in(lang)} {n}" for kind, n in result.conditional_rooms.items()
    )
    yield f"{Caption.CONDITIONAL.name_in(lang)} {others}"
    for name, tally in (
        (Caption.YEARLY_MINIMUM, result.duty),
        (Caption.LINKED_MEMBERS, result.linkage["4.2.s5b"]),
    ):
        parts = [style.paint(f"{v.name_in(lang)} {n}", v) for v, n in tally.items() if n]
        yield f"{name.name_in(lang)} " + ("，" if zh else ", ").join(parts)


def _findings(result: Audit, style: Style) -> Iterator[str]:
    groups: dict[Head, dict[str, list[Finding]]] = {head: {} for head in Head}
    for head, finding in _of_note(result):
        groups[head].setdefault(finding.key, []).append(finding)
    names = {room.id: room.name or room.unit.name for room in result.registry.rooms}
    for head, by_rule in groups.items():
        if by_rule:
            number = sum(map(len, by_rule.values()))
            yield ""
            yield style.paint(f"{head.name_in(style.lang)} {number}", verdict_of(head))
        for key, found in by_rule.items():
            yield from _rule(key, found, names, result, style)


def _of_note(result: Audit) -> Iterator[tuple[Head, Finding]]:
    """The findings that are written out, each under its head."""
    for finding in open_findings(result.report):
        head = head_of(finding)
        if head is not None:
            yield head, finding


def _rule(
    key: str, found: list[Finding], names: dict[str, str], result: Audit, style: Style
) -> Iterator[str]:
    first = found[0]
    clause = result.policy.clause(first.clause).text(style.lang)
    owed = first.owed_by.name_in(style.lang)
    by = Caption.OWED_BY.name_in(style.lang)
    yield f"[{key}] {clause} · {by}：{owed} · {len(found)}"
    most = style.most or len(found)
    for finding in found[:most]:
        subject = finding.subject.rpartition("@")[0] or finding.subject
        name = names.get(subject) or (
            finding.row.unit.label(style.lang) if finding.row.unit else ""
        )
        evidence = f" {{{', '.join(finding.evidence[:_NAMED])}}}" if finding.evidence else ""
        yield f"    {finding.subject} {name}：{finding.reason(style.lang)}{evidence}"
    if len(found) > most:
        yield f"    … {len(found) - most}"
    yield f"    → {first.remedy(style.lang)}"

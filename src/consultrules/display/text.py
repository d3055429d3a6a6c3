"""An audit as text for a terminal: what is wrong first, who owes it, what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from consultrules.auditing.audit import Audit
from consultrules.policy.judging import Force, Verdict
from consultrules.rules.finding import Finding

_COLOURS = {Verdict.FAIL: "31", Verdict.UNKNOWN: "33", Verdict.PENDING: "36", Verdict.PASS: "32"}
_HEADS = {
    "violation": ("不符合（应当）", "violations"),
    "advice": ("建议（宜）", "advice"),
    "note": ("提示（可以）", "notes"),
    "unknown": ("不明：缺数据或数据矛盾", "unknown: facts missing or faulty"),
    "pending": ("待办", "pending"),
}
_GROUPS = {
    "town_level": ("镇、街道、园区", "town level"),
    "village_level": ("行政村、社区", "villages, communities"),
}
_NAMED = 5  # how many of several are named in a line
_KINDS = {
    "enterprise": ("企业", "enterprise"),
    "institution": ("事业单位", "institution"),
    "sector": ("界别", "sector"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """Language, colour, and how many findings of one rule are written out (0 for all)."""

    lang: str = "zh"
    colour: bool = False
    most: int = 5

    def pick(self, pair: tuple[str, str]) -> str:
        """The Chinese or the English of two."""
        return pair[0 if self.lang == "zh" else 1]

    def paint(self, text: str, verdict: Verdict) -> str:
        """The text in the colour of a verdict."""
        code = _COLOURS.get(verdict)
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code else text


def audit_text(result: Audit, style: Style) -> str:
    """The whole audit as lines."""
    return "\n".join([*_summary(result, style), *_findings(result, style)])


def _summary(result: Audit, style: Style) -> Iterator[str]:
    zh = style.lang == "zh"
    title = result.policy.title(style.lang)
    yield f"{title} · {result.year} · {'截至' if zh else 'as of'} {result.as_of}"
    heads = Counter(head for head, _ in _of_note(result))
    wrong = [style.paint(f"{style.pick(_HEADS[h])} {heads[h]}", _verdict(h)) for h in _HEADS]
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
            f"（{'缺' if zh else 'missing'} {len(level.missing)}：{names}{more}）"
            if level.missing
            else ""
        )
        verdict = Verdict.FAIL if level.missing else Verdict.PASS
        verdict = verdict if level.denominator else Verdict.NOT_APPLICABLE
        line = f"{level.numerator}/{level.denominator}{gap}"
        yield f"{'覆盖' if zh else 'coverage'} {style.pick(_GROUPS[level.group])} " + style.paint(
            line, verdict
        )
    reasons: dict[str, int] = {}
    for left in result.left_out:
        reasons[left.reason] = reasons.get(left.reason, 0) + 1
    if reasons:
        listed = "；".join(f"{reason} {number}" for reason, number in reasons.items())
        yield f"{'未计入' if zh else 'left out'} {len(result.left_out)}：{listed}"
    others = "，".join(f"{style.pick(_KINDS[k])} {n}" for k, n in result.conditional_rooms.items())
    yield f"{'有条件而设' if zh else 'where conditions allow'} {others}"
    for name, tally in (
        ("年度频次" if zh else "yearly minimum", result.duty),
        ("委员联系" if zh else "linked members", result.linkage["4.2.s5b"]),
    ):
        parts = [style.paint(f"{v.name_in(style.lang)} {n}", v) for v, n in tally.items() if n]
        yield f"{name} " + ("，" if zh else ", ").join(parts)


def _findings(result: Audit, style: Style) -> Iterator[str]:
    groups: dict[str, dict[str, list[Finding]]] = {head: {} for head in _HEADS}
    for head, finding in _of_note(result):
        groups[head].setdefault(finding.key, []).append(finding)
    names = {room.id: room.name or room.unit.name for room in result.registry.rooms}
    for head, by_rule in groups.items():
        if by_rule:
            number = sum(map(len, by_rule.values()))
            yield ""
            yield style.paint(f"{style.pick(_HEADS[head])} {number}", _verdict(head))
        for key, found in by_rule.items():
            yield from _rule(key, found, names, result, style)


def _of_note(result: Audit) -> Iterator[tuple[str, Finding]]:
    """The findings that are written out, each under its head."""
    for finding in result.report.findings:
        head = finding.level or finding.verdict.value
        # Advice on facts that nobody gave would bury what binds.
        if head in _HEADS and (finding.level or finding.force is Force.MUST):
            yield head, finding


def _verdict(head: str) -> Verdict:
    return {"unknown": Verdict.UNKNOWN, "pending": Verdict.PENDING}.get(head, Verdict.FAIL)


def _rule(
    key: str, found: list[Finding], names: dict[str, str], result: Audit, style: Style
) -> Iterator[str]:
    first = found[0]
    clause = result.policy.clause(first.clause).text(style.lang)
    owed = first.owed_by.name_in(style.lang)
    by = "责任" if style.lang == "zh" else "owed by"
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

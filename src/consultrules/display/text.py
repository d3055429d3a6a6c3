"""An audit as text for a terminal: what is wrong first, who owes it, what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from consultrules.auditing.audit import Audit
from consultrules.auditing.heads import head_of, open_findings, verdict_of
from consultrules.auditing.mask import Mask
from consultrules.auditing.subject import Subjects
from consultrules.policy.captions import Caption, Head
from consultrules.policy.judging import Grain, Verdict
from consultrules.policy.support import CoverageGroup
from consultrules.policy.vocabulary import RoomKind
from consultrules.rules.finding import Finding

_COLOURS = {Verdict.FAIL: "31", Verdict.UNKNOWN: "33", Verdict.PENDING: "36", Verdict.PASS: "32"}
_NAMED = 5  # how many of several are named in a line


@dataclass(frozen=True, slots=True)
class Style:
    """Language, colour, how many findings of one rule are written out (0 for all), ids of persons."""

    lang: str = "zh"
    colour: bool = False
    most: int = 5
    personal: bool = False

    def paint(self, text: str, verdict: Verdict) -> str:
        """The text in the colour of a verdict."""
        code = _COLOURS.get(verdict)
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code else text


def audit_text(result: Audit, style: Style) -> str:
    """The whole audit as lines."""
    mask = Mask() if style.personal else Mask.of(result)
    return "\n".join([*_summary(result, mask, style), *_findings(result, mask, style)])


def _summary(result: Audit, mask: Mask, style: Style) -> Iterator[str]:
    lang = style.lang
    zh = lang == "zh"
    for note in result.registry.notes:
        yield style.paint(mask.text(note.text), Verdict.UNKNOWN)
    title = result.policy.title(lang)
    yield f"{title} · {result.year} · {Caption.AS_OF.name_in(lang)} {result.as_of}"
    heads = Counter(head for head, _ in _of_note(result))
    wrong = [style.paint(f"{h.name_in(lang)} {heads[h]}", verdict_of(h)) for h in Head]
    yield ("；" if zh else "; ").join(wrong)
    yield Caption.COUNTED.fill(lang, **_counted(result))
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


def _counted(result: Audit) -> dict[str, int]:
    """How many were judged: rooms that stand, topics of the year, sittings held in it."""
    rows = [row.row for row in result.report.rows]
    grains = Counter(row.grain for row in rows)
    held = sum(row.grain == Grain.SESSION and row.facts["session_held"] == 1 for row in rows)
    return {
        "rooms": grains[Grain.ROOM],
        "topics": grains[Grain.CASE],
        "sessions": held,
        "verdicts": len(result.report),
    }


def _findings(result: Audit, mask: Mask, style: Style) -> Iterator[str]:
    """What is to be told, head by head, and under each in the order of the text."""
    groups: dict[Head, dict[str, list[Finding]]] = {head: {} for head in Head}
    for head, finding in _of_note(result):
        groups[head].setdefault(finding.key, []).append(finding)
    place = {address: number for number, address in enumerate(result.policy.clauses)}
    named = str if style.personal else None
    subjects = Subjects(result, mask, lang=style.lang, named=named)
    for head, by_rule in groups.items():
        if by_rule:
            number = sum(map(len, by_rule.values()))
            yield ""
            yield style.paint(f"{head.name_in(style.lang)} {number}", verdict_of(head))
        for key in sorted(by_rule, key=lambda key: (place[key.partition("#")[0]], key)):
            yield from _rule(by_rule[key], subjects, mask, result, style)
    members = (
        f.row.person for by_rule in groups.values() for found in by_rule.values() for f in found
    )
    if not style.personal and any(members):
        yield ""
        yield Caption.NUMBERED.name_in(style.lang)


def _of_note(result: Audit) -> Iterator[tuple[Head, Finding]]:
    """The findings that are written out, each under its head."""
    for finding in open_findings(result.report):
        head = head_of(finding)
        if head is not None:
            yield head, finding


def _rule(
    found: list[Finding], subjects: Subjects, mask: Mask, result: Audit, style: Style
) -> Iterator[str]:
    """One rule and whom it is about; a remedy that all share stands once, at the end."""
    first, lang = found[0], style.lang
    clause = result.policy.clause(first.clause).text(lang)
    owed = f"{Caption.OWED_BY.name_in(lang)}：{first.owed_by.name_in(lang)}"
    yield f"[{first.key}] {clause} · {owed} · {len(found)}"
    most = style.most or len(found)
    shared = len({finding.remedy(lang) for finding in found}) == 1
    for finding in found[:most]:
        yield f"    {_line(finding, subjects, mask, result, lang)}"
        if not shared:
            yield f"      → {finding.remedy(lang)}"
    if len(found) > most:
        yield f"    … {len(found) - most}"
    if shared:
        yield f"    → {first.remedy(lang)}"


def _line(finding: Finding, subjects: Subjects, mask: Mask, result: Audit, lang: str) -> str:
    """Whom or what a finding is about and why; persons by number."""
    row = finding.row
    subject = subjects.member(finding) if row.person else finding.subject
    room = result.registry.room_by_id.get(finding.subject.rpartition("@")[0] or finding.subject)
    unit = row.unit.label(lang) if row.unit is not None else ""
    called = room.name or room.unit.name if room is not None else unit
    name = mask.text(called, about=row.unit)
    evidence = ("；" if lang == "zh" else "; ").join(subjects.evidence(finding))
    return f"{subject} {name}：{subjects.reason(finding)}" + (
        f" {{{evidence}}}" if evidence else ""
    )

"""A case of the lifecycle as text for a terminal: where it stands, what may be done, why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consultrules.models.actor import Actor
from consultrules.models.body import Body
from consultrules.policy.case_captions import CaseCaption
from consultrules.policy.edition import Edition
from consultrules.rules.carried import carried_lines
from consultrules.workflow.case import Case
from consultrules.workflow.entry import Entry
from consultrules.workflow.options import Option
from consultrules.workflow.path import Way
from consultrules.workflow.refusal import Reason, StepRefused, WrongState


def case_text(case: Case, lang: str, *, entries: bool = False, personal: bool = False) -> str:
    """State, milestones with their days, breaches; with ``entries`` the journal too."""
    state = case.state.name_in(lang)
    lines = [f"{case.id} {case.record.topic.text or ''}".rstrip()]
    lines.append(CaseCaption.STATE.fill(lang, state=state, n=len(case.entries)))
    if case.milestones:
        lines.append(_head(CaseCaption.REACHED, lang).rstrip())
        reached = sorted(case.milestones.items(), key=lambda one: (one[1], one[0].number))
        lines += [f"  {day} {milestone.name_in(lang)}" for milestone, day in reached]
    lines += carried_lines(case.breaches, lang)
    if entries:
        lines.append(_head(CaseCaption.ENTRIES, lang).rstrip())
        lines += [f"  {line}" for entry in case.entries for line in _entry(entry, lang, personal)]
    return "\n".join(lines)


def added_text(before: int, case: Case, options: Iterable[Option], lang: str) -> str:
    """What was recorded just now, what stood against it, and what may be done next."""
    new = case.entries[before:]
    if not new:
        return f"{case.id} {CaseCaption.KNOWN.name_in(lang)}"
    state = f"{case.state.name_in(lang)} #{len(case.entries)}"
    done = _joined((_named(entry, lang) for entry in new), lang)
    lines = [f"{case.id} {CaseCaption.DONE.name_in(lang)}{_colon(lang)}{done} → {state}"]
    lines += carried_lines([breach for entry in new for breach in entry.breaches], lang)
    possible = [option.step.name_in(lang) for option in options if option.allowed]
    if possible:
        lines.append(_head(CaseCaption.POSSIBLE, lang) + _joined(possible, lang))
    return "\n".join(lines)


def options_text(options: Iterable[Option], policy: Edition, lang: str) -> str:
    """Every step: allowed or what is missing, who may take it, the record that it needs."""
    return "\n".join(line for option in options for line in _option(option, policy, lang))


def way_text(way: Way, lang: str) -> str:
    """The steps of a way, one a line, with the records that they need."""
    if not way.legs:
        return CaseCaption.THERE.name_in(lang)
    lines = []
    for number, leg in enumerate(way.legs, 1):
        clause = f" [{leg.clause}]" if leg.clause else ""
        puts = f" · {CaseCaption.PUTS.name_in(lang)} {leg.record.__name__}" if leg.record else ""
        lines.append(f"{number}. {leg.text(lang)}{clause}{puts}")
    return "\n".join(lines)


def refusal_text(refused: StepRefused | WrongState, policy: Edition, lang: str) -> str:
    """Every reason with its clause and what to do about it, then who may act."""
    head, *_ = refused.text(lang).splitlines()
    lines = [head]
    for reason in refused.findings:
        lines += _reason(reason, policy, lang)
    if refused.who:
        lines.append(_head(CaseCaption.WHO, lang) + _offices(refused.who, lang))
    return "\n".join(lines)


def _option(option: Option, policy: Edition, lang: str) -> Iterator[str]:
    sign = "✓" if option.allowed else "✗"
    who = f"（{_offices(option.who, lang)}）" if option.who else ""
    puts = f" · {CaseCaption.PUTS.name_in(lang)} {option.record.__name__}" if option.record else ""
    yield f"{sign} {option.step.value} {option.step.name_in(lang)}{who}{puts}"
    for reason in option.missing:
        yield from (f"    {line}" for line in _reason(reason, policy, lang))


def _reason(reason: Reason, policy: Edition, lang: str) -> Iterator[str]:
    """A reason, the clause that it rests on, and the remedy."""
    clause = reason.clause
    at = "" if not clause or reason.key.startswith(clause) else f" {clause}"
    yield f"- [{reason.key}{at}] {reason.reason(lang)}"
    if clause in policy.clauses:
        yield f"  {policy.clause(clause).text(lang)}"
    yield f"  → {reason.remedy(lang)}"


def _entry(entry: Entry, lang: str, personal: bool) -> Iterator[str]:
    """An entry: what, when, by whom; offices by name, persons by id where that was asked for."""
    yield f"#{entry.seq} {entry.on} {_named(entry, lang)} {_actor(entry.by, lang, personal)}"
    if entry.recorded_by != entry.by or entry.recorded_on != entry.on:
        name = _actor(entry.recorded_by, lang, personal)
        yield "   " + CaseCaption.RECORDED_BY.fill(lang, name=name, day=entry.recorded_on)
    for caption, text in (
        (CaseCaption.DESPITE, entry.despite),
        (CaseCaption.REASON, entry.reason),
        (CaseCaption.DOCUMENTS, _joined(entry.documents, lang)),
    ):
        if text:
            yield "   " + caption.fill(lang, text=text)


def _named(entry: Entry, lang: str) -> str:
    return (entry.step or entry.kind).name_in(lang)


def _actor(actor: Actor, lang: str, personal: bool) -> str:
    return actor.name(lang) + (f" {actor.person}" if personal and actor.person else "")


def _offices(bodies: Iterable[Body], lang: str) -> str:
    return _joined((body.name(lang) for body in bodies), lang)


def _joined(words: Iterable[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(words)


def _colon(lang: str) -> str:
    return "：" if lang == "zh" else ": "


def _head(caption: CaseCaption, lang: str) -> str:
    return caption.name_in(lang) + _colon(lang)

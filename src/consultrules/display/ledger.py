"""The ledger of the text, and how a copy of it differs, as lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from consultrules.auditing.carriers import Carried
from consultrules.auditing.ledger import Entry, Ledger
from consultrules.errors import shown
from consultrules.policy.alignment import Difference
from consultrules.policy.judging import (
    AttestedOf,
    Carrier,
    Checkability,
    ClauseKind,
    Debtor,
    DifferenceKind,
    Force,
)

_WORDS = {
    "kind": ClauseKind,
    "force": Force,
    "owed_by": Debtor,
    "checkability": Checkability,
    "carrier": Carrier,
    "carried_by": Carrier,
}
Files = Callable[[Iterable[str]], Sequence[str]]


def ledger_text(ledger: Ledger, lang: str = "zh") -> str:
    """Each entry with its force, who owes it, what carries it, and our wording."""
    return "\n".join(line for entry in ledger for line in _entry(entry, lang))


def count_text(counted: dict[str, int], by: str, lang: str = "zh") -> str:
    """Numbers of entries, a line each."""
    words = _WORDS.get(by)
    return "\n".join(
        f"{number:>5}  {value}" + (f"  {words.parse(value).name_in(lang)}" if words else "")
        for value, number in counted.items()
    )


def differences_text(
    found: Sequence[Difference], ledger: Ledger, tests: Files, lang: str = "zh"
) -> str:
    """Each difference once, with the entries, rules, routes and tests that hang on it.

    ``tests`` names the files in which any of some addresses or rule keys stands.
    """
    name = ledger.policy.title(lang)
    if not found:
        return f"{name}：{'没有差异' if lang == 'zh' else 'no differences'}"
    number = Counter(one.kind for one in found)
    summary = [f"{kind.name_in(lang)} {number[kind]}" for kind in DifferenceKind if number[kind]]
    lines = [f"{name}：{_list(summary, lang)}"]
    for one in found:
        lines += _difference(one, ledger, tests, lang)
    return "\n".join(lines)


def _entry(entry: Entry, lang: str) -> Iterator[str]:
    zh = lang == "zh"
    words = [entry.force, entry.owed_by, entry.carrier]
    head = "  ".join(word.name_in(lang) for word in words)
    own = [found for found in entry.carried_by if not found.through]
    yield f"{entry.id}  {head}  [{_carried(own, lang) or '—'}]"
    yield f"    {entry.text(lang)}"
    for address in dict.fromkeys(found.through for found in entry.carried_by if found.through):
        there = [found for found in entry.carried_by if found.through == address]
        yield f"    {'参见' if zh else 'see'} {address}：{_carried(there, lang)}"
    why, rest = (pair[0 if zh else 1] for pair in (entry.why, entry.rest))
    if why:
        yield f"    {entry.checkability.name_in(lang)}：{why}"
    if rest:
        yield f"    {'未涵盖' if zh else 'not carried'}：{rest}"
    if entry.readings:
        yield f"    {'读法' if zh else 'readings'} {', '.join(entry.readings)}"


def _difference(one: Difference, ledger: Ledger, tests: Files, lang: str) -> Iterator[str]:
    zh = lang == "zh"
    places = []
    if one.number is not None:
        places.append(f"第 {one.number} 句" if zh else f"sentence {one.number}")
    if one.at is not None:
        places.append(f"副本第 {one.at} 句" if zh else f"sentence {one.at} of the copy")
    words = f"：{shown(one.words)}" if one.words else ""
    yield ""
    yield f"[{one.kind.name_in(lang)}] {_list(places, lang)}{words}"
    for address in one.gone:
        entry = ledger[address]
        yield f"    {'不在了' if zh else 'no longer there'} {address}  {entry.text(lang)}"
        yield from _hanging([entry], tests, lang)
    if one.kept:
        yield f"    {'仍在' if zh else 'still there'} {', '.join(one.kept)}"
    if one.kept and one.kind is DifferenceKind.MOVED:
        yield from _hanging([ledger[address] for address in one.kept], tests, lang)


def _hanging(entries: Sequence[Entry], tests: Files, lang: str) -> Iterator[str]:
    all_of = (found for entry in entries for found in entry.carried_by)
    carried = list({(found.carrier, found.name): found for found in all_of}.values())
    carried.sort(key=lambda found: found.carrier.number)
    if carried:
        yield f"        {_carried(carried, lang)}"
    rules = [found.name for found in carried if found.carrier is Carrier.RULE]
    files = tests([*(entry.id for entry in entries), *rules])
    if files:
        yield f"        {'测试' if lang == 'zh' else 'tests'} {', '.join(files)}"


def _carried(carried: Iterable[Carried], lang: str) -> str:
    by: dict[Carrier, list[str]] = {}
    for found in carried:
        by.setdefault(found.carrier, []).append(_name(found, lang))
    parts = [f"{carrier.name_in(lang)} {', '.join(names)}" for carrier, names in by.items()]
    return _list(parts, lang)


def _name(found: Carried, lang: str) -> str:
    """The name of what carries an entry; of an attestation, what it is about."""
    if found.carrier is Carrier.ATTESTATION:
        return AttestedOf.parse(found.name).name_in(lang)
    return found.name


def _list(parts: Iterable[str], lang: str) -> str:
    return ("；" if lang == "zh" else "; ").join(parts)

"""Plant a bug in the life of a topic, one at a time; the lives that are always tried have to notice.

Run as a script: prints how many bugs were noticed and which were not, and fails if one was not.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import consultrules as cr
from consultrules.facts import preparation
from consultrules.models.body import PARTY_ORGANS
from consultrules.policy.lifecycle import Milestone, Move, Role, State
from consultrules.rules import report
from consultrules.rules.plan import PASS, UNKNOWN
from consultrules.workflow import (
    amend,
    begin,
    calling,
    case,
    decide,
    fold,
    guard,
    guards,
    machine,
    options,
    process,
    roles,
    standing,
    take,
    verify,
)
from consultrules.workflow.process import Process
from consultrules.workflow.view import View
from consultrules.workflow.writing import Writer
from workflow.tried_lives import SUITE

Plain = dict[str, Any]
Bug = Callable[[], Any]
BUGS: dict[str, Bug] = {}


def planted(name: str, at: Any, attribute: str, make: Callable[[Any], Any]) -> None:
    """A bug that puts something else in the place of what stands there."""

    @contextmanager
    def plant() -> Iterator[None]:
        old = at.__dict__[attribute] if not isinstance(at, dict) else at[attribute]
        _put(at, attribute, make(old))
        try:
            yield
        finally:
            _put(at, attribute, old)

    BUGS[name] = plant


def _put(at: Any, attribute: Any, value: Any) -> None:
    if isinstance(at, dict):
        at[attribute] = value
    else:
        setattr(at, attribute, value)


def told_otherwise(name: str, spoil: Callable[[Mapping[str, Plain]], None]) -> None:
    """A bug in the data of the process."""

    def make(_old: Any) -> Callable[[Any], Process]:
        plain = cr.process().to_dict()
        spoil({edge["id"]: edge for edge in plain["edges"]})
        made = Process.read(plain)
        return lambda _policy: made

    planted(name, process, "_process", make)


def without(*keys: str, edge: str, field: str = "guards") -> Callable[[Mapping[str, Plain]], None]:
    """The process without some words of an edge."""

    def spoil(edges: Mapping[str, Plain]) -> None:
        for key in keys:
            edges[edge][field].remove(key)

    return spoil


def _always(edges: Mapping[str, Plain]) -> None:
    edges["approve"]["from"].append(edges["approve"]["also"].pop(0))


def _to_consulting(edges: Mapping[str, Plain]) -> None:
    edges["resume"]["to"] = "consulting"


def _no_reason(edges: Mapping[str, Plain]) -> None:
    del edges["suspend"]["reason"]


def _or_party(admits: Any) -> Any:
    return lambda actor, scene: actor.office.organ in PARTY_ORGANS or admits(actor, scene)


def _without_breaches(write: Any) -> Any:
    return lambda *a, **k: write(*a, **{**k, "breaches": ()})


def _older_list_stays(filed: Any) -> Any:
    def file(record: Any, step: Move, made: Any) -> Any:
        kept = step is Move.LIST_SUGGESTIONS and record.suggestion_list is not None
        return (record, None) if kept else filed(record, step, made)

    return file


def _older_list_stays_in_fields(filed: Any) -> Any:
    def file(fields: Any, step: Move, made: Any) -> None:
        if step is not Move.LIST_SUGGESTIONS or fields["suggestion_list"] is None:
            filed(fields, step, made)

    return file


def _by_nobody(attempt: Any) -> Any:
    return lambda *a, **k: attempt(*a, **{**k, "by": None})


def _first_only(blockers: Any) -> Any:
    return lambda self: blockers(self)[:1]


def _never_early(tried: Any) -> Any:
    return lambda now, *a, **k: tried(now._replace(collected=dt.date.min), *a, **k)


def _order_alone(found: Any) -> Any:
    return lambda *a, **k: found(*a, **k)[:1]


def _no_clock(_writer: Any) -> Any:
    return lambda by, on, recorded_by, recorded_on, _last: Writer(
        by, on, recorded_by, recorded_on, None
    )


def _any_state_before(leave: Any) -> Any:
    return lambda known, source, target, before: (
        State.COLLECTED if target is State.SUSPENDED else leave(known, source, target, before)
    )


def _judged_for_show(move: Any) -> Any:
    return lambda known, step, state, before, judge: move(
        known, step, state, before, lambda edge: judge(edge) or True
    )


def _milestones_forgotten(after: Any) -> Any:
    return lambda now, entry, record, reaches=None: after(
        now,
        entry,
        record,
        None if reaches is Milestone.SUGGESTION_LIST and now.seq > 9 else reaches,
    )


planted("anybody may act", decide, "admitted", lambda _old: lambda *_a: True)
planted("any Party committee approves", roles._ADMITS, Role.APPROVER, _or_party)
planted(
    "the Party group is the CPPCC",
    roles,
    "_CPPCC",
    lambda old: old | {cr.Organ.LEADING_PARTY_GROUP},
)
planted("a review by the wrong office counts", preparation, "admits", lambda _old: lambda *_a: True)
planted("what is not known counts as met", guard, "OK", lambda old: old | {UNKNOWN})
planted("nothing is met", guard, "OK", lambda old: old - {PASS})
planted("only the first reason is told", guard.Judgement, "blockers", _first_only)
planted("a refusal does not refuse", decide, "moved", _judged_for_show)
planted("despite forgets the breach", take, "written", _without_breaches)
planted("a paper has no breaches", begin, "written", _without_breaches)
planted(
    "a case shows the last breach only",
    View,
    "breaches",
    lambda old: property(lambda self: old.fget(self)[-1:]),
)
planted("options ask for no office", options, "Attempt", _by_nobody)
planted("options count what is untold", options, "_is_untold", lambda _old: lambda *_a: False)
planted("the fold forgets corrections", fold, "correct", lambda _old: lambda *_a: None)
planted("a correction does not ask the closing", amend, "_untold", lambda _old: lambda _journal: ())
planted(
    "what is corrected away still counts", amend, "shown_of", lambda _old: lambda _a, _b, s, _d: s
)
planted("the fold counts it still", fold, "shown_of", lambda _old: lambda _a, _b, s, _d: dict(s))
planted("a report forgets what a case carries", report, "is_in", lambda _old: lambda *_a: False)
planted("what is out of order is told alone", decide, "out_of_order", _order_alone)
planted("the fold keeps the older list", fold, "file", _older_list_stays_in_fields)
planted("a later list is not judged", decide, "with_filed", _older_list_stays)
planted(
    "a void list is a list",
    standing.Standing,
    "met",
    lambda _old: property(lambda self: self.milestones),
)
planted("a milestone is lost", take, "after", _milestones_forgotten)
planted("hashes are not checked", verify, "_out_of_line", lambda _old: lambda *_a: iter(()))
planted("fields may differ from what was hashed", verify, "hash_of", lambda _old: lambda _body: "")
planted("moves are not checked", verify, "_is_legal", lambda _old: lambda *_a: False)
planted("the clock may run backwards", calling, "Writer", _no_clock)
planted("anybody keeps the journal", Writer, "may_write", lambda _old: lambda *_a, **_k: None)
planted("a key is taken twice", case, "is_taken", lambda _old: lambda *_a: False)
planted("a sitting may come before its topic", take, "tried", _never_early)
planted("an approval counts a day ahead", guards, "_SAME_DAY", lambda _old: dt.timedelta(days=1))
planted("resuming forgets the place", standing, "left", _any_state_before)
told_otherwise("resuming goes elsewhere", _to_consulting)
told_otherwise("suspending needs no reason", _no_reason)
told_otherwise("approval without submission", _always)
told_otherwise("no third of the public", without("3.3.s3c", edge="hold"))
told_otherwise("nobody need be told", without("3.5.s2.i5", "3.5.s2.i6", edge="hold"))
told_otherwise("no research, and yet a session", without("3.4.s1a", edge="hold"))
told_otherwise("up without review", without("3.6.s8#review", edge="escalate"))
told_otherwise("closed without publication", without("3.7.s2c#made", edge="close"))
told_otherwise("taken back after a sitting", without("sitting", edge="withdraw", field="unless"))
told_otherwise(
    "explained before anybody sat", without("sitting", edge="explain_dissent", field="needs")
)
told_otherwise("reported to anybody", without("3.7.s7", edge="report"))
told_otherwise("reported without a list", without("suggestion_list", edge="report", field="after"))


def noticed_by(bug: Bug) -> str:
    """What notices a bug first; empty where nothing does."""
    with bug():
        machine._machines.clear()
        for test in SUITE:
            try:
                test()
            except Exception:  # noqa: BLE001 - a bug may break anything, and that is to be noticed
                return test.__name__
    return ""


def main() -> int:
    """Plant, try, print, and fail where a bug went unnoticed."""
    for test in SUITE:  # what notices a bug must find nothing where there is none
        test()
    unnoticed = []
    for name, bug in BUGS.items():
        by = noticed_by(bug)
        if not by:
            unnoticed.append(name)
        print(f"{by or 'NOT NOTICED':50} {name}", flush=True)
    print(f"{len(BUGS) - len(unnoticed)} of {len(BUGS)} planted bugs noticed")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())

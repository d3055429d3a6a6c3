"""May this step be taken now? Answered from the words of the policy and nothing else.

A topic lives from collection to closure. This file was written from the text of the 2020 opinion, its
entries and the default readings, apart from the code that it is held against: it imports nothing of
the package and takes plain data. Two readers of one text are worth comparing; where they differ, one
has misread it. So never mend this file by looking at the code: go back to the sentence that the key
names. Only what binds is answered, never advice; a day is a number, the same day counts as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Data = Mapping[str, Any]
Event = Mapping[str, Any]
Duties = dict[str, bool]  # key of the entry: is it met?

# Room kind: key of its approval, key of its report. A sector's report has a key by tier.
KEYS = dict.fromkeys(("town", "subdistrict", "park"), ("3.2.s3", "3.6.s2"))
KEYS |= dict.fromkeys(("village", "community"), ("3.2.s4", "3.6.s3"))
KEYS |= dict.fromkeys(("enterprise", "institution"), ("3.2.s5", "3.6.s4"))
APPROVAL = {kind: keys[0] for kind, keys in KEYS.items()} | {"sector": "3.2.s6"}
REPORT_OF_SECTOR = {"city": "3.6.s5", "county": "3.6.s7"}
# Only a city list for the city and a county list for the county go up (readings R11, R13).
ESCALATION = {("city", "city"): "3.6.s6", ("county", "county"): "3.6.s8"}

SHORT = {
    "OPEN": "collected returned",
    "BEFORE": "collected submitted returned consulting",
    "LIVE": "collected submitted returned consulting reported answered fed_back",
    "HELD": "consulting reported answered fed_back",
    "ROOM": "convener room",
    "PLACE": "party government",
    "ANSWERS": "party government department",
    "WATCH": "cppcc work_committee reviewer",
    "BODIES": "6.s2 6.s3 6.s4 6.s5 6.s7",
}
# step | who may act | states in which it may be taken | state after it, where it changes |
# what is asked of the results: how the keys begin, below 3
TABLE = """
select             | ROOM                 | OPEN                     |            |
submit             | ROOM                 | OPEN                     | submitted  |
preliminary_review | reviewer             | LIVE                     |            |
approve            | approver             | submitted HELD           | consulting |
return             | approver             | submitted                | returned   |
research           | convener             | LIVE                     |            |
report_sensitive   | convener             | LIVE                     |            |
provide_materials  | ANSWERS              | LIVE                     |            |
notify             | ROOM                 | LIVE                     |            |
hold               | convener             | LIVE                     | consulting |
list_suggestions   | ROOM                 | HELD                     |            | 6.s1
report             | ROOM                 | HELD                     | reported   | 6.s1 BODIES 7.s7
review             | party_group          | HELD                     |            |
escalate           | party_group          | HELD                     |            | 6.s6# 6.s8# 7.s7
assign             | PLACE                | reported answered fed_back | answered   | 7.s1#made
publish_progress   | ROOM ANSWERS         | answered fed_back closed |            | 7.s4b
list_feedback      | ANSWERS              | answered fed_back        |            | 7.s2a#made 7.s2a#tasks
feed_back          | ANSWERS              | answered fed_back        | fed_back   | 7.s2a#made 7.s2b
publish            | ANSWERS              | answered fed_back        |            | 7.s2a#made 7.s2c
report_entrusted   | ROOM                 | HELD                     |            | 7.s5
explain_dissent    | ROOM                 | HELD                     |            |
follow_up          | ROOM WATCH           | HELD closed              |            | 7.s7
evaluate           | cppcc work_committee | HELD closed              |            |
close              | ROOM WATCH           | fed_back                 | closed     | 6 7
withdraw           | ROOM approver        | BEFORE suspended         | withdrawn  |
suspend            | ROOM approver WATCH  | LIVE                     | suspended  |
resume             | ROOM approver WATCH  | suspended                |            |
"""


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word for part in cell.split() for word in SHORT.get(part, part).split())


ROWS = [[_words(cell) for cell in line.split("|")] for line in TABLE.split("\n") if line]
MAY, FROM, ASKED = ({row[0][0]: row[n] for row in ROWS} for n in (1, 2, 4))
TARGET = {row[0][0]: row[3][0] for row in ROWS if row[3]}
ENDED = ("closed", "withdrawn")
ON = ("reported", "answered", "fed_back")  # a late record of these steps does not take a topic back
FURTHER = {"approve": ON, "return": ON, "report": ON[1:], "assign": ON[2:]}
CLOSED = {
    "publish": "publication",
    "publish_progress": "progress",
    "report_entrusted": "entrusted_report",
    "explain_dissent": "dissent_explained",
    "escalate": "escalation",
}
RESULTS = _words(
    "list_suggestions report review escalate assign publish_progress list_feedback feed_back publish"
    " report_entrusted"
)
PLACE, GROUP = _words("PLACE"), ("party_group",)
AUTHORS = (*_words("ANSWERS"), "stranger")  # any authorities, but neither the room nor the CPPCC
CLEAR = ("policy", "facts", "wishes")
VOICES = ("party_government", "members", "public", "organiser")


@dataclass(frozen=True)
class Life:
    """A room, its topic and what has happened to it."""

    room: Data
    topic: Data
    events: tuple[Event, ...]

    def of(self, *steps: str) -> list[Event]:
        """These events by day; on one day in the order in which they were taken."""
        return sorted((e for e in self.events if e["step"] in steps), key=lambda e: e["day"])

    def latest(self, step: str) -> Event | None:
        return next(reversed(self.of(step)), None)

    def suggestions(self) -> Event | None:
        """The latest suggestion list; an empty one without a reason is no known list (L8)."""
        found = self.latest("list_suggestions")
        return None if found is None or _void(found) else found

    def since_list(self, step: str) -> list[Event]:
        """What was done with the latest suggestion list; without a list, nothing."""
        return [e for e in self.of(step) if _after(e, self.suggestions())]

    def this_round(self) -> Life:
        """Without what came of earlier sittings (F7): after the last one it is all still to come."""
        held = [e["day"] for e in self.of("hold")]
        if not held:
            return self
        old = range(held[0], held[-1])
        kept = (e for e in self.events if e["step"] not in RESULTS or e["day"] not in old)
        return Life(self.room, self.topic, tuple(kept))

    def is_of(self, event: Event, offices: Iterable[str]) -> bool:
        """Was it one of these offices? The approver is also a Party committee or the Party group."""
        same = {"approver", "party_group" if self.room["kind"] == "sector" else "party"}
        return not (same if event["who"] in same else {event["who"]}).isdisjoint(offices)

    def decided(self, day: float = float("inf")) -> list[Event]:
        """The decisions by a day: once the named body has decided nobody else replaces it (R2)."""
        every = [e for e in self.of("approve", "return") if e["day"] <= day]
        return [e for e in every if self.is_of(e, ("approver",))] or every

    def relied_on(self, day: int) -> tuple[Event | None, bool]:
        """The approval behind a sitting, and whether it binds on that day (R16)."""
        last = next(reversed(self.decided(day)), None)
        if last is not None and last["step"] == "approve":
            return last, True
        late = (e for e in self.decided() if e["step"] == "approve" and e["day"] > day)
        return next(late, None), False


def _void(event: Event) -> bool:
    return event["items"] == 0 and not event["reason"]


def _after(event: Event | None, earlier: Event | None) -> bool:
    """Both were done, the first on the other's day or later."""
    return event is not None and earlier is not None and event["day"] >= earlier["day"]


def _reviewed(life: Life, approval: Event | None) -> Duties:
    """3.2.s6: the functional office reviews with departments, then the Party group approves."""
    if life.room["kind"] != "sector":
        return {}
    reviews = [e for e in life.of("preliminary_review") if life.is_of(e, ("reviewer",))]
    before = [e for e in reviews if approval is None or e["day"] <= approval["day"]]
    return {
        "3.2.s6#reviewed": bool(reviews),
        "3.2.s6#review": bool(before),
        "3.2.s6#departments": any(e["departments"] >= 1 for e in before),
    }


def _research(life: Life, day: int) -> Duties:
    """3.4 and 4.3.s2d: no consultation without research; late research clears up nothing."""
    every = life.of("research")
    timely = [e for e in every if e["day"] <= day]
    counted = timely or every[:1]
    clear = {word for e in timely for word in e["clear"]}
    duties = {f"3.4.s3.i{n}": word in clear for n, word in enumerate(CLEAR, 1)}
    duties["3.4.s1a"] = bool(timely)
    duties["3.4.s2"] = any(e["people"] >= 2 for e in counted)
    duties["4.3.s2d"] = any(e["public"] >= 1 for e in counted)
    if life.topic["sensitive"]:
        told = life.of("report_sensitive")
        days = [e["day"] for body in PLACE for e in [e for e in told if body in e["to"]][:1]]
        both = len(days) == len(PLACE)
        duties["3.4.s5a#reported"] = both
        duties["3.4.s5a"] = both and (not counted or max(days) <= counted[-1]["day"])
    return duties


def _hold(life: Life, event: Event) -> Duties:
    day, people = event["day"], event["participants"]
    approval, binds = life.relied_on(day)
    told = [e for e in life.of("notify") if e["day"] <= day]
    return {
        "3.2.s2c": binds,
        APPROVAL[life.room["kind"]]: approval is not None and life.is_of(approval, ("approver",)),
        "3.3.s2a.i1": event["members"] >= 1,
        "3.3.s2a.i2": event["stakeholders"] >= 1,
        "3.3.s2a.i3": event["public"] >= 1,
        "3.3.s2b": event["officials_invited"] >= 1,
        "3.3.s3a": people >= 10,
        "3.3.s3c": 3 * event["public"] >= people,
        "3.5.s1.i1": approval is not None,
        # Whether two notices reached different persons is not told: numbers are not added up.
        "3.5.s2.i5": any(e["content"] and e["told"] >= people for e in told),
        "3.5.s2.i6": any(e["information"] and e["told"] >= people for e in told),
        "4.3.s2b": event["stakeholder_representatives"] >= 1,
        "5.2.s1b": event["backbone_invited"] >= 1,
        **_reviewed(life, approval),
        **_research(life, day),
    }


def _reported(life: Life) -> Duties:
    """3.6.s2-s8: who has the list, and on what ground; a county sector has a choice (R10)."""
    reached = {body for e in life.since_list("report") for body in e["to"]}
    if life.room["kind"] != "sector":
        return {KEYS[life.room["kind"]][1]: "approver_party" in reached}
    others = {"department"} if life.room["tier"] == "city" else {"department", "town"}
    met = "office" in reached and bool(reached & others)
    duties = {REPORT_OF_SECTOR[life.room["tier"]]: met}
    if key := ESCALATION.get((life.room["tier"], life.topic["needs"])):
        up = life.since_list("escalate")
        reviews = [e for e in life.since_list("review") if life.is_of(e, GROUP)]
        duties[f"{key}#review"] = any(_after(e, r) for e in up[:1] for r in reviews)
        duties |= {f"{key}#{body}": any(body in e["to"] for e in up) for body in PLACE}
    return duties


def _past_channels(life: Life) -> bool:
    """3.7.s7, R11, R13: sent to county level or above though no route leads there."""
    if (life.room["tier"], life.topic["needs"]) in ESCALATION:
        return False
    reported = {body for e in life.of("report") for body in e["to"]}
    up = life.of("escalate") if life.room["kind"] == "sector" else []  # else its place is a town's
    return "higher" in reported or any(body in PLACE for e in up for body in e["to"])


def _unexplained(life: Life) -> int:
    """3.7.s6: people differ in consultation; what was said before the first sitting is not about that."""
    sittings, owed = life.of("hold"), 0
    for event in (e for e in life.events if e["step"] == "explain_dissent"):
        owed += event["dissent"]
        if sittings and event["day"] >= sittings[0]["day"]:
            owed = max(0, owed - event["explained"])
    return owed


def _results(life: Life) -> Duties:
    """What is owed of the results (3.6, 3.7); what has not been done is not met."""
    past_channels, life = _past_channels(life), life.this_round()
    held, tasks, answer = (life.latest(s) for s in ("hold", "assign", "list_feedback"))
    paper, dissent = life.latest("publish"), life.of("explain_dissent")
    told = [e for e in life.of("report_entrusted") if e["to_them"]]
    return {
        "3.6.s1": _after(life.suggestions(), held),
        **_reported(life),
        "3.7.s1#made": _after(tasks, life.suggestions()),
        "3.7.s1#owner": tasks is not None and life.is_of(tasks, PLACE),
        "3.7.s2a#made": _after(answer, tasks),
        "3.7.s2a#tasks": tasks is not None and tasks["done"] >= tasks["tasks"],
        "3.7.s2a#author": answer is not None and life.is_of(answer, AUTHORS),
        "3.7.s2b#made": _after(life.latest("feed_back"), answer),
        "3.7.s2c#made": _after(paper, answer),
        "3.7.s2c#manner": paper is not None and paper["manner"],
        "3.7.s2c#scope": paper is not None and paper["scope"],
        "3.7.s4b": any(_after(e, tasks) for e in life.of("publish_progress")),
        "3.7.s5": not life.topic["entrusted"] or any(_after(e, held) for e in told),
        "3.7.s6": bool(dissent) and not _unexplained(life),
        "3.7.s7": all(e["channel"] for e in life.of("follow_up")) and not past_channels,
    }


def _duties(life: Life, event: Event) -> Duties:
    """What the text asks of this step, judged on the history together with it."""
    step = event["step"]
    if step in {"hold", "approve"}:
        return _hold(life, event) if step == "hold" else _reviewed(life, event)
    if step == "preliminary_review":
        reviews = [e for e in life.of(step) if e is event or life.is_of(e, ("reviewer",))]
        return {"3.2.s6#departments": any(e["departments"] >= 1 for e in reviews)}
    if step == "evaluate":
        duties = {f"3.8.s2a.i{n}": voice in event["voices"] for n, voice in enumerate(VOICES, 1)}
        return duties | {"3.8.s1#day": any(_after(event, e) for e in life.of("hold"))}
    duties = {k: v for k, v in _results(life).items() if k[2:].startswith(ASKED.get(step, ()))}
    if step == "list_suggestions" and _void(event):
        duties["3.6.s1"] = False
    return duties


def _role(life: Life, event: Event) -> set[str]:
    """The reason when the office may not act here."""
    step, kind = event["step"], life.room["kind"]
    may = MAY.get(step, (event["who"],))  # anyone may collect
    if kind == "sector":
        reviewing = dict.fromkeys(("submit", "return"), (*may, "reviewer"))  # 3.2.s6: only here
        may = (reviewing | {"evaluate": ("cppcc",)}).get(step, may)
    if life.is_of(event, may):
        return set()
    own = {"approve": APPROVAL[kind], "assign": "3.7.s1#owner", "evaluate": "3.8.s1#evaluator"}
    if not life.is_of(event, AUTHORS):
        own["list_feedback"] = "3.7.s2a#author"
    approval, _ = life.relied_on(event["day"])
    if approval is not None and life.is_of(approval, ("approver",)):
        del own["approve"]  # the named body approved, and a second opinion changes nothing (R2)
    return {own.get(step, "role")}


def _order(life: Life, event: Event) -> Duties:
    """What has to be there first, or must not be there."""
    step, held = event["step"], bool(life.of("hold"))
    if step in {"report", "review", "escalate"}:
        return {"needs:suggestion_list": _after(event, life.this_round().suggestions())}
    early = {
        "early": event["day"] >= since(life.events[:-1])
    }  # nothing is left before it is reached
    if step in {"withdraw", "suspend", "resume"}:
        asked = {"reason": event["reason"], "unless:sitting": step != "withdraw" or not held}
        return asked | (early if step == "withdraw" else {})
    if step in {"approve", "return"}:  # 3.2.s2c: first 报, then 审定
        return early if state(life.events[:-1]) == "submitted" else {}
    if step == "submit":
        return early
    if step == "close":  # what is closed has been done by then
        done = {f"needs:{name}": life.latest(each) for each, name in CLOSED.items()}
        return early | {n: e is None or e["day"] <= event["day"] for n, e in done.items()}
    research = {"report_sensitive": {"needs:research": bool(life.of("research"))}}
    return (research | {"explain_dissent": {"needs:sitting": held}}).get(step, {})


def _steady(history: Sequence[Event]) -> tuple[str, int]:
    """What the topic waits for after these events, and since which day; a rest changes neither."""
    now = paused = "collected"
    day = history[0]["day"] if history else 0
    for event in history:
        step = event["step"]
        if now in ENDED:
            break
        if step == "resume":
            now = paused if now == "suspended" else now
        elif step in TARGET and now not in FURTHER.get(step, ()):
            paused = now if now != "suspended" else paused
            if TARGET[step] not in (now, "suspended"):
                day = event["day"]
            now = TARGET[step]
    return now, day


def state(history: Sequence[Event]) -> str:
    """What the topic waits for after these events, the irregular ones included."""
    return _steady(history)[0]


def since(history: Sequence[Event]) -> int:
    """The day from which it has waited for that."""
    return _steady(history)[1]


def reasons(room: Data, topic: Data, history: Sequence[Event], event: Event) -> frozenset[str]:
    """The binding reasons against taking this step now; none means that it may be taken."""
    life, step = Life(room, topic, (*history, event)), event["step"]
    if history if step == "collect" else state(history) not in FROM[step]:
        return frozenset({"not_here"})
    idle = step == "preliminary_review" and room["kind"] != "sector"
    idle |= step == "report_entrusted" and not topic["entrusted"]
    idle |= step in {"review", "escalate"} and (room["tier"], topic["needs"]) not in ESCALATION
    if idle:
        return frozenset({"not_applicable"})
    duties = _duties(life, event) | _order(life, event)
    return frozenset({key for key, met in duties.items() if not met} | _role(life, event))

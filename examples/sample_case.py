# A SAMPLE, made up by chance: no session below was ever held.
"""A sound case: one topic from collection to publication, as plain data of `CaseRecord`."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

from consultrules.models.body import party_organ
from consultrules.models.unit import Unit
from consultrules.policy.vocabulary import (
    Clarification,
    EvaluationAspect,
    EvaluationVoice,
    NoticeChannel,
    RoomKind,
    TopicChannel,
    TopicSource,
)

Data = dict[str, Any]
TOPICS = (  # wording, focus, domain
    ("道路照明", "livelihood", "public_interest"),
    ("生活污水治理", "livelihood", "public_affairs"),
    ("老年助餐点布局", "livelihood", "public_welfare"),
    ("垃圾分类投放点设置", "governance", "public_affairs"),
    ("河道管护", "governance", "public_interest"),
    ("停车秩序", "governance", "public_affairs"),
    ("沟渠维修", "priority", "public_interest"),
    ("充电棚建设", "livelihood", "public_interest"),
    ("文化场地开放", "livelihood", "public_welfare"),
    ("移风易俗", "governance", "public_affairs"),
    ("课后托管", "livelihood", "public_welfare"),
    ("就业信息对接", "priority", "public_interest"),
)
SUGGESTIONS = ("纳入年度计划", "明确责任单位", "完善管护制度", "加强宣传引导", "定期公示进度")
OUTCOMES = (
    *({"outcome": "solved"}, {"outcome": "partly_solved"}) * 3,
    {"outcome": "not_possible", "reason": "样例：暂缺条件"},
)


@dataclass
class Place:
    """A town, subdistrict, park or the county itself: the bodies and people its rooms deal with."""

    unit: Unit
    officials: list[str]
    persons: list[str]
    stakeholders: list[str]
    members: list[Data] = field(default_factory=list)

    def body(self, organ: str, **more: str) -> Data:
        """An organ of this unit."""
        return {"organ": organ, "unit": self.unit.code, **more}


@dataclass
class Bundle:
    """A room and its cases; a ``spare`` room can change: no member's attendance hangs on it."""

    room: Data
    place: Place
    spare: bool = False
    department: str = ""
    cases: list[Data] = field(default_factory=list)

    @property
    def approver(self) -> Data:
        """The body that approves this room's topics."""
        organ = "LEADING_PARTY_GROUP" if self.department else party_organ(self.place.unit)
        return self.place.body(organ)

    @property
    def receivers(self) -> list[Data]:
        """The bodies that get its suggestion lists."""
        if not self.department:
            return [self.approver]
        detail = {"detail": self.department}
        return [self.place.body("FUNCTIONAL_OFFICE"), self.place.body("DEPARTMENT", **detail)]

    @property
    def convener(self) -> str:
        """Who convenes the room."""
        person: str = self.room["conveners"][0]["person"]
        return person


def after(day: dt.date, days: int) -> str:
    """The day so many days later, as written in JSON."""
    return (day + dt.timedelta(days)).isoformat()


def case_of(
    rng: random.Random, number: int, bundle: Bundle, days: list[dt.date], *, by_roll: bool
) -> Data:
    """One topic of a room with a session on each of the days."""
    topic, first = f"t{number:04d}", days[0]
    heads = [roll(bundle, rng) if by_roll else head_counts(bundle, rng) for _ in days]
    together = {"convened_by": [bundle.convener], "room": bundle.room["id"], "topic": topic}
    forms = rng.choices(("meeting", "network", "written"), (8, 1, 1), k=len(days))
    sessions = [
        {"id": f"{topic}-{i}", "on": after(day, 0), "form": form, **together, **people}
        for i, (day, form, people) in enumerate(zip(days, forms, heads, strict=True), 1)
    ]
    case = {
        "topic": _topic(rng, topic, bundle, first),
        "research": [_research(rng, topic, bundle, first)],
        "notices": [_notice(rng, s, day) for s, day in zip(sessions, days, strict=True)],
        "sessions": sessions,
        "dissent": [],
    }
    if rng.random() < 1 / 12:
        person = bundle.room["representatives"][0]["person"]
        case["dissent"] = [{"person": person, "explained_on": after(days[-1], 4)}]
    case |= _lists(rng, bundle, days[-1])
    if bundle.department:
        case |= _escalation(bundle, days[-1])
    if rng.random() < 1 / 8:
        case["evaluations"] = [_evaluation(topic, bundle, days[-1])]
    return case


def _topic(rng: random.Random, topic: str, bundle: Bundle, day: dt.date) -> Data:
    """Collected, chosen and approved weeks before the session."""
    words, focus, domain = rng.choice(TOPICS)
    found: Data = {"id": topic, "room": bundle.room["id"], "text": f"样例议题：{words}"}
    found |= {"focus": focus, "domain": domain, "entrusted": False, "sensitive": False}
    found |= {"channel": rng.choice(list(TopicChannel)).value, "collected_on": after(day, -42)}
    found |= {"source": rng.choice(list(TopicSource)).value}
    found["approvals"] = [{"by": bundle.approver, "on": after(day, rng.randint(-26, -20))}]
    if bundle.department:
        review = {"by": bundle.place.body("FUNCTIONAL_OFFICE"), "on": after(day, -33)}
        found["departments"] = [bundle.department]
        found["preliminary_reviews"] = [{**review, "departments": [bundle.department]}]
        found |= {"needs": "county", "needs_decided_by": review["by"]}
    return found


def _research(rng: random.Random, topic: str, bundle: Bundle, day: dt.date) -> Data:
    """Research by the convener with some of the participants, all three things made clear."""
    public, members = rng.randint(2, 4), rng.randint(1, 2)
    people = {"convener": 1, "member": members, "public_representative": public}
    found: Data = {"id": f"{topic}-y", "topic": topic, "organiser": bundle.convener}
    found |= {"start": after(day, rng.randint(-16, -13)), "end": after(day, rng.randint(-12, -6))}
    found |= {"participants": sum(people.values()), "by_capacity": people}
    found["clarified"] = [word.value for word in Clarification]
    if rng.random() < 1 / 5:
        found["combined_with"] = ["field_visits"]
    return found


def _notice(rng: random.Random, session: Data, day: dt.date) -> Data:
    """One notice to everybody, by name where there is a roll."""
    found = {"id": f"{session['id']}-n", "topic": session["topic"], "session": session["id"]}
    found |= {"on": after(day, rng.randint(-5, -2)), "content": True, "information": True}
    found["channel"] = rng.choice(list(NoticeChannel)[:4]).value
    lines = session.get("roll")
    if lines is None:
        return {**found, "count": session["participants"]}
    return {**found, "persons": [line["person"] for line in lines]}


def head_counts(bundle: Bundle, rng: random.Random) -> Data:
    """A session by head counts: a third and more are public representatives."""
    people = rng.randint(14, 26)
    public, members, officials = people // 3 + rng.randint(1, 3), 2, rng.randint(1, 2)
    persons = (people - public - members - officials - 1) // 2
    apart = people - public - members - officials - 1 - persons  # stakeholders not of the public
    among = rng.randint(1, 3)  # and those who are
    found = {"participants": people, "public_representatives": public, "members": members}
    found |= {"stakeholders": apart + among, "stakeholder_representatives": among}
    found |= {"representative_persons": persons, "officials": officials}
    found |= {"officials_invited": officials + rng.randint(0, 1)}
    found |= {"notified": people, "informed": people}
    return found | ({"sector_members": members} if bundle.department else {})


def roll(bundle: Bundle, rng: random.Random) -> Data:
    """A session by roll: convener, linked members, guests, and the room's representatives."""
    room, place = bundle.room, bundle.place
    sectors = {p["id"]: p["memberships"][0]["sector"] for p in place.members}
    first: Data = {"person": bundle.convener, "capacity": "convener"}
    if "related_sectors" in room:
        first |= {"also": ["member"], "sector": room["conveners"][0]["sector"]}
    members = [k["person"] for k in room["links"] if k["person"] in sectors][:2]
    role = "co_convener" if "co_conveners" in room else "member"
    lines = [first, *({"person": p, "capacity": role, "sector": sectors[p]} for p in members)]
    guests = [*((p, "official") for p in place.officials[: rng.randint(1, 2)])]
    guests += [(p, "representative_person") for p in place.persons[: rng.randint(1, 2)]]
    guests += [(p, "stakeholder") for p in place.stakeholders[: rng.randint(1, 2)]]
    lines += [{"person": person, "capacity": capacity} for person, capacity in guests]
    for entry in room["representatives"]:
        line = {"person": entry["person"], "capacity": "public_representative"}
        lines.append(line | {"category": entry["category"]})
    lines[-1]["also"] = ["stakeholder"]
    return {"roll": lines}


def _lists(rng: random.Random, bundle: Bundle, day: dt.date) -> Data:
    """Suggestions to the right body, its answers back to the convener, and publication."""
    texts = rng.sample(SUGGESTIONS, rng.choice((1, 1, 2)))
    made = {str(n): text for n, text in enumerate(texts, 1)}
    results = {n: rng.choice(OUTCOMES) for n in made}
    rulers = bundle.place.body("GOVERNMENT")
    tasks = [{"id": n, "suggestions": [n], **result} for n, result in results.items()]
    answers = [{"suggestion": n, "result": r["outcome"]} for n, r in results.items()]
    sent = after(day, rng.randint(5, 9))
    published = {"on": after(day, rng.randint(50, 58)), "manner": rng.choice(("公开栏", "微信群"))}
    return {
        "suggestion_list": {
            "on": after(day, rng.randint(2, 4)),
            "items": [{"id": n, "text": text} for n, text in made.items()],
        },
        "deliveries": [{"to": body, "on": sent} for body in bundle.receivers],
        "responsibility_list": {"on": after(day, rng.randint(15, 22)), "by": rulers}
        | {"tasks": tasks},
        "feedback_list": {"on": after(day, rng.randint(38, 44)), "by": rulers, "answers": answers},
        "feedback": {"on": after(day, rng.randint(45, 49))},
        "publication": published | {"scope": "本" + RoomKind.parse(bundle.room["kind"]).zh},
    }


def _escalation(bundle: Bundle, day: dt.date) -> Data:
    """A sector's list that the county has to settle: reviewed, then to Party and government."""
    above = [bundle.place.body(organ) for organ in ("PARTY_COMMITTEE", "GOVERNMENT")]
    return {
        "group_reviews": [{"by": bundle.approver, "on": after(day, 10)}],
        "escalations": [{"to": body, "on": after(day, 12)} for body in above],
    }


def _evaluation(topic: str, bundle: Bundle, day: dt.date) -> Data:
    """By the work committee, or by the county CPPCC for a sector; on the day that all is done."""
    by = bundle.place.body("CPPCC" if bundle.department else "WORK_COMMITTEE")
    found = {"id": f"{topic}-e", "topic": topic, "on": after(day, 65), "by": by}
    found |= {"voices": [voice.value for voice in EvaluationVoice]}
    found |= {"aspects": [aspect.value for aspect in EvaluationAspect]}
    return found | {"problems": 1, "problems_rectified": 1}

"""A route: who has to be asked or told, in which order, with what left open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from consultrules.errors import RoutingError
from consultrules.models.body import Body
from consultrules.models.unit import Unit
from consultrules.policy.edition import Edition
from consultrules.policy.judging import Force, RouteStatus
from consultrules.policy.language import LANGUAGES
from consultrules.policy.vocabulary import Organ

_ACTS = {
    "preliminary_review": ("初审", "reviews in advance"),
    "approve": ("审定", "approves"),
    "report": ("报送", "receives the suggestion list"),
    "review": ("党组审核", "reviews"),
    "escalate": ("报党委政府", "receives the list after review"),
    "report_sensitive": ("报告敏感问题", "is told of the sensitive matter"),
    "report_entrusted": ("报告受委托事项", "is told the result"),
    "apply": ("提出申请", "is applied to"),
    "arrange": ("统筹安排", "arranges by willingness and need"),
    "evaluate": ("评估", "evaluates"),
    "list_feedback": ("形成结果反馈清单", "draws up the feedback list"),
    "feed_back": ("向召集人反馈", "gets the feedback"),
    "publish": ("公布", "publishes"),
    "link": ("联系", "links"),
}


@dataclass(frozen=True, slots=True)
class Open:
    """A body of a kind of unit that is still to be chosen: any Party organ above, or of a town inside.

    ``within`` is the unit that the choice lies in (``inside``) or above which it lies.
    """

    organ: Organ
    within: Unit
    inside: bool

    def name(self, lang: str = "zh") -> str:
        """What may be chosen."""
        if self.inside:
            place = self.within.label(lang)
            if lang == "zh":
                return f"{place}有关镇、街道、园区党（工）委"
            return f"Party (working) committee of a town, subdistrict or park in {place}"
        return "上级党委" if lang == "zh" else "a Party committee above"

    def admits(self, body: Body) -> bool:
        """Whether a body is one of those that may be chosen."""
        if body.organ not in (Organ.PARTY_COMMITTEE, Organ.PARTY_WORKING_COMMITTEE):
            return False
        if self.inside:
            return body.unit.is_town_level and body.unit.within(self.within.code)
        return body.unit.code != self.within.code and self.within.within(body.unit.code)

    def plain(self) -> dict[str, object]:
        """What may be chosen, as plain data."""
        side = "inside" if self.inside else "above"
        return {"organ": self.organ.value, side: self.within.code, "name": self.name()}


Addressee = Body | Open
_DEPARTMENT = Organ.DEPARTMENT


def admits(addressee: Addressee, body: Body) -> bool:
    """Whether a body is the addressee; a department without a name stands for any of that unit."""
    if isinstance(addressee, Open):
        return addressee.admits(body)
    if not addressee.same_as(body):
        return False
    return addressee.organ is not _DEPARTMENT or addressee.detail in (None, body.detail)


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a route: all of ``all_of``, and one bundle of ``any_of`` where there are any.

    ``jointly_with`` take part in the act; ``inferred`` marks what the text does not say itself.
    """

    act: str
    clause: str
    force: Force
    all_of: tuple[Addressee, ...] = ()
    any_of: tuple[tuple[Addressee, ...], ...] = ()
    jointly_with: tuple[Addressee, ...] = ()
    inferred: bool = False

    def act_name(self, lang: str = "zh") -> str:
        """The act in words."""
        return _ACTS[self.act][0 if lang == "zh" else 1]

    def whom(self, lang: str = "zh") -> str:
        """The addressees as one phrase: “A and (B or C)”."""
        both, either, along = ("和", "或", "会同") if lang == "zh" else (" and ", " or ", " with ")
        fixed = both.join(a.name(lang) for a in self.all_of)
        bundles = [both.join(a.name(lang) for a in bundle) for bundle in self.any_of]
        choice = either.join(
            f"({b})" if len(self.any_of[i]) > 1 else b for i, b in enumerate(bundles)
        )
        phrase = f"{fixed}{both}({choice})" if fixed and choice else fixed or choice
        if lang == "zh":
            phrase = phrase.replace("(", "（").replace(")", "）")
        if self.jointly_with:
            phrase += along + both.join(a.name(lang) for a in self.jointly_with)
        return phrase

    def reached(self, bodies: tuple[Body, ...]) -> tuple[int, int]:
        """How many groups of addressees there are, and how many of them are among ``bodies``."""
        return self.groups, self.groups - len(self.unreached(bodies)) - (not self.settled(bodies))

    @property
    def groups(self) -> int:
        """How many groups of addressees there are: each of ``all_of``, and all bundles together."""
        return len(self.all_of) + bool(self.any_of)

    def names(self, body: Body) -> bool:
        """Whether a body is among the addressees, the alternatives included."""
        return any(admits(a, body) for group in (self.all_of, *self.any_of) for a in group)

    def unreached(self, bodies: tuple[Body, ...]) -> list[Addressee]:
        """Those of ``all_of`` who are not among ``bodies``."""
        if not bodies:
            return list(self.all_of)
        return [a for a in self.all_of if not any(admits(a, b) for b in bodies)]

    def settled(self, bodies: tuple[Body, ...]) -> bool:
        """Whether one bundle of ``any_of`` is whole among ``bodies``, or there is nothing to choose."""
        if not self.any_of:
            return True
        return any(all(any(admits(a, b) for b in bodies) for a in bundle) for bundle in self.any_of)

    def to_dict(self) -> dict[str, object]:
        """Plain data with codes and Chinese names."""
        return {
            "act": self.act,
            "clause": self.clause,
            "force": self.force.value,
            "all_of": [plain(a) for a in self.all_of],
            "any_of": [[plain(a) for a in bundle] for bundle in self.any_of],
            "jointly_with": [plain(a) for a in self.jointly_with],
            "inferred": self.inferred,
        }


def plain(addressee: Addressee) -> dict[str, object]:
    """An addressee as plain data."""
    if isinstance(addressee, Open):
        return addressee.plain()
    found: dict[str, object] = {"organ": addressee.organ.value, "unit": addressee.unit.code}
    if addressee.detail:
        found["detail"] = addressee.detail
    return {**found, "name": addressee.name()}


@dataclass(frozen=True, slots=True)
class Route:
    """Steps in order, whether they are needed at all, and what they rest on.

    ``notes`` are data warnings, conditions and reasons, each in zh and en; ``clauses`` those by which
    there is no step to take.
    """

    status: RouteStatus
    steps: tuple[Step, ...]
    policy: Edition = field(repr=False)
    readings: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    clauses: tuple[str, ...] = ()

    @property
    def cited(self) -> tuple[str, ...]:
        """The clauses that the route follows, each once."""
        return tuple(dict.fromkeys([*(step.clause for step in self.steps), *self.clauses]))

    @property
    def basis(self) -> tuple[str, ...]:
        """The clauses and readings that the route rests on."""
        return (*self.cited, *self._bearing())

    def _bearing(self) -> tuple[str, ...]:
        """The readings that bear on the clauses cited, each once."""
        clauses = set(self.cited)
        catalogue = self.policy.readings.catalogue
        return tuple(
            key
            for key in dict.fromkeys(self.readings)
            if clauses.intersection(catalogue[key].clauses)
        )

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Every body that is fixed, in order.

        Raises:
            RoutingError: while a choice is open.
        """
        return tuple(Receivers(self))

    def step(self, act: str) -> Step | None:
        """The first step with this act."""
        return next((step for step in self.steps if step.act == act), None)

    def __str__(self) -> str:
        """The route in Chinese, on one line."""
        return self.line("zh")

    def line(self, lang: str = "zh") -> str:
        """The route on one line."""
        if not self.steps:
            return self.status.name_in(lang)
        if lang == "zh":
            return " → ".join(f"{s.act_name()}：{s.whom()}" for s in self.steps)
        return " → ".join(f"{s.act_name('en')}: {s.whom('en')}" for s in self.steps)

    def explain(self, lang: str = "zh") -> str:
        """The route, the clauses that it follows in our wording, and the readings relied on."""
        zh = lang == "zh"
        lines = [self.line(lang)]
        for clause in self.cited:
            entry = self.policy.clause(clause)
            lines.append(f"[{clause}] {entry.force.name_in(lang)}: {entry.text(lang)}")
        if any(step.inferred for step in self.steps):
            lines.append(
                "本库推定，原文未直接规定" if zh else "inferred; the text does not say so itself"
            )
        for key in self._bearing():
            option = self.policy.readings[key]
            question = self.policy.words(key, None, lang)
            lines.append(f"[{key}={option}] {question} {self.policy.words(key, option, lang)}")
        lines += [note[0] if zh else note[1] for note in self.notes]
        return "\n".join(lines)

    def rows(self) -> list[dict[str, object]]:
        """One plain dict for each step."""
        return [{"status": self.status.value, **step.to_dict()} for step in self.steps]

    def to_dict(self, languages: tuple[str, ...] = LANGUAGES) -> dict[str, object]:
        """The versioned plain form, with sentences in these languages."""
        return {
            "schema": "consultrules.route/1",
            "status": self.status.value,
            "steps": [step.to_dict() for step in self.steps],
            "basis": list(self.basis),
            "text": {lang: self.line(lang) for lang in languages},
            "notes": [
                {lang: note[LANGUAGES.index(lang)] for lang in languages} for note in self.notes
            ],
        }


class Receivers:
    """The bodies of a route: those that all get it, and the choices, each a tuple of alternatives.

    Iterating while a choice is open raises ``RoutingError``: nobody is mailed by a guess.
    """

    __slots__ = ("all_of", "any_of", "route")

    def __init__(self, route: Route) -> None:
        self.route = route
        self.all_of = tuple(a for step in route.steps for a in step.all_of)
        self.any_of = tuple(step.any_of for step in route.steps if step.any_of)

    def __iter__(self) -> Iterator[Body]:
        """Every body, once all choices are made."""
        found = []
        for addressee in self.all_of:
            if isinstance(addressee, Open):
                raise RoutingError("open_choice", field="chosen", subject=addressee.name())
            found.append(addressee)
        if self.any_of:
            step = next(s for s in self.route.steps if s.any_of)
            raise RoutingError(
                "open_choice", field="chosen", subject=step.whom(), clause=step.clause
            )
        return iter(found)

    def __repr__(self) -> str:
        """All and any, by name."""
        return f"<Receivers {self.route}>"

    def names(self, lang: str = "zh") -> tuple[str, ...]:
        """The names of the bodies that all get it."""
        return tuple(a.name(lang) for a in self.all_of)

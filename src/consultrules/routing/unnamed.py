"""A body that the text names and the register does not: one alternative of several that will do."""

from __future__ import annotations

from dataclasses import dataclass

from consultrules.errors import RoutingError
from consultrules.models.body import Body
from consultrules.policy.vocabulary import Tier
from consultrules.routing.route import Open, Route

_LACKS = (
    "缺少字段 {}：该项未定，其余各项仍可办理",
    "the field {} is missing: that alternative stays open, the others stand",
)


@dataclass(frozen=True, slots=True)
class Unnamed(Open):
    """A body of a county that is not on record: ``lacks`` is the field that would say which.

    ``within`` is the unit of the room, ``clause`` the step that names the body.
    """

    lacks: str
    clause: str

    def name(self, lang: str = "zh") -> str:
        """What the text calls it."""
        if lang == "zh":
            return f"{Tier.COUNTY.zh}{self.organ.zh}（未登记）"
        return f"{self.organ.en} of the county (not on record)"

    def admits(self, body: Body) -> bool:
        """Never a body of another organ.

        Raises:
            RoutingError: for one that it may be.
        """
        if body.organ is not self.organ:
            return False
        subject = self.within.name
        raise RoutingError("place_missing", field=self.lacks, subject=subject, clause=self.clause)

    def plain(self) -> dict[str, object]:
        """The organ and the field, as plain data."""
        return {"organ": self.organ.value, "lacks": self.lacks, "name": self.name()}


def lacking(route: Route) -> tuple[tuple[str, str], ...]:
    """Notes for the fields that alternatives of a route lack, in zh and en."""
    bundles = [bundle for step in route.steps for bundle in step.any_of]
    fields = {a.lacks for bundle in bundles for a in bundle if isinstance(a, Unnamed)}
    return tuple((_LACKS[0].format(field), _LACKS[1].format(field)) for field in sorted(fields))

"""A body: an organ of a unit, the way the text names whom to ask and whom to tell."""

from __future__ import annotations

from consultrules.models.base import Name, Record
from consultrules.models.unit import VILLAGE_KINDS, Unit, UnitRef
from consultrules.policy.vocabulary import Organ, UnitKind

PARTY_ORGANS = frozenset({Organ.PARTY_COMMITTEE, Organ.PARTY_WORKING_COMMITTEE})
"""The two names of the Party organ of a unit, one of which it has (reading R1)."""
_RULERS = PARTY_ORGANS | {Organ.GOVERNMENT}
_WITHOUT_RULERS = VILLAGE_KINDS | {UnitKind.ENTERPRISE, UnitKind.INSTITUTION, UnitKind.SECTOR}
"""党委政府 of the text begin at the town level: a village or an enterprise has a Party organisation."""
_USUAL = {
    (Organ.PARTY_COMMITTEE, UnitKind.COUNTY): "委",
    (Organ.PARTY_COMMITTEE, UnitKind.CITY): "委",
    (Organ.GOVERNMENT, UnitKind.SUBDISTRICT): "办事处",
    (Organ.GOVERNMENT, UnitKind.PARK): "管委会",
}
"""What people call an organ where it is not the unit's name with the organ's: 海安市委."""


class Body(Record):
    """Organ and unit; what counts is the organ *of that unit*, the label is display (reading R1).

    ``title`` overrides the name made from both, ``title_en`` in English; ``detail`` says which
    department.
    """

    organ: Organ
    unit: UnitRef
    title: Name | None = None
    title_en: Name | None = None
    detail: Name | None = None

    def name(self, lang: str = "zh") -> str:
        """What the body is called, in ``zh`` or ``en``.

        Examples:
            >>> from consultrules.models.gazetteer import Gazetteer
            >>> Body(organ="PARTY_COMMITTEE", unit=Gazetteer.nantong()["320685111000"]).name("en")
            'Party committee of 白甸镇'
        """
        names = self.__dict__.get("_names")
        if names is None:
            names = self.__dict__["_names"] = {"zh": self._zh(), "en": self._en()}
        label: str = names[lang]
        return label

    def same_as(self, other: Body) -> bool:
        """Whether both are one organ of one unit; either Party committee counts as the same."""
        if self.unit.code != other.unit.code:
            return False
        mine, theirs = self.organ, other.organ
        return mine is theirs or (mine in PARTY_ORGANS and theirs in PARTY_ORGANS)

    def may_be(self, other: Body) -> bool:
        """Whether both can be one office: one organ of one unit, and no two departments of it."""
        details = {self.detail, other.detail} - {None}
        return self.same_as(other) and len(details) < 2

    def _zh(self) -> str:
        if self.title:
            return self.title
        if self.organ in PARTY_ORGANS and self.unit.party_organ_name:
            return self.unit.party_organ_name
        if self.organ is Organ.DEPARTMENT and self.detail:
            return f"{self.unit.name}{self.detail}"
        zone = self.unit.kind is UnitKind.COUNTY and not self.unit.has_cppcc
        usual = _USUAL.get((self.organ, UnitKind.PARK if zone else self.unit.kind))
        if usual:
            return self.unit.name + usual
        return f"{self.unit.name}{self.organ.zh}"

    def _en(self) -> str:
        if self.title_en:
            return self.title_en
        if self.organ is Organ.DEPARTMENT and self.detail:
            return f"{self.detail} of {self.unit.label('en')}"
        return f"{self.organ.en} of {self.unit.label('en')}"


def is_ruler(body: Body) -> bool:
    """Whether a body is Party committee or government of a town level or above."""
    return body.organ in _RULERS and body.unit.kind not in _WITHOUT_RULERS


def party_organ(unit: Unit) -> Organ:
    """The usual Party organ of a unit: a committee in a town, else a working committee (R1)."""
    if unit.kind in (UnitKind.SUBDISTRICT, UnitKind.PARK) or (
        unit.kind is UnitKind.COUNTY and not unit.has_cppcc
    ):
        return Organ.PARTY_WORKING_COMMITTEE
    return Organ.PARTY_COMMITTEE

"""Units: the towns, villages, enterprises, counties and cities that policy is about (3.1.s3a)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    GetJsonSchemaHandler,
    PlainSerializer,
    PrivateAttr,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from consultrules.errors import shown
from consultrules.models.base import Flag, Id, Name, Record, impossible
from consultrules.policy.vocabulary import RoomKind, UnitKind

TOWN_KINDS = frozenset({UnitKind.TOWN, UnitKind.SUBDISTRICT, UnitKind.PARK})
VILLAGE_KINDS = frozenset({UnitKind.VILLAGE, UnitKind.COMMUNITY})
TOWN_ROOMS = frozenset({RoomKind.TOWN, RoomKind.SUBDISTRICT, RoomKind.PARK})
VILLAGE_ROOMS = frozenset({RoomKind.VILLAGE, RoomKind.COMMUNITY})
FIRM_ROOMS = frozenset({RoomKind.ENTERPRISE, RoomKind.INSTITUTION})
CODE_LENGTH = 12  # digits of a public code


def resolve(value: object, info: ValidationInfo) -> object:
    """Turn a code into its unit, by the gazetteer of the intake or by Nantong's."""
    if not isinstance(value, str):
        return value
    units = (info.context or {}).get("units") if info.context else None
    if units is None:
        from consultrules.models.gazetteer import Gazetteer

        units = Gazetteer.nantong()
    unit = units.find(value)
    if unit is None:
        raise PydanticCustomError(
            "unknown_unit", "unknown unit", {"hint": units.nearest(value), "reason": shown(value)}
        )
    return unit


class _CodeOrUnit:
    """Tells the JSON Schema that a code may stand where a unit may."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A code of the gazetteer, or a unit with all its fields."""
        code = {"type": "string", "description": "a code of the gazetteer"}
        return {"anyOf": [code, handler(schema)]}


class Unit(Record):
    """One unit: public 12-digit code (or an enterprise's id), name, kind and what stands above.

    ``has_cppcc`` is false for a zone of county rank without a CPPCC of its own; ``served_by`` then
    names the county whose CPPCC serves it, if anybody has said so (reading R20: never inferred).
    """

    code: Id
    name: Name
    kind: UnitKind
    parent: Annotated[Unit, BeforeValidator(resolve), _CodeOrUnit()] | None = None
    name_en: Name | None = None
    party_organ_name: Name | None = None
    has_cppcc: Flag = True
    served_by: Annotated[Unit, BeforeValidator(resolve), _CodeOrUnit()] | None = None
    _listed: bool = PrivateAttr(default=False)

    @property
    def listed(self) -> bool:
        """Whether the unit was made by a gazetteer, so that its code says everything."""
        # Read as an attribute, ``_listed`` goes through Python code of pydantic.
        private = self.__pydantic_private__
        return private is not None and bool(private["_listed"])

    @property
    def is_town_level(self) -> bool:
        """Whether this is a town, subdistrict or park."""
        return self.kind in TOWN_KINDS

    @property
    def county(self) -> Unit | None:
        """The county, county-level city, district or zone above, or the unit itself."""
        return self._above(UnitKind.COUNTY)

    @property
    def city(self) -> Unit | None:
        """The prefecture-level city above, or the unit itself."""
        return self._above(UnitKind.CITY)

    @property
    def county_cppcc(self) -> Unit | None:
        """The county whose CPPCC serves this unit; ``None`` where nobody named one (R20)."""
        if self.served_by is not None:
            return self.served_by
        if self.kind is UnitKind.COUNTY:
            return self if self.has_cppcc else None
        return self.parent.county_cppcc if self.parent is not None else None

    def within(self, code: str) -> bool:
        """Whether the unit is, or lies inside, the unit whose code begins so (``320685``)."""
        here: Unit | None = self
        whole = code
        if len(code) < CODE_LENGTH and code.isdigit():
            whole = code.ljust(CODE_LENGTH, "0")
        while here is not None:
            if here.code == whole:
                return True
            here = here.parent
        return False

    def label(self, lang: str = "zh") -> str:
        """The unit's name; places keep the Chinese one in English unless ``name_en`` is given."""
        return self.name_en if lang == "en" and self.name_en else self.name

    def _above(self, kind: UnitKind) -> Unit | None:
        here: Unit | None = self
        while here is not None and here.kind is not kind:
            here = here.parent
        return here

    @model_validator(mode="after")
    def _possible(self) -> Unit:
        if self.served_by is not None and self.served_by.code == self.code:
            raise impossible("served_by = code")
        above = self.parent
        while above is not None:
            if above.code == self.code:
                raise impossible("parent = code")
            above = above.parent
        return self

    def __repr__(self) -> str:
        """Code, name and kind; what stands above would fill the line."""
        return f"<Unit {self.code} {self.name} {self.kind.value}>"

    def __hash__(self) -> int:
        """Units are known by their code."""
        return hash(self.code)

    def __eq__(self, other: object) -> bool:
        """Units are known by their code."""
        return isinstance(other, Unit) and other.code == self.code


def _plain(unit: Unit) -> Any:
    return unit.code if unit.listed else unit.model_dump(mode="json", exclude_none=True)


UnitRef = Annotated[Unit, BeforeValidator(resolve), _CodeOrUnit(), PlainSerializer(_plain)]
"""A unit, or the code of one that stands in the gazetteer."""

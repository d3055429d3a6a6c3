"""A consultation room (协商议事室): its unit, conveners, linked members, roster and six haves."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import model_validator

from consultrules.models.base import Flag, Id, Name, Record, Text, Valid, impossible, of
from consultrules.models.unit import FIRM_ROOMS, TOWN_ROOMS, VILLAGE_KINDS, Unit, UnitRef
from consultrules.policy.support import RoomUse
from consultrules.policy.vocabulary import (
    LinkKind,
    Organ,
    Post,
    RepresentativeCategory,
    RoomKind,
    SixHave,
    Tier,
    UnitKind,
)


class Convener(Valid):
    """A convener and the post that makes one (4.1.s3 to s5).

    ``unit`` is the unit where the post is held, the room's own when left out; ``sector`` is the
    CPPCC sector of a sector convener or member.
    """

    person: Id
    post: Post
    unit: UnitRef | None = None
    sector: Name | None = None


class CoConvener(Valid):
    """A co-convener: in village and community rooms an area-linked CPPCC member (4.1.s4b)."""

    person: Id


class Link(Valid):
    """A CPPCC member tied to the room: linked by area or enrolled by sector (4.2.s4a, s5)."""

    person: Id
    kind: LinkKind
    level: Tier


class Representative(Valid):
    """An entry of the roster of public representatives (4.3.s4, s5); ``until`` is its expiry."""

    person: Id
    category: RepresentativeCategory


class Have(Record):
    """One of the six haves as attested for the room (3.1.s5, reading K6)."""

    what: SixHave
    holds: Flag
    evidence: Text | None = None


class KindPeriod(Valid):
    """An earlier kind of the room, for a year in which it was converted (reading F2)."""

    kind: RoomKind


class Room(Valid):
    """A consultation room.

    ``unit`` is where the room is: its own town or village, the place of an enterprise or
    institution, the county or city of a sector. ``responsible_unit`` is the town, subdistrict or
    park whose Party organ leads it; left out, it is the unit itself or the unit above. A room of
    town level answers to the organ of its own unit and no other (3.2.s3, R1), a sector to none of
    this level. ``park`` names a park that contains the site (reading R3). ``also_covers`` are
    further units it is registered for (K2), ``exemplary`` says that the county holds it up as a
    model. Lists left as ``None`` have not been told; an empty list says that there is nobody.
    """

    id: Id
    kind: Annotated[RoomKind, of("3.1.s3a")]
    unit: UnitRef
    name: Annotated[Name | None, of("3.1.s1a")] = None
    responsible_unit: Annotated[UnitRef | None, of("3.1.s8")] = None
    park: UnitRef | None = None
    sector: Name | None = None
    tier: Tier | None = None
    former_kinds: tuple[KindPeriod, ...] = ()
    also_covers: tuple[UnitRef, ...] = ()
    related_sectors: tuple[Name, ...] | None = None
    conveners: Annotated[tuple[Convener, ...] | None, of("4.1.s2a")] = None
    co_conveners: Annotated[tuple[CoConvener, ...] | None, of("4.1.s4b")] = None
    links: Annotated[tuple[Link, ...] | None, of("4.2.s5b")] = None
    representatives: Annotated[tuple[Representative, ...] | None, of("4.3.s5b")] = None
    haves: Annotated[tuple[Have, ...] | None, of("3.1.s5")] = None
    uses: Annotated[tuple[RoomUse, ...], of("3.1.s3b")] = ()
    exemplary: Annotated[Flag | None, of("6.4.s1")] = None

    def label(self, lang: str = "zh") -> str:
        """What the room is called: its registered name, or one made from its unit and kind.

        A registered name is Chinese; in English it is always made from unit, kind and sector.
        """
        if lang == "en":
            return self._label_en()
        if self.name is not None:
            return self.name
        if self.kind is RoomKind.SECTOR:
            return f"{self.unit.name}政协{self.sector or ''}{self.kind.zh}协商议事室"
        own = (
            ""
            if self.kind not in FIRM_ROOMS or self.unit.kind.value == self.kind.value
            else self.kind.zh
        )
        return f"{self.unit.name}{own}协商议事室"

    def _label_en(self) -> str:
        room, place = Organ.ROOM.en, self.unit.label("en")
        if self.kind is RoomKind.SECTOR:
            sector = f"the {self.sector} sector" if self.sector else "a sector"
            return f"{room} of {sector} of the {Organ.CPPCC.en} of {place}"
        if self.kind in FIRM_ROOMS and self.unit.kind.value != self.kind.value:
            return f"{room} of the {self.kind.en} in {place}"
        return f"{room} of {place}"

    @property
    def place(self) -> Unit | None:
        """The town, subdistrict or park whose Party organ leads the room; ``None``: not known."""
        if self.responsible_unit is not None:
            return self.responsible_unit
        if self.unit.is_town_level:
            return self.unit
        above = self.unit.parent
        while above is not None and above.kind in VILLAGE_KINDS:
            above = above.parent
        return above if above is not None and above.is_town_level else None

    @property
    def territorial_place(self) -> Unit | None:
        """The town or subdistrict in which the room lies, parks passed over (reading R3)."""
        for start in (self.unit, self.responsible_unit):
            here: Unit | None = start
            while here is not None:
                if here.kind in (UnitKind.TOWN, UnitKind.SUBDISTRICT):
                    return here
                here = here.parent
        return None

    def kind_on(self, day: dt.date) -> RoomKind:
        """The kind that the room had on a day."""
        for period in self.former_kinds:
            if period.valid_on(day):
                return period.kind
        return self.kind

    @model_validator(mode="after")
    def _possible(self) -> Room:
        if self.kind is RoomKind.SECTOR:
            self._sector_possible()
        elif self.tier is not None or self.sector is not None:
            raise impossible("sector, tier: only a sector room has them")
        elif self.kind in FIRM_ROOMS:
            if self.unit.kind in (UnitKind.SECTOR, UnitKind.CITY, UnitKind.PROVINCE):
                raise impossible(
                    f"unit: {self.unit.kind.value} for a room of kind {self.kind.value}"
                )
        else:
            level = (UnitKind.TOWN, UnitKind.SUBDISTRICT, UnitKind.PARK, UnitKind.TOWNSHIP)
            fits = self.unit.kind in (level if self.kind in TOWN_ROOMS else VILLAGE_KINDS)
            if not fits:
                raise impossible(
                    f"unit: {self.unit.kind.value} for a room of kind {self.kind.value}"
                )
        for name in ("responsible_unit", "park"):
            unit = getattr(self, name)
            if unit is not None and not unit.is_town_level:
                raise impossible(f"{name}: must be a town, subdistrict or park")
        self._led_possible()
        told = [have.what for have in self.haves or ()]
        if len(set(told)) != len(told):
            raise impossible("haves: one of them twice")
        return self

    def _led_possible(self) -> None:
        if self.responsible_unit is None:
            return
        if self.kind in TOWN_ROOMS and self.responsible_unit != self.unit:
            raise impossible("responsible_unit: a room of town level is led by its own unit")
        if self.kind is RoomKind.SECTOR:
            raise impossible("responsible_unit: a sector room has none")

    def _sector_possible(self) -> None:
        fits = {Tier.COUNTY: UnitKind.COUNTY, Tier.CITY: UnitKind.CITY}
        if self.tier is not None and self.tier not in fits:
            raise impossible("tier: a sector room is of county or city tier")
        accepted = tuple(fits.values()) if self.tier is None else (fits[self.tier],)
        if self.unit.kind not in accepted:
            raise impossible("unit, tier: the sector room's unit is its county or city")

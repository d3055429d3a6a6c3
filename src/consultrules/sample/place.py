"""A place of the sample: a town, subdistrict or park with the bodies and guests of its rooms."""

from __future__ import annotations

from dataclasses import dataclass, field

from consultrules.models.body import party_organ
from consultrules.models.unit import Unit
from consultrules.sample.people import People
from consultrules.sample.words import Data


@dataclass
class Place:
    """A town-level unit, or the county or city itself for the rooms of its sectors.

    ``members`` are linked to its own room and to no other; ``trained`` are the people who took part
    in its training of conveners.
    """

    unit: Unit
    people: People
    cppcc: str
    beside: Unit | None = None
    members: list[Data] = field(default_factory=list)
    trained: list[str] = field(default_factory=list)
    committee: Data | None = None

    def __post_init__(self) -> None:
        several = self.people.several
        self.officials, self.backbone, self.residents = several(3), several(3), several(4)
        self.persons, self.stakeholders = several(4), several(4)

    def body(self, organ: str, **more: str) -> Data:
        """An organ of this unit; ``PARTY`` is the Party organ that it has."""
        organ = party_organ(self.unit).value if organ == "PARTY" else organ
        return {"organ": organ, "unit": self.unit.code, **more}

    def neighbour(self, organ: str) -> Data:
        """The same organ of the place beside."""
        unit = self.beside or self.unit
        organ = party_organ(unit).value if organ == "PARTY" else organ
        return {"organ": organ, "unit": unit.code}

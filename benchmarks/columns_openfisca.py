"""Five rules in OpenFisca, run where it is installed: ``columns_openfisca.py FOLDER ROUNDS``."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

DAY = "2024-05-05"
SESSION = build_entity(key="session", plural="sessions", label="a sitting", is_person=True)
FROM = "2020-04-29"


class Kind(Enum):
    """The eight kinds of room."""

    town = "town"
    subdistrict = "subdistrict"
    park = "park"
    village = "village"
    community = "community"
    enterprise = "enterprise"
    institution = "institution"
    sector = "sector"


def _variable(name: str, kind: type, **more: object) -> type[Variable]:
    common = {"value_type": kind, "entity": SESSION, "definition_period": DateUnit.DAY}
    return type(name, (Variable,), common | more)


def _sector(sessions, day):
    kind = sessions("room_kind", day)
    words = kind.possible_values
    own = (kind == words.enterprise) | (kind == words.institution) | (kind == words.sector)
    return ~own | (sessions("sector_members_arranged", day) >= 1)


def _share(sessions, day, numbers):
    public, everybody = sessions("public_representatives", day), sessions("participants", day)
    return numbers(day).whole * public >= numbers(day).part * everybody


RULES = {
    "ten": lambda sessions, day, numbers: sessions("participants", day) >= numbers(day).least,
    "third": _share,
    "members": _sector,
    "facts": lambda sessions, day: sessions("clarified_facts", day),
    "text": lambda sessions, day: sessions("text_is_approved_text", day),
}


def system() -> TaxBenefitSystem:
    """Numbers with their dates, six columns, five rules."""
    made = TaxBenefitSystem([SESSION])
    numbers = {"least": 10, "part": 1, "whole": 3}
    made.parameters = ParameterNode(
        "", data={name: {"values": {FROM: {"value": number}}} for name, number in numbers.items()}
    )
    for name in ("participants", "public_representatives", "sector_members_arranged"):
        made.add_variable(_variable(name, int))
    made.add_variable(_variable("room_kind", Enum, possible_values=Kind, default_value=Kind.town))
    for name in ("clarified_facts", "text_is_approved_text"):
        made.add_variable(_variable(name, bool))
    for name, formula in RULES.items():
        made.add_variable(_variable(name, bool, formula=formula))
    return made


def main(folder: Path, rounds: int) -> None:
    """Print the least processor time, and how many sessions meet each rule."""
    columns = {file.stem: np.load(file) for file in folder.glob("*.npy")}
    names = np.array([kind.name for kind in Kind])
    columns["room_kind"] = Kind.encode(names[columns["room_kind"] - 1])
    made, count = system(), len(columns["participants"])
    times = []
    for _ in range(rounds):
        start = time.process_time()
        simulation = SimulationBuilder().build_default_simulation(made, count)
        for name, column in columns.items():
            simulation.set_input(name, DAY, column)
        found = [simulation.calculate(name, DAY) for name in RULES]
        times.append(time.process_time() - start)
    print(json.dumps({"seconds": min(times), "passed": [int(one.sum()) for one in found]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

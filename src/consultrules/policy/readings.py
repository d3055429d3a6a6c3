"""Readings: what we do where the text is silent, as named switches with a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from consultrules.errors import ReadingError, nearest


@dataclass(frozen=True, slots=True)
class Reading:
    """One open question of the text: its clauses, the options, the default.

    ``is_switch`` tells whether another option can be chosen; a recorded reading is only listed.
    """

    id: str
    is_switch: bool
    default: str
    options: tuple[str, ...]
    clauses: tuple[str, ...]

    def offers(self, option: object) -> None:
        """Refuse an option that the reading does not have.

        Raises:
            ReadingError: with the accepted ones.
        """
        if option not in self.options:
            accepted = ", ".join(self.options)
            raise ReadingError("unknown_reading", reading=self.id, option=option, accepted=accepted)


@dataclass(frozen=True, slots=True)
class Readings(Mapping[str, str]):
    """The option chosen for every reading; a mapping from id to option."""

    catalogue: Mapping[str, Reading]
    chosen: Mapping[str, str]
    _options: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put the options in force together: every fact and rule that rests on one asks."""
        options = {**{key: one.default for key, one in self.catalogue.items()}, **self.chosen}
        object.__setattr__(self, "_options", options)

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> Readings:
        """Read the catalogue; every default is chosen."""
        catalogue = {
            key: Reading(
                key,
                table["status"] == "now",
                table["default"],
                tuple(table["options"]),
                tuple(table["clauses"]),
            )
            for key, table in data.items()
        }
        return cls(MappingProxyType(catalogue), MappingProxyType({}))

    def __getitem__(self, key: str) -> str:
        """The option in force for a reading."""
        return self._options[key]

    def __iter__(self) -> Any:
        """The ids, in order."""
        return iter(self.catalogue)

    def __len__(self) -> int:
        """How many readings there are."""
        return len(self.catalogue)

    def known(self, key: object) -> Reading:
        """The reading with this id.

        Raises:
            ReadingError: for an id that is none, with the nearest or the accepted ones.
        """
        reading = self.catalogue.get(key) if isinstance(key, str) else None
        if reading is None:
            hint = nearest(key, self.catalogue)
            if hint is not None:
                raise ReadingError("unknown_reading", reading=key, did_you_mean=hint)
            raise ReadingError("unknown_reading", reading=key, accepted=", ".join(self.catalogue))
        return reading

    def choose(self, choice: Mapping[str, str]) -> Readings:
        """The same readings with other options.

        Raises:
            ReadingError: for an unknown id or option, or a reading that is only recorded.
        """
        chosen = dict(self.chosen)
        for key, option in choice.items():
            reading = self.known(key)
            reading.offers(option)
            if option == reading.default:
                chosen.pop(key, None)
            elif not reading.is_switch:
                raise ReadingError("recorded_only", reading=key, option=option)
            else:
                chosen[key] = option
        return Readings(self.catalogue, MappingProxyType(chosen))

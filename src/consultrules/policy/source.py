"""The files of an edition: read once, and shared by all that is chosen or tightened from it."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from consultrules.policy.clause import Clause
from consultrules.policy.fingerprint import Fingerprints
from consultrules.policy.parameters import Parameters
from consultrules.policy.readings import Readings


class Source:
    """The files of one edition, read once."""

    def __init__(self, folder: str) -> None:
        self._folder = files("consultrules.policy") / "editions" / folder
        self.meta = self._read("edition.toml")
        tables = [self._read(f"clauses/{part}.toml") for part in self.meta["clauses"]]
        self.clauses: Mapping[str, Clause] = MappingProxyType(
            {key: Clause.from_toml(key, data) for table in tables for key, data in table.items()}
        )
        self.parameters = Parameters.from_clauses(self.clauses.values())
        self.readings = Readings.from_toml(self._read("readings.toml"))

    def _read(self, name: str) -> dict[str, Any]:
        return tomllib.loads(self._folder.joinpath(name).read_text("utf-8"))

    @cache  # noqa: B019 - a source lives as long as the process
    def routes(self, table: str) -> Mapping[str, Any]:
        """The data of one route table."""
        return self._read(f"routes/{table}.toml")

    @cached_property
    def process(self) -> dict[str, Any]:
        """The data of the life of a topic, with the edges of every reading."""
        return self._read("process.toml")

    @cached_property
    def reading_words(self) -> dict[str, Any]:
        """The questions of the readings, and what their options mean."""
        return self._read("readings_words.toml")

    @cached_property
    def remedies(self) -> dict[str, Any]:
        """What to do about each rule."""
        return self._read("remedies.toml")

    @cached_property
    def fingerprints(self) -> Fingerprints:
        """The hashes of the official text."""
        return Fingerprints.from_toml(self._read("fingerprints.toml"))

    @cached_property
    def digest(self) -> str:
        """A hash of every file that decides or tells anything."""
        told = hashlib.sha256()
        for folder in ("", "clauses", "routes"):
            place = self._folder / folder if folder else self._folder
            for file in sorted(place.iterdir(), key=lambda f: f.name):
                if file.name.endswith(".toml"):
                    told.update(f"{folder}/{file.name}\n".encode() + file.read_bytes())
        return told.hexdigest()

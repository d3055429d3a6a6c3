"""An actor: a person in an office. Nobody acts in the life of a topic without one."""

from __future__ import annotations

from consultrules.models.base import Id, Record
from consultrules.models.body import Body


class Actor(Record):
    """Who acted, and in which office: the secretary of a town acts for its Party committee.

    ``person`` is an id; left out, the office acted and nobody said by whose hand.
    """

    office: Body
    person: Id | None = None

    def name(self, lang: str = "zh") -> str:
        """The office by name; a person's id is nothing to print."""
        return self.office.name(lang)

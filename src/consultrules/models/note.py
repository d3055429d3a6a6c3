"""A note: a remark about a registry as a whole."""

from __future__ import annotations

from consultrules.models.base import Name, Record


class Note(Record):
    """A remark that every report of the registry shows before anything else: that it is a sample, say."""

    text: Name

"""Canonical JSON: the one form that is hashed, keys in order and nothing that could be otherwise."""

from __future__ import annotations

import hashlib
import json

canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
"""Plain data as JSON: keys in order, no white space, no escapes but those that JSON needs."""


def quoted(text: str) -> str:
    """A text as canonical JSON."""
    return canonical(text)


def hash_of(body: str) -> str:
    """The hash of an entry."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()

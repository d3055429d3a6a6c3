"""Packages that only some need: asked for by name, with a message that says how to get them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from consultrules.errors import ConsultRulesError


class MissingExtra(ConsultRulesError, ImportError):
    """A package of an extra is not installed; ``figures`` tell the package and the extra."""


def needed(package: str, extra: str) -> Any:
    """The module of a package.

    Raises:
        MissingExtra: where it is not installed.
    """
    try:
        return import_module(package)
    except ModuleNotFoundError as error:
        install = f"pip install 'consultrules[{extra}]'"
        raise MissingExtra("missing_extra", package=package, install=install) from error

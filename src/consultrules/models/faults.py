"""From pydantic's errors to our faults: place, code, accepted words, and nothing personal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from consultrules.errors import Fault, IntakeError, nearest, shown

_CODES = {
    "extra_forbidden": "unknown_key",
    "missing": "missing_key",
    "string_too_long": "too_long",
    "string_too_short": "out_of_bounds",
    "string_pattern_mismatch": "bad_text",
    "too_long": "too_long",
    "greater_than_equal": "out_of_bounds",
    "less_than_equal": "out_of_bounds",
}
_OWN_CODES = {
    "unknown_word",
    "bad_day",
    "out_of_bounds",
    "unknown_unit",
    "impossible",
    "duplicate_id",
    "dangling_id",
    "twice_on_roll",
}
_DEEPEST = 16  # steps from the outermost record to a field; real data have a dozen at most


def faults_of(error: ValidationError, model: type[BaseModel], source: str = "") -> IntakeError:
    """Every pydantic error as one of our faults, with place, accepted words and hint."""
    faults: list[Fault] = []
    for item in error.errors(include_url=False):
        cause = (item.get("ctx") or {}).get("error")
        if isinstance(cause, IntakeError):
            faults += cause.faults
        elif len(item["loc"]) > _DEEPEST:
            faults.append(Fault(_place(item["loc"][:_DEEPEST]), "too_deep"))
            break
        else:
            faults.append(_fault(item, model))
    return IntakeError(faults, source)


def _fault(item: ErrorDetails, model: type[BaseModel]) -> Fault:
    kind = str(item["type"])
    code = kind if kind in _OWN_CODES else _CODES.get(kind, "wrong_type")
    at = _place(item["loc"])
    context: Mapping[str, Any] = item.get("ctx") or {}
    if code == "unknown_key":
        accepted = tuple(sorted(_model_at(model, item["loc"][:-1]).model_fields))
        return Fault(at, code, _plainly(item, model), accepted, nearest(item["loc"][-1], accepted))
    value = "" if code == "missing_key" else context.get("reason") or _plainly(item, model)
    told = {name: tuple(context.get(name, ())) for name in ("accepted", "names")}
    return Fault(at, code, value, hint=context.get("hint"), **told)


def _place(path: Iterable[int | str]) -> str:
    """A path as people read it: ``links[1].kind``."""
    at = ""
    for step in path:
        dot = "." if at else ""
        at += f"[{step}]" if isinstance(step, int) else f"{dot}{shown(step)}"
    return at


def _plainly(item: ErrorDetails, model: type[BaseModel]) -> str:
    """The faulty value as an error may repeat it: nothing of a record that holds personal data."""
    value, path = item["input"], item["loc"]
    here, last = _model_at(model, path), path[-1] if path else ""
    private = private_fields(here)
    hidden = last in private or (bool(private) and last not in here.model_fields)
    if hidden or isinstance(value, Mapping | list | tuple):
        return type(value).__name__
    return shown(value)


def _model_at(model: type[BaseModel], path: tuple[int | str, ...]) -> type[BaseModel]:
    """The record that the value at ``path`` below ``model`` is, or stands in."""
    here = model
    for step in path:
        field = here.model_fields.get(step) if isinstance(step, str) else None
        found = _models_in(field.annotation) if field is not None else []
        here = found[0] if found else here
    return here


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for part in getattr(annotation, "__args__", ()) for m in _models_in(part)]


@cache
def private_fields(model: type[BaseModel]) -> frozenset[str]:
    """The fields of a record that hold personal data."""
    mark = "'private': True"
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if any(mark in repr(p) for p in (field.json_schema_extra, field.metadata, field.annotation))
    )

"""What every record shares: frozen shape, typed faults, days, counts, names and validity.

Records hold what happened, even when it breaks the policy. Models refuse only what cannot be read and
what cannot be: an unknown word, the 31st of February, 20 representatives among 12 people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from consultrules.errors import Fault, IntakeError, nearest, shown

FIRST_DAY = dt.date(1949, 10, 1)
LAST_DAY = dt.date(2199, 12, 31)

_CODES = {
    "extra_forbidden": "unknown_key",
    "missing": "missing_key",
    "string_too_long": "too_long",
    "string_too_short": "out_of_bounds",
    "too_long": "too_long",
    "greater_than_equal": "out_of_bounds",
    "less_than_equal": "out_of_bounds",
    "json_invalid": "not_json",
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


def impossible(reason: str) -> PydanticCustomError:
    """The fault of a record whose own fields contradict each other; ``reason`` names them."""
    return PydanticCustomError("impossible", "{reason}", {"reason": reason})


def read_day(value: object) -> dt.date:
    """A real day from a date or ``YYYY-MM-DD``, between 1949-10-01 and 2199-12-31."""
    if type(value) is dt.date:
        day = value
    elif isinstance(value, str) and len(value) == 10 and value[7] == "-":
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("bad_day", "not a real day") from None
    else:
        raise PydanticCustomError("bad_day", "not a day")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise PydanticCustomError("out_of_bounds", "day out of bounds")
    return day


Day = Annotated[dt.date, BeforeValidator(read_day)]
Id = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=64)]
Name = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(strict=True, max_length=20_000)]
Count = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Flag = Annotated[bool, Field(strict=True)]
Private = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=200),
    Field(json_schema_extra={"private": True}),
]
"""A name or a telephone number of a person: masked in ``repr`` and in everything that is shared."""


def mask(text: str) -> str:
    """The first character and stars: 张三丰 becomes 张**."""
    return text[:1] + "*" * max(1, len(text) - 1)


class _RecordType(type(BaseModel)):  # type: ignore[misc]
    """Turns pydantic's errors into ours where a record is made by hand; nested intake stays fast."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().__call__(*args, **kwargs)
        except ValidationError as error:
            raise faults_of(error, cls) from None


class Record(BaseModel, metaclass=_RecordType):
    """Base of all records: frozen, no unknown fields, JSON in and out."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")

    @classmethod
    def read(cls, data: object, *, units: object = None) -> Self:
        """Make a record from plain data; ``units`` is the gazetteer that resolves unit codes.

        Raises:
            IntakeError: with every fault and its place.
        """
        try:
            return cls.model_validate(data, context={"units": units})
        except ValidationError as error:
            raise faults_of(error, cls) from None

    @classmethod
    def from_json(cls, text: str | bytes, *, units: object = None) -> Self:
        """Make a record from JSON text.

        Raises:
            IntakeError: with every fault and its place.
        """
        try:
            return cls.model_validate_json(text, context={"units": units})
        except ValidationError as error:
            raise faults_of(error, cls) from None

    def to_json(self, *, personal: str = "keep") -> str:
        """JSON text; ``personal`` is ``keep``, ``mask`` or ``omit`` for names and telephones."""
        import json

        return json.dumps(self.to_dict(personal=personal), ensure_ascii=False)

    def to_dict(self, *, personal: str = "keep") -> dict[str, Any]:
        """Plain data with codes for words and units; empty fields are left out."""
        data: dict[str, Any] = self.model_dump(mode="json", exclude_none=True)
        return data if personal == "keep" else _without_names(self, data, personal)

    def __repr_args__(self) -> Any:
        """Fields for ``repr``, personal ones masked, empty ones left out."""
        private = _private_fields(type(self))
        for name, value in self.__dict__.items():
            if value is not None and value != ():
                yield name, mask(value) if name in private else value


def _private_fields(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if "'private': True" in repr(field.json_schema_extra) or "'private': True" in repr(field.metadata)
        or "'private': True" in repr(field.annotation)
    )


def _without_names(record: BaseModel, data: dict[str, Any], personal: str) -> dict[str, Any]:
    private = _private_fields(type(record))
    for name in list(data):
        value = getattr(record, name)
        if name in private:
            if personal == "omit":
                del data[name]
            else:
                data[name] = mask(data[name])
        elif isinstance(value, BaseModel) and isinstance(data[name], dict):
            _without_names(value, data[name], personal)
        elif isinstance(value, tuple):
            for item, plain in zip(value, data[name], strict=True):
                if isinstance(item, BaseModel) and isinstance(plain, dict):
                    _without_names(item, plain, personal)
    return data


class Valid(Record):
    """A record with a validity of half-open days: from ``since``, up to but without ``until``."""

    since: Day | None = None
    until: Day | None = None

    def valid_on(self, day: dt.date) -> bool:
        """Whether the record holds on ``day``; an open side never ends."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def faults_of(error: ValidationError, model: type[BaseModel], source: str = "") -> IntakeError:
    """Every pydantic error as one of our faults, with place, accepted words and hint."""
    faults: list[Fault] = []
    for item in error.errors(include_url=False):
        cause = (item.get("ctx") or {}).get("error")
        if isinstance(cause, IntakeError):
            faults += cause.faults
        else:
            faults.append(_fault(item, model))
    return IntakeError(faults, source)


def _fault(item: ErrorDetails, model: type[BaseModel]) -> Fault:
    kind = str(item["type"])
    code = kind if kind in _OWN_CODES else _CODES.get(kind, "wrong_type")
    at = ""
    for step in item["loc"]:
        at += f"[{step}]" if isinstance(step, int) else f".{step}" if at else str(step)
    context: Mapping[str, Any] = item.get("ctx") or {}
    if code == "unknown_key":
        accepted = tuple(_fields_at(model, item["loc"][:-1]))
        return Fault(at, code, shown(item["input"]), accepted, nearest(item["loc"][-1], accepted))
    value = context.get("reason") or ("" if code == "missing_key" else shown(item["input"]))
    return Fault(at, code, value, tuple(context.get("accepted", ())), context.get("hint"))


def _fields_at(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """The field names of the record that stands at ``path`` below ``model``."""
    here: Any = model
    for step in path:
        if isinstance(step, int):
            continue
        field = here.model_fields.get(step) if isinstance(here, type) else None
        if field is None:
            continue
        found = _models_in(field.annotation)
        if not found:
            return []
        here = found[0]
    return sorted(here.model_fields)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for part in getattr(annotation, "__args__", ()) for m in _models_in(part)]

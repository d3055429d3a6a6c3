"""What every record shares: frozen shape, typed faults, days, counts, names and validity.

Records hold what happened, even when it breaks the policy. Models refuse only what cannot be read
and what cannot be: an unknown word, the 31st of February, 20 representatives among 12 people.
"""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from consultrules.errors import Fault, IntakeError, shown
from consultrules.models.faults import faults_of, private_fields

if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass
else:
    ModelMetaclass = type(BaseModel)

FIRST_DAY = dt.date(1949, 10, 1)
LAST_DAY = dt.date(2199, 12, 31)

_PERSONAL = ("keep", "mask", "omit")
_put = object.__setattr__  # a frozen record is made, never changed


def impossible(reason: str) -> PydanticCustomError:
    """The fault of a record whose own fields contradict each other; ``reason`` names them."""
    return PydanticCustomError("impossible", "{reason}", {"reason": reason})


def read_day(value: object) -> dt.date:
    """A real day from a date or ``YYYY-MM-DD``, between 1949-10-01 and 2199-12-31."""
    if type(value) is dt.date:
        day = value
    elif isinstance(value, str) and value[4:8:3] == "--":  # no week dates, no 20250131
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("bad_day", "not a real day") from None
    else:
        raise PydanticCustomError("bad_day", "not a day")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise PydanticCustomError("out_of_bounds", "day out of bounds")
    return day


def day_from(name: str, value: object) -> dt.date | None:
    """A day that a call or request gave under a name, as a date or ISO text; ``None`` stays ``None``.

    Raises:
        IntakeError: when it is no real day.
    """
    if value is None:
        return None
    try:
        return read_day(value)
    except PydanticCustomError as error:
        raise IntakeError([Fault(name, error.type, shown(value))]) from None


LINE = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"
"""One line that says something: no control characters, not blank."""

Day = Annotated[dt.date, BeforeValidator(read_day)]
Id = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=64, pattern=LINE)]
Name = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200, pattern=LINE)]
Text = Annotated[str, StringConstraints(strict=True, max_length=20_000)]
Count = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Flag = Annotated[bool, Field(strict=True)]
Year = Annotated[int, Field(strict=True, ge=1949, le=2199)]
Private = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=200, pattern=LINE),
    Field(json_schema_extra={"private": True}),
]
"""A name or a telephone number of a person: masked in ``repr`` and in everything that is shared."""


def of(clause: str) -> Any:
    """Say which clause a field carries; the ledger and the JSON Schema tell it."""
    return Field(json_schema_extra={"clause": clause})


def loads(text: str | bytes) -> Any:
    """JSON as plain data; a field that is written twice is a fault, never the last one.

    Raises:
        IntakeError: with the place where the text stops being JSON; never with the text itself,
            which may hold names.
    """
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}: {error.msg}"
        raise IntakeError([Fault("", "not_json", where)]) from None
    except IntakeError:
        raise
    except UnicodeDecodeError as error:
        raise IntakeError([Fault("", "not_json", f"byte {error.start}: {error.reason}")]) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, thousands of brackets
        raise IntakeError([Fault("", "not_json", "too long or too deep")]) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise IntakeError([Fault(shown(twice), "twice_in_object")])
    return found


def says(text: str | None) -> bool:
    """Whether a text says anything: white space and characters that nobody sees do not."""
    if not text:
        return False
    return text[0].isalnum() or any(
        not c.isspace() and unicodedata.category(c) != "Cf" for c in text
    )


def mask(text: str) -> str:
    """The first character and stars: 张三丰 becomes 张**."""
    return text[:1] + "*" * max(1, len(text) - 1)


class _RecordType(ModelMetaclass):
    """Turns pydantic's errors into ours where a record is made by hand; intake stays fast."""

    def __call__(
        cls,  # noqa: N805  # the instance of a metaclass is a class
        *args: Any,
        **kwargs: Any,
    ) -> Any:
        try:
            return super().__call__(*args, **kwargs)
        except ValidationError as error:
            raise faults_of(error, cls) from None  # type: ignore[arg-type]


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
        return cls.read(loads(text), units=units)

    def to_json(self, *, personal: str = "keep") -> str:
        """JSON text; ``personal`` is ``keep``, ``mask`` or ``omit`` for names and telephones."""
        return json.dumps(self.to_dict(personal=personal), ensure_ascii=False)

    def to_dict(self, *, personal: str = "keep") -> dict[str, Any]:
        """Plain data with codes for words and units; empty fields are left out.

        Raises:
            IntakeError: when ``personal`` is another word.
        """
        if personal not in _PERSONAL:
            raise IntakeError([Fault("personal", "unknown_word", shown(personal), _PERSONAL)])
        data: dict[str, Any] = self.__pydantic_serializer__.to_python(
            self, mode="json", exclude_none=True
        )
        return data if personal == "keep" else _without_names(self, data, personal)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy; with other values it is read like any record, so that it cannot be impossible.

        Raises:
            IntakeError: for a value that the record does not take.
        """
        if not update:
            return super().model_copy(deep=deep)
        fields = {name: self.__dict__[name] for name in self.model_fields_set}
        return type(self)(**{**fields, **update})

    def filed(self, **records: object) -> Self:
        """A copy with some fields replaced by records: what has been read is not read again.

        Whoever calls it asks whether they hold together, where they could contradict each other. Every
        step of a case files a record, so the copy is put together by hand: a dict and a set.
        """
        kind, fields = type(self), self.__dict__.copy()
        if len(fields) > len(kind.__pydantic_fields__):  # what is kept beside the fields stays here
            fields = {name: fields[name] for name in kind.__pydantic_fields__}
        fields.update(records)
        made = object.__new__(kind)
        _put(made, "__dict__", fields)
        _put(made, "__pydantic_fields_set__", self.__pydantic_fields_set__.union(records))
        _put(made, "__pydantic_extra__", None)
        _put(made, "__pydantic_private__", None)
        return made

    def __repr_args__(self) -> Any:
        """Fields for ``repr``, personal ones masked, empty ones left out."""
        private = private_fields(type(self))
        for name, field in type(self).model_fields.items():
            value = self.__dict__.get(name)
            if field.repr and value is not None and value != ():
                yield name, mask(value) if name in private else value

    def __copy__(self) -> Self:
        """The fields alone, so that a copy may be given others."""
        made = super().__copy__()
        fields = type(self).model_fields
        if len(made.__dict__) > len(fields):
            for name in made.__dict__.keys() - fields.keys():
                del made.__dict__[name]
        return made

    def __getstate__(self) -> dict[Any, Any]:
        """The fields alone: what was found once and is kept beside them is found again elsewhere."""
        state, fields = super().__getstate__(), type(self).model_fields
        told = {name: value for name, value in state["__dict__"].items() if name in fields}
        return {**state, "__dict__": told}


def _without_names(record: BaseModel, data: dict[str, Any], personal: str) -> dict[str, Any]:
    private = private_fields(type(record))
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

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.since is not None and self.until is not None and self.until <= self.since:
            raise impossible("until <= since")
        return self

    def valid_on(self, day: dt.date) -> bool:
        """Whether the record holds on ``day``; an open side never ends."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )

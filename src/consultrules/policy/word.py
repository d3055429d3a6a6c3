"""A closed word: an enum member that knows its Chinese and English and can be read from either."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from consultrules.errors import Fault, IntakeError, nearest, shown

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class Word(StrEnum):
    """Base of all closed lists: the value is the code, ``zh`` and ``en`` are what people read.

    ``number`` is the place in the list, from 1: rules compare whole numbers only. ``plain`` is the value as
    a plain attribute; ``value`` goes through Python code of enum.
    """

    plain: str
    zh: str
    en: str
    clause: str
    number: int

    def __new__(cls, code: str, zh: str, en: str, clause: str = "") -> Self:
        """Make the member; the order in the class is its number."""
        word = str.__new__(cls, code)
        word._value_ = code
        word.plain = code
        word.zh = zh
        word.en = en
        word.clause = clause
        word.number = len(cls.__members__) + 1
        return word

    # Enum hashes through Python code; a word is looked up for every fact of every record.
    __hash__ = str.__hash__

    @classmethod
    def lookup(cls) -> dict[str, Self]:
        """Every accepted spelling (code and Chinese word) with its member."""
        found: dict[str, Self] | None = cls.__dict__.get("_spellings")
        if found is None:
            found = {word.zh: word for word in cls} | {word.value: word for word in cls}
            type.__setattr__(cls, "_spellings", found)
        return found

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read a member, a code or a Chinese word; nothing else.

        Raises:
            IntakeError: with the accepted codes and the likeliest one.
        """
        if isinstance(value, str):
            word = cls.lookup().get(value)
            if word is not None:
                return word
        codes = tuple(word.value for word in cls)
        spellings = cls.lookup()
        hint = nearest(value, spellings)
        code = "unknown_word" if isinstance(value, str) else "wrong_type"
        likeliest = spellings[hint].value if hint else None
        names = tuple(word.zh for word in cls)
        raise IntakeError([Fault("", code, shown(value), codes, likeliest, names)])

    @classmethod
    def by_number(cls, number: int) -> Self:
        """The first word of the list with this number."""
        return next(word for word in cls if word.number == number)

    def name_in(self, lang: str) -> str:
        """The word in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic field of this type accept what ``parse`` accepts and write the code."""
        from pydantic_core import PydanticCustomError, core_schema

        spellings = cls.lookup()

        def read(value: object) -> Word:
            word = spellings.get(value) if isinstance(value, str) else None
            if word is None:
                try:
                    return cls.parse(value)
                except IntakeError as error:
                    fault = error.faults[0]
                    raise PydanticCustomError(
                        fault.code,
                        "not a word of the closed list",
                        {"accepted": fault.accepted, "names": fault.names, "hint": fault.hint},
                    ) from None
            return word

        codes = [word.value for word in cls]
        return core_schema.no_info_plain_validator_function(
            read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda word: word.value, return_schema=core_schema.str_schema()
            ),
            metadata={
                "pydantic_js_functions": [lambda _s, _h: {"type": "string", "enum": codes}],
            },
        )

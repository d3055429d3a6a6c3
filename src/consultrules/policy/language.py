"""The two languages that everything is said in."""

from __future__ import annotations

from consultrules.errors import Fault, IntakeError, shown

LANGUAGES = ("zh", "en")


def language_from(lang: object) -> str:
    """The language that a call asks for.

    Raises:
        IntakeError: for any but the two.
    """
    if isinstance(lang, str) and lang in LANGUAGES:
        return lang
    raise IntakeError([Fault("lang", "unknown_word", shown(lang), LANGUAGES)])

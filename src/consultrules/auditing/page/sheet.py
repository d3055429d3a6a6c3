"""What every piece of the page needs: the audit, its parts, the language, and where things stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consultrules.auditing.audit import Audit
from consultrules.auditing.mask import Mask
from consultrules.auditing.page.markup import Child, Markup, el
from consultrules.auditing.page.tally import BINDING_ROWS, OTHER_ROWS, Part, most_of, parts_of
from consultrules.auditing.subject import Subjects, by_name
from consultrules.auditing.words import Words, say
from consultrules.models.unit import Unit
from consultrules.policy.captions import Caption, Head
from consultrules.policy.word import Word


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page in the making.

    ``binding_most`` and ``other_most`` say how many subjects of a rule are written out.
    """

    result: Audit
    lang: str
    personal: bool
    parts: tuple[Part, ...]
    mask: Mask
    subjects: Subjects
    binding_most: int
    other_most: int

    @classmethod
    def of(cls, result: Audit, *, lang: str, personal: bool) -> Sheet:
        """The page of an audit."""
        parts = tuple(parts_of(result))
        mask = Mask.of(result)
        others = [head for head in Head if head is not Head.VIOLATION]
        return cls(
            result,
            lang,
            personal,
            parts,
            mask,
            Subjects(result, mask, lang=lang, named=by_name(result.registry) if personal else None),
            most_of(parts, [Head.VIOLATION], BINDING_ROWS),
            most_of(parts, others, OTHER_ROWS),
        )

    @property
    def notes(self) -> tuple[Words, ...]:
        """The remarks that the registry carries."""
        return tuple(self.mask.text(note.text) for note in self.result.registry.notes)

    def say(self, caption: Caption, **values: Words | int) -> Words:
        """A caption in the page's language."""
        return say(caption, self.lang, **values)

    def word(self, word: Word) -> Words:
        """A closed word in the page's language."""
        return Words(word.name_in(self.lang))

    def clause(self, key: str) -> Words:
        """The clause of a rule, in our wording."""
        clause = self.result.policy.clause(key.partition("#")[0])
        return Words(clause.text(self.lang))

    def reading(self, key: str, option: str | None = None) -> Words:
        """The question of a reading, or one of its options."""
        return Words(self.result.policy.words(key, option, self.lang))

    def unit(self, unit: Unit) -> Words:
        """What a unit is called."""
        return self.mask.unit(unit, self.lang)

    def number(self, n: int) -> Markup:
        """So many items."""
        return el("span", self.say(Caption.NUMBER, n=n), class_="n")

    def name(self, part: Part) -> Words:
        """What a part is called."""
        if part.county is not None:
            return self.unit(part.county)
        city = next((unit.city for unit in self.result.area if unit.city is not None), None)
        itself = self.say(Caption.CITY_ITSELF)
        return Words(f"{self.unit(city)}（{itself}）") if city is not None else itself

    def anchor(self, part: Part, head: Head | None = None) -> str:
        """Where a part, or a head of it, stands on the page."""
        place = f"part-{self.parts.index(part) + 1}"
        return f"{place}-{head.value}" if head is not None else place

    def clause_link(self, key: str) -> Markup:
        """A rule's key, linked to its clause."""
        return el("a", Words(key), href=f"#{clause_anchor(key)}", class_="key")


def clause_anchor(key: str) -> str:
    """Where the clause of a rule stands on the page."""
    return f"clause-{key.partition('#')[0]}"


def table(heads: Sequence[Child], rows: Iterable[Markup], class_: str | None = None) -> Markup:
    """A table with its column heads, where it has any; wide ones scroll in their own frame."""
    head = el("thead", el("tr", (el("th", cell, scope="col") for cell in heads)))
    return el(
        "div",
        el("table", head if heads else None, el("tbody", *rows), class_=class_),
        class_="wide",
    )


def fold(summary: Child, *body: Child, class_: str | None = None) -> Markup:
    """A part that is folded away under its summary."""
    return el("details", el("summary", summary), body, class_=class_)

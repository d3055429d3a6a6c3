"""What every piece of the page needs: the audit, its parts, the language, and where things stand."""

from __future__ import annotations

from dataclasses import dataclass

from consultrules.auditing.audit import Audit
from consultrules.auditing.page.markup import Child, Markup, el
from consultrules.auditing.page.tally import BINDING_ROWS, OTHER_ROWS, Part, most_of, parts_of
from consultrules.auditing.subject import Subjects, by_name
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
    subjects: Subjects
    binding_most: int
    other_most: int

    @classmethod
    def of(cls, result: Audit, *, lang: str, personal: bool) -> Sheet:
        """The page of an audit."""
        parts = tuple(parts_of(result))
        others = [head for head in Head if head is not Head.VIOLATION]
        return cls(
            result,
            lang,
            personal,
            parts,
            Subjects(result, lang=lang, named=by_name(result.registry) if personal else None),
            most_of(parts, [Head.VIOLATION], BINDING_ROWS),
            most_of(parts, others, OTHER_ROWS),
        )

    def say(self, caption: Caption, **values: object) -> str:
        """A caption in the page's language."""
        return caption.fill(self.lang, **values)

    def word(self, word: Word) -> str:
        """A closed word in the page's language."""
        return word.name_in(self.lang)

    def number(self, n: int) -> Markup:
        """So many items."""
        return el("span", self.say(Caption.NUMBER, n=n), class_="n")

    def name(self, part: Part) -> str:
        """What a part is called."""
        if part.county is not None:
            return part.county.label(self.lang)
        city = next((unit.city for unit in self.result.area if unit.city is not None), None)
        itself = self.say(Caption.CITY_ITSELF)
        return f"{city.label(self.lang)}（{itself}）" if city is not None else itself

    def anchor(self, part: Part, head: Head | None = None) -> str:
        """Where a part, or a head of it, stands on the page."""
        place = f"part-{self.parts.index(part) + 1}"
        return f"{place}-{head.value}" if head is not None else place

    def clause_link(self, key: str) -> Markup:
        """A rule's key, linked to its clause."""
        return el("a", key, href=f"#{clause_anchor(key)}", class_="key")


def clause_anchor(key: str) -> str:
    """Where the clause of a rule stands on the page."""
    return f"clause-{key.partition('#')[0]}"


def table(heads: list[Child], rows: list[Markup], class_: str | None = None) -> Markup:
    """A table with its column heads, where it has any; wide ones scroll in their own frame."""
    head = el("thead", el("tr", (el("th", cell, scope="col") for cell in heads)))
    return el(
        "div", el("table", head if heads else None, el("tbody", rows), class_=class_), class_="wide"
    )


def fold(summary: Child, *body: Child, class_: str | None = None) -> Markup:
    """A part that is folded away under its summary."""
    return el("details", el("summary", summary), body, class_=class_)

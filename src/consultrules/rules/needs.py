"""Which facts some clauses read: what has to be collected to judge them."""

from __future__ import annotations

from collections.abc import Iterable

from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import Fact
from consultrules.policy.clause import is_under
from consultrules.policy.edition import Edition, edition
from consultrules.rules.catalogue import rules_of


def needs(only: str | Iterable[str] = (), *, policy: Edition | None = None) -> tuple[Fact, ...]:
    """The facts that the rules at or under these addresses read.

    Examples:
        >>> [fact.code for fact in needs("3.3.s3c")]
        ['public_representatives', 'participants']

    Raises:
        EditionError: where no clause lies.
    """
    policy = policy or edition()
    scope = (only,) if isinstance(only, str) else tuple(only)
    for part in scope:
        policy.scope(part.partition("#")[0])
    found: dict[Fact, None] = {}
    for rule in rules_of(policy):
        if not scope or any(is_under(rule.key, part) for part in scope):
            found |= dict.fromkeys(FACTS[rule.grain][code] for code in rule.facts)
    return tuple(found)

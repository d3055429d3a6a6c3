"""The house: sizes, names, lazy imports, one key in three places."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import consultrules as cr
import oracle
from consultrules.facts.catalogue import FACTS
from consultrules.rules.catalogue import HEADINGS, rules_of

SOURCE = Path(cr.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
MODULES = sorted(
    ".".join(("consultrules", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(
        ".__init__"
    )
    for path in FILES
)
LONGEST = 300


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_files_stay_short(path: Path) -> None:
    """One noun a file, about 300 lines."""
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_no_public_name_is_a_module() -> None:
    """``cr.audit`` is a function whatever has been imported before."""
    modules = {name.split(".")[1] for name in MODULES if "." in name}
    assert not modules & set(cr.__all__)
    assert sorted(cr.__all__) == sorted(set(cr.__all__))


ORDERS = """
import importlib, itertools, sys
modules, names, part, parts = eval(sys.argv[1])
packages = [name for name in modules if name.count(".") == 1]
orders = [(name,) for name in modules] + list(itertools.permutations(packages, 2))
for order in orders[part::parts]:
    for name in [n for n in sys.modules if n.startswith("consultrules")]:
        del sys.modules[name]
    for name in order:
        importlib.import_module(name)
    for name in names:
        if not callable(getattr(sys.modules["consultrules"], name)):
            sys.exit(f"{order}: {name}")
print(len(orders[part::parts]))
"""


def test_every_public_name_is_there_after_any_import() -> None:
    """Each module imported first, and the packages in every order of two: the names stay the same."""
    parts = os.cpu_count() or 1
    compiled = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
    running = []
    for part in range(parts):
        told = repr((MODULES, sorted(cr.__all__), part, parts))
        command = [sys.executable, "-c", ORDERS, told]
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=compiled))
    tried = [one.communicate()[0] for one in running]
    assert [one.returncode for one in running] == [0] * parts
    packages = sum(name.count(".") == 1 for name in MODULES)
    assert sum(map(int, tried)) == len(MODULES) + packages * (packages - 1)


def test_every_public_name_is_documented() -> None:
    """Meaning in life, in the docstring."""
    for name in cr.__all__:
        assert (getattr(cr, name).__doc__ or "").strip(), name
    assert set(cr.__all__) <= set(dir(cr))
    with pytest.raises(AttributeError):
        _ = cr.nothing  # type: ignore[attr-defined]


def test_a_bare_import_loads_no_dependency() -> None:
    """Neither pydantic nor transitions nor anything of ours but the package and the list of its names."""
    told = "import sys, consultrules; print(sorted(m for m in sys.modules if m.split('.')[0] in "
    told += "('pydantic', 'pydantic_core', 'transitions', 'dateutil', 'consultrules')))"
    out = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "['consultrules', 'consultrules.names']"


def test_one_key_three_places() -> None:
    """A rule's key is its clause's address, and its cases bear the same key."""
    rules = {rule.key: rule for rule in rules_of(cr.edition())}
    assert set(rules) == {key for _, key in oracle.rule_keys()}
    for key, rule in rules.items():
        assert rule.clause in cr.edition().clauses
        assert key == rule.clause or key.startswith(rule.clause + "#")
        assert (rule.grain, key) in oracle.rule_keys()


def test_a_rule_stands_in_the_module_of_its_heading() -> None:
    """A newcomer finds a rule by the heading that its module names."""
    for heading in HEADINGS:
        module = next(
            m
            for m in sys.modules.values()
            if m.__name__.startswith("consultrules.rules.")
            and heading in vars(m).values()
            and m.__name__ != "consultrules.rules.catalogue"
        )
        told = set(re.findall(r"\d\.\d", (module.__doc__ or "").split(":")[0]))
        keys = {rule.key for rule in heading.rules(cr.edition().readings)}
        listed = {".".join(key.split(".")[:2]) for key in keys}
        assert told & listed, module.__name__


def test_rules_read_declared_facts_and_numbers_only() -> None:
    """Every code of a tree is a declared fact of its grain, every number one of the edition."""
    for rule in rules_of(cr.edition()):
        assert set(rule.facts) <= set(FACTS[rule.grain]), rule.key
        assert set(rule.numbers) <= set(cr.edition().parameters), rule.key


def test_fact_codes_are_plain_column_names() -> None:
    """Columns on every engine: small letters, digits, underscores."""
    for facts in FACTS.values():
        for code, fact in facts.items():
            assert re.fullmatch(r"[a-z][a-z0-9_]*", code)
            assert fact.zh
            assert fact.en
            assert fact.source
            assert set(fact.at_most) <= set(facts)


def test_nothing_evaluates_text_but_the_compiler_of_trees() -> None:
    """``exec`` stands in one place, and what it runs is made from trees."""
    users = [
        path.name
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name) and node.id in ("exec", "eval")
    ]
    assert users == ["compiled.py"]

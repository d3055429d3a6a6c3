"""Whether ids stand once, as DuckDB finds it: by sorting numbers, a part of them at a time."""

from __future__ import annotations

import random
from collections.abc import Iterable

import duckdb
import pytest

from consultrules.auditing.tables import duck
from consultrules.auditing.tables.duck import Duck

Keys = list[tuple[object, ...]]
LARGE = 2**63 - 1
LONELY: dict[str, Keys] = {
    "one": [(1,)],
    "negative": [(-1,), (0,), (1,), (-7,), (7,), (-LARGE,), (LARGE,)],
    "years": [(n, year) for n in range(-3, 4) for year in (2019, 2020)],
    "large with years": [(LARGE, 2024), (LARGE, 2023), (-LARGE, 2024), (1, 2024)],
    "text": [("a",), ("b",), ("",)],
}


def _differ(keys: Iterable[tuple[object, ...]]) -> bool:
    rows = list(keys)
    names = ("subject", "year")[: len(rows[0])]
    kind = "TEXT" if isinstance(rows[0][0], str) else "BIGINT"
    with duckdb.connect() as connection:
        columns = ", ".join(f"{name} {kind if name == 'subject' else 'SMALLINT'}" for name in names)
        connection.execute(f"CREATE TABLE facts_x ({columns})")
        connection.executemany(f"INSERT INTO facts_x VALUES ({', '.join('?' * len(names))})", rows)
        engine = Duck(connection, own=False)
        try:
            return engine.keys_differ("facts_x", names, len(rows))
        finally:
            engine.close()


@pytest.fixture(params=[1, 2, 3, 1_000], ids=lambda most: f"{most} at once")
def _few_at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duck, "_SORTED", request.param)


@pytest.mark.usefixtures("_few_at_once")
@pytest.mark.parametrize("keys", LONELY.values(), ids=LONELY)
def test_keys_that_all_differ_do_and_each_of_them_told_again_does_not(keys: Keys) -> None:
    chance = random.Random(1)
    assert _differ(chance.sample(keys, len(keys)))
    for again in keys:
        assert not _differ(chance.sample([*keys, again], len(keys) + 1))

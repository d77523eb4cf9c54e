"""Members of the cast are found by what a word means, before they are by how it is spelt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from model.inputs.formats.places import seeds_folder
from model.inputs.formats.problems import InputError
from model.inputs.seeds.evidence import find_evidence
from model.inputs.seeds.factors import INTEREST
from model.inputs.seeds.naming import find_id, find_meanings, fold, unknown_id
from model.inputs.seeds.seeds import Seeds, read_seeds


@pytest.fixture(scope="module")
def shipped() -> Seeds:
    return read_seeds(seeds_folder(), sampled=False)


@pytest.mark.parametrize(
    ("kind", "word", "name"),
    [
        ("power", "rus", "RUS"),
        ("power", "Moscow", "RUS"),
        ("power", "the Kremlin", "RUS"),
        ("power", "TÜRKİYE", "TUR"),
        ("power", "Turkiye", "TUR"),
        ("power", "turkish", "TUR"),
        ("power", "U.S.", "USA"),
        ("power", "European Union", "EU"),
        ("power", "Brussels", "EU"),
        ("power", "Beijing", "CHN"),
        ("state", "kazakhstan", "KAZ"),
        ("state", "Astana", "KAZ"),
        ("state", "Kyrgyz Republic", "KGZ"),
        ("actor", "Tashkent", "UZB"),
        ("corridor", "Middle Corridor", "middle"),
        ("corridor", "titr", "middle"),
        ("mineral", "Sb", "antimony"),
        ("mineral", "rare_earths", "rare-earths"),
        ("bloc", "Eurasian Union", "eaeu"),
        ("domain", "Trade", "trade"),
        ("power", "Kazakhstan", ""),
        ("power", "", ""),
        ("power", "...", ""),
    ],
)
def test_a_word_is_found_however_people_write_it(
    shipped: Seeds, kind: str, word: str, name: str
) -> None:
    assert find_id(kind, word, shipped.members) == name


@pytest.mark.parametrize(
    ("what", "word", "hint"),
    [
        ("power", "Russia", " Russia is written RUS; allowed: CHN, RUS"),
        ("power", "Türkiye", " Türkiye is written TUR; allowed: "),
        ("power", "Kremlin", " that means Russia, written RUS; allowed: "),
        ("power", "chn", " did you mean 'CHN'? allowed: "),
        ("power", "Rusia", " did you mean 'RUS'? allowed: "),
        ("power", "Kazahstan", " allowed: "),
        ("power", "Kazakhstan", " that is the state KAZ, not a power; allowed: "),
        ("holder", "middle", " that is a corridor, not an actor; allowed: "),
        (
            "power",
            "EAEU",
            " that is the bloc eaeu, not a power: memberships.eaeu.STATE sets its members, "
            "membership.POWER.STATE a bond with a power; allowed: ",
        ),
    ],
)
def test_a_wrong_word_is_answered_by_what_it_means(
    shipped: Seeds, what: str, word: str, hint: str
) -> None:
    said = unknown_id(what, word, shipped.ids("power"), shipped.members)
    assert said.startswith(f"unknown {what} '{word}';{hint}")


def test_every_form_of_the_shipped_cast_means_one_member(shipped: Seeds) -> None:
    forms = [
        form
        for kind, rows in shipped.members.items()
        if kind != INTEREST  # which are called by what they want
        for one in rows
        for form in (one.id, one.name, *one.aliases)
    ]
    assert len(forms) > 100
    assert all(len(find_meanings(form, shipped.members)) == 1 for form in forms)
    assert all(one.aliases for one in shipped.members["power"] + shipped.members["state"])


def test_evidence_is_found_by_any_name(shipped: Seeds) -> None:
    by_name = find_evidence(shipped, actor="Tokyo", state="kazakhstan", domain="Resources")
    assert by_name == find_evidence(shipped, actor="JPN", state="KAZ", domain="resources") != []


def test_a_path_says_what_its_words_mean(wrong: Callable[..., list[str]]) -> None:
    event = '[[events]]\nname = "a"\nset = 0.5\nstart = "2026Q1"\nfactor = "isolation.{}"\n'
    head = 'title = "x"\n'
    assert wrong(head + event.format("Japan")) == [
        "mine.toml:6: events.a.factor: unknown power 'Japan'; Japan is written JPN; "
        "allowed: JPN, CHN"
    ]
    assert wrong(head, "ties.China.KAZ.trade=1") == [
        "--set: ties.China.KAZ.trade: unknown power 'China'; China is written CHN; "
        "allowed: JPN, CHN"
    ]
    [said] = wrong(head + event.replace("isolation.{}", "China.isolation"))
    assert said.startswith(
        "mine.toml:6: events.a.factor: unknown factor 'China'; that is the power CHN, not a factor;"
    )


def test_wrong_aliases_are_told_with_their_lines(folder: Path) -> None:
    rows = "id,form\nJPN,Nippon\nJPM,Nihon\nCHN,\nCHN,nippon\nKAZ,Japan\n"
    (folder / "aliases.csv").write_text(rows)
    with pytest.raises(InputError) as caught:
        read_seeds(folder)
    assert [str(problem) for problem in caught.value.problems] == [
        "seeds/aliases.csv:3: id: unknown id 'JPM'; did you mean 'JPN'? allowed: JPN, CHN, KAZ, "
        "UZB, middle, northern, cpc, gallium, tungsten, sco",
        "seeds/aliases.csv:4: form: is blank",
        "seeds/aliases.csv:5: form: 'nippon' stands for JPN already",
        "seeds/aliases.csv:6: form: 'Japan' stands for JPN already",
    ]


def test_seeds_without_aliases_have_none(folder: Path, seeds: Seeds) -> None:
    assert not any(one.aliases for one in seeds.members["power"])
    (folder / "aliases.csv").write_text("id,form\nJPN,Nippon\n")
    assert read_seeds(folder).members["power"][0].aliases == ("Nippon",)


def test_folding_leaves_letters_and_digits_alone() -> None:
    assert [fold(word) for word in ("C5+1", "the", "İstanbul", "Rare_Earths")] == [
        "c5+1", "the", "istanbul", "rare earths"
    ]  # fmt: skip

"""Who wants what in sentences of our own: holder, domain, rival, stance, targets and spans."""

from __future__ import annotations

import pytest
from articles import ARTICLE, Show, document_of

from model.reading.document import make_document
from model.reading.draft import Draft
from model.reading.drafting import MOST_QUOTED, Reader
from model.reading.text_files import read_plain


def only(drafts: list[Draft]) -> Draft:
    assert len(drafts) == 1, drafts
    return drafts[0]


@pytest.mark.parametrize(
    ("sentence", "holder", "domain", "stance"),
    [
        ("China wants to build a military base in Tajikistan.", "CHN", "security", "+"),
        ("Beijing is seeking a larger share of the uranium.", "CHN", "resources", "+"),
        ("Russian officials oppose a new transit corridor.", "RUS", "trade", "-"),
        ("Kazakhstan and Uzbekistan are keen to sell more uranium.", "KAZ UZB", "resources", "+"),
        ("The railway is important for Kyrgyzstan.", "KGZ", "trade", "+"),
        ("For Russia, the military base is vital.", "RUS", "security", "+"),
        ("India's bid to win a railway contract continues.", "IND", "trade", "+"),
        ("Iran has an interest in new railways.", "IRN", "trade", "+"),
        ("Turkey, which wants to sell drones, is patient.", "TUR", "security", "+"),
        ("A larger share of the oil is sought by China.", "CHN", "resources", "+"),
        ("The five states want foreign investment in their markets.", "KAZ KGZ TJK TKM UZB",
         "trade", "+"),
        ("Tokyo plans to open a dialogue and to hold a summit.", "JPN", "diplomacy", "+"),
        ("Washington urges Kazakhstan to seek new pipelines for its oil.", "KAZ", "resources", "+"),
        ("Putin aims to keep troops at the border.", "RUS", "security", "+"),
    ],
)  # fmt: skip
def test_a_wish_is_drafted_with_its_holder_domain_and_stance(
    drafts_of: Show, sentence: str, holder: str, domain: str, stance: str
) -> None:
    found = {(one.holder, one.domain, one.stance) for one in drafts_of(sentence)}
    assert (holder, domain, stance) in found


def test_a_pronoun_means_the_subject_before_it(drafts_of: Show) -> None:
    found = drafts_of("Japan is far away. It wants to buy uranium from Kazakhstan.")
    assert [(one.holder, one.rule, one.confidence) for one in found] == [
        ("JPN", "subject (pronoun)", "0.81")
    ]


def test_a_pronoun_of_somebody_outside_the_cast_is_nobody(drafts_of: Show) -> None:
    assert drafts_of("Afghanistan is near. It wants to buy electricity.") == []


def test_holders_outside_the_cast_are_told_and_not_drafted(reader: Reader) -> None:
    found = reader.read(document_of("Pakistan wants a railway to Uzbekistan."), "t")
    assert (found.drafts, found.outside) == ((), ("Pakistan",))


@pytest.mark.parametrize(
    ("sentence", "rival", "stance"),
    [
        ("Japan wants to contain China in the region's diplomacy.", "CHN", "-"),
        ("Kazakhstan seeks to reduce its dependence on Russia in the oil trade.", "RUS", "-"),
        ("Russia wants to counter American influence there.", "USA", "-"),
        ("China wants a railway through Kyrgyzstan.", "", "+"),
    ],
)
def test_a_rival_is_whom_the_wish_is_turned_against(
    drafts_of: Show, sentence: str, rival: str, stance: str
) -> None:
    found = only(drafts_of(sentence))
    assert (found.rival, found.stance) == (rival, stance)


def test_a_named_rival_gets_a_mirror_row_that_nobody_has_accepted(reader: Reader) -> None:
    found = reader.read(document_of("Japan wants to contain China in the region's diplomacy."), "t")
    first, mirror = found.drafts
    assert (mirror.holder, mirror.rival, mirror.stance) == ("CHN", "JPN", "+")
    assert (mirror.kind, mirror.decision, mirror.confidence) == ("mirror", "", "0.10")
    assert (mirror.salience, mirror.low, mirror.high) == ("2", "0", "4")
    assert mirror.rule == f"mirror of {first.id}"


def test_salience_is_never_drawn_from_wording(drafts_of: Show) -> None:
    for sentence in ("China badly wants the railway.", "China hopes to get the railway some day."):
        found = only(drafts_of(sentence))
        told = (found.salience, found.low, found.high, found.grade, found.elasticity)
        assert told == ("3", "1", "5", "C", "0")
        assert (found.decision, found.issue) == ("", "")


def test_targets_are_the_states_named_or_all(drafts_of: Show) -> None:
    named = only(drafts_of("China wants a railway through Kyrgyzstan and Uzbekistan."))
    assert named.targets == "KGZ UZB"
    assert only(drafts_of("China wants a railway to the west.")).targets == "all"


def test_the_nearest_issues_of_the_seeds_are_offered(drafts_of: Show) -> None:
    found = only(drafts_of("China wants to build the railway over the mountains of Kyrgyzstan."))
    near = [word.partition(":")[0] for word in found.near.split()]
    assert len(near) == 3
    assert "railway-over-the-tien-shan" in near


def test_the_quotation_stands_at_its_span_and_has_25_words_at_most(reader: Reader) -> None:
    document = make_document(read_plain(ARTICLE.replace("China wants", "After years of talk, and "
        "of promises that came to nothing in the end because of money and of floods, China wants"
        )).blocks)  # fmt: skip
    found = reader.read(document, "t").drafts
    assert len(found) >= 5
    for one in found:
        assert document.text[int(one.start) : int(one.end)] == one.quote
        assert len(one.quote.split()) <= MOST_QUOTED
    long_one = next(one for one in found if one.holder == "CHN")
    assert "China wants" in long_one.quote


def test_ids_stay_the_same_when_a_text_is_read_again(reader: Reader) -> None:
    document = make_document(read_plain(ARTICLE).blocks)
    assert reader.read(document, "t") == reader.read(document, "t")
    assert len({one.id for one in reader.read(document, "t").drafts}) == len(
        reader.read(document, "t").drafts
    )


def test_a_paragraph_has_one_draft_for_each_holder_and_domain(drafts_of: Show) -> None:
    found = drafts_of("China supports the railway. China wants the railway to be built.")
    assert only(found).cue.startswith("want ")


def test_what_holds_no_wish_gives_no_draft(drafts_of: Show) -> None:
    assert drafts_of("The train from Almaty to Tashkent takes a day. China is large.") == []


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("\u201cWe are interested in buying oil and gas,\u201d the Uzbek president said.", "UZB"),
        ("Regional states are small. All of them try to diversify their trade.",
         "KAZ KGZ TJK TKM UZB"),
        ("Of particular concern to Beijing is the border.", "CHN"),
    ],
)  # fmt: skip
def test_we_all_of_them_and_concern_lead_to_a_holder(
    drafts_of: Show, text: str, holder: str
) -> None:
    assert holder in {one.holder for one in drafts_of(text)}


def test_them_is_not_the_subject_of_its_own_verb(drafts_of: Show) -> None:
    assert drafts_of("Russia and China are important to them for trade.") == []


def test_what_must_be_built_is_surer_than_what_is_built(drafts_of: Show) -> None:
    (plain,) = drafts_of("China builds a railway.")
    (must,) = drafts_of("China must build a railway.")
    assert (plain.confidence, must.confidence) == ("0.30", "0.42")

"""Every figure is drawn without a warning, says where it is from, and is the same every time."""

import hashlib
import json
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.path import Path as Outline
from PIL import Image
from readable import faults
from synthetic import MEMBERS, Seeds

from model.analysis.trajectories.events_shown import EventsShown
from model.analysis.trajectories.figure_list import AGAINST_BASE, ALONE, COURSES, draw_all
from model.analysis.trajectories.material import Material, chosen_dates, gather, rank_turns
from model.figures.axis import spread, years
from model.figures.event_marks import SHADE, Mark, describe_marks
from model.figures.forms import PAGE, SLIDE, Form, drawn_as
from model.figures.map_labels import box_around, label_places
from model.figures.outlines import middle
from model.figures.panels import stretches
from model.figures.save import save_figure, settle
from model.figures.style import ink, looks, luminance, text_on, tint
from model.storage.manifest import Manifest, short_digest

ROOT = Path(__file__).parents[2]
EVERY = ALONE | AGAINST_BASE


@pytest.fixture
def material(base: xr.Dataset, other: xr.Dataset, manifest: Manifest, seeds: Seeds) -> Material:
    return gather(other, base, manifest, seeds)


def texts(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(lambda one: hasattr(one, "_text")))


@pytest.mark.parametrize("name", sorted(EVERY))
def test_a_figure_is_drawn_without_warnings_and_says_where_it_is_from(
    name: str, material: Material, manifest: Manifest, tmp_path: Path
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = EVERY[name](material)
        said = texts(figure)
        png, svg = save_figure(figure, tmp_path / name, manifest)
    assert "20 runs" in said
    assert "entropy 7" in said
    assert short_digest(manifest) in said
    assert "Sources: " in said
    assert "nothing here is a forecast" in said
    with Image.open(png) as image:
        assert image.text["Digest"] == manifest["digest"]
        assert image.info["dpi"][0] == pytest.approx(150, abs=0.1)
    assert f"sha256:{manifest['digest']}" in svg.read_text()
    assert "<dc:date>" not in svg.read_text()


@pytest.mark.parametrize("name", sorted(AGAINST_BASE))
def test_a_difference_names_its_base(name: str, material: Material) -> None:
    assert "against: Left alone" in texts(EVERY[name](material))


def fingerprint(paths: list[Path]) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_figures_are_the_same_bytes_twice(
    base: xr.Dataset, other: xr.Dataset, manifest: Manifest, seeds: Seeds, tmp_path: Path
) -> None:
    wanted = ("shares-by-state", "leaders-map", "change-in-region")
    first, again = (
        draw_all(gather(other, base, manifest, seeds), tmp_path / place, manifest, wanted)
        for place in "ab"
    )
    assert len(first) == 2 * len(wanted)
    assert fingerprint(first) == fingerprint(again)


def test_without_a_base_and_without_a_map_the_rest_is_drawn(
    base: xr.Dataset, manifest: Manifest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "model.analysis.trajectories.figure_list.save_figure", lambda figure, stem, _: [stem]
    )
    short = base.isel(turn=slice(0, 3), run=slice(0, 2))
    material = gather(short, None, manifest, Seeds(MEMBERS, tmp_path))
    paths = draw_all(material, tmp_path, manifest)
    drawn = {path.stem for path in paths}
    assert drawn == set(ALONE) - {"leaders-map"}


@pytest.mark.parametrize("name", ["leaders-map", "change-in-region"])
def test_a_figure_that_cannot_be_drawn_is_told(
    name: str, base: xr.Dataset, manifest: Manifest, tmp_path: Path
) -> None:
    material = gather(base, None, manifest, Seeds(MEMBERS, tmp_path))
    with pytest.raises(ValueError, match=f"no figure {name}; there are shares-by-state"):
        draw_all(material, tmp_path, manifest, [name])


def test_one_turn_and_one_run_can_be_drawn(
    base: xr.Dataset, other: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    cut: Callable[[xr.Dataset], xr.Dataset] = lambda data: data.isel(  # noqa: E731
        turn=slice(0, 1), run=slice(0, 1)
    )
    material = gather(cut(other), cut(base), manifest, seeds)
    for draw in EVERY.values():
        settle(draw(material))


def test_nothing_to_show_is_drawn_too(base: xr.Dataset, manifest: Manifest, seeds: Seeds) -> None:
    still = base.assign(
        controller_reliance=0 * base["controller_reliance"],
        throughput=0 * base["throughput"],
        price=1 + 0 * base["price"],
    )
    material = gather(still, still, manifest, seeds)
    for name in ("change-in-region", "change-power-by-state", "mineral-reliance"):
        settle(EVERY[name](material))
    assert "no corridor carries more than next to nothing" in texts(ALONE["corridors"](material))
    prices = texts(ALONE["mineral-prices"](material)).replace("\n", " ")
    assert "Every mineral costs about as in 2024 throughout" in prices
    assert "no price leaves its level of 2024" in prices


def test_changes_are_shown_at_the_date_of_the_largest_clear_one(
    base: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    share = base["share"].copy(deep=True)
    share.loc[{"turn": "2030Q4", "power": "JPN"}] += 0.05
    material = gather(base.assign(share=share), base, manifest, seeds)
    shown = texts(AGAINST_BASE["change-power-by-state"](material))
    assert "2030Q4" in shown
    assert "2040Q4" in shown
    assert "2035Q4" not in shown


def test_what_never_matters_has_no_panel_and_is_named_in_one_line(
    base: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    share = base["region_share"].copy(deep=True)
    share.loc[{"power": "JPN"}] += 0.0005
    share.loc[{"turn": "2030Q4", "power": "CHN"}] += 0.02
    figure = AGAINST_BASE["change-in-region"](
        gather(base.assign(region_share=share), base, manifest, seeds, ("2030Q4", "2040Q4"))
    )
    shown = texts(figure).replace("\n", " ")
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles == ["China"]
    assert "Never clear: Russia, United States, European Union, Japan, Turkiye" in shown
    assert "2030Q4: +2.00 (+2.00 to +2.00)" in shown
    shaded = [patch for patch in figure.axes[0].patches if patch.get_hatch() == "///"]
    assert len(shaded) == 2


def test_a_corner_is_dated_and_says_what_is_too_small(
    base: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    share = base["region_share"].copy(deep=True)
    share.loc[{"turn": "2030Q4", "power": ["CHN", "RUS"]}] += 0.02
    share.loc[{"turn": "2033Q4", "power": "JPN"}] += 0.01
    share.loc[{"turn": "2030Q4", "power": "JPN"}] += 0.0005
    figure = AGAINST_BASE["change-in-region"](
        gather(base.assign(region_share=share), base, manifest, seeds, ("2030Q4", "2040Q4"))
    )
    assert "2030Q4: under 0.1 points" in texts(figure)


def test_a_small_change_everywhere_is_a_line_and_no_panel(
    base: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    small = base.assign(region_share=base["region_share"] + 0.0005)
    figure = AGAINST_BASE["change-in-region"](gather(small, base, manifest, seeds))
    assert figure.axes == []
    assert "No power's share of influence changes by 0.1 points in 90 % of runs" in texts(figure)
    assert "no clear change at any time" in texts(figure)


def test_a_multiple_is_of_the_year_that_the_run_starts_from(
    base: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    past = {**manifest, "scenario": {**manifest["scenario"], "base_year": 2000}}
    shown = texts(ALONE["mineral-prices"](gather(base, None, past, seeds)))
    assert "as a multiple of the price of 2000" in shown.replace("\n", " ")
    assert "multiple of 2000" in shown
    assert "2024" not in shown.replace("2024Q", "")


def test_an_actor_that_the_cast_lacks_is_drawn_under_its_id(
    base: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    fewer = {**MEMBERS, "power": MEMBERS["power"][:-1]}
    material = gather(base, None, manifest, Seeds(fewer, seeds.folder))
    assert "IRN" in texts(ALONE["shares-in-region"](material))


def test_the_map_names_leader_margin_and_share_of_runs(material: Material) -> None:
    said = texts(ALONE["leaders-map"](material))
    assert "Borders are de facto" in said
    assert "Kazakhstan\nChina" in said
    assert "100 %" in said


def test_dates_are_first_last_and_years_that_five_divides() -> None:
    turns = [f"{year}Q{quarter}" for year in range(2025, 2041) for quarter in range(1, 5)]
    assert chosen_dates(turns) == ("2025Q1", "2030Q4", "2035Q4", "2040Q4")
    assert chosen_dates(turns[:1]) == ("2025Q1",)
    assert chosen_dates(turns[:6]) == ("2025Q1", "2026Q2")
    assert rank_turns(turns)[:2] == ["2026Q4", "2028Q4"]
    assert rank_turns(turns)[-1] == "2040Q4"
    assert rank_turns(turns[:6]) == ["2026Q2"]


@pytest.mark.parametrize("wanted", [[1.0, 1.1, 1.2], [0.0, 0.0, 10.0], [9.9, 10.0, 9.8], [5.0]])
def test_labels_keep_apart_in_order_and_inside(wanted: list[float]) -> None:
    found = spread(wanted, 1.0, 0.0, 10.0)
    order = np.argsort(wanted, kind="stable")
    assert (np.diff(np.array(found)[order]) >= 1.0 - 1e-9).all()
    assert min(found) >= -1e-9
    assert max(found) <= 10.0 + 1e-9


def test_labels_without_room_share_what_there_is() -> None:
    assert spread([1.0] * 5, 1.0, 0.0, 2.0) == pytest.approx([0.0, 0.5, 1.0, 1.5, 2.0])


def test_labels_that_do_not_meet_stay_where_they_are() -> None:
    assert spread([1.0, 5.0], 1.0, 0.0, 10.0) == [1.0, 5.0]


def test_quarters_become_years() -> None:
    np.testing.assert_allclose(years(["2026Q1", "2026Q4"]), [2026.125, 2026.875])


def test_stretches_of_noise_are_found() -> None:
    assert stretches(np.array([True, True, False, True])) == [(0, 1), (3, 3)]
    assert stretches(np.array([False])) == []


def test_text_can_be_read_on_every_colour_of_the_cast() -> None:
    for look in looks(MEMBERS["power"]).values():
        assert 1.05 / (luminance(ink(look.colour)) + 0.05) >= 4.5
        assert luminance(tint(look.colour)) > luminance(look.colour)
    assert text_on("#000000") == "white"
    assert text_on("#FFFFFF") != "white"


def test_line_styles_tell_all_powers_apart() -> None:
    dashes = [str(look.dash) for look in looks(MEMBERS["power"]).values()]
    assert len(set(dashes)) == len(dashes)


def square(west: float, south: float, side: float) -> Outline:
    corners = [(0, 0), (side, 0), (side, side), (0, side), (0, 0)]
    return Outline([(west + x, south + y) for x, y in corners], closed=True)


def test_small_countries_get_their_label_beside_and_clear_of_all() -> None:
    paths = {"large": square(0, 0, 20), "small": square(20, 5, 3)}
    places = label_places(paths, (4, 1), (-10, -10, 40, 40))
    assert places["large"] == pytest.approx((10, 10))
    assert middle(paths["small"]) == pytest.approx((21.5, 6.5))
    box = box_around(places["small"], (4, 1))
    assert not any(path.intersects_bbox(box, filled=True) for path in paths.values())


def test_a_label_without_any_room_stays_on_its_country() -> None:
    paths = {"small": square(0, 0, 3)}
    assert label_places(paths, (4, 1), (0, 0, 3, 3))["small"] == pytest.approx((1.5, 1.5))


def test_the_map_file_that_comes_with_the_seeds_can_be_drawn(
    base: xr.Dataset, manifest: Manifest
) -> None:
    folder = Path(__file__).parents[2] / "seeds"
    if not (folder / "map.json").is_file():
        pytest.skip("the seeds hold no map yet")
    material = gather(base, None, manifest, Seeds(MEMBERS, folder))
    ALONE["leaders-map"](material).draw_without_rendering()
    assert set(json.loads((folder / "map.json").read_text())["shapes"]) >= {"KAZ", "UZB"}


MARKS = (
    Mark(1, 2028.0, 2031.0, "Sea blockade, sea route cut and 2 more (2028Q1 to 2030Q4)"),
    Mark(2, 2028.0, None, "Northern blame (from 2028Q1)"),
)


@pytest.mark.parametrize("chosen", [PAGE, SLIDE], ids=["page", "slide"])
@pytest.mark.parametrize("name", sorted(EVERY))
def test_all_words_of_a_figure_can_be_read(name: str, chosen: Form, material: Material) -> None:
    marked = material._replace(events=EventsShown(MARKS, describe_marks(MARKS, 0)))
    outlines = ROOT / "seeds" / "map.json"
    with drawn_as(chosen):
        assert faults(EVERY[name](marked._replace(map_file=outlines)), chosen.least) == []


@pytest.mark.parametrize("name", sorted(COURSES))
def test_events_are_shaded_numbered_and_named_on_every_axis_of_time(
    name: str, material: Material
) -> None:
    figure = EVERY[name](material._replace(events=EventsShown(MARKS, describe_marks(MARKS, 3))))
    said = texts(figure).replace("\n", " ")
    assert "Events (shaded while they last): 1 Sea blockade, sea route cut and 2 more" in said
    assert "2 Northern blame (from 2028Q1); 3 more not marked" in said
    dated = [axes for axes in figure.axes if axes.axison and axes.get_title(loc="left")]
    assert dated
    for axes in dated:
        (span,) = [one for one in axes.patches if to_hex(one.get_facecolor()) == SHADE.lower()]
        assert (span.get_x(), span.get_x() + span.get_width()) == (2028.0, 2031.0)
        assert "1,2" in [text.get_text() for text in axes.texts]

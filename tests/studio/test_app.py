"""The server answers pages on this machine, and refuses all else."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from model.app.asking import Asked
from model.app.room import Room
from model.commands.app_command import listen
from model.inputs.formats.problems import InputError
from model.studio.answering import Studio
from model.studio.library import Shelf
from model.studio.playing import StaleError
from tests.studio.server import serving

PAGES = sorted((Path(__file__).parents[2] / "model" / "app" / "pages").iterdir())


class Reply(NamedTuple):
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Site:
    """A server of its own for the tests."""

    def __init__(self, port: int, folder: Path) -> None:
        self.address, self.folder = f"http://127.0.0.1:{port}", folder

    def get(self, path: str, **headers: str) -> Reply:
        return self._ask(urllib.request.Request(self.address + path, headers=headers))

    def post(self, path: str, sent: object, **headers: str) -> Reply:
        body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
        request = urllib.request.Request(self.address + path, body, headers, method="POST")
        return self._ask(request)

    def _ask(self, request: urllib.request.Request) -> Reply:
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Reply(answer.status, _lower(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            return Reply(error.code, _lower(error.headers), error.read())


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@pytest.fixture(scope="module")
def site(studio: Studio, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("own")
    with serving(studio, folder) as port:
        yield Site(port, folder)


def test_the_pages_and_their_parts_are_there(site: Site) -> None:
    assert b"<title>Steppewise: scenarios</title>" in site.get("/").body
    assert b'src="/pages/explore.js"' in site.get("/explore/us-leaves").body
    for path in PAGES:
        assert site.get(f"/pages/{path.name}").body == path.read_bytes()


def test_a_scenario_says_which_years_its_events_may_begin_in(site: Site) -> None:
    assert site.get("/api/scenario/us-leaves").json["years"] == [2025, 2040]
    assert site.get("/api/scenario/history").json["years"][0] < 2010


def test_nothing_of_a_page_comes_from_elsewhere() -> None:
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        outside = text.replace("http://www.w3.org/2000/svg", "")
        assert "http" not in outside, path.name
        assert "innerHTML" not in text
        assert "eval(" not in text


def test_every_link_of_a_page_names_a_scenario_that_is_there(site: Site) -> None:
    known = {card["name"] for card in site.get("/api/library").json["cards"]}
    linked = {
        name
        for path in PAGES
        if path.suffix == ".html"
        for name in re.findall(r"(?:/explore/|(?:one|two|three)=)([a-z0-9-]+)", path.read_text())
    }
    assert linked
    assert linked <= known


def test_an_end_gives_up_what_is_being_played(studio: Studio, tmp_path: Path) -> None:
    room = Room(studio, Shelf(tmp_path))
    asked = Asked.read({"scenario": "sea-blocked", "runs": 1000})

    async def end_while_playing() -> float:
        task = asyncio.ensure_future(room.answer(asked))
        while not room._running:
            await asyncio.sleep(0.01)
        begun = time.monotonic()
        room.give_up()
        with pytest.raises(StaleError):
            await task
        return time.monotonic() - begun

    assert asyncio.run(end_while_playing()) < 30
    room.close()


def test_every_answer_keeps_the_page_to_itself(site: Site) -> None:
    for reply in (site.get("/"), site.get("/pages/chart.js"), site.get("/nothing")):
        assert reply.headers["content-security-policy"].startswith("default-src 'self'")
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["cache-control"] == "no-store"


def test_other_names_of_this_machine_are_not_answered(site: Site) -> None:
    assert site.get("/", Host="evil.example").status == 400


def test_questions_of_other_pages_are_refused(site: Site) -> None:
    reply = site.post("/api/answer", {"scenario": "baseline"}, Origin="http://evil.example")
    assert (reply.status, reply.json["problems"]) == (403, ["asked from another page"])
    own = site.post("/api/answer", {"scenario": "baseline"}, Origin=site.address)
    assert own.status == 200


def test_a_scenario_is_described_with_controls_and_assumptions(site: Site) -> None:
    found = site.get("/api/scenario/northern-closed").json
    assert found["question"].startswith("If the way through Russia closes")
    assert [one["event"] for one in found["controls"]][:1] == ["northern-rail-shut"]
    assert sum(one["own"] for one in found["assumptions"]) == 7
    assert found["base"] == "baseline"
    assert "squared error" in found["trust"] or "Measured" in found["trust"]
    assert site.get("/api/scenario/history").json["base"] == "history"


def test_an_answer_comes_back_whole_and_the_second_time_from_memory(site: Site) -> None:
    question = {"scenario": "us-leaves", "changes": {"engagement.USA": 0.9}}
    first = site.post("/api/answer", question)
    assert first.status == 200
    assert len(first.json["share"][0]) == 64
    begun = time.perf_counter()
    assert site.post("/api/answer", question).json == first.json
    assert time.perf_counter() - begun < 2.0


def test_a_newer_question_makes_an_older_one_stale(site: Site) -> None:
    slow = {"scenario": "five-as-one", "runs": 1000, "visitor": "me"}
    replies: list[Reply] = []
    thread = threading.Thread(target=lambda: replies.append(site.post("/api/answer", slow)))
    thread.start()
    time.sleep(0.5)
    newer = site.post("/api/answer", {"scenario": "cku-2030", "visitor": "me"})
    thread.join()
    assert newer.status == 200
    assert (replies[0].status, replies[0].json) == (409, {"stale": True})


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"scenario": "us-leave"}, "unknown scenario 'us-leave'; did you mean 'us-leaves'?"),
        ({"scenario": "../x"}, "unknown scenario '../x'"),
        ({"scenario": 5}, "scenario: must be a text"),
        ({"scenario": "baseline", "runs": 7}, "runs: must be one of 50, 200, 1000, not 7"),
        ({"scenario": "baseline", "runs": True}, "runs: must be a whole number"),
        ({"scenario": "baseline", "changes": [1]}, "changes: must be an object"),
        ({"scenario": "baseline", "changes": {"unity": [1]}}, "changes: values must be numbers"),
        ({"scenario": "baseline", "changes": {"unity": '1"\n'}}, "changes: values must be numbers"),
        ({"scenario": "baseline", "changes": {"unit": 1}}, "did you mean 'unity'?"),
        ({"scenario": "baseline", "changes": {"unity": 5}}, "unity"),
        ({"scenario": "x" * 500}, "scenario: is longer than 400 letters"),
        (b"[1]", "question: is not an object"),
        (b"{", "question: is not JSON"),
        (b"[" * 100_000, "question: is not JSON"),
        (b" " * 300_000, "question: is larger than 256 kB"),
    ],
)
def test_a_wrong_question_is_told_as_the_command_tells_it(
    site: Site, sent: object, told: str
) -> None:
    reply = site.post("/api/answer", sent)
    assert reply.status == 422
    assert told in "\n".join(reply.json["problems"])
    assert "Traceback" not in reply.body.decode()


def test_why_is_asked_of_members_of_the_cast(site: Site) -> None:
    question = {"scenario": "northern-closed", "power": "RUS", "state": "KAZ", "turn": "2029Q4"}
    assert site.post("/api/why", question).json["causes"]["difference"] < 0
    wrong = site.post("/api/why", {**question, "power": "JAP"})
    assert wrong.json["problems"][0].startswith("power: unknown power 'JAP'; did you mean 'JPN'?")
    late = site.post("/api/why", {**question, "turn": "2050Q1"})
    assert late.json["problems"] == ["at: 2050Q1 is outside the scenario, 2025Q1 to 2040Q4"]


def test_each_part_of_an_explanation_is_asked_for_by_itself(site: Site) -> None:
    question = {"scenario": "us-leaves", "power": "USA", "state": "UZB", "turn": "2030Q4"}
    interests = site.post("/api/why", {**question, "part": "interests"}).json["interests"]
    assert interests[0]["weight"] < interests[0]["before"] or len(interests) > 1
    assert sum(one["before"] for one in interests) <= 1.001
    reply = site.post("/api/why", {**question, "part": "cause"})
    assert reply.status == 422
    said = "part: unknown part 'cause'; did you mean 'causes'? allowed: causes, interests, events"
    assert reply.json["problems"] == [said]


def test_the_map_has_an_outline_of_every_state(site: Site) -> None:
    found = site.get("/api/map").json
    assert {"KAZ", "KGZ", "TJK", "TKM", "UZB"} <= set(found["shapes"])
    assert found["bounds"] == [45, 34, 89, 57]


OWN = 'title = "Own"\nquestion = "Q?"\nextends = "us-leaves"\n'


def test_a_file_of_ones_own_is_opened_and_kept(site: Site) -> None:
    assert site.post("/api/open", {"name": "opened", "text": OWN}).json == {"opened": "opened"}
    assert (site.folder / "opened.toml").read_text() == OWN
    assert site.get("/api/scenario/opened").json["title"] == "Own"
    again = site.post("/api/open", {"name": "opened", "text": OWN})
    assert again.status == 422
    assert (site.folder / "opened.toml").read_text() == OWN


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("bad", OWN + "nothing = 1\n", "bad.toml:4: nothing: unknown key; allowed: title"),
        ("bad", OWN.replace("us-leaves", "us-leafs"), "bad.toml:3: extends: "),
        ("bad", "title = ", "bad.toml:1: "),
        ("bad", OWN.replace("us-leaves", "../us-leaves"),
         "bad.toml: extends: '../us-leaves' is not a name of a scenario"),
        ("bad", OWN.replace("us-leaves", "/etc/passwd"),
         "bad.toml: extends: '/etc/passwd' is not a name of a scenario"),
        ("bad", OWN + 'interests = "../other"\n', "bad.toml: interests: lie in a file"),
        ("../bad", OWN, "name: '../bad': small letters, digits and hyphens only"),
        ("baseline", OWN, "name: 'baseline': is the library's; choose another name"),
        ("bad", "x" * (1 << 18), "question: is larger than 256 kB"),
        ("bad", 3, "text: must be a text"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_played_is_told_and_not_kept(
    site: Site, name: str, text: object, said: str
) -> None:
    reply = site.post("/api/open", {"name": name, "text": text})
    assert reply.status == 422
    assert reply.json["problems"][0].startswith(said)
    assert not list(site.folder.glob("*bad*")) + list(site.folder.glob(".*"))


def test_what_was_tried_is_saved_beside_and_found_again(site: Site) -> None:
    sent = {"name": "mine", "title": "Mine", "scenario": "us-leaves", "changes": {"unity": 0.5}}
    assert site.post("/api/save", sent).json["saved"] == "mine.toml"
    assert 'extends = "us-leaves"' in (site.folder / "mine.toml").read_text()
    assert site.get("/api/library").json["cards"][0]["name"] == "mine"
    assert site.get("/api/scenario/mine").json["title"] == "Mine"
    again = site.post("/api/save", sent)
    assert again.status == 422
    assert "is there already; choose another name" in again.json["problems"][0]
    nothing = site.post("/api/save", {**sent, "name": "other", "changes": {}})
    assert "nothing was changed" in nothing.json["problems"][0]


def test_mistakes_in_a_file_of_ones_own_are_told_with_their_line(site: Site) -> None:
    (site.folder / "broken.toml").write_text('title = "B"\nextends = "baselin"\n')
    reply = site.get("/api/scenario/broken")
    assert reply.status == 422
    assert "broken.toml:2: extends: " in reply.json["problems"][0]


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(InputError, match=r"is taken, perhaps by another window of it"):
            listen(other.getsockname()[1])

// One scenario: move what it assumes, see what that changes, ask why.

import { Refused, Stale, download, fill, get, make, post } from "./ask.js";
import { between } from "./chart.js";
import { isReady, keep, prepare, preview } from "./preview.js";
import { VIEWS, drawMap, drawOther, drawProjects, drawRanks, drawShares } from "./views.js";
import { explain } from "./why.js";

const name = decodeURIComponent(location.pathname.split("/").pop());
const at = (id) => document.getElementById(id);
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const LOOKS = ["a first look", "a closer look", "may be quoted"]; // of each layer of runs
const TALLEST = 4; // powers drawn unless somebody chooses others

let facts, factors, map = null, shown = null, before = null, timer = 0, turn = null, guess = null, started = 0;
let answered = null; // the question whose answer is on screen
const changes = {}, world = {};

const question = (runs) => ({ scenario: name, base: facts.base, changes, world, runs });

try {
  facts = await get(`/api/scenario/${encodeURIComponent(name)}`);
  begin();
} catch (error) { tell(error); }

function begin() {
  document.title = `Steppewise: ${facts.title}`;
  at("title").textContent = facts.title;
  at("question").textContent = facts.question || facts.narrative;
  at("trust").textContent = facts.trust;
  fill("controls", ...facts.controls.map(control));
  const powers = facts.members.power, states = facts.members.state;
  for (const id of ["g-power", "w-power"]) fill(id, ...powers.map((one) => make("option", { value: one.id }, one.name)));
  for (const id of ["g-state", "w-state"]) fill(id, ...states.map((one) => make("option", { value: one.id }, one.name)));
  fill("panels", ...states.map((one, s) => make("button", {
    class: "panel", type: "button", title: `Why in ${one.name}?`,
    onclick: () => { at("w-state").value = one.id; choosePanel(s); },
  }, make("b", {}, one.name), make("div", { class: "chart" }))), key(powers));
  fill("view", ...Object.entries(VIEWS).map(([value, words]) => make("option", { value }, words)));
  at("view").addEventListener("change", showView);
  at("when").addEventListener("input", (event) => { turn = Number(event.target.value); render(); });
  at("play").addEventListener("click", play);
  at("replay").addEventListener("click", replay);
  at("reset").addEventListener("click", reset);
  at("ask-why").addEventListener("click", why);
  at("assume").addEventListener("click", assume);
  at("close").addEventListener("click", () => at("sheet").close());
  at("save").addEventListener("click", () => { at("s-title").value = `${facts.title}, changed`; at("saving").showModal(); });
  at("s-close").addEventListener("click", () => at("saving").close());
  at("s-write").addEventListener("click", save);
  at("report").addEventListener("click", report);
  at("more").addEventListener("toggle", offerFactors, { once: true });
  at("hold").addEventListener("click", hold);
  for (const button of document.querySelectorAll("[data-guess]")) button.addEventListener("click", () => takeGuess(button.dataset.guess));
  at("skip-guess").addEventListener("click", () => takeGuess(""));
  if (new URLSearchParams(location.search).has("predict")) { at("guessing").hidden = false; at("told").hidden = true; }
  ask();
}

function key(powers) {
  return make("ul", { class: "key", id: "key" }, ...powers.map((one, p) => {
    const swatch = make("span");
    swatch.style.background = one.colour;
    return make("li", {}, make("label", {}, make("input", { type: "checkbox", value: String(p), onchange: () => { touched = true; render(); } }), swatch, one.name));
  }));
}
let touched = false, moved = "";

function control(one) {
  const says = one.low === one.high ? `${one.low}` : `${one.low} to ${one.high}`;
  const output = make("output", {}, says);
  const middle = (one.low + one.high) / 2;
  const box = make("div", { class: "box", role: "group", "aria-label": one.label });
  const size = make("input", {
    type: "range", min: one.least, max: one.most, step: one.step, value: middle, "aria-label": `${one.label}: size`,
    onfocus: () => ahead(one), onpointerdown: () => ahead(one),
    oninput: (event) => { output.textContent = event.target.value; slide(one.size, Number(event.target.value)); },
    onchange: (event) => { changes[one.size] = Number(event.target.value); box.className = "box moved"; changed(one.size); },
  });
  const first = Number(one.begins.slice(0, 4));
  const years = [];
  for (let year = facts.years[0]; year <= facts.years[1]; year += 1) years.push(make("option", { value: `${year}Q1`, selected: year === first }, `${year}`));
  const start = make("select", { "aria-label": `${one.label}: year of the start`,
    onchange: (event) => { changes[one.start] = event.target.value; box.className = "box moved"; changed(); } }, ...years);
  const verb = { set: "set to", multiply: "times", add: "plus" }[one.change];
  box.append(make("b", {}, one.label[0].toUpperCase() + one.label.slice(1)),
    make("div", { class: "slider" }, size, output),
    make("div", { class: "small" }, `${verb} ${says}`, one.doubts ? `; ${one.doubts}` : "", "; from ", start));
  box.title = one.note;
  return box;
}

async function offerFactors() {
  factors = (await get("/api/factors")).factors;
  fill("factor", ...factors.map((one, i) => make("option", { value: String(i) }, one.factor.replaceAll("_", " "))));
  at("factor").addEventListener("change", offerMembers);
  offerMembers();
}

function offerMembers() {
  const one = factors[Number(at("factor").value)];
  at("meaning").textContent = `${one.meaning} (${one.unit}; usually ${one.neutral})`;
  fill("members", ...one.axes.map((labels, i) => make("select", { "aria-label": `Member ${i + 1}`, class: "member" },
    ...labels.map((label) => make("option", { value: label }, label)))),
    make("input", { id: "level", type: "number", min: one.least, max: one.most, step: one.step, value: one.neutral, "aria-label": "Value" }));
}

function hold() {
  const one = factors[Number(at("factor").value)];
  const path = [one.factor, ...[...document.querySelectorAll(".member")].map((each) => each.value)].join(".");
  const where = at("where").value === "world" ? world : changes;
  where[path] = Number(at("level").value);
  const line = make("div", { class: "box moved", role: "group", "aria-label": path }, make("b", {}, path.replaceAll("_", " ")), ` ${where[path]} `,
    make("button", { type: "button", onclick: () => { delete where[path]; line.remove(); changed(); } }, "Remove"));
  at("controls").append(line);
  changed();
}

function changed(slider = "") {
  at("reset").disabled = false;
  at("save").disabled = Object.keys(changes).length === 0;
  moved = slider;
  ask();
}

// Plays both ends and the middle of a slider that somebody is about to move, for the preview. That
// comes before more runs of what is shown, which are asked for again once it is done.
async function ahead(one) {
  const values = [0, 4, 2, 1, 3].map((part) => one.least + (part / 4) * (one.most - one.least));
  if (!shown || isReady(question(facts.layers[0]), one.size, values)) return;
  clearTimeout(timer);
  const mine = ++started;
  status("Getting a preview ready", true);
  try {
    await prepare(question(facts.layers[0]), one.size, values, () => mine !== started);
    if (mine === started) ask();
  } catch (error) { if (!(error instanceof Stale)) tell(error); }
}

function slide(path, value) {
  const found = shown && preview(question(facts.layers[0]), path, value);
  which(found ? "preview" : "waiting", found ? found.off : null);
  if (found) paint(found.share, found.change, shown.before);
}

// Says which of its layers the page shows; a preview is never kept, saved or reported.
function which(layer, off = null) {
  document.body.dataset.layer = layer;
  at("report").disabled = layer !== "answer";
  const between = "Preview: drawn between answers that were played; the words wait for the answer";
  const words = {
    preview: off === null ? `${between}.` : `${between}. It was at most ${off.toFixed(1)} points off where that could be tried.`,
    waiting: "Let go of the slider to see the answer.",
  };
  at("which").textContent = words[layer] || "";
}

function reset() {
  for (const each of [changes, world]) for (const path of Object.keys(each)) delete each[path];
  fill("controls", ...facts.controls.map(control));
  at("reset").disabled = true;
  at("save").disabled = true;
  ask();
}

async function ask() {
  clearTimeout(timer);
  const mine = ++started;
  fill("problems");
  let previous = shown;
  for (const runs of facts.layers) {
    status(`${runs} runs are being played`, true);
    try {
      const asked = structuredClone(question(runs));
      const found = await post("/api/answer", asked);
      if (mine !== started) return;
      answered = asked;
      if (previous && previous.digest !== found.digest && runs === facts.layers[0] && previous.turns) { before = previous; at("replay").disabled = false; }
      if (moved && runs === facts.layers[0]) keep(question(runs), moved, changes[moved], found);
      which("answer");
      take(found);
      const layer = LOOKS[facts.layers.indexOf(runs)] || "";
      status(`${runs.toLocaleString("en")} runs: ${layer}`, false);
      if (runs !== facts.layers.at(-1)) await pause(runs === facts.layers[0] ? 500 : 2500);
      if (mine !== started) return;
    } catch (error) {
      if (mine === started) tell(error);
      return;
    }
  }
}

const pause = (time) => new Promise((done) => { timer = setTimeout(done, time); });

function take(found) {
  const first = shown === null;
  shown = found;
  at("when").max = String(found.turns.length - 1);
  if (first) {
    turn = found.marks.length ? found.turns.indexOf(found.marks[0].turn) : found.turns.length - 1;
    fill("g-turn", ...found.marks.map((mark) => make("option", { value: mark.turn }, mark.turn)));
    const least = found.marks[0];
    const strongest = found.dates[0]?.moved[0];
    if (strongest) { at("w-power").value = strongest.power; at("w-state").value = strongest.state; at("g-state").value = strongest.state; }
    if (least) at("g-turn").value = least.turn;
  }
  turn = Math.min(turn, found.turns.length - 1);
  choosePowers();
  tellLines();
  tellGuess();
  render();
}

function choosePowers() {
  if (touched) return;
  const last = shown.turns.length - 1, reach = facts.members.power.map((_, p) =>
    Math.max(...facts.members.state.map((__, s) => shown.share[2][last][p][s] + 10 * Math.abs(shown.change[2][last][p][s]))));
  const tallest = reach.map((value, p) => [value, p]).sort((a, b) => b[0] - a[0]).slice(0, TALLEST).map((each) => each[1]);
  for (const box of document.querySelectorAll("#key input")) box.checked = tallest.includes(Number(box.value));
}

function render() { if (shown) paint(shown.share, shown.change, shown.before); }

async function showView() {
  if (at("view").value === "map" && !map) map = await get("/api/map");
  render();
}

function paint(share, change, before) {
  const view = at("view").value, members = facts.members, look = { members, shown, turn };
  const panels = view === "share" || view === "change";
  at("panels").hidden = !panels;
  at("other").hidden = panels;
  if (panels) {
    const powers = [...document.querySelectorAll("#key input:checked")].map((box) => Number(box.value));
    drawShares(document.querySelectorAll("#panels .chart"), { ...look, share, change, before, mode: view, powers });
  } else if (view === "map") drawMap(map, look);
  else if (view === "ranks") drawRanks(look);
  else if (view === "projects") drawProjects(look);
  else drawOther(view, look);
  at("when").value = String(turn);
  at("turn").textContent = shown.turns[turn];
  at("when").setAttribute("aria-valuetext", shown.turns[turn]);
  tellNumbers();
}

function tellLines() {
  fill("lines", ...shown.dates.flatMap((date) => [
    make("h3", {}, `${date.turn}${date.why ? `, ${date.why}` : ""}`),
    make("ul", {}, ...date.lines.map((line) => make("li", {}, line)))]));
}

function tellNumbers() {
  const states = facts.members.state, head = make("tr", {}, make("td"), ...states.map((one) => make("th", { scope: "col" }, one.name)));
  const rows = facts.members.power.map((one, p) => make("tr", {}, make("th", { scope: "row" }, one.name),
    ...states.map((_, s) => {
      const share = shown.share[2][turn][p][s], moved = shown.change[2][turn][p][s];
      return make("td", { class: "n" }, `${share.toFixed(1)} (${moved >= 0 ? "+" : ""}${moved.toFixed(1)})`);
    })));
  fill("numbers", make("table", {}, make("caption", { class: "small" }, `Shares in ${shown.turns[turn]}, %: medians, and medians of the change`), head, ...rows));
}

function choosePanel(state) {
  document.querySelectorAll(".panel").forEach((panel, s) => panel.classList.toggle("chosen", s === state));
}

function play() {
  if (!shown) return;
  let t = 0;
  const step = () => {
    turn = t;
    render();
    t += 1;
    if (t < shown.turns.length) setTimeout(step, still ? 0 : 90);
  };
  step();
}

function replay() {
  if (!before || !shown || before.turns.length !== shown.turns.length) return;
  const begun = performance.now(), length = still ? 1 : 1600;
  const step = (now) => {
    const part = Math.min((now - begun) / length, 1);
    paint(between(before.share, shown.share, part), between(before.change, shown.change, part), shown.before);
    if (part < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

function takeGuess(way) {
  guess = way ? { way, power: at("g-power").value, state: at("g-state").value, turn: at("g-turn").value } : null;
  at("guessing").hidden = true;
  at("told").hidden = false;
  if (shown) tellGuess();
  at("answer").focus();
}

function tellGuess() {
  if (!guess) return fill("guessed");
  const place = (kind, id) => facts.members[kind].findIndex((one) => one.id === id);
  const t = shown.turns.indexOf(guess.turn), p = place("power", guess.power), s = place("state", guess.state);
  if (t < 0) return fill("guessed");
  const [low, , middle, , high] = shown.change.map((band) => band[t][p][s]);
  const way = Math.abs(middle) < 0.1 || low * high <= 0 ? "none" : middle > 0 ? "up" : "down";
  const words = { up: "rises", down: "falls", none: "does not change clearly" };
  const who = `${facts.members.power[p].name} in ${facts.members.state[s].name}`;
  const sign = (value) => `${value >= 0 ? "+" : ""}${value.toFixed(1)}`;
  fill("guessed", make("p", { class: "guess" }, `You said: ${who} ${words[guess.way]} by ${guess.turn}. `
    + `Here it ${words[way]}: ${sign(middle)} points (range ${sign(low)} to ${sign(high)}).`));
}

async function why() {
  const place = { power: at("w-power").value, state: at("w-state").value, turn: shown.turns[turn] };
  try { await explain(question(facts.layers[0]), place); } catch (error) { fill("why"); tell(error); }
}

function assume() {
  const part = (title, rows) => [make("h3", {}, `${title} (${rows.length})`), ...rows.map((one) => make("p", {},
    make("b", {}, `${one.when}: ${one.what}: ${one.change}`), one.doubts.length ? `, ${one.doubts.join(", ")}. ` : ". ",
    one.note, " ", make("span", { class: "small" }, one.source ? `Source: ${one.source}${facts.sources[one.source] ? ` (${facts.sources[one.source]})` : ""}` : "")))];
  fill("sheet-text", make("p", {}, facts.narrative), ...part("Its own", facts.assumptions.filter((one) => one.own)),
    ...part("Taken over", facts.assumptions.filter((one) => !one.own)));
  at("sheet").showModal();
}

async function save() {
  fill("s-problems");
  try {
    const found = await post("/api/save", { name: at("s-name").value, title: at("s-title").value, question: facts.question, scenario: name, changes });
    at("s-text").textContent = `${found.saved} is written:\n\n${found.text}`;
  } catch (error) { fill("s-problems", error.message); }
}

// Of the answer on screen, over its runs; never of a preview, during which the button is off.
async function report() {
  at("report").disabled = true;
  fill("problems");
  status(`The report over ${answered.runs} runs is being made`, true);
  try {
    await download("/api/report", answered, `${name}-report.html`);
    status("The report is in your downloads", false);
  } catch (error) { tell(error); }
  at("report").disabled = document.body.dataset.layer !== "answer";
}

function status(words, busy) {
  at("status").textContent = words;
  at("status").className = busy ? "status busy" : "status";
}

function tell(error) {
  if (error instanceof Stale) return;
  status("", false);
  fill("problems", error instanceof Refused ? error.message : `No answer: ${error.message}`);
}

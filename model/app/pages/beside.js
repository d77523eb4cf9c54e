// Up to three scenarios beside each other: one state, one scale, one quarter.

import { fill, get, make, post } from "./ask.js";
import { draw } from "./chart.js";

const at = (id) => document.getElementById(id);
const NAMES = ["one", "two", "three"], RUNS = 200, DRAWN = 4;
const asked = new URLSearchParams(location.search);
let columns = [], turn = null;

const { cards } = await get("/api/library").catch((error) => { fill("problems", error.message); return { cards: [] }; });
for (const name of NAMES) {
  const select = document.querySelector(`select[name=${name}]`);
  select.append(...(name === "one" ? [] : [make("option", { value: "" }, "none")]),
    ...cards.map((card) => make("option", { value: card.name }, card.title)));
  if (asked.get(name)) select.value = asked.get(name);
}
for (const id of ["view", "where"]) at(id).addEventListener("change", render);
at("when").addEventListener("input", (event) => { turn = Number(event.target.value); render(); });

const wanted = NAMES.map((name) => asked.get(name)).filter((name, i, all) => name && all.indexOf(name) === i);
if (wanted.length) open();

async function open() {
  for (const name of wanted) {
    at("status").textContent = `${name} is being played`;
    try {
      const facts = await get(`/api/scenario/${encodeURIComponent(name)}`);
      const question = { scenario: name, base: facts.base, changes: {}, world: {}, runs: RUNS };
      columns.push({ name, facts, shown: await post("/api/answer", question, name) });
    } catch (error) { fill("problems", `${name}: ${error.message}`); }
  }
  at("status").textContent = columns.length ? `${RUNS} runs each` : "";
  if (!columns.length) return;
  const { members } = columns[0].facts, { turns, marks } = columns[0].shown;
  fill("where", ...members.state.map((one, s) => make("option", { value: String(s) }, one.name)));
  turn = Math.max(turns.indexOf(marks[0]?.turn), 0);
  at("when").max = String(Math.max(...columns.map((one) => one.shown.turns.length)) - 1);
  fill("columns", ...columns.map((one) => make("section", { "aria-label": one.facts.title },
    make("h2", {}, make("a", { href: `/explore/${encodeURIComponent(one.name)}` }, one.facts.title)),
    make("p", { class: "small" }, one.facts.question), make("div", { class: "chart" }), make("div", { class: "here" }),
    ...one.shown.dates.flatMap((date) => [make("h3", {}, `${date.turn}${date.why ? `, ${date.why}` : ""}`),
      make("ul", {}, ...date.lines.map((line) => make("li", {}, line)))]))));
  render();
}

function render() {
  if (!columns.length) return;
  const state = Number(at("where").value), change = at("view").value === "change";
  const bands = (one) => (change ? one.shown.change : one.shown.share), pick = [0, 2, 4];
  const { members } = columns[0].facts, powers = members.power.map((_, p) => p);
  const reach = (p) => Math.max(...columns.map((one) => Math.max(...bands(one)[2].map((row) => Math.abs(row[p][state])))));
  const lines = powers.sort((a, b) => reach(b) - reach(a)).slice(0, DRAWN);
  const most = Math.max(...columns.flatMap((one) => lines.flatMap((p) => bands(one)[4].map((row) => row[p][state]))));
  const holders = document.querySelectorAll("#columns .chart"), here = document.querySelectorAll("#columns .here");
  columns.forEach((one, i) => {
    const { shown } = one, t = Math.min(turn, shown.turns.length - 1);
    draw(holders[i], {
      value: (b, q, p) => bands(one)[pick[b]][q][p][state], usual: (q, p) => shown.before[q][p][state], turns: shown.turns,
      lines, colours: members.power.map((each) => each.colour), names: members.power.map((each) => each.id),
      at: t, marks: shown.marks, change, least: most,
    });
    here[i].replaceChildren(make("p", { class: "small" }, `${members.state[state].name}, ${shown.turns[t]}: ${lines.map((p) =>
      `${members.power[p].name} ${bands(one)[2][t][p][state].toFixed(1)}`).join(", ")}${change ? " points" : " %"}.`));
    at("turn").textContent = shown.turns[t];
  });
  at("when").value = String(turn);
}

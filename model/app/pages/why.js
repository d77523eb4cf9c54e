// Why a share differs: causes at once, then who wants what, then what it is without each event.

import { fill, make, post } from "./ask.js";

const sign = (value, digits = 2) => `${value >= 0 ? "+" : ""}${value.toFixed(digits)}`;

function table(title, rows) {
  return rows.length ? [make("div", {}, make("h3", {}, title), make("table", {}, ...rows.map(([words, ...values]) =>
    make("tr", {}, ...values.map((value) => make("td", { class: "n" }, value)), make("td", {}, words)))))] : [];
}

export async function explain(question, place) {
  fill("why", make("p", { class: "small" }, "Taking the difference apart ..."));
  const { causes: found } = await post("/api/why", { ...question, ...place, part: "causes" });
  const moved = (rows) => rows.map(([cause, value]) => [cause, sign(value)]);
  fill("why", make("p", {}, `${sign(found.difference)} points in ${found.turn}, mean of ${found.runs} runs, because of:`),
    ...table("What happens to the power itself", moved(found.causes)),
    ...table("What its rivals gain or lose", moved(found.rivals)),
    ...button("Which interests are behind it?", () => interests(question, place)),
    ...button("What would it be without each event?", () => events(question, place)), make("div", { id: "more-why" }));
}

function button(words, action) {
  return [make("button", { type: "button", onclick: action }, words)];
}

async function interests(question, place) {
  fill("more-why", make("p", { class: "small" }, "Weighing interests ..."));
  const found = (await post("/api/why", { ...question, ...place, part: "interests" })).interests;
  const percent = (value) => `${Math.round(100 * value)} %`;
  fill("more-why", ...(found.length ? table("Interests behind its bids: weight here, in the base, and where it is said",
    found.map((one) => [`${one.says} (${one.where})`, percent(one.weight), percent(one.before)]))
    : [make("p", {}, "It holds no interest that points at this state.")]));
}

async function events(question, place) {
  fill("more-why", make("p", { class: "small" }, "Playing it without each event ..."));
  const found = (await post("/api/why", { ...question, ...place, part: "events" })).events;
  fill("more-why", ...(found.length ? table(`All of it: ${sign(found[0].with, 1)} points (median of 50 runs). Without one event:`,
    found.map((one) => [`without ${one.event.replaceAll("-", " ")}`, sign(one.without, 1)]))
    : [make("p", {}, "The scenario has no event that the base has not.")]));
}

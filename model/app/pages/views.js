// What the middle of the page shows: panels of shares, a map, ranks, or lines of another outcome.

import { draw } from "./chart.js";
import { fill, make } from "./ask.js";

export const VIEWS = {
  share: "shares of influence", change: "change against the base", map: "a map", ranks: "ranks",
  region_share: "share of the region", throughput: "freight by corridor", transit_revenue: "transit revenue",
  price: "prices of minerals", multivector: "balance between powers", projects: "mineral projects",
};
const PALETTE = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8c6d1f", "#56b4e9", "#5a6572", "#9b1c1c", "#44307a"];
const SPACE = "http://www.w3.org/2000/svg";

// One panel a state, a line a power.
export function drawShares(panels, { members, shown, share, change, before, mode, powers, turn }) {
  const bands = mode === "change" ? change : share, pick = [0, 2, 4];
  panels.forEach((holder, state) => draw(holder, {
    value: (b, t, p) => bands[pick[b]][t][p][state], usual: (t, p) => before[t][p][state],
    turns: shown.turns, lines: powers, colours: members.power.map((one) => one.colour),
    names: members.power.map((one) => one.id), at: turn, marks: shown.marks, change: mode === "change",
  }));
}

// One panel with a line for every member of the axis.
export function drawOther(name, { members, shown, turn }) {
  const one = shown.others[name], listed = members[one.axis];
  const percent = one.unit === "share" ? 100 : 1, holder = make("div", { class: "chart" });
  const colours = listed.map((each, i) => each.colour || PALETTE[i % PALETTE.length]);
  const lines = listed.map((_, i) => i);
  draw(holder, {
    value: (b, t, i) => percent * one.bands[b][t][i], usual: (t, i) => percent * one.before[t][i],
    turns: shown.turns, lines, colours, names: listed.map((each) => each.id), at: turn, marks: shown.marks,
    change: false, right: 64, least: name === "multivector" ? 1 : 2,
  });
  const head = make("tr", {}, make("td"), ...["this scenario", "range", "base"].map((word) => make("th", { scope: "col" }, word)));
  const rows = listed.map((each, i) => {
    const [low, middle, high] = one.bands.map((band) => say(percent * band[turn][i]));
    return make("tr", {}, make("th", { scope: "row" }, each.name), make("td", { class: "n" }, middle),
      make("td", { class: "n" }, `${low} to ${high}`), make("td", { class: "n" }, say(percent * one.before[turn][i])));
  });
  const unit = one.unit === "share" ? "%" : one.unit;
  fill("other", make("p", { class: "small" }, `${one.meaning}; ${unit}. Bands hold 90 % of runs, dashed lines are the base.`),
    make("div", { class: "two" }, holder, make("table", {}, make("caption", { class: "small" }, `In ${shown.turns[turn]}, ${unit}`), head, ...rows)));
}

export function drawProjects({ members, shown, turn }) {
  const head = make("tr", {}, make("td"), ...members.mineral.map((one) => make("th", { scope: "col" }, one.name)));
  const rows = members.state.map((one, s) => make("tr", {}, make("th", { scope: "row" }, one.name),
    ...members.mineral.map((_, m) => make("td", { class: "n" }, shown.projects[turn][s][m].toFixed(1)))));
  fill("other", make("table", {}, make("caption", { class: "small" },
    `Mineral projects begun by ${shown.turns[turn]}, mean of the runs`), head, ...rows));
}

// Who stands where in each state, and in how many runs first.
export function drawRanks({ members, shown, turn }) {
  const columns = members.state.map((one, s) => {
    const ranked = members.power.map((power, p) => [shown.share[2][turn][p][s], shown.leads[turn][p][s], power])
      .sort((a, b) => b[0] - a[0]);
    return make("div", {}, make("h2", {}, one.name), make("ol", { class: "ranks" }, ...ranked.map(([share, first, power]) => {
      const swatch = make("span");
      swatch.style.background = power.colour;
      return make("li", {}, swatch, `${power.name} ${share.toFixed(1)} %`,
        first >= 0.005 ? make("span", { class: "small plain" }, ` first in ${Math.round(100 * first)} of 100 runs`) : "");
    })));
  });
  fill("other", make("p", { class: "small" }, `By median share of influence in ${shown.turns[turn]}.`), make("div", { class: "ranked" }, ...columns));
}

// The states in the colour of the power with the largest median share, paler where it is first in fewer runs.
export function drawMap(map, { members, shown, turn }) {
  const [west, south, east, north] = map.bounds, scale = 16, flat = Math.cos((45 * Math.PI) / 180);
  const x = (lon) => (lon - west) * scale * flat, y = (lat) => (north - lat) * scale;
  const svg = make2("svg", { viewBox: `0 0 ${Math.round(x(east))} ${Math.round(y(south))}`, role: "img", class: "map" });
  const said = [];
  const colours = Object.fromEntries(members.power.map((one) => [one.id, one.colour]));
  for (const [id, shape] of Object.entries(map.shapes)) {
    const s = members.state.findIndex((one) => one.id === id);
    const d = shape.flatMap((polygon) => polygon.map((ring) =>
      `${ring.map(([lon, lat], i) => `${i ? "L" : "M"}${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join("")}Z`)).join("");
    const path = make2("path", { d, stroke: "#ffffff", "stroke-width": 1, fill: "#e6e9ee" });
    if (s >= 0) {
      const lead = leader(shown, turn, s), power = members.power[lead];
      path.setAttribute("fill", colours[power.id]);
      path.setAttribute("fill-opacity", (0.25 + 0.6 * shown.leads[turn][lead][s]).toFixed(2));
      said.push([s, lead]);
    }
    svg.append(path);
  }
  for (const [s, lead] of said) {
    const [lon, lat] = middle(map.shapes[members.state[s].id]);
    const share = `${members.power[lead].id} ${shown.share[2][turn][lead][s].toFixed(0)} %`;
    const words = [members.state[s].name, `${share}, ${Math.round(100 * shown.leads[turn][lead][s])} of 100`];
    words.forEach((word, i) => {
      const text = make2("text", { x: x(lon), y: y(lat) + 11 * i - 3, "text-anchor": "middle", class: i ? "end" : "end name" });
      text.textContent = word;
      svg.append(text);
    });
  }
  svg.setAttribute("aria-label", said.map(([s, lead]) => `${members.state[s].name}: ${members.power[lead].name}`).join("; "));
  fill("other", make("p", { class: "small" }, `Who has the largest share in ${shown.turns[turn]}, and in how many of 100 runs; paler where fewer agree. The map: ${map.note}.`), svg);
}

function leader(shown, turn, state) {
  const shares = shown.share[2][turn].map((row) => row[state]);
  return shares.indexOf(Math.max(...shares));
}

function middle(shape) {
  const ring = shape.map((polygon) => polygon[0]).sort((a, b) => b.length - a.length)[0];
  const span = (i) => ring.map((point) => point[i]);
  return [0, 1].map((i) => (Math.min(...span(i)) + Math.max(...span(i))) / 2);
}

function say(value) {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 1 ? 1 : 2);
}

function make2(tag, given) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
  return made;
}

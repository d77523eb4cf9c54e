// A preview while a slider moves: drawn between answers that were played, and never more than that.

import { between } from "./chart.js";
import { post } from "./ask.js";

const kept = new Map(); // what else was changed and which slider -> answers by value, in order

const key = (question, path) => {
  const changes = { ...question.changes };
  delete changes[path];
  return JSON.stringify([question.scenario, question.base, changes, question.world, path]);
};

export function keep(question, path, value, answer) {
  const found = kept.get(key(question, path)) || [];
  const others = found.filter((one) => one.value !== value);
  kept.set(key(question, path), [...others, { value, answer }].sort((a, b) => a.value - b.value));
}

function has(question, path, value) {
  return (kept.get(key(question, path)) || []).some((one) => one.value === value);
}

export function isReady(question, path, values) {
  return values.every((value) => has(question, path, value));
}

// Ask for some values of a slider before it is moved, until `givenUp` says that something else is wanted.
export async function prepare(question, path, values, givenUp) {
  for (const value of values) {
    if (givenUp()) return;
    if (has(question, path, value)) continue;
    const asked = { ...question, changes: { ...question.changes, [path]: value } };
    keep(question, path, value, await post("/api/answer", asked));
  }
}

// The answer between the two nearest that are kept, and how far such a line was off at a kept one.
export function preview(question, path, value) {
  const found = kept.get(key(question, path)) || [];
  const after = found.findIndex((one) => one.value >= value);
  if (found.length < 2 || after < 0 || (after === 0 && found[0].value !== value)) return null;
  const [low, high] = after === 0 ? [found[0], found[0]] : [found[after - 1], found[after]];
  const part = high.value > low.value ? (value - low.value) / (high.value - low.value) : 0;
  return { ...mix(low.answer, high.answer, part), off: measure(found) };
}

function mix(a, b, part) {
  return { share: between(a.share, b.share, part), change: between(a.change, b.change, part) };
}

// Largest distance, in points, of a kept answer's medians from the line between its two neighbours.
function measure(found) {
  let worst = null;
  for (let i = 1; i + 1 < found.length; i += 1) {
    const [low, one, high] = [found[i - 1], found[i], found[i + 1]];
    const guess = between(low.answer.share[2], high.answer.share[2], (one.value - low.value) / (high.value - low.value));
    const off = one.answer.share[2].flatMap((turn, t) => turn.flatMap((row, p) => row.map((value, s) => Math.abs(value - guess[t][p][s]))));
    worst = Math.max(worst ?? 0, ...[off.reduce((a, b) => Math.max(a, b), 0)]);
  }
  return worst;
}

// Fans of shares over time, one panel a state, drawn as plain SVG.

const SPACE = "http://www.w3.org/2000/svg";
const WIDE = 250, TALL = 190, LEFT = 26, TOP = 8, BOTTOM = 20;

function element(tag, given) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
  return made;
}

export function between(a, b, part) {
  if (Array.isArray(a)) return a.map((each, i) => between(each, b[i], part));
  return a + (b - a) * part;
}

// The lines of one panel: value(band, turn, line), band 0 low, 1 middle, 2 high; usual(turn, line): the
// base's middle; lines: places of what is drawn; at: place of the quarter shown; least: smallest scale.
export function draw(holder, { value, usual, turns, lines, colours, names, at, marks, change, least = 10, right: RIGHT = 30 }) {
  const last = turns.length - 1;
  const values = lines.flatMap((p) => [0, 2].flatMap((b) => turns.map((_, t) => value(b, t, p))));
  let low = Math.min(0, ...values), high = Math.max(change ? 1 : least, ...values);
  if (change) low = Math.min(low, -1);
  const x = (turn) => LEFT + (WIDE - LEFT - RIGHT) * (last ? turn / last : 0);
  const y = (value) => TALL - BOTTOM - (TALL - TOP - BOTTOM) * (value - low) / (high - low);
  const line = (pick) => turns.map((_, t) => `${t ? "L" : "M"}${x(t).toFixed(1)} ${y(pick(t)).toFixed(1)}`).join("");
  const svg = element("svg", { viewBox: `0 0 ${WIDE} ${TALL}`, role: "img" });
  for (const tick of ticks(low, high)) {
    svg.append(element("line", { x1: LEFT, x2: WIDE - RIGHT, y1: y(tick), y2: y(tick), stroke: tick === 0 && change ? "#1c2530" : "#d5dae0" }));
    svg.append(label(LEFT - 4, y(tick) + 3, `${tick}`, "end"));
  }
  turns.forEach((turn, t) => {
    if (turn.endsWith("Q1") && Number(turn.slice(0, 4)) % 5 === 0) svg.append(label(x(t), TALL - 6, turn.slice(0, 4), "middle"));
  });
  for (const mark of marks) {
    const t = turns.indexOf(mark.turn);
    if (t >= 0) svg.append(element("line", { x1: x(t), x2: x(t), y1: TOP, y2: TALL - BOTTOM, stroke: "#b7bec7", "stroke-dasharray": "2 3" }));
  }
  svg.append(element("line", { x1: x(at), x2: x(at), y1: TOP, y2: TALL - BOTTOM, stroke: "#1c2530", "stroke-width": 1.2 }));
  const ends = [];
  for (const p of lines) {
    const area = turns.map((_, t) => `${t ? "L" : "M"}${x(t).toFixed(1)} ${y(value(2, t, p)).toFixed(1)}`).join("")
      + turns.map((_, t) => `L${x(last - t).toFixed(1)} ${y(value(0, last - t, p)).toFixed(1)}`).join("") + "Z";
    svg.append(element("path", { d: area, fill: colours[p], opacity: 0.16 }));
    if (usual && !change) svg.append(element("path", { d: line((t) => usual(t, p)), fill: "none", stroke: colours[p], "stroke-width": 1, "stroke-dasharray": "3 2" }));
    svg.append(element("path", { d: line((t) => value(1, t, p)), fill: "none", stroke: colours[p], "stroke-width": 2 }));
    ends.push([value(1, last, p), p]);
  }
  ends.sort((a, b) => b[0] - a[0]);
  let floor = -Infinity;
  for (const [end, p] of ends) {
    const place = Math.max(y(end) + 3, floor);
    floor = place + 10;
    const text = label(WIDE - RIGHT + 3, place, names[p], "start");
    text.setAttribute("class", "end");
    svg.append(text);
  }
  svg.setAttribute("aria-label", ends.map(([end, p]) => `${names[p]} ${end.toFixed(1)}`).join(", "));
  holder.replaceChildren(svg);
}

function label(x, y, text, anchor) {
  const made = element("text", { x, y, "text-anchor": anchor });
  made.textContent = text;
  return made;
}

function ticks(low, high) {
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];
  const step = steps.find((each) => (high - low) / each <= 5) || 100;
  const found = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high + 1e-9; tick += step) found.push(Math.round(tick * 10) / 10);
  return found;
}

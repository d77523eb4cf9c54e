// The sliders of a page: values stay within what was swept, answers are texts and no markup.

const ROUNDING = 1e-6; // a slider stands on its own stops, which differ from the start by digits
const told = JSON.parse(document.getElementById("live-data").textContent);
const sliders = told.factors.map((_, place) => document.getElementById(`live-${place}`));
const outputs = sliders.map((slider) => document.getElementById(`${slider.id}-value`));

function valueOf(place) {
  const factor = told.factors[place];
  const value = Number(sliders[place].value);
  if (factor.stops.length) return factor.stops[Math.round(value)];
  return Math.min(Math.max(value, factor.low), factor.high);
}

function written(value, places) {
  const text = value.toFixed(places).replace(/\B(?=(\d{3})+(?!\d))(?<!\..*)/g, ",");
  return Number(text.replace(/,/g, "")) === 0 ? text.replace("-", "") : text;
}

function signed(value, places) {
  const text = written(value, places);
  return value > 0 && Number(text.replace(/,/g, "")) !== 0 ? `+${text}` : text;
}

function factorText(factor, value) {
  if (!factor.dated) return String(Number(value.toPrecision(3)));
  const quarter = Math.round(value * 4);
  return `${Math.floor(quarter / 4)}Q${(quarter % 4) + 1}`;
}

function show(first) {
  const x = told.factors.map((_, place) => valueOf(place));
  const answer = predict(told.model, x);
  let most = null;
  told.rows.forEach((row, number) => {
    row.mean.forEach((place, date) => {
      const cell = document.getElementById(`live-${number}-${date}`);
      const moved = answer[place] - first[place];
      const [value, range, change] = cell.children;
      value.textContent = written(answer[place], row.places);
      if (row.low) {
        const ends = [row.low, row.high].map((end) => written(answer[end[date]], row.places));
        range.textContent = `${ends[0]} to ${ends[1]}`;
      }
      change.textContent = signed(moved, row.places);
      if (!most || Math.abs(moved) / row.point > most.size) {
        const size = `${signed(moved, row.places)} ${row.unit}`.trim();
        const text = `${row.label}, ${told.dates[date]}: ${size}`;
        most = { size: Math.abs(moved) / row.point, text };
      }
    });
  });
  told.factors.forEach((factor, place) => {
    outputs[place].textContent = factorText(factor, x[place]);
  });
  const said = most && most.size > ROUNDING ? `Most moved against the start: ${most.text}` : told.still;
  document.getElementById("live-said").textContent = said;
}

const atStart = predict(told.model, told.start);
let waiting = false;
sliders.forEach((slider) => {
  slider.addEventListener("input", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      show(atStart);
    });
  });
});
document.getElementById("live-back").addEventListener("click", () => {
  sliders.forEach((slider) => {
    slider.value = slider.defaultValue;
  });
  show(atStart);
});
const chosen = document.getElementById("live-group");
function choose() {
  told.groups.forEach((_, place) => {
    document.getElementById(`live-group-${place}`).hidden = String(place) !== chosen.value;
  });
}
chosen.addEventListener("change", choose);
document.getElementById("live-controls").hidden = false;
choose();
show(atStart);

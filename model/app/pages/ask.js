// Asking the program, and building elements from text alone: nothing of what comes back is run.

const visitor = sessionStorage.getItem("visitor") || Math.random().toString(36).slice(2);
sessionStorage.setItem("visitor", visitor);

export class Refused extends Error {
  constructor(problems) { super(problems.join("\n")); this.problems = problems; }
}
export class Stale extends Error {}

export async function get(path) { return read(await fetch(path)); }

// who: another asker for what runs ahead, so that it does not push aside what the page waits for
export async function post(path, question, who = "") {
  return read(await send(path, { ...question, visitor: who ? `${visitor} ${who}` : visitor }));
}

function send(path, question) {
  const headers = { "Content-Type": "application/json" };
  return fetch(path, { method: "POST", headers, body: JSON.stringify(question) });
}

const KEPT = 60_000; // milliseconds until a file that was handed to the browser is let go

export async function download(path, question, name) {
  const response = await send(path, question);
  if (!response.ok) return read(response);
  const href = URL.createObjectURL(await response.blob());
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), KEPT);
}

async function read(response) {
  if (response.status === 409) throw new Stale();
  const found = await response.json().catch(() => ({ problems: [`no answer (${response.status})`] }));
  if (!response.ok) throw new Refused(found.problems || [`no answer (${response.status})`]);
  return found;
}

export function make(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else if (name in made && name !== "list") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export function fill(id, ...children) { document.getElementById(id).replaceChildren(...children); }

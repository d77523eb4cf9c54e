import { fill, get, make, post } from "./ask.js";

const { cards } = await get("/api/library").catch((error) => {
  fill("problems", error.message);
  return { cards: [] };
});

function show(words) {
  const wanted = words.toLowerCase();
  const fitting = cards.filter((card) =>
    `${card.name} ${card.title} ${card.question}`.toLowerCase().includes(wanted));
  fill("cards", ...fitting.map((card) => make("li", {},
    make("a", { href: `/explore/${card.name}` },
      make("b", {}, card.own ? `${card.title} (your own file)` : card.title), card.question))));
}

const LARGEST = 256 * 1024;
document.getElementById("file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  fill("problems");
  if (!file) return;
  const name = file.name.replace(/\.toml$/i, "").toLowerCase().replace(/[^a-z0-9-]+/g, "-");
  try {
    if (file.size > LARGEST) throw new Error(`${file.name} is larger than 256 kB`);
    const { opened } = await post("/api/open", { name, text: await file.text() });
    location.href = `/explore/${encodeURIComponent(opened)}`;
  } catch (error) { fill("problems", error.message); }
});

const find = document.getElementById("find");
find.addEventListener("input", () => show(find.value));
show(find.value);

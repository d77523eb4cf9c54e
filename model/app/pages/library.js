import { fill, get, make } from "./ask.js";

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

const find = document.getElementById("find");
find.addEventListener("input", () => show(find.value));
show(find.value);

// Search the index of this tree. Every word must occur somewhere in title or words; hits in the title come first.
"use strict";

(() => {
  const form = document.querySelector("form.search");
  const input = form.querySelector("input");
  const told = form.querySelector("output");
  const list = document.querySelector("ol.hits");
  const most = 200;
  const flat = (text) => text.normalize("NFKC").toLowerCase();
  const rows = globalThis.carebookIndex.map(([href, title, words]) => ({ href, title, words, name: flat(title), all: flat(`${title} ${words}`) }));

  const excerpt = (row, word) => {
    const at = flat(row.words).indexOf(word);
    return at < 0 ? row.words.slice(0, 60) : row.words.slice(Math.max(0, at - 20), at + 60);
  };

  const show = () => {
    const words = flat(input.value).split(/\s+/).filter(Boolean);
    const hits = words.length ? rows.filter((row) => words.every((word) => row.all.includes(word))) : [];
    hits.sort((one, other) => words.every((word) => other.name.includes(word)) - words.every((word) => one.name.includes(word)));
    list.replaceChildren(...hits.slice(0, most).map((row) => {
      const link = Object.assign(document.createElement("a"), { href: row.href, textContent: row.title });
      const text = Object.assign(document.createElement("p"), { textContent: excerpt(row, words[0]) });
      const item = document.createElement("li");
      item.append(link, text);
      return item;
    }));
    told.textContent = words.length ? `找到 ${hits.length} 条${hits.length > most ? `，显示前 ${most} 条` : ""}` : "";
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", show);
  // After Back or a reload a browser may fill the words in again by itself; the hits must be those of the words.
  window.addEventListener("pageshow", show);
  input.focus();
})();

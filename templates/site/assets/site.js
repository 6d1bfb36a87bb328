// Filter and sort the tables marked "tools". Without this script every page is complete and readable.
"use strict";

(() => {
  const collator = new Intl.Collator("zh-CN", { numeric: true });
  const text = (cell) => cell.textContent.trim();
  const picks = (cell) => (cell.dataset.pick ?? text(cell)).split("|");

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    Object.assign(made, attributes);
    made.append(...children);
    return made;
  };

  // The choices of one column, in the order of their words.
  const chooser = (heading, rows, changed) => {
    const found = new Set(rows.flatMap((row) => picks(row.cells[heading.cellIndex])));
    found.delete("");
    if (found.size < 2) return null;
    const options = [...found].sort(collator.compare).map((word) => new Option(word, word));
    const select = element("select", {}, new Option("全部", ""), ...options);
    select.addEventListener("change", changed);
    return { select, title: text(heading), keeps: (row) => !select.value || picks(row.cells[heading.cellIndex]).includes(select.value) };
  };

  const filterable = (table, rows) => {
    const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    const search = element("input", { type: "search", autocomplete: "off", placeholder: "姓名、编号、任何文字" });
    const shown = element("output", {});
    const changed = () => {
      const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const row of rows) {
        const keep = wanted.every((word) => words.get(row).includes(word)) && choosers.every((one) => one.keeps(row));
        row.hidden = !keep;
        count += keep;
      }
      shown.textContent = count === rows.length ? `共 ${count} 行` : `显示 ${count} 行，共 ${rows.length} 行`;
    };
    const headings = [...table.tHead.rows[0].cells].filter((cell) => "pick" in cell.dataset);
    const choosers = headings.map((heading) => chooser(heading, rows, changed)).filter(Boolean);
    const reset = element("button", { type: "button", textContent: "清除" });
    search.addEventListener("input", changed);
    reset.addEventListener("click", () => {
      search.value = "";
      for (const one of choosers) one.select.value = "";
      changed();
      search.focus();
    });
    shown.setAttribute("aria-live", "polite");
    const fields = choosers.map((one) => element("label", {}, `${one.title} `, one.select));
    const bar = element("div", { className: "bar" }, element("label", {}, "筛选 ", search), ...fields, reset, shown);
    bar.setAttribute("role", "search");
    bar.setAttribute("aria-label", table.caption.textContent);
    table.parentElement.before(bar);
    changed();
  };

  const compare = (one, other) => {
    if (!one || !other) return one === other ? 0 : one ? -1 : 1;
    const difference = Number(one) - Number(other);
    return Number.isNaN(difference) ? collator.compare(one, other) : difference;
  };

  const sortable = (table, rows) => {
    const body = table.tBodies[0];
    for (const heading of table.tHead.rows[0].cells) {
      const button = element("button", { type: "button", textContent: text(heading), title: "按这一列排序" });
      heading.replaceChildren(button);
      button.addEventListener("click", () => {
        const descending = heading.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
        const key = (row) => row.cells[heading.cellIndex].dataset.sort ?? text(row.cells[heading.cellIndex]);
        const keyed = rows.map((row) => [key(row), row]);
        keyed.sort(([one], [other]) => {
          if (!one || !other) return compare(one, other);
          return descending ? compare(other, one) : compare(one, other);
        });
        body.append(...keyed.map(([, row]) => row));
      });
    }
  };

  for (const table of document.querySelectorAll("table.tools")) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 2) continue;
    filterable(table, rows);
    sortable(table, rows);
  }
})();

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
    const select = element("select", { autocomplete: "off" }, new Option("全部", ""), ...options);
    select.addEventListener("change", changed);
    const title = text(heading);
    const says = () => (select.value ? `${title}“${select.value}”` : "");
    return { select, title, says, keeps: (row) => !select.value || picks(row.cells[heading.cellIndex]).includes(select.value) };
  };

  // What was asked for last on this page of the browser's history: going back shows the same rows again.
  const kept = (key) => history.state?.filters?.[key] ?? [];
  const keep = (key, values) => {
    try {
      history.replaceState({ ...history.state, filters: { ...history.state?.filters, [key]: values } }, "");
    } catch {
      // A page opened as a file in a strict browser keeps nothing; its controls then begin empty, and so does the list.
    }
  };

  const filterable = (table, rows, key) => {
    const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    const search = element("input", { type: "search", autocomplete: "off", placeholder: "姓名、编号、任何文字" });
    const shown = element("output", {});
    const told = element("p", { className: "filtered", hidden: true });
    const changed = () => {
      const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const row of rows) {
        const keep = wanted.every((word) => words.get(row).includes(word)) && choosers.every((one) => one.keeps(row));
        row.hidden = !keep;
        count += keep;
      }
      const asked = [wanted.length ? `“${wanted.join(" ")}”` : "", ...choosers.map((one) => one.says())].filter(Boolean);
      told.hidden = count === rows.length;
      told.textContent = `本表共 ${rows.length} 行，按${asked.join("、")}筛选后列出 ${count} 行，另有 ${rows.length - count} 行没有列出。`;
      keep(key, [search.value, ...choosers.map((one) => one.select.value)]);
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
    table.parentElement.before(bar, told);
    const show = () => {
      const [words = "", ...values] = kept(key);
      search.value = words;
      choosers.forEach((one, index) => { one.select.value = values[index] ?? ""; });
      changed();
    };
    show();
    // A browser may fill controls in again by itself after Back or a reload; the list and the controls must agree.
    window.addEventListener("pageshow", show);
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

  // Local days as ISO text; the page is compared with the reader's own clock, and a clock that is behind says nothing.
  const stale = () => {
    const made = document.querySelector(".band .date time")?.dateTime ?? "";
    const now = new Date();
    const days = Math.round((Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.parse(made)) / 86400000);
    document.querySelector("main > .stale")?.remove();
    if (!(days > 0)) return;
    const words = `本页按 ${made} 的记录生成，已过去 ${days} 天；以后的记录和新到期的事项这里没有。`;
    document.querySelector("main").prepend(element("p", { className: "stale", role: "status", textContent: words }));
  };

  document.querySelectorAll("table.tools").forEach((table, index) => {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 2) return;
    filterable(table, rows, `${location.pathname}#${index}`);
    sortable(table, rows);
  });
  stale();
  window.addEventListener("pageshow", stale);
})();

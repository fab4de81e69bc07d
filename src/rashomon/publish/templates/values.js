// Dates, places and numbers: marked in the documents on demand, each with a card of what it was read as; and what
// the timeline and the map share: shapes, steps from mark to mark by keyboard, a row of a list told beside them.

const KINDS = ["date", "place", "number"];
const LISTS = ["when", "place"];

/** An element of a drawing. */
function shape(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** What stands in a row of a list, told under a drawing. */
function tell(box, rows) {
  const close = press("×", () => untell(box), { ariaLabel: "close", title: "close (esc)" });
  const told = rows.map((row) => {
    const copy = row.cloneNode(true);
    return make("div", {}, make("h3", {}, ...copy.cells[0].childNodes), ...copy.cells[1].childNodes);
  });
  box.replaceChildren(close, ...told);
  box.hidden = false;
}

function untell(box) {
  box.hidden = true;
  box.previousElementSibling.querySelector(".on")?.classList.remove("on");
}

/** Makes marks a single stop of the tab key, with arrows from one to the next. */
function roving(drawing, marks, chosen) {
  marks.forEach((mark, i) => mark.setAttribute("tabindex", i ? -1 : 0));
  drawing.onkeydown = (event) => {
    const at = marks.indexOf(event.target.closest("[role=button]"));
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const to = { Home: 0, End: marks.length - 1 }[event.key] ?? (step ? Math.min(marks.length - 1, Math.max(0, at + step)) : at);
    if (event.key === "Enter" || event.key === " ") chosen(marks[at]);
    else if (to !== at) {
      marks[at].setAttribute("tabindex", -1);
      marks[to].setAttribute("tabindex", 0);
      marks[to].focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

const PAPER = 680;
/** Draws something when it is about to be seen, printed, or has another width. */
function drawnWhenSeen(element, redraw) {
  let width = 0;
  const again = () => {
    const now = element.clientWidth;
    if (!now || Math.abs(now - width) < 2) return;
    width = now;
    redraw(now);
  };
  new IntersectionObserver((entries, seen) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    again();
    new ResizeObserver(again).observe(element);
  }, { rootMargin: "800px" }).observe(element);
  // a page of paper is narrower than most screens: what is scaled down cannot be read
  addEventListener("beforeprint", () => redraw(PAPER));
  addEventListener("afterprint", () => width && redraw(width));
}

const paper = document.createElement("canvas").getContext("2d");
/** How wide a label will be. */
function widthOf(text, font) {
  paper.font = font;
  return paper.measureText(text).width;
}

/** The values of a document that share no characters, the first and then the longest of those that do. */
function apart(rows) {
  let upto = 0;
  return rows.filter(([, start, end]) => start >= upto && end > start && ((upto = end), true));
}

/** Puts every value of a document into an element of its own, cut at the borders of the elements that are there. */
function markValues(source) {
  if (source.valued) return;
  source.valued = true;
  const rows = apart(given.values[source.id] ?? []);
  let [at, next] = [0, 0];
  for (const part of rows.length ? source.section.querySelectorAll(".z") : []) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const nodes = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
    for (const node of nodes) {
      const stop = at + points(node.data);
      let [rest, from] = [node, at];
      for (let i = next; rest && i < rows.length && rows[i][1] < stop; i += 1) {
        const [kind, start, end, said, row] = rows[i];
        const [a, b] = [Math.max(start, from), Math.min(end, stop)];
        if (a >= b) continue;
        const inner = a > from ? rest.splitText(units(rest.data, a - from)) : rest;
        rest = b < stop ? inner.splitText(units(inner.data, b - a)) : null;
        const piece = make("span", { className: `v ${KINDS[kind]}`, title: given.readAs[said], "data-v": `${kind} ${said} ${row}` });
        if (a === start) {
          piece.tabIndex = 0;
          piece.setAttribute("role", "button");
        }
        inner.replaceWith(piece);
        piece.append(inner);
        from = b;
      }
      at = stop;
      while (next < rows.length && rows[next][2] <= at) next += 1;
    }
  }
}

function unmarkValues(source) {
  source.valued = false;
  for (const piece of source.section.querySelectorAll(".v")) {
    const line = piece.parentNode;
    piece.replaceWith(...piece.childNodes);
    line.normalize();
  }
}

/** What a value was read as, in a card under it. */
function showValue(piece) {
  const [kind, said, row] = piece.dataset.v.split(" ").map(Number);
  const card = find("value");
  const listed = row && LISTS[kind] && find(`${LISTS[kind]}-${row}`);
  card.replaceChildren(
    make("small", {}, KINDS[kind]), make("p", {}, visible(given.readAs[said])),
    ...(listed ? [make("a", { href: `#${LISTS[kind]}-${row}` }, `in the list of ${KINDS[kind]}s`)] : []));
  card.hidden = false;
  const box = piece.getClientRects()[0];
  card.style.left = `${Math.max(8, Math.min(scrollX + box.left, document.documentElement.clientWidth - card.offsetWidth - 8))}px`;
  card.style.top = `${scrollY + box.bottom + 6}px`;
}

/** Marks the values, or takes the marks away; what stood at the top of the window stays there. */
function toggleValues() {
  const on = find("documents").classList.toggle("valued");
  find("valuing").setAttribute("aria-pressed", String(on));
  find("value").hidden = true;
  find("valued").hidden = !on;
  documents.forEach(on ? (source) => seenValues.observe(source.section) : (source) => {
    seenValues.unobserve(source.section);
    if (source.valued) unmarkValues(source);
  });
  say(on ? "Dates, places and numbers are marked." : "They are not marked.");
}
const seenValues = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) markValues(documents.find((d) => d.section === entry.target));
}, { rootMargin: "1200px" });

function startValues() {
  if (find("timeline")) startTimeline();
  if (given.map) startMap();
  if (!find("valuing")) return;
  find("valuing").addEventListener("click", toggleValues);
  addEventListener("beforeprint", () => find("documents").classList.contains("valued") && documents.forEach(markValues));
  document.addEventListener("click", (event) => {
    const piece = event.target.closest(".v[data-v]");
    if (piece && getSelection().isCollapsed) {
      event.stopPropagation();
      showValue(piece);
    } else if (!event.target.closest("#value") || event.target.closest("a")) find("value").hidden = true;
  }, true);
  find("documents").addEventListener("keydown", (event) => {
    if (event.target.matches(".v[data-v]") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      showValue(event.target);
    }
  });
}

// The timeline: documents, days and longer stretches on one axis, on which long gaps are shortened.

const DAY = 86400000;
const LANES = 12;
const LABEL = '11px system-ui, "Liberation Sans", sans-serif';
const SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

/** A day's number, counted from 1970. */
const dayOf = (text) => (text ? Math.round(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / DAY) : null);

function dayName(day) {
  const date = new Date(day * DAY);
  return `${date.getUTCDate()} ${SHORT[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

function gapName(days) {
  return days >= 730 ? `${Math.round(days / 365.25)} years` : days >= 366 ? `${Math.round(days / 30.44)} months` : "";
}

/** What is drawn: the rows of the list with their days, and how many documents are of which day. */
function timed() {
  const spans = [...find("when-list").querySelectorAll("tr[data-kind]")].map((row) => ({
    row, from: dayOf(row.dataset.from), to: dayOf(row.dataset.to), day: row.dataset.kind === "day", passages: Number(row.dataset.passages),
    name: row.cells[0].firstChild.textContent.trim(), said: row.cells[0].textContent.replace(/\s+/g, " ").trim(),
  }));
  const papers = new Map();
  for (const row of document.querySelectorAll(".dated tr[data-day]")) {
    const day = dayOf(row.dataset.day);
    papers.set(day, [...(papers.get(day) ?? []), row.cells[1].textContent.trim()]);
  }
  return { spans, papers };
}

/** Where days lie: each gap between days that matter has room by the logarithm of its length. */
function elastic({ spans, papers }, left, right) {
  const days = new Set(papers.keys());
  for (const { from, to } of spans) {
    if (from !== null) days.add(from);
    if (to !== null) days.add(to + 1);
    if (from !== null && from === to) days.add(from + 1);
  }
  const marks = [...days].sort((a, b) => a - b);
  const sums = [0];
  for (let i = 1; i < marks.length; i += 1) sums.push(sums[i - 1] + Math.log2(1 + marks[i] - marks[i - 1]));
  const all = sums.at(-1) || 1;
  const x = new Map(marks.map((day, i) => [day, left + ((right - left) * sums[i]) / all]));
  return { marks, x };
}

/** A label's place among those that are there already, if there is one. */
function fits(taken, from, to) {
  if (taken.some(([a, b]) => from < b && a < to)) return false;
  taken.push([from, to]);
  return true;
}

/** Longer stretches in lanes, those of the most passages first when there is no room for all. */
function laned(spans, x, left, right) {
  const long = spans.filter((span) => !span.day).sort((a, b) => b.passages - a.passages || a.row.rowIndex - b.row.rowIndex);
  const lanes = [];
  const out = [];
  for (const span of long) {
    const a = span.from === null ? left : x.get(span.from);
    const b = span.to === null ? right : x.get(span.to + 1);
    const text = widthOf(span.name, LABEL) + 14;
    const before = b + text > right && a - text > left;
    const [start, stop] = before ? [a - text, b] : [a, Math.min(right, Math.max(b, b + text > right ? a + text : b + text))];
    let lane = lanes.findIndex((taken) => fits(taken, start - 3, stop + 3));
    if (lane < 0 && lanes.length < LANES) lane = lanes.push([[start - 3, stop + 3]]) - 1;
    if (lane >= 0) out.push({ ...span, a, b, lane, before, inside: !before && b + text > right });
  }
  return { long: out.sort((p, q) => p.row.rowIndex - q.row.rowIndex), lanes: lanes.length, left: long.length - out.length };
}

function drawTimeline(width) {
  const box = find("timeline");
  const data = timed();
  const [left, right] = [14, width - 14];
  const { marks, x } = elastic(data, left, right);
  const { long, lanes, left: more } = laned(data.spans, x, left, right);
  const days = data.spans.filter((span) => span.day);
  const most = Math.max(1, ...days.map((span) => span.passages));
  const [papersAt, axis] = [26, 100];
  const height = axis + 30 + lanes * 20 + (more ? 18 : 4);
  const drawing = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Timeline of the dates below; arrow keys go from one to the next" },
    shape("defs", {}, fade("fade-start", 1), fade("fade-end", 0)),
    shape("text", { x: left, y: 12, class: "head" }, "□ dates of the documents"),
    shape("line", { x1: 0, x2: width, y1: axis, y2: axis, class: "axis" }));
  for (const [at, day, names] of together(data.papers, x)) drawing.append(paperMark(at, [papersAt, axis], day, names));
  gaps(drawing, marks, x, axis);
  const pieces = new Map();
  for (const span of days) pieces.set(span.row, dayMark(span, x, axis, most));
  for (const span of long) pieces.set(span.row, stretchMark(span, axis + 30 + span.lane * 20, left, right));
  const taken = [];
  for (const span of [...days].sort((a, b) => b.passages - a.passages)) {
    const name = dayName(span.from);
    const half = widthOf(name, LABEL) / 2 + 5;
    const at = Math.min(right - half + 10, Math.max(left + half - 10, (x.get(span.from) + x.get(span.to + 1)) / 2));
    if (fits(taken, at - half, at + half)) drawing.append(shape("text", { x: at, y: axis + 15, class: "tick" }, name));
  }
  if (more) drawing.append(shape("text", { x: left, y: height - 5, class: "head" }, `and ${plural(more, "longer stretch").replace("stretchs", "stretches")} more in the list`));
  const order = data.spans.map((span) => pieces.get(span.row)).filter(Boolean);
  drawing.append(...order);
  const chosen = (piece) => {
    drawing.querySelector(".on")?.classList.remove("on");
    piece.classList.add("on");
    tell(find("when-told"), [[...pieces].find(([, one]) => one === piece)[0]]);
  };
  roving(drawing, order, chosen);
  drawing.addEventListener("click", (event) => {
    const piece = event.target.closest("[role=button]");
    if (piece) chosen(piece);
  });
  box.replaceChildren(drawing, make("p", { className: "note" }, "A bar’s height is the number of passages. Long gaps are shortened: days next to one another matter more than years in between. Ends that fade are open."));
}

const fade = (id, end) => shape("linearGradient", { id }, shape("stop", { offset: 0, class: end ? "none" : "full" }), shape("stop", { offset: 1, class: end ? "full" : "none" }));

/** Documents whose days lie too close to be told apart, as one mark. */
function together(papers, x) {
  const out = [];
  for (const [day, names] of [...papers].sort((a, b) => a[0] - b[0])) {
    const at = x.get(day);
    const last = out.at(-1);
    if (last && at - last[0] < 12) {
      last[1] = `${last[1].split(" to ")[0]} to ${dayName(day)}`;
      last[2].push(...names);
    } else out.push([at, dayName(day), [...names]]);
  }
  return out;
}

function paperMark(at, [y, axis], day, names) {
  return shape("g", { class: "paper" },
    shape("title", {}, `${day}: ${names.slice(0, 20).join("; ")}${names.length > 20 ? " …" : ""}`),
    shape("line", { x1: at, x2: at, y1: y, y2: axis }), shape("path", { d: `M${at - 4},${y - 6}h8v9h-8z` }),
    ...(names.length > 1 ? [shape("text", { x: at, y: y - 9, class: "tick" }, count(names.length))] : []));
}

/** Breaks in the axis where years or months are left out. */
function gaps(drawing, marks, x, axis) {
  for (let i = 1; i < marks.length; i += 1) {
    const name = gapName(marks[i] - marks[i - 1]);
    const [a, b] = [x.get(marks[i - 1]), x.get(marks[i])];
    if (!name || b - a < 16) continue;
    const middle = (a + b) / 2;
    drawing.append(shape("path", { d: `M${middle - 4},${axis + 4}l4,-8m2,8l4,-8`, class: "break" }));
    if (b - a > widthOf(name, LABEL) + 16) drawing.append(shape("text", { x: middle, y: axis - 7, class: "gap" }, name));
  }
}

function dayMark(span, x, axis, most) {
  const [a, b] = [x.get(span.from), x.get(span.to + 1)];
  const wide = Math.max(2, Math.min(9, b - a - 1));
  const tall = 10 + 42 * Math.sqrt(span.passages / most);
  const middle = (a + b) / 2;
  return shape("g", { class: "mark", role: "button", "aria-label": `${span.said}: ${plural(span.passages, "passage")}` },
    shape("title", {}, `${span.said}: ${plural(span.passages, "passage")}`),
    shape("rect", { x: middle - Math.max(4, wide / 2), width: Math.max(8, wide), y: axis - 56, height: 56, class: "hit" }),
    shape("rect", { x: middle - wide / 2, width: wide, y: axis - tall, height: tall, class: "beam" }));
}

function stretchMark(span, y, left, right) {
  const [a, b] = [span.a, Math.max(span.b, span.a + 5)];
  const kind = span.from === null ? "beam open-start" : span.to === null ? "beam open-end" : "beam";
  const label = span.before ? { x: a - 5, "text-anchor": "end" } : span.inside ? { x: a + 6 } : { x: b + 5 };
  return shape("g", { class: "mark stretch", role: "button", "aria-label": `${span.said}: ${plural(span.passages, "passage")}` },
    shape("title", {}, `${span.said}: ${plural(span.passages, "passage")}`),
    shape("rect", { x: a, width: b - a, y: y - 1, height: 15, class: kind }),
    shape("text", { ...label, y: y + 10.5 }, span.name));
}

function startTimeline() {
  drawnWhenSeen(find("timeline"), drawTimeline);
}

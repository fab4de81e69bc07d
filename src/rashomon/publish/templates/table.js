// The table of claims: filtered, sorted, drawn a part at a time.

const FIRST = 60;
const STEP = 200;
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const COLUMNS = {
  n: (a, b) => a.place - b.place,
  who: (a, b) => collator.compare(a.who, b.who),
  cue: (a, b) => collator.compare(a.cue, b.cue),
  what: (a, b) => collator.compare(a.what, b.what),
  where: (a, b) => collator.compare(a.where, b.where),
  form: (a, b) => FORMS.indexOf(a.form) - FORMS.indexOf(b.form),
  p: (a, b) => a.p - b.p,
};
const count = (n) => n.toLocaleString("en");
const plural = (n, word) => `${count(n)} ${word}${n === 1 ? "" : "s"}`;

let shown = claims;
let drawn = 0;

/** Words and “phrases” that must all occur. */
function terms(query) {
  return [...fold(query).matchAll(/"([^"]+)"?|(\S+)/g)].map((m) => m[1] ?? m[2]).filter((t) => t !== '"');
}

/** A source without regard to letter case or a comma at its end: one voice under one spelling. */
function voice(name) {
  return fold(name).replace(/[,\s]+$/, "");
}

function filtered() {
  const wanted = terms(view.q);
  return claims.filter(
    (c) =>
      (view.comments === "with" || remark(c) === (view.comments === "only")) &&
      (!view.form || c.form === view.form) &&
      (!view.least || c.p >= Number(view.least)) &&
      (!view.attitude || c.more.attitude === view.attitude) &&
      (!view.outlet || (c.document.outlet || "-") === view.outlet) &&
      (!view.who || voice(c.who) === voice(view.who)) &&
      (!view.doc || c.document.id === view.doc) &&
      (!wanted.length || wanted.every((t) => haystack(c).includes(t))),
  );
}

function sorted(list) {
  const down = view.sort.startsWith("-");
  const by = COLUMNS[view.sort.replace("-", "")];
  if (!by) return list;
  return list.sort((a, b) => (down ? by(b, a) : by(a, b)) || a.place - b.place);
}

function cell(kind, ...children) {
  return make("td", { className: kind, role: "cell", dir: "auto" }, ...children);
}

/** What the cue says of the speaker's attitude, where it is more than assertion. */
function attitude(claim) {
  const known = claim.more.attitude;
  return known && known !== "assert" ? [make("small", { className: "attitude" }, known.replace("_", " "))] : [];
}

function row(claim) {
  const link = make("a", { href: `#claim-${claim.id}` }, visible(claim.what || "(empty)"));
  const where = make("a", { href: `#doc-${claim.document.id}`, dir: "auto" }, visible(claim.document.title));
  const outlet = claim.part?.outlet || claim.document.outlet;
  const part = claim.part && make("a", { href: `#part-${claim.document.id}-${claim.part.number}`, className: "of", dir: "auto" }, `article ${claim.part.number}`, ...(claim.part.title && claim.part.title !== claim.document.title ? [": ", visible(claim.part.title)] : []));
  const who = claim.who ? [visible(claim.who)] : [make("i", {}, "no speaker found"), `: ${claim.why}`];
  const line = make(
    "tr",
    { role: "row", id: `row-${claim.place}` },
    cell("num", String(claim.place + 1)),
    cell(claim.who ? "who" : "who none", ...who),
    cell("cue", visible(claim.cue), ...attitude(claim)),
    cell("what", make("div", {}, link)),
    cell("where", where, part ?? "", outlet ? make("span", { dir: "auto" }, visible(outlet)) : "", remark(claim) ? make("small", {}, "a reader’s comment") : ""),
    cell("form", claim.form),
    cell("num p", likelihood(claim.p), ...(claim.p < EVEN ? [make("small", { className: "doubt" }, "doubtful")] : [])),
  );
  if (claim === active) line.setAttribute("aria-current", "true");
  return line;
}

function draw(upto) {
  const part = document.createDocumentFragment();
  const stop = Math.min(upto, shown.length);
  for (let i = drawn; i < stop; i += 1) part.append(row(shown[i]));
  drawn = Math.max(drawn, stop);
  find("rows").append(part);
  const left = shown.length - drawn;
  find("more").hidden = find("every").hidden = left === 0;
  find("every").hidden ||= left <= STEP;
  find("more").textContent = `Show ${count(Math.min(STEP, left))} more`;
  find("every").textContent = `Show all ${count(shown.length)}`;
}

/** Whether a filter leaves out claims that count. */
const narrowed = () => Object.entries(view).some(([key, value]) => value && key !== "sort" && key !== "comments");

/** How many claims are shown; those in readers' comments are told apart, and never added to the others. */
function tally() {
  const remarks = view.comments ? shown.filter(remark).length : 0;
  const among = (some, all) => (narrowed() ? `${count(some)} of ${plural(all, "claim")}` : plural(all, "claim"));
  const apart = `${among(remarks, claims.length - counted)} in readers’ comments`;
  const own = among(shown.length - remarks, counted);
  return view.comments === "only" ? apart : view.comments ? `${own}, and ${apart}` : own;
}

/** Draws the table for the view as it is. */
function refresh() {
  shown = sorted(filtered());
  drawn = 0;
  find("rows").replaceChildren();
  draw(FIRST);
  find("tally").textContent = tally();
  find("reset").hidden = !narrowed() && !view.comments;
  find("none").hidden = shown.length > 0;
  const chips = [];
  if (view.who) chips.push(removable("Who: ", view.who, "who"));
  if (view.doc) chips.push(removable("In: ", documents.find((d) => d.id === view.doc)?.title ?? view.doc, "doc"));
  find("chips").replaceChildren(...chips);
  for (const head of find("table").querySelectorAll("[data-sort]")) {
    const way = view.sort === head.dataset.sort ? "ascending" : view.sort === `-${head.dataset.sort}` ? "descending" : "";
    if (way) head.setAttribute("aria-sort", way);
    else head.removeAttribute("aria-sort");
  }
}

/** A filter that was set by a link, shown as a button that takes it away. */
function removable(label, value, key) {
  const button = make("button", { type: "button", className: "chip", title: "take this filter away" }, label, make("bdi", {}, visible(value)), " ×");
  button.addEventListener("click", () => refine({ [key]: "" }));
  return button;
}

/** Changes the view, the table, and the address. */
function refine(change, push = true) {
  Object.assign(view, change);
  for (const key of CONTROLS) if (find(key).value !== view[key]) find(key).value = view[key];
  refresh();
  remember(push);
}

function startTable() {
  find("view").hidden = claims.length === 0;
  find("filters").addEventListener("submit", (event) => event.preventDefault());
  find("q").addEventListener("input", () => refine({ q: find("q").value }, false));
  for (const key of CONTROLS.slice(1)) find(key).addEventListener("change", () => refine({ [key]: find(key).value }));
  find("reset").addEventListener("click", () => refine({ ...EMPTY, sort: view.sort }));
  find("more").addEventListener("click", () => draw(drawn + STEP));
  find("every").addEventListener("click", () => draw(shown.length));
  for (const head of find("table").querySelectorAll("[data-sort]")) {
    const key = head.dataset.sort;
    head.addEventListener("click", () => refine({ sort: view.sort === key ? `-${key}` : key }));
  }
  addEventListener("beforeprint", () => draw(shown.length));
}

/** Stands at a claim's row, drawing the table that far; a claim that the filter hides brings all claims back. */
function toRow(claim) {
  if (!shown.includes(claim)) refine({ ...EMPTY, comments: remark(claim) ? "with" : "" });
  const at = shown.indexOf(claim);
  if (at >= drawn) draw(at + 20);
  const line = find(`row-${claim.place}`);
  find("card").hidden = true;
  line.scrollIntoView({ block: "center" });
  line.querySelector(".what a").focus({ preventScroll: true });
}

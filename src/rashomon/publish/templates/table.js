// The table of claims: filtered, sorted, drawn a part at a time.

const FIRST = 60;
const STEP = 200;
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const placed = (name) => (a, b) => MEANT[name].get(a[name])?.place - MEANT[name].get(b[name])?.place;
const COLUMNS = {
  n: (a, b) => a.place - b.place,
  who: (a, b) => collator.compare(a.who, b.who),
  attitude: (a, b) => placed("attitude")(a, b) || collator.compare(a.cue, b.cue),
  what: (a, b) => collator.compare(a.what, b.what),
  certainty: placed("certainty"),
  evidence: placed("evidence"),
  chain: (a, b) => a.chain.links.length - b.chain.links.length || collator.compare(between(a).join(), between(b).join()),
  where: (a, b) => collator.compare(a.where, b.where),
  form: (a, b) => FORMS.indexOf(a.form) - FORMS.indexOf(b.form),
  p: (a, b) => a.p - b.p,
};
const count = (n) => n.toLocaleString("en");
const plural = (n, word) => `${count(n)} ${word}${n === 1 ? "" : "s"}`;

let shown = claims;
let drawn = 0;

function sorted(list) {
  const down = view.sort.startsWith("-");
  const by = COLUMNS[view.sort.replace("-", "")];
  if (!by) return list;
  return list.sort((a, b) => (down ? by(b, a) : by(a, b)) || a.place - b.place);
}

function cell(kind, ...children) {
  return make("td", { className: kind, role: "cell", dir: "auto" }, ...children);
}

/** What stands beside a value that is not sure enough to stand alone. */
const doubts = (p) => (low(p) ? [" ", make("small", { className: "unsure" }, `unsure, p ${likelihood(p)}`)] : []);

/** A value in words, its code and meaning in the tooltip, and how unsure it is if it is. */
function valued(name, claim) {
  const value = claim[name];
  if (!value) return [];
  const { word, meaning } = MEANT[name].get(value);
  return [make("span", { title: meaning ? `${value}: ${meaning}` : value }, word), ...doubts(claim.sure[name])];
}

/** Whether a source is written otherwise than by its speaker's name. */
const otherwise = (claim) => claim.written && !voice(claim.written).includes(voiceOf(claim).replace(/^the /, ""));

/** Who says it: the name, how it is identified, and the source as written where that is something else. */
function speaking(claim) {
  if (!claim.who) return [make("i", {}, "no speaker found"), `: ${claim.why}`];
  const mark = claim.identified && make("small", { className: `mark ${claim.identified}`, title: MEANT.identified.get(claim.identified).meaning }, claim.identified);
  const written = otherwise(claim) ? make("small", { className: "written" }, "as “", visible(claim.written), "”") : "";
  return [make("b", {}, visible(claim.who)), mark && " ", mark, written && " ", written, ...(claim.speaker ? doubts(claim.sure.speaker) : [])];
}

const LONG = 4;

/** A chain in one line, outermost first; its outlet stands back, its weakest link says that it is, the card has all of it. */
function chained(claim) {
  const { links, weakest, why } = claim.chain;
  const hidden = links.length > LONG ? links.length - LONG + 1 : 0;
  const steps = links.flatMap((link, i) => {
    if (i && i <= hidden) return i === 1 ? [" > ", make("small", { title: links.slice(1, hidden + 1).map((l) => l.name).join(" > ") }, `${hidden} more`)] : [];
    return [
      i ? " > " : "",
      link.how === "outlet" ? make("span", {}, visible(link.name)) : visible(link.name),
      ...(why && i === weakest && links.length > 2 ? [" ", make("small", {}, why)] : []),
    ];
  });
  return links.length ? [...steps, ...doubts(claim.sure.chain)] : steps;
}

/** What a claim that stands inside another says of it. */
const insideOf = (claim) => (claim.parent ? [make("small", { className: "inside" }, `inside ${claim.parent.place + 1}${claim.parent.who ? ": " : ""}`, visible(claim.parent.who), ...(low(claim.sure.parent) ? [`, unsure, p ${likelihood(claim.sure.parent)}`] : []))] : []);

function row(claim) {
  const link = make("a", { href: `#claim-${claim.id}` }, visible(claim.what || "(empty)"));
  const where = make("a", { href: `#doc-${claim.document.id}`, dir: "auto" }, visible(claim.document.title));
  const named = claim.part?.outlet || claim.document.outlet;
  const outlet = claim.chain.links[0]?.name === named ? "" : named;
  const part = claim.part && make("a", { href: `#part-${claim.document.id}-${claim.part.number}`, className: "of", dir: "auto" }, `article ${claim.part.number}`, ...(claim.part.title && claim.part.title !== claim.document.title ? [": ", visible(claim.part.title)] : []));
  const line = make(
    "tr",
    { role: "row", id: `row-${claim.place}`, className: claim.depth ? `inner d${Math.min(claim.depth, 4)}` : undefined },
    cell("num", String(claim.place + 1)),
    cell(claim.who ? "who" : "who none", ...speaking(claim)),
    cell("cue", ...valued("attitude", claim), claim.attitude && " ", make("i", {}, visible(claim.cue))),
    cell("what", ...insideOf(claim), make("div", {}, link)),
    cell("certainty", ...valued("certainty", claim)),
    cell(claim.evidence === "none" ? "evidence nil" : "evidence", ...valued("evidence", claim)),
    cell("chain", ...chained(claim)),
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
const narrowed = () => Object.entries(view).some(([key, value]) => value && !["sort", "comments", "own", "loaded"].includes(key));

/** How many claims are shown; those inside others and those in readers' comments are told apart, and never added up. */
function tally() {
  const remarks = view.comments ? shown.filter(remark).length : 0;
  const inner = shown.filter((claim) => claim.parent && !remark(claim)).length;
  const among = (some, all, word = "") => (narrowed() ? `${count(some)} of ${word ? plural(all, word) : count(all)}` : word ? plural(all, word) : count(all));
  const apart = `${among(remarks, claims.length - counted - innerOnes, "claim")} in readers’ comments`;
  const within = innerOnes ? ` + ${among(inner, innerOnes)} inside others` : "";
  const own = among(shown.length - remarks - inner, counted, "claim") + within;
  return view.comments === "only" ? apart : view.comments ? `${own}, and ${apart}` : own;
}

/** Draws the table for the view as it is. */
function refresh() {
  showView();
  shown = sorted(fitting(view));
  find("table").classList.toggle("indented", !view.sort || view.sort === "n");
  drawn = 0;
  find("rows").replaceChildren();
  draw(FIRST);
  find("tally").textContent = tally();
  find("reset").hidden = !narrowed() && !view.comments;
  find("none").hidden = shown.length > 0;
  const chips = [];
  if (view.who) chips.push(removable("Who: ", view.who, "who"));
  if (view.through) chips.push(removable("Passes through: ", view.through, "through"));
  if (view.doc) chips.push(removable("In: ", documents.find((d) => d.id === view.doc)?.title ?? view.doc, "doc"));
  find("chips").replaceChildren(...chips);
  refreshVoice();
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
  refresh();
  remember(push);
}

function startTable() {
  find("view").hidden = claims.length === 0;
  startFilters();
  find("reset").addEventListener("click", () => refine({ ...EMPTY, sort: view.sort, own: view.own }));
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

// The claims, their words cut out of the documents on the page, and the view that the address keeps.
// Text goes in by textContent alone; the policy forbids anything else.

const FORMS = ["direct", "mixed", "indirect"];
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

const find = (id) => document.getElementById(id);

/** An element with properties, data and children; strings become text. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (name in element && name !== "role") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Text in which characters that hide or reorder text are named instead of obeyed. */
function visible(text) {
  const out = document.createDocumentFragment();
  let at = 0;
  for (const found of text.matchAll(HIDDEN)) {
    const code = found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    out.append(text.slice(at, found.index), make("span", { className: "x", "data-x": `U+${code}` }));
    at = found.index + found[0].length;
  }
  out.append(text.slice(at));
  return out;
}

/** Cuts by code points, as all offsets count them; the one place where JavaScript's own units are dealt with. */
function cutter(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (start, end) => text.slice(start, end);
  const units = [];
  for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) units.push(at);
  units.push(text.length);
  return (start, end) => text.slice(units[start], units[end]);
}

const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/** The quoted words of a flat list of spans, on one line. */
function words(cut, spans) {
  const out = [];
  for (let i = 0; i < spans.length; i += 2) out.push(oneLine(cut(spans[i], spans[i + 1])));
  return out.join(" … ");
}

const likelihood = (p) => (p >= 0.995 ? ">.99" : p < 0.005 ? "<.01" : p.toFixed(2).replace(/^0/, ""));

/** Text made comparable: case, accents and the kinds of quotation marks and dashes do not matter. */
const fold = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’‛`]/g, "'").replace(/[“”„«»]/g, '"').replace(/[‐-―]/g, "-").toLowerCase();

/** The article that a place belongs to, in a document that holds several. */
function partOf(source, at) {
  const n = (source.parts ?? []).findLastIndex(([start]) => start <= at);
  return n < 0 ? null : { number: n + 1, title: source.parts[n][1], outlet: source.parts[n][2] };
}

const documents = JSON.parse(find("data").textContent);
const claims = [];
const byId = new Map();

for (const source of documents) {
  source.section = find(`doc-${source.id}`);
  let text = "";
  for (const part of source.section.querySelectorAll(".z")) text += part.textContent;
  const cut = cutter(text);
  source.list = source.claims.map(([short, form, p, who, cue, what, more], i) => {
    const claim = {
      id: source.id + short, document: source, number: i + 1, place: claims.length, form: FORMS[form], p, more: more || {},
      spans: { source: who, cue, content: what },
      who: words(cut, who), cue: words(cut, cue), what: words(cut, what),
    };
    claim.part = partOf(source, (what.length ? what : cue.length ? cue : who)[0] ?? 0);
    claim.where = oneLine([source.title, ...(claim.part ? [claim.part.title, claim.part.outlet] : []), source.outlet].join(" "));
    claim.why = who.length ? "" : claim.cue ? `none is marked for “${claim.cue}”` : "no source and no cue are marked";
    claims.push(claim);
    if (!byId.has(claim.id)) byId.set(claim.id, claim);
    return claim;
  });
  source.claims = null;
}
/** Claims in readers' comments come after all others, and count as none. */
const remark = (claim) => claim.more.zone === "comment";
claims.sort((a, b) => remark(a) - remark(b) || a.place - b.place).forEach((claim, i) => (claim.place = i));
const counted = claims.filter((claim) => !remark(claim)).length;

/** What a claim is looked up by: all its columns in one string, made when first needed. */
function haystack(claim) {
  claim.folded ??= fold(
    [claim.who || "no speaker found", claim.cue, claim.what, claim.where, claim.document.name, claim.form, likelihood(claim.p), claim.p < EVEN ? "doubtful" : "", ...Object.values(claim.more)].join("\n"),
  );
  return claim.folded;
}

const EMPTY = { q: "", outlet: "", attitude: "", form: "", comments: "", least: "", who: "", doc: "", sort: "" };
/** The filters with a control of their own, whose id is the filter's name. */
const CONTROLS = ["q", "outlet", "attitude", "form", "comments", "least"].filter((name) => find(name));
/** Under this a claim is more likely joined wrongly than rightly, and is called doubtful; what shows as .50 is not. */
const EVEN = 0.495;
const view = { ...EMPTY };
let active = null;

/** The address of a view: the plain anchor when nothing is filtered, so that a claim's link stays short and lasting. */
function address() {
  const given = new URLSearchParams(Object.entries(view).filter(([, value]) => value));
  if (!given.size) return active ? `#claim-${active.id}` : "#claims";
  if (active) given.set("at", active.id);
  return `#view?${given}`;
}

/** Puts the view into the address; `push` makes a step that the back button undoes. */
function remember(push) {
  const to = address();
  if (to === location.hash) return;
  history[push ? "pushState" : "replaceState"](null, "", to);
}

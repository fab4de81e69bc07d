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

const oneLine = (text) => (/[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, " ") : text).trim();

/** The quoted words of a flat list of spans, on one line. */
function words(cut, spans) {
  const out = [];
  for (let i = 0; i < spans.length; i += 2) out.push(oneLine(cut(spans[i], spans[i + 1])));
  return out.join(" … ");
}

const likelihood = (p) => (p >= 0.995 ? ">.99" : p < 0.005 ? "<.01" : p.toFixed(2).replace(/^0/, ""));

/** Text made comparable: case, accents and the kinds of quotation marks and dashes do not matter. */
const fold = (text) =>
  /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’‛`]/g, "'").replace(/[“”„«»]/g, '"').replace(/[‐-―]/g, "-").toLowerCase();

/** The article that a place belongs to, in a document that holds several. */
function partOf(source, at) {
  const n = (source.parts ?? []).findLastIndex(([start]) => start <= at);
  return n < 0 ? null : { number: n + 1, title: source.parts[n][1], outlet: source.parts[n][2] };
}

const given = JSON.parse(find("data").textContent);
const documents = given.documents;
/** Values of a vocabulary by their place, as [code, word, meaning]; place 0 is none. */
const WORDS = Object.fromEntries(Object.entries(given.words).map(([name, rows]) => [name, [["", "", ""], ...rows]]));
const MEANT = Object.fromEntries(Object.entries(WORDS).map(([name, rows]) => [name, new Map(rows.map(([code, word, meaning], place) => [code, { word, meaning, place }]))]));
const code = (name, place) => WORDS[name][place ?? 0][0];
/** The word of a code. */
const worded = (name, value) => MEANT[name].get(value)?.word ?? value.replaceAll("_", " ");
const claims = [];
const byId = new Map();

/** A speaker's row with its words. */
function speakerOf([name, kind, identified, how, ...facts]) {
  const said = (i) => ({ words: oneLine(given.strings[facts[i]]), at: facts[i + 2] ? [facts[i + 1], facts[i + 2]] : null });
  return {
    name: oneLine(given.strings[name]), kind: code("kind", kind), identified: code("identified", identified), how: given.strings[how],
    role: said(0), affiliation: said(3), rules: said(6),
  };
}

/** A link's row with its words. */
function linkOf([name, kind, identified, start, end, how, reason, p]) {
  return {
    name: oneLine(given.strings[name]), kind: code("kind", kind), identified: code("identified", identified), at: end ? [start, end] : null,
    how: code("how", how), reason: given.strings[reason], p,
  };
}

/** A claim's links with the weakest and why. */
function chainOf(source, [links = [], weakest = 0, why = 0] = []) {
  return { links: links.map((i) => source.relays[i]), weakest: weakest - 1, why: weakest ? given.strings[why] : "" };
}

/** A claim; its words are cut out of the document when they are first asked for. */
class Claim {
  constructor(source, row, i) {
    const [short, form, p, from, cue, what, attitude, certainty, evidence, speaker, chain, sure, parent, evidenceAt, loaded, zone] = row;
    this.id = source.id + short;
    this.document = source;
    this.number = i + 1;
    this.values = ((((form * 16 + (attitude ?? 0)) * 16 + (certainty ?? 0)) * 16 + (evidence ?? 0)) * 16) + (speaker ? KNOWN.indexOf(source.speakers[speaker - 1].identified) + 1 : 0);
    this.place = 0;
    this.form = FORMS[form];
    this.p = p;
    this.spans = { source: from, cue, content: what };
    this.attitude = code("attitude", attitude);
    this.certainty = code("certainty", certainty);
    this.evidence = code("evidence", evidence);
    this.speaker = speaker ? source.speakers[speaker - 1] : null;
    this.identified = this.speaker?.identified ?? "";
    this.chain = chainOf(source, chain || []);
    this.sure = Object.fromEntries(SURED.map((name, place) => [name, sure?.[place] ?? 1]));
    this.parent = parent || 0;
    this.inside = NOBODY;
    this.depth = 0;
    this.evidenceAt = evidenceAt || [];
    this.loaded = loaded || [];
    this.zone = zone || "";
  }
  get written() { return (this.writtenWords ??= words(this.document.cut, this.spans.source)); }
  get cue() { return (this.cueWords ??= words(this.document.cut, this.spans.cue)); }
  get what() { return (this.whatWords ??= words(this.document.cut, this.spans.content)); }
  get who() { return (this.whoWords ??= this.speaker?.name || this.written.replace(/[,\s]+$/, "")); }
  get why() { return this.who ? "" : this.cue ? `none is marked for “${this.cue}”` : "no source and no cue are marked"; }
  get part() { return partOf(this.document, Object.values(this.spans).reverse().find((s) => s.length)?.[0] ?? 0); }
  get where() {
    const { document: source, part } = this;
    if (!part) return (source.where ??= oneLine(`${source.title} ${source.outlet}`));
    return oneLine([source.title, part.title, part.outlet, source.outlet].join(" "));
  }
}
const SURED = ["attitude", "certainty", "evidence", "chain", "parent", "speaker"];
const NOBODY = [];
const KNOWN = ["named", "described", "anonymous", "unspecified"];

/** A document's claims in the order of the text, each followed by those inside it. */
function nested(list) {
  const out = [];
  const add = (claim, depth) => {
    claim.depth = depth;
    out.push(claim);
    for (const inner of claim.inside) add(inner, depth + 1);
  };
  for (const claim of list) {
    if (!claim.parent) {
      claim.parent = null;
      continue;
    }
    // a parent that stands behind its child is looked up too; one that leads back to the claim itself is none
    let up = list[claim.parent - 1];
    for (const seen = new Set([claim]); up; up = list[up.parent - 1]) {
      if (seen.has(up)) break;
      seen.add(up);
    }
    claim.parent = up ? null : (list[claim.parent - 1] ?? null);
    if (claim.parent) claim.parent.inside = [...claim.parent.inside, claim];
  }
  for (const claim of list) if (!claim.parent) add(claim, 0);
  return out;
}

for (const source of documents) {
  source.section = find(`doc-${source.id}`);
  let text = "";
  for (const part of source.section.querySelectorAll(".z")) text += part.textContent;
  source.cut = cutter(text);
  source.speakers = (source.speakers ?? []).map(speakerOf);
  source.relays = (source.relays ?? []).map(linkOf);
  source.list = source.claims.map((row, i) => new Claim(source, row, i));
  source.voice ??= [];
  source.claims = null;
  for (const claim of nested(source.list)) {
    claim.place = claims.length;
    claims.push(claim);
    if (!byId.has(claim.id)) byId.set(claim.id, claim);
  }
}
/** Claims in readers' comments come after all others, and count as none. */
const remark = (claim) => claim.zone === "comment";
claims.sort((a, b) => remark(a) - remark(b) || a.place - b.place).forEach((claim, i) => (claim.place = i));
/** Claims inside others are counted apart. */
const counted = claims.filter((claim) => !remark(claim) && !claim.parent).length;
const innerOnes = claims.filter((claim) => !remark(claim) && claim.parent).length;

/** Whether a probability is so low that the value is shown as unsure. */
const low = (p) => p < given.sure;
/** Whether something about a claim is unsure: how it was joined ("p"), one of its values, or any of them. */
const isUnsure = (claim, what) => (what === "p" ? low(claim.p) : SURED.includes(what) ? low(claim.sure[what]) : low(claim.p) || SURED.some((name) => low(claim.sure[name])));

const folds = new Map();
/** Text folded once, for names and words that many claims share. */
function foldedOnce(text) {
  let found = folds.get(text);
  if (found === undefined) folds.set(text, (found = fold(text)));
  return found;
}

/** The words of a claim's values, folded once for all claims that have the same ones. */
const foldedValues = new Map();
function valuesOf(claim) {
  let found = foldedValues.get(claim.values);
  if (found === undefined) {
    const { form, certainty, identified } = claim;
    found = fold([form, worded("attitude", claim.attitude), certainty, worded("certainty", certainty), worded("evidence", claim.evidence), identified].join("\n"));
    foldedValues.set(claim.values, found);
  }
  return found;
}

/** What a claim is looked up by: all its columns in one string, made when first needed; what claims share is folded once. */
function haystack(claim) {
  if (claim.folded) return claim.folded;
  const { speaker, document: source, part } = claim;
  if (speaker) speaker.folded ??= fold([speaker.name, speaker.role.words, speaker.affiliation.words, speaker.rules.words].join("\n"));
  source.folded ??= fold(`${source.title}\n${source.outlet}\n${source.name}`);
  let text = `${fold(claim.what)}\n${foldedOnce(claim.written || "no speaker found")}\n${foldedOnce(claim.cue)}\n${source.folded}\n${valuesOf(claim)}\n${likelihood(claim.p)}`;
  if (speaker) text += `\n${speaker.folded}`;
  for (const link of claim.chain.links) if (link.how !== "outlet" && link.name !== speaker?.name) text += `\n${foldedOnce(link.name)}`;
  if (part) text += `\n${foldedOnce(claim.where)}`;
  if (claim.zone) text += `\n${claim.zone}`;
  if (claim.p < EVEN) text += "\ndoubtful";
  return (claim.folded = text);
}

/** Gets all claims ready to be looked up while nothing else is to be done, so that the first key pressed is not kept waiting. */
function makeReady(at = 0) {
  (globalThis.requestIdleCallback ?? setTimeout)((idle) => {
    let next = at;
    do haystack(claims[next++]);
    while (next < claims.length && (next % 64 || idle?.timeRemaining?.() > 2));
    if (next < claims.length) makeReady(next);
  });
}

const EMPTY = {
  q: "", who: "", attitude: "", certainty: "", evidence: "", identified: "", chain: "", through: "", outlet: "", form: "", comments: "", least: "", unsure: "", own: "", loaded: "", doc: "", sort: "",
};
/** The filters with a control of their own, whose id is the filter's name. */
const CONTROLS = ["q", "attitude", "certainty", "evidence", "identified", "chain", "outlet", "form", "comments", "least", "unsure"].filter((name) => find(name));
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

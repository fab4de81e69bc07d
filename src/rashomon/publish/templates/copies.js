// Copies: the two passages side by side, words that only one has marked; reworded ones sentence by sentence.

const copyRows = () => (linked.copyOnes ??= linked.copies.map(([id, kind, a, aStart, aEnd, b, bStart, bEnd, identity, directed, reasons, size, p, aligned]) => ({
  id, kind: linked.copyKinds[kind], left: { source: documents[a], start: aStart, end: aEnd }, right: { source: documents[b], start: bStart, end: bEnd }, identity, directed, reasons, size, p, aligned, reworded: aligned.length > 0 || linked.copyKinds[kind][0].startsWith("reworded"),
})));
const textOf = ({ source, start, end }) => source.cut(start, end);
const copyText = ({ kind, left, right }) => [kind[0], ...[left, right].flatMap((end) => [end.source.title, end.source.outlet, textOf(end)])].join("\n");

/** Words with the white space behind them, and what they are compared by. */
const tokens = (text) => (text.match(/\S+\s*/g) ?? []).map((said) => ({ said, key: fold(said.trim()).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "") || said.trim() }));

const MOST = 4000;
/** The shortest way from one list of words to the other (Myers 1986), as runs of what both, the left, or the right has; null where they differ too much. */
function compared(left, right) {
  const [n, m] = [left.length, right.length];
  const limit = Math.min(n + m, MOST);
  const trace = [];
  let best = new Map([[1, 0]]);
  for (let d = 0; d <= limit; d += 1) {
    const next = new Map();
    trace.push(best);
    for (let k = -d; k <= d; k += 2) {
      let x = k === -d || (k !== d && (best.get(k - 1) ?? -1) < (best.get(k + 1) ?? -1)) ? best.get(k + 1) ?? 0 : (best.get(k - 1) ?? 0) + 1;
      while (x < n && x - k < m && left[x].key === right[x - k].key) x += 1;
      next.set(k, x);
      if (x >= n && x - k >= m) return walked(trace, left, right, d);
    }
    best = next;
    if (trace.length * d > 1e6) return null;
  }
  return null;
}

/** The way back through what `compared` tried, as steps from the beginning. */
function walked(trace, left, right, last) {
  const out = [];
  let [x, y] = [left.length, right.length];
  for (let d = last; d > 0; d -= 1) {
    const best = trace[d];
    const k = x - y;
    const down = k === -d || (k !== d && (best.get(k - 1) ?? -1) < (best.get(k + 1) ?? -1));
    const from = down ? k + 1 : k - 1;
    const [px, py] = [best.get(from) ?? 0, (best.get(from) ?? 0) - from];
    while (x > px && y > py && x > 0 && y > 0) out.push(["both", left[(x -= 1)], right[(y -= 1)]]);
    if (down) out.push(["right", null, right[(y -= 1)]]);
    else out.push(["left", left[(x -= 1)], null]);
  }
  while (x > 0 && y > 0) out.push(["both", left[(x -= 1)], right[(y -= 1)]]);
  return out.reverse();
}

/** Runs of words of one side, those that only it has in an element of their own. */
function sideCell(steps_, side, tag, of) {
  const out = [];
  let run = "";
  let only = false;
  const flush = () => {
    const bare = run.trimEnd();
    if (run) out.push(only ? make(tag, {}, visible(bare)) : visible(bare), run.slice(bare.length));
    run = "";
  };
  for (const step_ of steps_) {
    const token = step_[side === "left" ? 1 : 2];
    if (!token) continue;
    const alone = step_[0] !== "both";
    if (alone !== only) flush();
    only = alone;
    run += token.said.replace(/\s+/g, " ");
  }
  flush();
  return make("td", { dir: "auto", "data-of": of }, ...out);
}

const SENTENCE_END = /[.!?…]["”’»)]*\s*$/;
const SAME = 40;
/** Rows that keep both sides level: one for each sentence that ends on both. */
function levelled(all) {
  const rows = [[]];
  for (const one of all) {
    rows.at(-1).push(one);
    if (one[0] === "both" && SENTENCE_END.test(one[1].said) && SENTENCE_END.test(one[2].said)) rows.push([]);
  }
  return rows.filter((row) => row.length);
}

/** Words of a reworded sentence, those that its counterpart has too in an element of their own. */
function sharedCell(text, other, of) {
  const known = new Set(tokens(other).map((t) => t.key));
  const telling = (key, said) => known.has(key) && (/\d/u.test(said) || key.length > (/^[^\p{L}]*\p{Lu}/u.test(said) ? 3 : 5));
  return make("td", { dir: "auto", "data-of": of }, ...tokens(text).flatMap(({ said, key }) => (telling(key, said) ? [make("b", { className: "both" }, visible(said.trimEnd())), " "] : [visible(said)])));
}

/** What a passage is called where the two stand one under the other. */
const calledOf = ({ source }) => plainName(source.outlet || source.title);

function wordRows({ left, right }) {
  const [a, b] = [textOf(left), textOf(right)];
  const found = compared(tokens(a), tokens(b));
  if (!found) return [make("tr", {}, make("td", { dir: "auto" }, visible(a)), make("td", { dir: "auto" }, visible(b)))];
  const rows = levelled(found).map((row) => [row.every(([kind]) => kind === "both"), row]);
  const drawRow = ([, row]) => make("tr", {}, sideCell(row, "left", "del", calledOf(left)), sideCell(row, "right", "ins", calledOf(right)));
  if (rows.length < 9) return rows.map(drawRow);
  // what is the same over many sentences is folded away: it would hide what is not
  const out = [];
  for (let i = 0; i < rows.length; i += 1) {
    let stop = i;
    while (stop < rows.length && rows[stop][0]) stop += 1;
    if (stop - i < 4) {
      out.push(drawRow(rows[i]));
      continue;
    }
    const hidden = rows.slice(i + 1, stop - 1);
    const line = make("tr", { className: "same" });
    line.append(make("td", { colSpan: 2 }, press(`${plural(hidden.length, "sentence")} the same on both sides: show`, () => line.replaceWith(...hidden.map(drawRow)), { className: "plain" })));
    out.push(drawRow(rows[i]), line, drawRow(rows[stop - 1]));
    i = stop - 1;
  }
  return out;
}

function alignedRows({ left, right, aligned }) {
  const out = [];
  for (let i = 0; i < aligned.length; i += 4) {
    const [a, b] = [left.source.cut(aligned[i], aligned[i + 1]), right.source.cut(aligned[i + 2], aligned[i + 3])];
    out.push(make("tr", {}, sharedCell(a, b, calledOf(left)), sharedCell(b, a, calledOf(right))));
  }
  return out.length ? out : [make("tr", {}, sharedCell(textOf(left), textOf(right), calledOf(left)), sharedCell(textOf(right), textOf(left), calledOf(right)))];
}

function copyInside(row) {
  const head = ({ source, start, end }) => make("th", { scope: "col" }, toDocument(source, source.title), make("small", {}, [source.outlet, source.published && publishedOn(source)].filter(Boolean).flatMap((s) => [" · ", s]).join("")), " ", toSpan(source, [start, end], "show it in the text"));
  const rows = row.reworded ? alignedRows(row) : wordRows(row);
  const seconds = make("div", { className: "scroll", role: "region", ariaLabel: "The two passages side by side", tabIndex: 0 },
    make("table", { className: row.reworded ? "beside reworded" : "beside" }, make("thead", {}, make("tr", {}, head(row.left), head(row.right))), make("tbody", {}, ...rows)));
  return [...reasonsList(row.reasons), seconds];
}

/** How much two sides have in common; a hundred is only said where all of it is. */
const percent = (share) => (share >= 1 ? "100" : String(Math.min(99, Math.round(share * 100))));

function copyRow(row) {
  const named = ({ source }) => make("bdi", {}, visible(source.outlet || source.title));
  const facts = [row.size ? plural(row.size, "word") : "", row.reworded ? `${percent(row.identity)} % alike in meaning` : `${percent(row.identity)} % of the words the same`, row.directed ? (matchMedia("(min-width: 52.01rem)").matches ? "taken over from the left" : "taken over from the upper one") : "which came first is not known"].filter(Boolean);
  const first = short(oneLine(row.left.source.cut(row.left.start, Math.min(row.left.end, row.left.start + 400))), 110);
  return (row.box ??= opened({ className: "row", id: `copy-${row.id}` }, [
    make("span", { className: "what" }, make("b", { title: row.kind[1] }, row.kind[0][0].toUpperCase() + row.kind[0].slice(1)), ": ", named(row.left), row.directed ? " → " : " ↔ ", named(row.right)),
    make("small", {}, facts.join(" · "), ...doubts(row.p)),
    inQuotes(first, visible(unquoted(first))),
  ], () => copyInside(row)));
}

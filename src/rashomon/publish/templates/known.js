// Who is who: names that were taken for one and why, names that may be one, and what changed from hop to hop.

const knownRows = () => linked.who.map(([name, kind, pages, names, roles, reasons, person]) => ({ name: linked.words[name], kind: linked.words[kind], pages, names: wordsOf(names), roles: wordsOf(roles), reasons, person }));
const knownText = ({ name, kind, names, roles, pages }) => [name, kind, ...names, ...roles, ...pages.map((n) => documents[n].title)].join("\n");

/** Pages as links, the first few at once. */
function pageLinks(pages, upto = 4) {
  const links = pages.slice(0, upto).flatMap((n, i) => [i ? "; " : "", whence({ source: documents[n] })]);
  return pages.length > upto ? [...links, ` and ${count(pages.length - upto)} more`] : links;
}

function knownRow(row) {
  const listOf = (label, said) => (said.length ? [make("p", {}, make("small", {}, `${label}: `), ...said.flatMap((one, i) => [i ? "; " : "", make("bdi", {}, visible(one))]))] : []);
  return opened({ className: "row" }, [
    make("span", { className: "what" }, make("b", {}, make("bdi", {}, visible(row.name))), row.names.length ? " also " : "", ...row.names.slice(0, 4).flatMap((one, i) => [i ? ", " : "", make("bdi", {}, visible(one))]), row.names.length > 4 ? " …" : ""),
    make("small", {}, [row.kind, plural(row.pages.length, "document"), row.person ? "decided by a person" : ""].filter(Boolean).join(" · ")),
  ], () => [
    ...listOf("Names", row.names), ...listOf("Roles", row.roles),
    make("p", {}, make("small", {}, "In: "), ...pageLinks(row.pages, 40)),
    ...(row.reasons.length ? [make("h4", {}, "Why these are one"), ...reasonsList(row.reasons)] : []),
  ]);
}

const alikeRows = () => linked.alike.map(([a, b, inA, inB, reasons, against, p]) => ({ ends: [[linked.words[a], inA], [linked.words[b], inB]], reasons, against, p }));
const alikeText = ({ ends, reasons }) => [...ends.map(([name]) => name), ...wordsOf(reasons)].join("\n");

function alikeRow({ ends, reasons, against, p }) {
  return make("div", { className: "pair" },
    make("p", {}, ...ends.flatMap(([name, pages], i) => [i ? " and " : "", make("b", {}, make("bdi", {}, visible(name))), " (", ...pageLinks(pages, 2), ")"]), make("small", {}, ` · one and the same: p ${likelihood(p)}`)),
    ...(reasons.length ? [make("p", { className: "because" }, make("small", {}, "for: "), visible(wordsOf(reasons).join("; ")))] : []),
    ...(against.length ? [make("p", { className: "because" }, make("small", {}, "against: "), visible(wordsOf(against).join("; ")))] : []));
}

const changeRows = () => linked.changes.map(([kind, later, earlier, page, start, end, from, begin, stop, after, before, reason, p]) => ({
  kind: linked.changeKinds[kind], later, earlier, after: { page, start, end, words: linked.words[after] }, before: { page: from, start: begin, end: stop, words: linked.words[before] }, reason: linked.words[reason], p,
}));
const changeText = (row) => [row.kind, row.reason, row.before.words, row.after.words, ...[row.later, row.earlier].filter((n) => n >= 0).map(sayingOf).flatMap((one) => [sayer_(one), one.source.outlet, one.source.title])].join("\n");

/** The words of one end of a hop, with whose they are. */
function changed(label, tag, { page, start, end, words: said }, n) {
  const source = documents[page];
  const to = n >= 0 ? sayingOf(n) : null;
  const mark = make(tag, {}, source ? toSpan(source, [start, end], visible(said || "(nothing)")) : visible(said || "(nothing)"));
  return make("div", {}, make("small", {}, label), " ", inQuotes(said, mark), " ",
    ...(to ? [make("b", {}, make("bdi", {}, visible(sayer_(to)))), " "] : []), ...(source ? [whence({ source })] : []));
}

function changeRow(row) {
  return make("div", { className: "pair change" },
    make("p", { className: "said-why", dir: "auto" }, make("b", {}, visible(row.reason || row.kind)), ...doubts(row.p)),
    make("div", { className: "hop" }, changed("before", "span", row.before, row.earlier), changed("after", "span", row.after, row.later)));
}

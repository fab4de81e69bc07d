// Statements: who says the same, how many independent origins that has, what agrees, contradicts and qualifies.

const TIE_WORDS = {
  agrees: ["Agrees with", "Agrees with"],
  contradicts: ["Contradicted by", "Contradicted by"],
  qualifies: ["Says less, or another number, than", "Said with less, or with another number, in"],
};
const TIE_KINDS = ["agrees", "contradicts", "qualifies"];
let statementOnes = null;

function statementRows() {
  if (statementOnes) return statementOnes;
  statementOnes = linked.statements.map(([id, plainest, members, origins, proof, seen, groups, dispute, text], place) => ({
    id, plainest, members, origins: linked.words[origins], proof, seen: linked.words[seen], text: linked.words[text], groups, dispute, place, ties: [],
    pages: new Set(members.map((n) => linked.said[n][0])).size,
  }));
  for (const tie of linked.ties) {
    const [, , , one, other] = tie;
    statementOnes[one]?.ties.push([tie, 0]);
    if (other !== one) statementOnes[other]?.ties.push([tie, 1]);
  }
  return statementOnes;
}

function statementText({ members, groups, dispute, text }) {
  const said = members.map(sayingOf).flatMap((one) => [one.what, sayer_(one), one.source.title, one.source.outlet]);
  return [...said, ...groups.map(([name]) => linked.words[name]), dispute ? "contradicted" : "", text].join("\n");
}

/** A dependence group: whom it goes back to, its members, why they are one voice. */
function groupBox([name, identified, members, mayBe, reasons]) {
  const unnamed = unnamedWord(identified, linked.words[name]);
  const many = members.length > 6;
  const itself = members.length === 1 && sayer_(sayingOf(members[0])) === linked.words[name];
  const rest = () => members.slice(6).map((n) => sayingLine(n));
  return make("li", { className: identified > 1 ? "origin-group unnamed" : "origin-group" },
    ...(members.length > 1 || mayBe.length || sayer_(sayingOf(members[0])) !== linked.words[name] ? [make("p", { className: "from" }, members.length > 1 ? `One voice in ${count(members.length)} passages: ` : "Goes back to ", make("b", {}, make("bdi", {}, visible(linked.words[name]))),
      ...(unnamed ? [" ", make("small", { className: "mark anonymous" }, unnamed)] : []),
      ...(mayBe.length ? [" ", make("span", { className: "maybe" }, "may be the same as ", visible(wordsOf(mayBe.slice(0, 2)).map((name_) => short(name_, 40)).join(" or ")), mayBe.length > 2 ? ` or ${count(mayBe.length - 2)} more` : "")] : []))] : []),
    ...(reasons.length && !itself ? [opened({ className: "rest" }, [members.length > 1 ? "Why they count as one" : "Why"], () => reasonsList(reasons))] : []),
    ...members.slice(0, 6).map((n) => sayingLine(n)),
    ...(many ? [opened({ className: "rest" }, [`${plural(members.length - 6, "more passage")}`], rest)] : []));
}

/** What a statement has to do with others, by kind. */
function tieLists({ ties }) {
  const found = new Map();
  for (const [[kind, a, b, one, other, reasons, p], turned] of ties) {
    const label = TIE_WORDS[TIE_KINDS[kind]][turned];
    if (!found.has(label)) found.set(label, []);
    found.get(label).push([turned ? a : b, turned ? one : other, reasons, p]);
  }
  return [...found].map(([label, rows]) => make("div", { className: "tied" }, make("h4", {}, label), make("ul", {}, ...rows.map(([said, place, reasons, p]) => {
    const to = sayingOf(said);
    const row = place >= 0 ? statementOnes[place] : null;
    return make("li", {}, wordsLink(to), " ", make("b", {}, make("bdi", {}, visible(sayer_(to)))), " ", whence(to),
      ...(row ? [" ", make("a", { href: `#statement-${encodeURIComponent(row.id)}`, className: "also" }, row.origins || "the statement")] : []),
      make("p", { className: "because", dir: "auto" }, visible(wordsOf(reasons).join("; ")), ...doubts(p)));
  }))));
}

function statementInside(row) {
  const grouped = new Set(row.groups.flatMap((group) => group[2]));
  const alone = row.members.filter((n) => !grouped.has(n));
  return [
    ...wayOf(row),
    make("h4", {}, "Who says so"),
    make("ol", { className: "groups" }, ...row.groups.map(groupBox), ...alone.map((n) => make("li", { className: "origin-group" }, sayingLine(n)))),
    ...(row.proof.length ? [opened({ className: "proved" }, ["How the origins were counted"], () => reasonsList(row.proof))] : []),
    ...tieLists(row),
  ];
}

function statementRow(row) {
  const said = sayingOf(row.plainest);
  const facts = [row.origins, plural(row.pages, "document"), row.members.length > row.pages ? plural(row.members.length, "passage") : "", row.seen && `first seen ${row.seen}`].filter(Boolean);
  return (row.box ??= opened({ className: "row", id: `statement-${row.id}` }, [
    make("span", { className: "what", dir: "auto" }, ...(row.text ? [inQuotes(row.text, visible(unquoted(row.text)))] : [...actOf(said), inQuotes(said.what, visible(short(unquoted(said.what))))])),
    make("small", {}, facts.join(" · "), ...(row.dispute ? [" · ", make("b", {}, "contradicted")] : [])),
  ], () => statementInside(row)));
}

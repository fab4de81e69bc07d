// The card of the claim at hand: who says it, how sure, on what evidence, through whom, and what to cite.

/** Whose comment a claim stands in, as the page heads it. */
function commenter(claim) {
  let block = find(`claim-${claim.id}`)?.closest(".z");
  while (block && !block.matches(".commenter")) block = block.previousElementSibling;
  return block ? `a reader’s comment by ${block.textContent}` : "a reader’s comment";
}

/** A claim's number among those of its document, where those in comments stand apart. */
function numbered(claim) {
  const counted = claim.document.list.filter((other) => !remark(other)).length;
  return remark(claim) ? `Claim ${claim.number}, in a reader’s comment` : `Claim ${claim.number} of ${counted}`;
}

/** The speaker in words, with the source as written and how surely the one stands for the other. */
function saidBy(claim) {
  if (!claim.who) return `no speaker found (${claim.why})`;
  const written = otherwise(claim) ? `, written “${claim.written}”` : "";
  const sure = claim.speaker && low(claim.sure.speaker) ? `, unsure, p ${likelihood(claim.sure.speaker)}` : "";
  return `${claim.who}${claim.identified ? ` (${claim.identified})` : ""}${written}${sure}`;
}

/** Attitude, certainty and evidence as lines of text, each with its doubt. */
function stances(claim) {
  return ["attitude", "certainty", "evidence"].filter((name) => claim[name]).map((name) => {
    const known = name === "certainty" ? ` (${claim.certainty})` : "";
    return `${name[0].toUpperCase()}${name.slice(1)}: ${worded(name, claim[name])}${known}${low(claim.sure[name]) ? `, unsure, p ${likelihood(claim.sure[name])}` : ""}`;
  });
}

/** What may stand in a note or a court file: the words, where they are, and what the machine's part in it was. */
function citation(claim) {
  const { document: source, spans } = claim;
  const places = Object.entries(spans).filter(([, s]) => s.length).map(([role, s]) => {
    const pairs = [];
    for (let i = 0; i < s.length; i += 2) pairs.push(`${s[i]}–${s[i + 1]}`);
    return `${role} ${pairs.join(", ")}`;
  });
  return [
    `Content: ${claim.what}`,
    `Said by: ${saidBy(claim)}`,
    `Cue: ${claim.cue || "none"}`,
    ...stances(claim),
    ...(claim.chain.links.length ? [`Chain: ${claim.chain.links.map((link) => link.name).join(" > ")}`] : []),
    `In: ${[claim.part?.title, source.title, claim.part?.outlet || source.outlet, source.published].filter(Boolean).join(", ")}`,
    ...(remark(claim) ? [`Stands in: ${commenter(claim)}; no source of the article`] : []),
    `File: ${source.name}`,
    `sha256 of the file: ${source.sha256}`,
    `Characters (code points from 0, end excluded): ${places.join("; ")}`,
    `Claim ${claim.id}; marked by machine, p ${likelihood(claim.p)}; not a finding that it is so.`,
  ].join("\n");
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { value: text, className: "unseen" });
    button.after(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say("Copied.");
  const before = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = before), 1500);
}

const say = (text) => (find("said").textContent = text);

function fact(name, value) {
  return make("div", {}, make("dt", {}, name), make("dd", { dir: "auto" }, ...(Array.isArray(value) ? value : [visible(value)])));
}

function press(label, action, more = {}) {
  const button = make("button", { type: "button", ...more }, label);
  button.addEventListener("click", () => action(button));
  return button;
}

/** Claims that share characters with this one, so that no reader takes one relation for the whole of a passage. */
function sharing(claim) {
  const parts = Object.values(claim.spans).flatMap((s) => s.flatMap((at, i) => (i % 2 ? [] : [[at, s[i + 1]]])));
  return claim.document.list.filter((other) => other !== claim && Object.values(other.spans).some((s) =>
    s.some((at, i) => i % 2 === 0 && parts.some(([start, end]) => at < end && start < s[i + 1]))));
}

/** Words of the text that are a fact about a claim, each a link to where they stand. */
function quoted(source, spans) {
  const out = [];
  for (let i = 0; i < spans.length; i += 2) out.push(i ? ", " : "", toSpan(source, [spans[i], spans[i + 1]], "“", visible(oneLine(source.cut(spans[i], spans[i + 1]))), "”"));
  return out;
}

/** A fact about the speaker as the text words it, linked to its place where it has one. */
function told(source, label, { words: said, at }) {
  if (!said) return [];
  return [fact(label, [at ? toSpan(source, at, "“", visible(said), "”") : make("bdi", {}, visible(said))])];
}

/** A chain as steps, outermost first, each leading to its words; what it bears least on, and how long it is. */
function steps(claim) {
  const { document: source, chain: { links, weakest, why } } = claim;
  if (!links.length) return [];
  const items = links.map((link, i) => {
    const weak = Boolean(why) && i === weakest;
    const name = link.at ? toSpan(source, link.at, visible(link.name)) : make("span", { className: "step" }, visible(link.name));
    const about = [link.identified !== "named" ? link.identified : "", link.reason || worded("how", link.how), low(link.p) ? `unsure, p ${likelihood(link.p)}` : ""];
    return make("li", { className: weak ? "weak" : undefined, dir: "auto" }, name,
      make("small", {}, visible(about.filter(Boolean).join(", "))),
      ...(weak ? [make("small", { className: "why" }, "weakest link: ", visible(why))] : []));
  });
  const long = `${plural(links.length, "link")}${why ? "" : links.length > 1 ? ", all named and stated" : ""}`;
  return [make("div", { className: "chain" }, make("h3", {}, "Chain ", make("span", {}, long), ...doubts(claim.sure.chain)), make("ol", {}, ...items))];
}

/** The claims inside this one, indented as deep as they stand, and the one around it. */
function family(claim) {
  const line = (other) => make("a", { href: `#claim-${other.id}` }, `claim ${other.number}`, ...(other.who ? [": ", visible(other.who)] : []));
  const inner = (list) => make("ul", { className: "inside" }, ...list.map((other) => make("li", {}, line(other), ...(other.inside.length ? [inner(other.inside)] : []))));
  return [
    ...(claim.parent ? [fact("Inside", [line(claim.parent), ...doubts(claim.sure.parent)])] : []),
    ...(claim.inside.length ? [fact("Holds", [inner(claim.inside)])] : []),
  ];
}

/** Who says it, with how that is known. */
function sayer(claim) {
  const how = claim.speaker?.how;
  return [...speaking(claim), ...(how ? [make("small", { className: "how" }, visible(how))] : [])];
}

/** What the text says of the speaker, and what the claim is: attitude, certainty, evidence, loaded words. */
function readings(claim) {
  const { document: source, speaker, evidenceAt, loaded } = claim;
  const certainty = claim.certainty && [...valued("certainty", claim), " ", make("code", { title: MEANT.certainty.get(claim.certainty).meaning }, claim.certainty)];
  return [
    ...(speaker ? [...told(source, "Role", speaker.role), ...told(source, "Affiliation", speaker.affiliation), ...told(source, "Ground rules", speaker.rules)] : []),
    ...(speaker?.kind ? [fact("Kind", worded("kind", speaker.kind))] : []),
    ...(claim.attitude ? [fact("Attitude", valued("attitude", claim))] : []),
    ...(certainty ? [fact("Certainty", certainty)] : []),
    ...(claim.evidence ? [fact("Evidence", [...valued("evidence", claim), ...(evidenceAt.length ? [": ", ...quoted(source, evidenceAt)] : [])])] : []),
    ...(loaded.length ? [fact("Takes a side", [...quoted(source, loaded), make("small", { className: "how" }, "marked, not judged")])] : []),
  ];
}

function fillCard(claim) {
  const { document: source } = claim;
  const kin = new Set([claim.parent, ...claim.inside]);
  const others = sharing(claim).filter((o) => !kin.has(o)).map((o) => make("a", { href: `#claim-${o.id}` }, String(o.number)));
  const said = make("dl", {},
    fact("Who says it", sayer(claim)),
    fact("With which words", claim.cue || "none marked"),
    fact("What is said", claim.what || "nothing marked"),
  );
  const about = make("dl", { className: "facts" },
    ...readings(claim),
    ...family(claim),
    fact("Form", claim.form),
    fact("p", `${likelihood(claim.p)}, that speaker and content are joined rightly`),
    ...(claim.zone && !remark(claim) ? [fact("Zone", claim.zone.replaceAll("_", " "))] : []),
    fact("In", [claim.part?.title, source.title, claim.part?.outlet || source.outlet, source.published].filter(Boolean)
      .flatMap((said, i) => [i ? ", " : "", make("bdi", {}, visible(said))])),
    ...(remark(claim) ? [fact("Stands in", commenter(claim))] : []),
    ...(others.length ? [fact("Shares words with", others.flatMap((o, i) => (i ? [", ", o] : ["claim ", o])))] : []),
  );
  find("card").replaceChildren(
    make("header", {},
      make("h2", {}, `Claim ${claim.number}`, make("span", {}, numbered(claim).slice(`Claim ${claim.number}`.length), remark(claim) ? "" : " here")),
      press("‹", () => step(-1), { ariaLabel: "previous claim", title: "previous claim (k)" }),
      press("›", () => step(1), { ariaLabel: "next claim", title: "next claim (j)" }),
      press("×", () => release(), { ariaLabel: "close", title: "close (esc)" })),
    said, ...steps(claim), about,
    make("p", { className: "actions" },
      press("Copy citation", (button) => copy(citation(claim), button), { id: "cite" }),
      press("Copy link", (button) => copy(location.href.split("#")[0] + `#claim-${claim.id}`, button)),
      press("Row in table", () => toRow(claim), { title: "this claim’s row (t)" })),
    make("p", { className: "permalink" }, make("a", { href: `#claim-${claim.id}` }, `#claim-${claim.id}`)),
  );
  find("card").hidden = false;
}

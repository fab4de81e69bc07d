// A claim at hand: its passage marked in its document, its parts in the card, its note in the margin.

const ROLES = { source: "s", cue: "k", content: "c" };
const NAMES = { source: "who", cue: "cue", content: "what" };
const wide = matchMedia("(min-width: 56rem)");

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
    `Said by: ${claim.who || `no speaker found (${claim.why})`}`,
    `Cue: ${claim.cue || "none"}`,
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

function fillCard(claim) {
  const { document: source, more } = claim;
  const others = sharing(claim).map((o) => make("a", { href: `#claim-${o.id}` }, String(o.number)));
  const said = make("dl", {},
    fact("Who says it", claim.who ? claim.who : [make("i", {}, "no speaker found"), `: ${claim.why}`]),
    fact("With which words", claim.cue || "none marked"),
    fact("What is said", claim.what || "nothing marked"),
  );
  const about = make("dl", { className: "facts" },
    fact("Form", claim.form),
    fact("p", `${likelihood(claim.p)}, that speaker and content are joined rightly`),
    ...Object.entries(more).filter(([name]) => name !== "zone" || !remark(claim)).map(([name, value]) => fact(name[0].toUpperCase() + name.slice(1), String(value).replace("_", " "))),
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
    said, about,
    make("p", { className: "actions" },
      press("Copy citation", (button) => copy(citation(claim), button), { id: "cite" }),
      press("Copy link", (button) => copy(location.href.split("#")[0] + `#claim-${claim.id}`, button)),
      press("Row in table", () => toRow(claim), { title: "this claim’s row (t)" })),
    make("p", { className: "permalink" }, make("a", { href: `#claim-${claim.id}` }, `#claim-${claim.id}`)),
  );
  find("card").hidden = false;
}

function unmark() {
  if (!active) return;
  active.document.section.classList.remove("busy");
  for (const mark of active.document.section.querySelectorAll(".on")) {
    mark.classList.remove("on", "on-s", "on-k", "on-c");
    mark.removeAttribute("data-role");
  }
  find(`row-${active.place}`)?.removeAttribute("aria-current");
}

function mark(claim) {
  const { section } = claim.document;
  section.classList.add("busy");
  for (const [role, code] of Object.entries(ROLES)) {
    section.querySelectorAll(`mark[data-n~="${code}${claim.number}"]`).forEach((piece, i) => {
      piece.classList.add("on", `on-${code}`);
      if (i === 0) piece.dataset.role = NAMES[role];
    });
  }
  find(`claim-${claim.id}`)?.classList.add("on");
  section.querySelector(`.notes [data-n="${claim.number}"]`)?.classList.add("on");
  find(`row-${claim.place}`)?.setAttribute("aria-current", "true");
}

/** Makes a claim the one at hand and, unless it was pressed where it stands, goes to it. */
function hold(claim, { go = true, push = true } = {}) {
  unmark();
  active = claim;
  mark(claim);
  fillCard(claim);
  const anchor = find(`claim-${claim.id}`);
  if (go && anchor) {
    for (let e = anchor.closest("details"); e; e = e.parentElement.closest("details")) e.open = true;
    anchor.scrollIntoView({ block: "start" });
    anchor.focus({ preventScroll: true });
  }
  say(`${numbered(claim)}. ${claim.who || "No speaker named"}; cue: ${claim.cue || "none"}; ${claim.what}`);
  remember(push);
}

function release(push = true) {
  if (!active) return;
  const anchor = find(`claim-${active.id}`);
  const inside = find("card").contains(document.activeElement);
  unmark();
  active = null;
  find("card").hidden = true;
  if (inside) anchor?.focus({ preventScroll: true });
  if (push) remember(true);
}

/** The next or previous claim of the table's order. */
function step(by) {
  if (!shown.length) return;
  const at = active ? shown.indexOf(active) : -1;
  const to = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
  if (shown[to] !== active) hold(shown[to]);
}

/** The claim that a pressed piece of text belongs to: the shortest content first; pressing again goes through the others. */
function pressed(piece) {
  const source = documents.find((d) => d.section.contains(piece));
  const numbers = [...new Set(piece.dataset.n.split(" ").map((token) => Number(token.slice(1))))];
  const size = (c) => c.spans.content.reduce((sum, at, i) => sum + (i % 2 ? at : -at), 0);
  const found = numbers.map((n) => source.list[n - 1]).sort((a, b) => size(a) - size(b));
  hold(found[(found.indexOf(active) + 1) % found.length], { go: false });
}

/** Notes beside a document, each level with its claim and none over another. */
function annotate(source) {
  let notes = source.section.querySelector(".notes");
  if (!notes && source.list.length) {
    notes = make("ol", { className: "notes", ariaLabel: "Claims of this document" }, ...source.list.filter((claim) => !remark(claim)).map((claim) =>
      make("li", { "data-n": String(claim.number), dir: "auto" },
        make("a", { href: `#claim-${claim.id}` }, make("b", {}, String(claim.number)), " ", visible(claim.who || "no speaker found"), " ", make("i", {}, visible(claim.cue))))));
    source.section.querySelector(".body").append(notes);
  }
  if (!notes || !wide.matches) return;
  const top = notes.parentElement.getBoundingClientRect().top;
  const tops = source.list.map((claim) => (find(`claim-${claim.id}`)?.getBoundingClientRect().top ?? top) - top);
  const lines = [...notes.children].sort((a, b) => tops[a.dataset.n - 1] - tops[b.dataset.n - 1]);
  const heights = lines.map((line) => line.offsetHeight);
  let free = 0;
  lines.forEach((line, i) => {
    const at = Math.max(free, tops[line.dataset.n - 1]);
    line.style.top = `${at}px`;
    free = at + heights[i] + 4;
  });
}

/** Shows or hides what each line was taken for; what stood at the top of the window stays there. */
function tagLines(seen) {
  const held = document.elementFromPoint(innerWidth / 2, 100)?.closest(".z, h3, .fold");
  const before = held?.getBoundingClientRect().top;
  const on = find("documents").classList.toggle("tagged");
  find("tagging").setAttribute("aria-pressed", String(on));
  for (const source of documents) {
    const notes = source.section.querySelector(".notes");
    if (!notes) continue;
    notes.remove();
    seen.unobserve(source.section);
    seen.observe(source.section);
  }
  if (held) scrollBy(0, held.getBoundingClientRect().top - before);
  say(on ? "Lines are tagged." : "Lines are not tagged.");
}

function startPassages() {
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) annotate(documents.find((d) => d.section === entry.target));
  }, { rootMargin: "400px" });
  for (const source of documents) seen.observe(source.section);
  find("tagging").addEventListener("click", () => tagLines(seen));
  find("documents").addEventListener("toggle", (event) => {
    const source = documents.find((d) => d.section.contains(event.target));
    if (source?.section.querySelector(".notes")) annotate(source);
  }, true);
  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => documents.filter((d) => d.section.querySelector(".notes")).forEach(annotate), 150);
  });
  find("documents").addEventListener("click", (event) => {
    const piece = event.target.closest("mark[data-n]");
    if (piece && getSelection().isCollapsed) pressed(piece);
  });
}

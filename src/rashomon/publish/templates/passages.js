// A claim at hand: its passage marked in its document, its note in the margin.

const ROLES = { source: "s", cue: "k", content: "c", evidence: "e", loaded: "l" };
const NAMES = { source: "who", cue: "cue", content: "what", evidence: "evidence" };
const wide = matchMedia("(min-width: 56rem)");

function unmark() {
  if (!active) return;
  active.document.section.classList.remove("busy");
  for (const mark of active.document.section.querySelectorAll(".on")) {
    mark.classList.remove("on", "on-s", "on-k", "on-c", "on-e", "on-l");
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
      if (i === 0 && NAMES[role] && !piece.dataset.role) piece.dataset.role = NAMES[role];
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
  dim();
  say(`${numbered(claim)}. ${claim.who || "No speaker named"}; cue: ${claim.cue || "none"}; ${claim.what}`);
  remember(push);
}

function release(push = true) {
  if (!active) return;
  const anchor = find(`claim-${active.id}`);
  const inside = find("card").contains(document.activeElement);
  unmark();
  dim();
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
      make("li", { "data-n": String(claim.number), dir: "auto", className: claim.depth ? "inner" : undefined },
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

// Lists of what links the documents: made when they come near, filtered, drawn a part at a time.

const linked = given.links;
const listings = {};

/** A list whose rows are made when it is first seen; `one` draws a row, `text` is what a row is looked up by. */
function startListing(name, rowsOf, one, text, { first = 20, more = 100 } = {}) {
  const part = (role) => find(`${name}-${role}`);
  let rows = null;
  let fit = [];
  let drawnRows = 0;
  const drawRows = (upto) => {
    const stop = Math.min(upto, fit.length);
    part("rows").append(...fit.slice(drawnRows, stop).map(one));
    drawnRows = Math.max(drawnRows, stop);
    const left = fit.length - drawnRows;
    part("rows").dataset.left = left ? `and ${count(left)} more, in the file itself` : "";
    part("more").hidden = left === 0;
    part("every").hidden = left <= more;
    part("more").textContent = `Show ${count(Math.min(more, left))} more`;
    part("every").textContent = `Show all ${count(fit.length)}`;
  };
  const narrow = () => {
    const wanted = terms(part("q").value);
    fit = wanted.length ? rows.filter((row) => wanted.every((t) => (row.folded ??= fold(text(row))).includes(t))) : rows;
    drawnRows = 0;
    part("rows").replaceChildren();
    drawRows(first);
    part("tally").textContent = wanted.length ? `${count(fit.length)} of ${count(rows.length)}` : `${count(rows.length)} in all`;
    part("none").hidden = fit.length > 0;
  };
  const build = () => {
    if (rows) return;
    rows = rowsOf();
    narrow();
  };
  part("q").addEventListener("input", narrow);
  part("q").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !part("q").value) return;
    part("q").value = "";
    narrow();
    event.stopPropagation();
  });
  part("more").addEventListener("click", () => drawRows(drawnRows + more));
  part("every").addEventListener("click", () => drawRows(fit.length));
  new IntersectionObserver((entries, seen) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    build();
  }, { rootMargin: "600px" }).observe(part("rows").parentElement);
  addEventListener("beforeprint", build);
  /** Draws the list as far as a row, which it gives back; a filter that hides it is emptied. */
  listings[name] = (wanted) => {
    build();
    let at = fit.findIndex(wanted);
    if (at < 0 && part("q").value) {
      part("q").value = "";
      narrow();
      at = fit.findIndex(wanted);
    }
    if (at >= drawnRows) drawRows(at + 5);
    return fit[at];
  };
}

/** A row that is opened and shut, whose inside is made when it is first opened. */
function opened(properties, head, inside) {
  const box = make("details", properties, make("summary", {}, ...head));
  let made = false;
  const fill = () => {
    if (made) return;
    made = true;
    box.append(...inside());
  };
  box.addEventListener("toggle", () => box.open && fill());
  return box;
}

const wordsOf = (numbers) => numbers.map((n) => linked.words[n]);

/** Reasons as a list of lines, or nothing. */
const reasonsList = (numbers) => (numbers.length ? [make("ul", { className: "reasons" }, ...wordsOf(numbers).map((said) => make("li", { dir: "auto" }, visible(said))))] : []);

/** The document as a link, by its outlet where that is known. */
function toDocument(source, named = source.outlet || source.title) {
  return make("a", { href: `#doc-${source.id}` }, make("bdi", {}, visible(named)));
}

/** What addresses a statement, a copy or a suggestion, opened where it stands; whether there is one. */
function showLinked(hash) {
  const [, name, id] = /^(statement|copy)-(.+)$/.exec(hash) ?? [];
  const list = { statement: "statements", copy: "copies" }[name];
  if (!list || !listings[list]) return false;
  let wanted = id;
  try {
    wanted = decodeURIComponent(id);
  } catch { /* as it stands */ }
  const row = listings[list]((one) => one.id === wanted);
  if (!row) return false;
  row.box.open = true;
  row.box.scrollIntoView();
  row.box.querySelector("summary").focus({ preventScroll: true });
  return true;
}

/** A link to a row opens it and stands there; a modified click opens the lasting link as any browser would. */
function onRowLink(event) {
  const link = event.target.closest('a[href^="#statement-"], a[href^="#copy-"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const hash = link.getAttribute("href").slice(1);
  if (!showLinked(hash)) return;
  event.preventDefault();
  history.pushState(null, "", `#${hash}`);
}

function startLinks() {
  document.addEventListener("click", onRowLink);
  if (find("statements-q")) startListing("statements", statementRows, statementRow, statementText);
  if (find("changes-q")) startListing("changes", changeRows, changeRow, changeText);
  if (find("copies-q")) startListing("copies", copyRows, copyRow, copyText);
  if (find("known-q")) startListing("known", knownRows, knownRow, knownText);
  if (find("alike-q")) startListing("alike", alikeRows, alikeRow, alikeText);
}

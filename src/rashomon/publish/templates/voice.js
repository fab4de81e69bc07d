// What the pages say themselves: a list of its own, beside the claims and never among them.

const PART = 100;
let heard = [];
let spoken = 0;

/** A sentence's row with its words. */
function sentenceOf(source, [start, end, certainty, p, loaded, chain, zone]) {
  return { document: source, start, end, what: oneLine(source.cut(start, end)), certainty: code("certainty", certainty), p: p ?? 0, loaded: loaded || [], chain: chainOf(source, chain || []), zone: zone || "" };
}
const sentencesOf = (source) => (source.sentences ??= source.voice.map((row) => sentenceOf(source, row)));

/** The words of a sentence with those that take a side underlined. */
function withLoaded({ document: source, start, end, loaded }) {
  const out = [];
  let at = start;
  for (let i = 0; i < loaded.length; i += 2) {
    const [from, to] = [Math.max(at, loaded[i]), Math.min(end, loaded[i + 1])];
    if (from >= to) continue;
    out.push(visible(source.cut(at, from)), make("mark", { className: "l" }, visible(source.cut(from, to))));
    at = to;
  }
  out.push(visible(source.cut(at, end)));
  return out;
}

function spokenLine(sentence, whose) {
  const { document: source, start, end } = sentence;
  const value = MEANT.certainty.get(sentence.certainty);
  const through = sentence.chain.links.filter((link) => link.how !== "outlet").map((link) => link.name);
  return make("li", { dir: "auto" },
    toSpan(source, [start, end], ...withLoaded(sentence)), " ",
    make("small", {},
      make("span", { title: `${sentence.certainty}: ${value.meaning}` }, value.word), ...doubts(sentence.p),
      sentence.zone ? ` · ${sentence.zone.replaceAll("_", " ")}` : "",
      ...(through.length ? [" · by way of ", visible(through.join(" > "))] : []),
      ...(whose ? [" · ", make("a", { href: `#doc-${source.id}` }, make("bdi", {}, visible(source.outlet || source.title)))] : [])));
}

/** The sentences that the view's filters leave in, as far as they can be asked of a sentence. */
function overheard() {
  const wanted = terms(view.q);
  return documents
    .filter((d) => (!view.outlet || (d.outlet || "-") === view.outlet) && (!view.doc || d.id === view.doc))
    .flatMap(sentencesOf)
    .filter((s) =>
      (!view.certainty || s.certainty === view.certainty) && (!view.unsure || low(s.p)) && (!view.loaded || s.loaded.length) &&
      (!wanted.length || wanted.every((t) => (s.folded ??= fold(`${s.what} ${s.document.title} ${s.document.outlet}`)).includes(t))));
}

function drawVoice() {
  const part = heard.slice(spoken, spoken + PART);
  find("own-rows").append(...part.map((sentence) => spokenLine(sentence, true)));
  spoken += part.length;
  find("own-more").hidden = spoken >= heard.length;
  find("own-more").textContent = `Show ${count(Math.min(PART, heard.length - spoken))} more`;
}

/** Draws the list for the view as it is, when it is asked for. */
function refreshVoice() {
  if (!find("own-list")) return;
  const on = Boolean(view.own);
  find("own-on").checked = on;
  find("own-loaded").checked = Boolean(view.loaded);
  find("own-list").hidden = !on;
  find("own-show").setAttribute("aria-expanded", String(on));
  find("own-show").textContent = on ? "Hide them" : "Show them";
  if (!on) return;
  heard = overheard();
  spoken = 0;
  find("own-rows").replaceChildren();
  drawVoice();
  const all = documents.reduce((sum, d) => sum + d.voice.length, 0);
  const [what, filters] = [plural(all, "sentence"), "words, outlet, certainty and “unsure” filter them too"];
  find("own-tally").textContent = heard.length === all ? `${what}; ${filters}` : `${count(heard.length)} of ${what}`;
}

function startVoice() {
  find("documents").addEventListener("toggle", (event) => {
    const box = event.target;
    if (!box.dataset?.own || !box.open || box.querySelector("ol.voice")) return;
    const source = documents.find((d) => d.id === box.dataset.own);
    box.append(
      make("p", { className: "note" }, "Asserted without a source. Words that take a side are underlined with dots; to mark a word is not to judge it."),
      make("ol", { className: "voice" }, ...sentencesOf(source).map((sentence) => spokenLine(sentence, false))));
  }, true);
  if (!find("own-list")) return;
  find("own-on").addEventListener("change", () => refine({ own: find("own-on").checked ? "1" : "", loaded: "" }));
  find("own-show").addEventListener("click", () => refine({ own: view.own ? "" : "1", loaded: "" }));
  find("own-loaded").addEventListener("change", () => refine({ loaded: find("own-loaded").checked ? "1" : "" }));
  find("own-more").addEventListener("click", drawVoice);
}

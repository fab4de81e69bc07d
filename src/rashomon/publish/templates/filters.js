// The filters: what a view leaves in, lists of names with counts and a search, and the controls kept in step.

/** Words and “phrases” that must all occur. */
function terms(query) {
  return [...fold(query).matchAll(/"([^"]+)"?|(\S+)/g)].map((m) => m[1] ?? m[2]).filter((t) => t !== '"');
}

/** A name without regard to letter case or a comma at its end: one voice under one spelling. */
function voice(name) {
  return fold(oneLine(name)).replace(/[,\s]+$/, "");
}
const voiceOf = (claim) => (claim.voice ??= voice(claim.who));
/** The names that a claim's chain passes through, its outlet and its own source left out. */
const between = (claim) => (claim.between ??= claim.chain.links.filter((link) => link.how !== "outlet" && link.how !== "source").map((link) => voice(link.name)));

const unnamedLink = (claim) => claim.identified === "anonymous" || claim.chain.links.some((link) => link.identified === "anonymous");
const handedOn = (claim) => claim.chain.links.some((link) => link.how !== "outlet" && link.how !== "source");

function fitsChain(claim, wanted) {
  if (wanted === "relayed") return handedOn(claim);
  if (wanted === "unnamed") return unnamedLink(claim);
  return claim.chain.links.length === Number(wanted);
}

/** The tests that a view puts to each claim, by filter; those that are not set are left out. */
function tests(v) {
  const wanted = terms(v.q);
  const who = voice(v.who);
  const through = voice(v.through);
  return Object.entries({
    comments: v.comments === "with" ? null : (c) => remark(c) === (v.comments === "only"),
    form: v.form && ((c) => c.form === v.form),
    least: v.least && ((c) => c.p >= Number(v.least)),
    attitude: v.attitude && ((c) => c.attitude === v.attitude),
    certainty: v.certainty && ((c) => c.certainty === v.certainty),
    evidence: v.evidence && ((c) => c.evidence === v.evidence),
    identified: v.identified && ((c) => c.identified === v.identified || (v.identified === "unspecified" && c.who && !c.identified)),
    chain: v.chain && ((c) => fitsChain(c, v.chain)),
    through: through && ((c) => between(c).includes(through)),
    outlet: v.outlet && ((c) => (c.document.outlet || "-") === v.outlet),
    who: who && ((c) => voiceOf(c) === who),
    doc: v.doc && ((c) => c.document.id === v.doc),
    unsure: v.unsure && ((c) => isUnsure(c, v.unsure)),
    q: wanted.length && ((c) => wanted.every((t) => haystack(c).includes(t))),
  }).filter(([, test]) => test);
}

/** The claims that pass all tests of a view but the named one. */
function fitting(v, but = "") {
  const asked = tests(v).filter(([name]) => name !== but).map(([, test]) => test);
  return claims.filter((claim) => asked.every((test) => test(claim)));
}

/** What the two lists of names hold for a claim. */
const PICKS = {
  who: { none: "all", of: (claim) => (claim.who ? [[voiceOf(claim), claim.who, claim.identified]] : []) },
  through: {
    none: "anybody",
    of: (claim) => {
      const links = claim.chain.links.filter((link) => link.how !== "outlet" && link.how !== "source");
      return [...new Map(links.map((link) => [voice(link.name), [voice(link.name), link.name, link.identified]])).values()];
    },
  },
};
const LISTED = 80;

/** Names with their counts among the claims that the other filters leave in, most first. */
function named(key) {
  const found = new Map();
  for (const claim of fitting(view, key)) {
    for (const [folded, name, identified] of PICKS[key].of(claim)) {
      const entry = found.get(folded);
      if (entry) entry.n += 1;
      else found.set(folded, { folded, name, identified, n: 1 });
    }
  }
  return [...found.values()].sort((a, b) => b.n - a.n || collator.compare(a.name, b.name));
}

function fillPick(key) {
  const pick = find(key);
  const wanted = terms(pick.querySelector("input").value);
  const all = named(key);
  const fit = wanted.length ? all.filter((entry) => wanted.every((t) => entry.folded.includes(t))) : all;
  const choice = (value, shown, identified, n) => {
    const button = make("button", { type: "button", className: "plain" }, make("bdi", {}, visible(shown)), ...(identified && identified !== "named" ? [make("small", {}, ` ${identified}`)] : []), make("span", {}, n === null ? "" : count(n)));
    if (voice(view[key]) === voice(value)) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => {
      pick.open = false;
      pick.querySelector("summary").focus();
      refine({ [key]: value });
    });
    return make("li", {}, button);
  };
  const items = fit.slice(0, LISTED).map((entry) => choice(entry.name, entry.name, entry.identified, entry.n));
  if (!wanted.length) items.unshift(choice("", PICKS[key].none, "", null));
  if (fit.length > LISTED) items.push(make("li", { className: "note" }, `and ${count(fit.length - LISTED)} more: search`));
  if (!fit.length) items.push(make("li", { className: "note" }, all.length ? "nobody of that name" : "nobody"));
  pick.querySelector("ul").replaceChildren(...items);
}

function startPick(key) {
  const pick = find(key);
  const input = pick.querySelector("input");
  pick.addEventListener("toggle", () => {
    if (!pick.open) return;
    input.value = "";
    fillPick(key);
    input.focus({ preventScroll: true });
  });
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    fillPick(key);
  });
  pick.addEventListener("keydown", (event) => {
    const buttons = [...pick.querySelectorAll("li button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "Escape" && pick.open) {
      pick.open = false;
      pick.querySelector("summary").focus();
    } else if (event.key === "ArrowDown" && pick.open) buttons[Math.min(at + 1, buttons.length - 1)]?.focus();
    else if (event.key === "ArrowUp" && pick.open) (at > 0 ? buttons[at - 1] : input).focus();
    else if (event.key === "Enter" && document.activeElement === input) (buttons[input.value && buttons.length ? 0 : -1] ?? input).click();
    else {
      if (pick.open && event.key.length === 1) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
}

/** Puts the view into the controls. */
function showView() {
  for (const key of CONTROLS) if (find(key).value !== view[key]) find(key).value = view[key];
  for (const key of Object.keys(PICKS)) {
    find(`${key}-value`).replaceChildren(view[key] ? visible(view[key]) : PICKS[key].none);
    find(key).classList.toggle("set", Boolean(view[key]));
  }
  for (const key of CONTROLS.slice(1)) find(key).classList.toggle("set", Boolean(view[key]));
  const set = Object.entries(view).filter(([key, value]) => value && !["q", "sort", "own", "loaded"].includes(key)).length;
  find("set").textContent = set ? `(${set} set)` : "";
}

function startFilters() {
  find("filters").addEventListener("submit", (event) => event.preventDefault());
  find("q").addEventListener("input", () => refine({ q: find("q").value }, false));
  for (const key of CONTROLS.slice(1)) find(key).addEventListener("change", () => refine({ [key]: find(key).value }));
  Object.keys(PICKS).forEach(startPick);
  document.addEventListener("click", (event) => {
    for (const key of Object.keys(PICKS)) if (find(key).open && !find(key).contains(event.target)) find(key).open = false;
  });
  if (matchMedia("(max-width: 52rem)").matches) find("narrow").open = false;
}

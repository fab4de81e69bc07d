// Keys, links, the address, and the start.

/** Brings the page to what the address says. */
function follow() {
  const hash = location.hash.startsWith("#view?") ? "" : location.hash.slice(1);
  const asked = new URLSearchParams(location.hash.startsWith("#view?") ? location.hash.slice(6) : "");
  const claim = byId.get(hash.startsWith("claim-") ? hash.slice(6) : asked.get("at"));
  if (location.hash.startsWith("#view?") || !hash || claim) {
    for (const key of Object.keys(EMPTY)) view[key] = asked.get(key) ?? "";
    refresh();
  }
  const span = hash.startsWith("at-") ? spanOf(hash) : null;
  const part = hash ? find(hash) : null;
  for (let e = part?.closest("details"); e; e = e.parentElement.closest("details")) e.open = true;
  const linkedTo = Boolean(given.links && hash) && showLinked(hash);
  if (part && !linkedTo) part.scrollIntoView();
  if (claim) hold(claim, { push: false });
  else if (active && (!hash || !part || !part.closest(".doc"))) release(false);
  if (span) reveal(...span);
  find("lost").hidden = !hash.startsWith("claim-") || Boolean(claim);
  if (!find("lost").hidden) find("claims").scrollIntoView();
  if (!claim && location.hash.startsWith("#view?")) find("claims").scrollIntoView();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  t: () => active && toRow(active),
  z: () => find("tagging").click(),
  v: () => find("valuing")?.click(),
  c: () => active && find("cite").click(),
  "/": () => { find("q").focus(); find("q").select(); },
  "?": () => find("help").showModal(),
  Escape: () => {
    const told = [...document.querySelectorAll(".told:not([hidden])")].at(-1);
    if (document.activeElement === find("q") && view.q) refine({ q: "" });
    else if (!find("value").hidden) find("value").hidden = true;
    else if (told) untell(told);
    else if (active) release();
    else if (narrowed() || view.comments) refine({ ...EMPTY, sort: view.sort, own: view.own });
    else document.activeElement?.blur();
  },
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || find("help").open) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  const action = typing && event.key !== "Escape" ? null : KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

/** A link to a claim keeps the filters of the view, one to some words the claim at hand; a modified click opens the lasting link as any browser would. */
function onLink(event) {
  const link = event.target.closest('a[href^="#claim-"], a[href^="#at-"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const span = spanOf(link.getAttribute("href").slice(1));
  if (span) {
    event.preventDefault();
    reveal(...span);
    return;
  }
  const claim = byId.get(link.getAttribute("href").slice(7));
  if (!claim) return;
  event.preventDefault();
  hold(claim, { go: !link.classList.contains("n") });
}

document.documentElement.classList.add("js");
startTable();
startPassages();
startVoice();
startValues();
if (given.links) startLinks();
document.addEventListener("keydown", onKey);
document.addEventListener("click", onLink);
addEventListener("popstate", follow);
find("help-open").addEventListener("click", () => find("help").showModal());
refresh();
if (location.hash) follow();
if (claims.length) makeReady();

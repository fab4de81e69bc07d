// Any run of a document's words: found by its code points, shown, and lit up until something else is.

const LIT = "lit";

/** The document and offsets that the address of some words names. */
function spanOf(hash) {
  const found = /^at-(.+)-(\d+)-(\d+)$/.exec(hash);
  const source = found && documents.find((d) => d.id === found[1]);
  return source ? [source, Number(found[2]), Number(found[3])] : null;
}

/** The range of a document's characters, over however many pieces it is cut into. */
function rangeOf(source, start, end) {
  const range = document.createRange();
  let at = 0;
  let open = false;
  for (const part of source.section.querySelectorAll(".z")) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = points(node.data);
      if (!open && start < at + length) {
        range.setStart(node, units(node.data, start - at));
        open = true;
      }
      if (open && end <= at + length) {
        range.setEnd(node, units(node.data, end - at));
        return range;
      }
      at += length;
    }
  }
  return null;
}

const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/g;
/** How many code points a text has, and where in JavaScript's units the nth stands. */
const points = (text) => text.length - (text.match(ASTRAL)?.length ?? 0);
function units(text, n) {
  let at = 0;
  for (let i = 0; i < n; i += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

/** Goes to some words and lights them up; where a browser cannot, it selects them. */
function reveal(source, start, end) {
  const range = rangeOf(source, start, end);
  if (!range) return;
  const block = range.startContainer.parentElement.closest(".z");
  for (let e = block.closest("details"); e; e = e.parentElement.closest("details")) e.open = true;
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
  block.scrollIntoView({ block: "start" }); // lays the page out, so that the words have a place
  const top = range.getBoundingClientRect().top;
  scrollBy(0, top - innerHeight * (wide.matches ? 0.3 : 0.2));
  if (globalThis.Highlight && CSS.highlights) CSS.highlights.set(LIT, new Highlight(range));
  else {
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  say(`In the text: ${oneLine(range.toString())}`);
}

const dim = () => globalThis.CSS?.highlights?.delete(LIT);

/** A link to some words of a document. */
function toSpan(source, [start, end], ...children) {
  return make("a", { href: `#at-${source.id}-${start}-${end}`, className: "step", title: "show it in the text" }, ...children);
}

// The way of a statement: from its origins on the left to the pages on the right, drawn, and the same in words.

const NODE_FONT = '600 12px system-ui, "Liberation Sans", sans-serif';
const EDGE_FONT = '11px system-ui, "Liberation Sans", sans-serif';
/** How wide a box is; less on a small screen. */
let boxWide = 158;
let drawings = 0;
let waysBySaid = null;

/** The ways of a saying as steps with their words. */
function waysOf(n) {
  if (!waysBySaid) {
    waysBySaid = new Map();
    for (const [said, steps_] of linked.ways) waysBySaid.set(said, [...(waysBySaid.get(said) ?? []), steps_]);
  }
  return (waysBySaid.get(n) ?? []).map((way) => way.map((i) => {
    const [node, name, kind, identified, how, place, start, end, copied, reason, p, page] = linked.steps[i];
    return { node, name: linked.words[name], kind, identified, how, at: place >= 0 ? [documents[place], start, end] : null, copied, reason: linked.words[reason], p, page };
  }));
}

/** How something came from one to the next, in a word or two. */
const handedWord = ({ how, copied }) => (copied >= 0 ? linked.copyKinds[linked.copies[copied][1]][0] : linked.handed[how]);

/** All nodes and edges of a statement; what several ways pass through is one. */
function graphOf(row) {
  const nodes = new Map();
  const edges = new Map();
  const put = (key, node) => {
    if (!nodes.has(key)) nodes.set(key, { key, entering: [], leaving: [], ...node });
    return nodes.get(key);
  };
  for (const n of row.members) {
    const ways = waysOf(n);
    if (!ways.length) put(`page ${linked.said[n][0]}`, { name: sayingOf(n).source.outlet || sayingOf(n).source.title, kind: 0, identified: 0, page: linked.said[n][0] });
    for (const way of ways) {
      way.forEach((step_, i) => {
        const node = put(step_.node, step_);
        node.identified = Math.min(node.identified, step_.identified); // a page that says one thing itself has other things from others
        if (!i) return;
        const to = nodes.get(way[i - 1].node);
        if (to === node) return;
        const key = `${node.key}>${to.key}`;
        if (!edges.has(key)) {
          const edge = { from: node, to, ways: [] };
          edges.set(key, edge);
          node.leaving.push(edge);
          to.entering.push(edge);
        }
        const edge = edges.get(key);
        if (!edge.ways.some((other) => other.how === step_.how && other.reason === step_.reason && String(other.at) === String(step_.at))) edge.ways.push(step_);
      });
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

/** A name in lines that fit a box, the last one cut short. */
function lines(text, width, font, upto = 3) {
  const out = [];
  for (const word_ of oneLine(text).split(" ")) {
    const longer = out.length ? `${out.at(-1)} ${word_}` : word_;
    if (out.length && widthOf(longer, font) <= width) out[out.length - 1] = longer;
    else if (out.length < upto) out.push(word_);
    else {
      out[upto - 1] += " …";
      break;
    }
  }
  return out.map((line) => {
    let cut = line;
    while (cut.length > 2 && widthOf(cut, font) > width) cut = `${[...cut].slice(0, -2).join("")}…`;
    return cut;
  });
}

const plainName = (text) => oneLine(text.replace(HIDDEN, "\ufffd"));

/** What stands in a node: its name, what is not known of it, and for a page of the case that it is one. */
function captioned(node) {
  const day = node.page >= 0 ? publishedOn(documents[node.page]) : "";
  const under = node.identified > 1 ? unnamedWord(node.identified, node.name) : node.page >= 0 ? day || "page of this case" : node.identified === 1 ? "described" : "";
  node.lines = lines(plainName(node.name || "(no name)"), boxWide - 18, NODE_FONT);
  node.under = under;
  node.height = node.lines.length * 15 + (under ? 14 : 0) + 12;
}

/** The name of a node, in words, with what marks it. */
const nodeName = (node) => [plainName(node.name || "(no name)"), unnamedWord(node.identified, node.name)].filter(Boolean).join(", ");

/** The reasons for a link, each leading to the passage that it rests on. */
function edgeReasons({ ways }) {
  return ways.map((way) => make("p", { dir: "auto" }, make("b", {}, handedWord(way)), way.reason ? ": " : "", visible(way.reason), ...doubts(way.p),
    ...(way.at ? [" ", toSpan(way.at[0], way.at.slice(1), "show the passage")] : []),
    ...(way.copied >= 0 ? [" ", make("a", { href: `#copy-${encodeURIComponent(linked.copies[way.copied][0])}` }, "show it side by side")] : [])));
}

function tellNode(box, node) {
  const close = press("×", () => untell(box), { ariaLabel: "close", title: "close (esc)" });
  const links = (list, end, label) => (list.length ? [make("h4", {}, label), ...list.flatMap((edge) => [make("p", { className: "end" }, make("b", {}, make("bdi", {}, visible(nodeName(edge[end]))))), ...edgeReasons(edge)])] : []);
  box.replaceChildren(close, make("h3", {}, visible(nodeName(node))),
    ...(node.page >= 0 ? [make("p", {}, toDocument(documents[node.page], documents[node.page].title))] : []),
    ...links(node.entering, "from", "Has it from"), ...links(node.leaving, "to", "Gives it to"));
  box.hidden = false;
}

function tellEdge(box, edge) {
  const close = press("×", () => untell(box), { ariaLabel: "close", title: "close (esc)" });
  box.replaceChildren(close, make("h3", {}, visible(nodeName(edge.from)), " → ", visible(nodeName(edge.to))), ...edgeReasons(edge));
  box.hidden = false;
}

/** A label on an edge where it covers no other and no box, or nowhere. */
function edgeLabel(text, path, taken) {
  const half = widthOf(text, EDGE_FONT) / 2 + 3;
  const length = path.getTotalLength();
  for (const share of [0.5, 0.62, 0.38, 0.74, 0.28]) {
    const { x, y } = path.getPointAtLength(length * share);
    const box = [x - half, y - 8, x + half, y + 7];
    if (taken.some(([l, t, r, b]) => box[0] < r && l < box[2] && box[1] < b && t < box[3])) continue;
    taken.push(box);
    return shape("text", { x, y: y + 4, class: "by" }, text);
  }
  return "";
}

function drawNode(node, hatch) {
  const [left, top] = [node.x - boxWide / 2, node.y - node.height / 2];
  const kind = ["named", "described", "anonymous", "unspecified"][node.identified] ?? "named";
  const box = shape("g", { class: `node ${kind}${node.page >= 0 ? " page" : ""}`, role: "button", "aria-label": `${nodeName(node)}${node.page >= 0 ? ", page of this case" : ""}` },
    shape("rect", { x: left, y: top, width: boxWide, height: node.height, rx: node.page >= 0 ? 0 : 9, class: "box" }));
  if (kind === "anonymous") box.append(shape("rect", { x: left, y: top, width: boxWide, height: node.height, rx: node.page >= 0 ? 0 : 9, fill: `url(#${hatch})`, class: "hatched" }));
  const first = top + 6 + 12;
  node.lines.forEach((line, i) => box.append(shape("text", { x: node.x, y: first + i * 15, class: "name" }, line)));
  if (node.under) box.append(shape("text", { x: node.x, y: first + node.lines.length * 15 - 1, class: "under" }, node.under));
  box.append(shape("title", {}, nodeName(node)));
  return box;
}

/** The drawing; a press on a node or on a line tells its reasons under it. */
function drawWay(frame, box, { nodes, edges }, width) {
  boxWide = width < 520 ? 126 : 158;
  nodes.forEach(captioned);
  const probe = laidOut(nodes, edges, boxWide, 0);
  const columns = probe.columns;
  const gap = columns > 1 ? Math.max(boxWide < 158 ? 66 : 84, Math.min(150, (width - 8 - columns * boxWide) / (columns - 1))) : 0;
  const size = laidOut(nodes, edges, boxWide, gap);
  const hatch = `hatch-${(drawings += 1)}`;
  const drawing = shape("svg", { width: size.width + 8, height: size.height + 8, viewBox: `-4 -4 ${size.width + 8} ${size.height + 8}`, role: "group", "aria-label": "The way of the statement, from its origins on the left to the pages on the right; the same stands below in words" },
    shape("defs", {}, shape("pattern", { id: hatch, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, shape("line", { x1: 0, y1: 0, x2: 0, y2: 7, class: "stroke" }))));
  const curve = curves.line().curve(curves.curveBumpX);
  const [paths, labels, taken] = [[], shape("g", { class: "labels" }), nodes.map((n) => [n.x - boxWide / 2 - 2, n.y - n.height / 2 - 2, n.x + boxWide / 2 + 2, n.y + n.height / 2 + 2])];
  for (const [edge, way] of size.paths) {
    const points_ = way.flatMap((item, i) => (item.point ? [[item.x - boxWide / 2, item.y], [item.x + boxWide / 2, item.y]] : [[item.x + (i ? -boxWide / 2 : boxWide / 2), item.y]]));
    const d = curve(points_);
    const said = [...new Set(edge.ways.map(handedWord))].join(", ");
    const group = shape("g", { class: "edge", role: "button", "aria-label": `${nodeName(edge.from)} to ${nodeName(edge.to)}: ${said}` }, shape("path", { d, class: "hit" }), shape("path", { d, class: "line" }),
      shape("path", { d: `M${points_.at(-1)}l-7,-4v8z`, class: "tip" }), shape("title", {}, `${said}${edge.ways[0]?.reason ? `: ${edge.ways[0].reason}` : ""}`));
    paths.push([group, edge, said]);
    drawing.append(group);
  }
  const boxes = nodes.map((node) => [drawNode(node, hatch), node]);
  drawing.append(...boxes.map(([group]) => group), labels);
  frame.replaceChildren(drawing);
  for (const [group, , said] of paths) labels.append(edgeLabel(said, group.querySelector(".line"), taken));
  reactive(drawing, box, [...paths.map(([group, edge]) => [group, () => tellEdge(box, edge), edge.to.x - boxWide / 2 - 1]), ...boxes.map(([group, node]) => [group, () => tellNode(box, node), node.x])]);
}

/** Nodes and lines as one stop of the tab key, from left to right; what is chosen is told. */
function reactive(drawing, box, items) {
  const order = [...items].sort((a, b) => a[2] - b[2]).map(([group]) => group);
  const chosen = (group) => {
    drawing.querySelector(".on")?.classList.remove("on");
    group.classList.add("on");
    items.find(([other]) => other === group)[1]();
  };
  roving(drawing, order, (group) => {
    chosen(group);
    box.querySelector("a")?.focus();
  });
  for (const group of order) group.addEventListener("click", () => chosen(group));
}

/** The same in words: from each origin on, who has it from whom; what was told already is only named again. */
function inWords({ nodes }) {
  const told_ = new Set();
  const item = (node, edge) => {
    const line = make("li", {}, node.page >= 0 ? make("a", { href: `#doc-${documents[node.page].id}` }, make("bdi", {}, visible(nodeName(node)))) : make("bdi", {}, visible(nodeName(node))));
    if (node.page >= 0 && documents[node.page].published) line.append(`, ${publishedOn(documents[node.page])}`);
    for (const way of edge?.ways ?? []) line.append(make("small", { dir: "auto" }, ` · ${handedWord(way)}`, way.reason ? ": " : "", visible(way.reason), ...doubts(way.p), ...(way.at ? [" ", toSpan(way.at[0], way.at.slice(1), "passage")] : [])));
    if (told_.has(node)) {
      if (node.leaving.length) line.append(make("small", {}, " · and on, as above"));
      return line;
    }
    told_.add(node);
    if (node.leaving.length) line.append(make("ul", {}, ...node.leaving.map((next) => item(next.to, next))));
    return line;
  };
  const origins = nodes.filter((node) => !node.entering.length);
  const list = make("ul", { className: "way-words" }, ...(origins.length ? origins : nodes.slice(0, 1)).map((node) => item(node, null)));
  for (const node of nodes) if (!told_.has(node)) list.append(item(node, null));
  return list;
}

const MOST_DRAWN = 60;
/** A statement's way as a drawing and in words; nothing where no way is known. */
function wayOf(row) {
  const graph = graphOf(row);
  if (!graph.edges.length) return [];
  const wordsBox = make("details", { className: "rest in-words", open: graph.nodes.length > MOST_DRAWN }, make("summary", {}, "The same in words"), inWords(graph));
  const head = make("h4", {}, "How it came to the pages");
  if (graph.nodes.length > MOST_DRAWN) return [head, make("p", { className: "note" }, `${count(graph.nodes.length)} stand on the way: too many to draw.`), wordsBox];
  const frame = make("div", { className: "way-drawing scroll", role: "region", ariaLabel: "Drawing of the way", tabIndex: 0 });
  const box = make("div", { className: "told", hidden: true, "aria-live": "polite" });
  const aside = make("p", { className: "note", hidden: true }, "The drawing is wider than the screen: it scrolls sideways.");
  drawnWhenSeen(frame, (width) => {
    untell(box);
    drawWay(frame, box, graph, width);
    aside.hidden = frame.scrollWidth <= frame.clientWidth + 1;
  });
  return [head, make("p", { className: "note key" }, "Origins left, pages right. Hatched: kept unnamed. Dashed: source not stated. Square corners: a page of this case. Press a name or a line for its reason."), aside, frame, box, wordsBox];
}

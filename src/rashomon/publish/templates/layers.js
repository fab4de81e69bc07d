// A drawing in layers, from left to right: which column, which order in it, which height (Sugiyama, Tagawa and Toda 1981).

/** The edges with those turned around left out of the order that would close a circle. */
function forward(nodes, edges) {
  const state = new Map();
  const kept = [];
  const leaving = new Map(nodes.map((node) => [node, []]));
  for (const edge of edges) leaving.get(edge.from).push(edge);
  const visit = (node) => {
    state.set(node, "open");
    for (const edge of leaving.get(node)) {
      if (state.get(edge.to) === "open") continue;
      kept.push(edge);
      if (!state.has(edge.to)) visit(edge.to);
    }
    state.set(node, "done");
  };
  const entered = new Set(edges.map((edge) => edge.to));
  for (const node of nodes) if (!entered.has(node) && !state.has(node)) visit(node);
  for (const node of nodes) if (!state.has(node)) visit(node);
  return kept;
}

/** Each node's column: as far left as its origins let it stand; pages that nobody takes anything from stand last. */
function columns_(nodes, kept) {
  const column = new Map(nodes.map((node) => [node, 0]));
  for (let round = 0; round < nodes.length; round += 1) {
    let moved = false;
    for (const { from, to } of kept) {
      if (column.get(to) > column.get(from)) continue;
      column.set(to, column.get(from) + 1);
      moved = true;
    }
    if (!moved) break;
  }
  const last = Math.max(0, ...column.values());
  const giving = new Set(kept.map((edge) => edge.from));
  for (const node of nodes) if (!giving.has(node) && node.page >= 0) column.set(node, last);
  return column;
}

/** The columns with their nodes, and points on the way where an edge crosses a column. */
function layered(nodes, kept) {
  const column = columns_(nodes, kept);
  const columns = [];
  const put = (item, at) => (columns[at] ??= []).push(item);
  for (const node of nodes) put(node, column.get(node));
  const paths = new Map();
  for (const edge of kept) {
    const path = [edge.from];
    for (let at = column.get(edge.from) + 1; at < column.get(edge.to); at += 1) {
      const point = { point: true, height: 8 };
      put(point, at);
      path.push(point);
    }
    path.push(edge.to);
    paths.set(edge, path);
  }
  return { columns: columns.map((items) => items ?? []), paths };
}

/** Who stands beside whom: neighbours to the left and to the right of everything in a column. */
function neighbours(paths) {
  const [before, after] = [new Map(), new Map()];
  const add = (map, key, value) => map.set(key, [...(map.get(key) ?? []), value]);
  for (const path of paths.values()) {
    for (let i = 1; i < path.length; i += 1) {
      add(before, path[i], path[i - 1]);
      add(after, path[i - 1], path[i]);
    }
  }
  return [before, after];
}

const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;

/** Orders each column by the middle of its neighbours, to and fro, so that few lines cross. */
function ordered(columns, before, after) {
  for (let sweep = 0; sweep < 8; sweep += 1) {
    const toRight = sweep % 2 === 0;
    const map = toRight ? before : after;
    const order = toRight ? columns : [...columns].reverse();
    for (const items of order) {
      const place = new Map(columns.flatMap((column) => column.map((item, i) => [item, i / Math.max(1, column.length - 1)])));
      const wanted = new Map(items.map((item) => [item, map.has(item) ? mean(map.get(item).map((other) => place.get(other))) : place.get(item)]));
      items.sort((a, b) => wanted.get(a) - wanted.get(b));
    }
  }
}

const ROW_GAP = 18;
/** Sets the heights in a column as near to those asked for as the order lets it. */
function settle(items, wanted) {
  const apart_ = (a, b) => a.height / 2 + b.height / 2 + (a.point && b.point ? 6 : ROW_GAP);
  const down = [];
  items.forEach((item, i) => down.push(i ? Math.max(wanted[i], down[i - 1] + apart_(items[i - 1], item)) : wanted[i]));
  const up = [...wanted];
  for (let i = items.length - 1; i >= 0; i -= 1) up[i] = i < items.length - 1 ? Math.min(wanted[i], up[i + 1] - apart_(items[i], items[i + 1])) : wanted[i];
  items.forEach((item, i) => (item.y = (down[i] + up[i]) / 2));
  for (let i = 1; i < items.length; i += 1) items[i].y = Math.max(items[i].y, items[i - 1].y + apart_(items[i - 1], items[i]));
}

/** Places everything: nodes get `x` and `y` (their middle) and points likewise; paths and the size come back. */
function laidOut(nodes, edges, width, gap) {
  const kept = forward(nodes, edges);
  const { columns, paths } = layered(nodes, kept);
  const [before, after] = neighbours(paths);
  ordered(columns, before, after);
  for (const items of columns) {
    let y = 0;
    for (const item of items) {
      item.y = y + item.height / 2;
      y += item.height + ROW_GAP;
    }
    for (const item of items) item.y -= y / 2;
  }
  for (let sweep = 0; sweep < 6; sweep += 1) {
    const map = sweep % 2 ? after : before;
    for (const items of sweep % 2 ? [...columns].reverse() : columns) {
      settle(items, items.map((item) => (map.has(item) ? mean(map.get(item).map((other) => other.y)) : item.y)));
    }
  }
  const all = columns.flat();
  const top = Math.min(...all.map((item) => item.y - item.height / 2));
  columns.forEach((items, at) => {
    for (const item of items) {
      item.x = at * (width + gap) + width / 2;
      item.y -= top;
    }
  });
  return { paths, columns: columns.length, width: columns.length * (width + gap) - gap, height: Math.max(...all.map((item) => item.y + item.height / 2)) };
}

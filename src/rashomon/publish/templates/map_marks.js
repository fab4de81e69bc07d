// The places on the map: each a halo of its true size and a point, labelled where there is room, with what stands in its row.

const POINT = '600 12px system-ui, "Liberation Sans", sans-serif';
const CLOSE = 15;
/** Kinds that are shown by name or by their own shape: a circle around them would say nothing. */
const VAST = ["country", "continent"];
let mapWidth = 0;
let placed_ = null;

/** The rows of the list with what they say of the earth. */
function placesListed() {
  return [...find("where-list").querySelectorAll("tr[data-lat]")].map((row) => {
    const { lat, lon, km, kind, country, passages, unsure } = row.dataset;
    return { row, unsure: Boolean(unsure), at: [Number(lon), Number(lat)], km: Number(km), kind, country, passages: Number(passages), name: row.querySelector(".name").textContent };
  });
}

/** A country's mark stands in what is seen of its shape, clear of others as long as that leaves it in the country. */
function aside(place, point, path, marks) {
  const land = place.kind === "country" && lands.countries.find((one) => one.properties.code === place.country);
  if (!land) return point;
  const [x, y] = path.centroid(land);
  if (Number.isNaN(x)) return point;
  const ways = [[0, 0], [0, 22], [0, -22], [26, 0], [-26, 0], [26, 26], [-26, -26], [0, 48], [0, -48]];
  const inside = (at) => {
    const there = path.projection().invert(at);
    return there && geo.geoContains(land, there);
  };
  const clear = ([a, b]) => marks.every((mark) => Math.hypot(mark.point[0] - x - a, mark.point[1] - y - b) >= CLOSE) && inside([x + a, y + b]);
  const way = ways.find(clear);
  return way ? [x + way[0], y + way[1]] : inside([x, y]) ? [x, y] : point;
}

/** Places that would lie on one another as one mark, under the one of the most passages; countries after all others. */
function gathered(places, project, path, width, height) {
  const marks = [];
  const outside = [];
  for (const place of [...places].sort((a, b) => VAST.includes(a.kind) - VAST.includes(b.kind))) {
    const own = project(place.at);
    const point = own && VAST.includes(place.kind) ? aside(place, own, path, marks) : own;
    if (!point || point[0] < 0 || point[1] < 0 || point[0] > width || point[1] > height) {
      outside.push(place);
      continue;
    }
    const near = marks.find((mark) => Math.hypot(mark.point[0] - point[0], mark.point[1] - point[1]) < CLOSE);
    if (near) near.places.push(place);
    else marks.push({ point, places: [place] });
  }
  return { marks, outside };
}

const nameOf = ({ places }) => `${places[0].name}${places[0].unsure ? " ?" : ""}${places.length > 1 ? ` + ${places.length - 1}` : ""}`;
const sizeOf = ({ places }) => Math.min(9, 3.5 + Math.sqrt(places.reduce((sum, place) => sum + place.passages, 0)));

/** A label at the first of eight sides that is free. */
function labelled(mark, taken, width, height) {
  const [x, y] = mark.point;
  const [r, wide] = [sizeOf(mark) + 6, widthOf(nameOf(mark), POINT)];
  const sides = [[r, 4, "start"], [-r, 4, "end"], [0, -r - 3, "middle"], [0, r + 11, "middle"], [r, -8, "start"], [r, 16, "start"], [-r, -8, "end"], [-r, 16, "end"]];
  for (const [dx, dy, anchor] of sides) {
    const left = anchor === "start" ? x + dx : anchor === "end" ? x + dx - wide : x - wide / 2;
    const box = [left - 2, y + dy - 11, left + wide + 2, y + dy + 3];
    if (box[0] < 2 || box[2] > width - 2 || box[1] < 2 || box[3] > height - 2) continue;
    if (free(taken, box)) return shape("text", { x: x + dx, y: y + dy, "text-anchor": anchor }, nameOf(mark));
  }
  return "";
}

function halos(places, path, shaped, dotKm) {
  const out = shape("g", { class: "halos" });
  for (const { at, km, kind, country, name, unsure } of places) {
    if (!(km > 0) || (VAST.includes(kind) && (kind !== "country" || shaped.has(country)))) continue;
    const drawn = path(geo.geoCircle().center(at).radius(Math.min(90, km / DEGREE_KM)).precision(km / dotKm < 15 ? 15 : 4)());
    if (drawn) out.append(shape("path", { d: drawn, class: `halo${km > 150 ? " vast" : km / dotKm > 90 ? " large" : ""}${unsure ? " unsure" : ""}` }, shape("title", {}, `${name}: somewhere within ${count(km < 10 ? km : Math.round(km))} km`)));
  }
  return out;
}

function pointMark(mark) {
  const [x, y] = mark.point;
  const said = mark.places.map((place) => `${place.name}, ${plural(place.passages, "passage")}`).join("; ");
  return shape("g", { class: "mark", role: "button", "aria-label": said },
    shape("title", {}, said), shape("circle", { cx: x, cy: y, r: Math.max(11, sizeOf(mark) + 3), class: "hit" }),
    shape("circle", { cx: x, cy: y, r: sizeOf(mark), class: VAST.includes(mark.places[0].kind) || mark.places[0].km > 150 || mark.places[0].unsure ? "dot wide" : "dot" }),
    ...(mark.places.length > 1 ? [shape("circle", { cx: x, cy: y, r: sizeOf(mark) + 3, class: "ring" })] : []));
}

function drawMap() {
  const box = find("map").querySelector(".view");
  const width = mapWidth;
  const height = Math.round(Math.min(620, Math.max(300, width * 0.62)));
  const project = projection(given.map[EARTH.view], width, height);
  const path = geo.geoPath(project).digits(1);
  placed_ ??= placesListed();
  const named = new Set(placed_.filter((place) => place.kind === "country").map((place) => place.country));
  const base = drawLands(path, named);
  const shaped = new Set(lands.countries.map((land) => land.properties.code));
  const { marks, outside } = gathered(placed_, project, path, width, height);
  const taken = marks.map((mark) => [mark.point[0] - 6, mark.point[1] - 6, mark.point[0] + 6, mark.point[1] + 6]);
  taken.push([0, height - 30, 150, height]);
  const labels = shape("g", { class: "labels" }, ...marks.map((mark) => labelled(mark, taken, width, height)).filter(Boolean));
  const points = marks.map(pointMark);
  const drawing = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Map of the places below; arrow keys go from one to the next, + and - come nearer and go back" },
    shape("path", { d: path({ type: "Sphere" }) ?? "", class: "sea" }), base, halos(placed_, path, shaped, RADIAN_KM / project.scale()), nameLands(path, taken, named, width, height), labels, ...points, scaleBar(project, width, height));
  const before = box.querySelector(".on")?.ariaLabel;
  const chosen = (piece) => {
    drawing.querySelector(".on")?.classList.remove("on");
    piece.classList.add("on");
    tell(find("where-told"), marks[points.indexOf(piece)].places.map((place) => place.row));
  };
  points.find((piece) => piece.getAttribute("aria-label") === before)?.classList.add("on");
  roving(drawing, points, chosen);
  drawing.addEventListener("click", (event) => {
    const piece = event.target.closest("[role=button]");
    if (piece) chosen(piece);
  });
  const focused = document.activeElement?.closest?.("#map .mark")?.getAttribute("aria-label");
  box.querySelector("svg")?.remove();
  box.prepend(drawing);
  points.find((piece) => focused && piece.getAttribute("aria-label") === focused)?.focus();
  tellOutside(outside);
}

/** What the map does not show just now. */
function tellOutside(outside) {
  const names = outside.map((place) => place.name);
  find("map-outside").replaceChildren(...(names.length ? ["Outside this part of the earth: ", visible(names.slice(0, 12).join(", ")), names.length > 12 ? ` and ${count(names.length - 12)} more` : "", "."] : []));
  const other = EARTH.view === "near" ? "whole" : "near";
  find("map-other").hidden = EARTH.view === "near" && !names.length;
  find("map-other").textContent = other === "whole" ? "Show all places" : "Back to where most are";
}

function startMap() {
  const box = find("map").querySelector(".view");
  const size = () => [mapWidth, Math.round(Math.min(620, Math.max(300, mapWidth * 0.62)))];
  const middle = () => size().map((side) => side / 2);
  const buttons = make("p", { className: "nearer" },
    press("+", () => zoom(1.6, middle(), size()), { ariaLabel: "nearer", title: "nearer" }),
    press("−", () => zoom(0.625, middle(), size()), { ariaLabel: "farther", title: "farther" }));
  const other = press("", () => {
    Object.assign(EARTH, { k: 1, x: 0, y: 0, view: EARTH.view === "near" ? "whole" : "near" });
    drawMap();
  }, { id: "map-other" });
  box.append(buttons);
  box.after(make("p", { className: "outside" }, make("span", { id: "map-outside" }), " ", other));
  box.addEventListener("keydown", (event) => {
    if ("+-=".includes(event.key) && !event.ctrlKey && !event.metaKey) zoom(event.key === "-" ? 0.625 : 1.6, middle(), size());
  });
  movable(box, size);
  drawnWhenSeen(box, (width) => {
    mapWidth = width;
    drawMap();
  });
}

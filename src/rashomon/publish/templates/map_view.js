// The map: which part of the earth is seen, countries and borders, the scale, moving and coming nearer.

const RADIAN_KM = 6371.0088;
const DEGREE_KM = RADIAN_KM * Math.PI / 180;
const EARTH = { k: 1, x: 0, y: 0, view: "near" };
let lands = null;

/** Countries with their shapes, and lines between them; what is inside out would be taken for the whole earth. */
function readLands() {
  const { borders } = given.map;
  const { countries, disputed } = borders.objects;
  const contested = (a, b) => a !== b && Boolean(a.properties.contested || b.properties.contested);
  const sound = (land) => geo.geoArea(land) < 2 * Math.PI;
  return {
    countries: geo.feature(borders, countries).features.filter(sound),
    coast: geo.mesh(borders, countries, (a, b) => a === b),
    firm: geo.mesh(borders, countries, (a, b) => a !== b && !contested(a, b)),
    contested: geo.mesh(borders, countries, contested),
    disputed: geo.feature(borders, disputed).features,
  };
}

/** Whether so much is seen that the earth is laid out flat, with two edges that cut through countries. */
const isWorld = (km) => km / DEGREE_KM >= 65;

/** A projection that shows a circle of the earth in a frame: true to area, and to shape near its middle. */
function projection([lat, lon, km], width, height) {
  const degrees = km / DEGREE_KM;
  const round = !isWorld(km);
  const made = round ? geo.geoAzimuthalEqualArea().rotate([-lon, -lat]).clipAngle(Math.min(110, degrees * 5 + 8)) : geo.geoEqualEarth().rotate([-11, 0]);
  const frame = [[12, 12], [width - 12, height - 12]];
  made.precision(0.3).fitExtent(frame, round ? geo.geoCircle().center([lon, lat]).radius(degrees)() : { type: "Sphere" });
  const [x, y] = made.translate();
  made.scale(made.scale() * EARTH.k).translate([(x - width / 2) * EARTH.k + width / 2 + EARTH.x, (y - height / 2) * EARTH.k + height / 2 + EARTH.y]);
  return made.clipExtent([[-40, -40], [width + 40, height + 40]]);
}

/** A length in kilometres that is round and about as long as asked. */
function roundKm(km) {
  const ten = 10 ** Math.floor(Math.log10(km));
  return ten * (km / ten >= 5 ? 5 : km / ten >= 2 ? 2 : 1);
}

function scaleBar(project, width, height) {
  const here = project.invert([width / 2, height / 2]);
  const there = project.invert([width / 2 + 100, height / 2]);
  const km = here && there ? geo.geoDistance(here, there) * RADIAN_KM : NaN;
  if (!(km > 0)) return shape("g");
  const length = roundKm(km);
  const dots = (100 * length) / km;
  const label = length >= 1 ? `${count(length)} km` : `${Math.round(length * 1000)} m`;
  return shape("g", { class: "scale", transform: `translate(${14},${height - 16})` },
    shape("path", { d: `M0,-4v4h${dots}v-4` }), shape("text", { x: dots + 6, y: 2 }, label));
}

/** Countries, lines between them, and what is not settled, which says so. */
function drawLands(path, named) {
  lands ??= readLands();
  const out = shape("g", { class: "lands" });
  for (const land of lands.countries) {
    const drawn = path(land);
    if (drawn) out.append(shape("path", { d: drawn, class: named.has(land.properties.code) ? "land named" : "land" }));
  }
  for (const [name, lines] of Object.entries({ coast: lands.coast, firm: lands.firm, disputed: lands.contested })) {
    const drawn = path(lines);
    if (drawn) out.append(shape("path", { d: drawn, class: name }));
  }
  for (const line of lands.disputed) {
    const drawn = path(line);
    if (drawn) out.append(shape("path", { d: drawn, class: "disputed" }, shape("title", {}, `disputed: ${line.properties.name}`)));
  }
  return out;
}

/** Names of countries where they are seen, but for those that are marked, and the word “disputed” at lines that are. */
function nameLands(path, taken, named, width, height) {
  const out = shape("g", { class: "names" });
  const inside = (x, y, half) => x - half > 2 && x + half < width - 2 && y > 10 && y < height - 24;
  const seen = lands.countries.filter((land) => !named.has(land.properties.code)).map((land) => [path.area(land), land]).filter(([area]) => area > 1200).sort((a, b) => b[0] - a[0]);
  for (const [, land] of seen) {
    const [x, y] = path.centroid(land);
    // the middle of what lies on both edges of a map is somewhere else
    if (isWorld(given.map[EARTH.view][2]) && !geo.geoContains(land, path.projection().invert([x, y]) ?? [0, 90])) continue;
    const half = widthOf(land.properties.name, COUNTRY) / 2 + 4;
    if (inside(x, y, half) && free(taken, [x - half, y - 8, x + half, y + 8])) out.append(shape("text", { x, y: y + 4 }, land.properties.name));
  }
  const lines = [...lands.disputed.map((line) => [path.measure(line), line]), ...lands.contested.coordinates.map((coordinates) => {
    const line = { type: "LineString", coordinates };
    return [path.measure(line), line];
  })].filter(([length]) => length > 24).sort((a, b) => b[0] - a[0]);
  const told = [];
  for (const [, line] of lines) {
    const [x, y] = path.centroid(line);
    const near = told.some((at) => Math.hypot(at[0] - x, at[1] - y) < 60);
    if (!near && inside(x, y, 30) && free(taken, [x - 27, y - 7, x + 27, y + 6])) {
      told.push([x, y]);
      out.append(shape("text", { x, y: y + 3, class: "claim" }, "disputed", shape("title", {}, line.properties?.name ?? "disputed")));
    }
  }
  return out;
}

const COUNTRY = '12px system-ui, "Liberation Sans", sans-serif';

/** Whether a box lies free of those that are taken; if so it is taken too. */
function free(taken, [left, top, right, bottom]) {
  if (taken.some(([l, t, r, b]) => left < r && l < right && top < b && t < bottom)) return false;
  taken.push([left, top, right, bottom]);
  return true;
}

/** Comes nearer to a point of the drawing, or goes back from it. */
function zoom(by, [x, y], size) {
  const k = Math.min(64, Math.max(1, EARTH.k * by));
  const real = k / EARTH.k;
  EARTH.x = (x - size[0] / 2) * (1 - real) + EARTH.x * real;
  EARTH.y = (y - size[1] / 2) * (1 - real) + EARTH.y * real;
  EARTH.k = k;
  if (k === 1) EARTH.x = EARTH.y = 0;
  drawMap();
}

/** Moving with the pointer; a wheel moves the page unless Ctrl is held, and one finger always does. */
function movable(box, size) {
  let from = null;
  let way = null;
  box.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button === 0 && !event.target.closest("button")) from = [event.clientX, event.clientY];
  });
  box.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [dx, dy] = [event.clientX - from[0], event.clientY - from[1]];
    if (!way && Math.hypot(dx, dy) < 4) return;
    if (!way) box.setPointerCapture(event.pointerId);
    way = [dx, dy];
    box.querySelector("svg").style.transform = `translate(${dx}px, ${dy}px)`;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    box.addEventListener(end, () => {
      if (way) {
        EARTH.x += way[0];
        EARTH.y += way[1];
        drawMap();
      }
      from = way = null;
    });
  }
  const at = (event) => {
    const frame = box.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  };
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.25 : 0.8, at(event), size());
  }, { passive: false });
  box.addEventListener("dblclick", (event) => zoom(2, at(event), size()));
}

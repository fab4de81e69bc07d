// Countries and disputed lines (GeoJSON on standard input) as one small topology (standard output).
import { readFileSync, writeSync } from "node:fs";
import { topology } from "topojson-server";
import { presimplify, simplify, filter, filterWeight, sphericalTriangleArea } from "topojson-simplify";
import { quantize } from "topojson-client";

const [, , area, grid] = process.argv;
const given = JSON.parse(readFileSync(0, "utf-8"));
// corners are snapped first, so that neighbours share their arcs
let made = topology({ countries: given.countries, disputed: given.disputed }, 1e6);
made = presimplify(made, sphericalTriangleArea);
made = simplify(made, Number(area));
made = filter(made, filterWeight(made, Number(area), (t, g) => sphericalTriangleArea(t, g)));
made = quantize(made, Number(grid));
const text = JSON.stringify(made);
for (let at = 0; at < text.length; at += 65536) writeSync(1, text.slice(at, at + 65536));

// The parts of d3-geo and topojson-client that the dossier's map draws with.
export { geoArea, geoAzimuthalEqualArea, geoCircle, geoContains, geoDistance, geoEqualEarth, geoPath } from "d3-geo";
export { feature, mesh } from "topojson-client";

// The parts of d3-shape that the dossier draws the way of a statement with.
export { curveBumpX, line } from "d3-shape";

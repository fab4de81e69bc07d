// Makes the script that the dossier's map is drawn with: node build.js ../../src/rashomon/publish/map/geo.js
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const licences = readFileSync(new URL("LICENCES.txt", import.meta.url), "utf-8");
await build({
  entryPoints: [new URL("bundle.js", import.meta.url).pathname],
  outfile: process.argv[2],
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "geo",
  target: "es2022",
  legalComments: "none",
  banner: { js: `/*\n${licences}*/` },
});

// Makes the script that the way of a statement is drawn with in dossiers: node build.js ../../src/rashomon/publish/lineage/curves.js
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const licences = readFileSync(new URL("LICENCES.txt", import.meta.url), "utf-8");
await build({
  entryPoints: [new URL("bundle.js", import.meta.url).pathname],
  outfile: process.argv[2],
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "curves",
  target: "es2022",
  legalComments: "none",
  banner: { js: `/*\n${licences}*/` },
});

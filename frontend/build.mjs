// Builds the card into the integration: one file, the same bytes for the same sources.
import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { gzipSync } from "fflate";

const outfile = process.argv[2] ?? "../custom_components/backcare/frontend/backcare-card.js";
await build({
  entryPoints: ["src/backcare-card.ts"],
  outfile,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  banner: {
    js: "/* BackCare's card, built from frontend/ by scripts/card. Lit: BSD-3-Clause, Google LLC. */",
  },
  logLevel: "warning",
});
// Home Assistant serves it in the place of the other. Node's own zlib has other bytes on other machines.
await writeFile(`${outfile}.gz`, gzipSync(await readFile(outfile), { level: 9, mtime: 0 }));

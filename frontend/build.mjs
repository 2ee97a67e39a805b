// Builds the card into the integration: one file, the same bytes for the same sources.
import { build } from "esbuild";

await build({
  entryPoints: ["src/backcare-card.ts"],
  outfile: process.argv[2] ?? "../custom_components/backcare/frontend/backcare-card.js",
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

// Builds the page into src/reportedly/web/static (or the folder that is named): the same bytes for the same sources and lock file.
// Only the page itself; the map's shapes beside it are made by shapes.mjs.
import { build } from "esbuild";
import { copyFileSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

const here = import.meta.dirname;
const out = resolve(process.argv[2] ?? join(here, "../src/reportedly/web/static"));
mkdirSync(out, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: { desk: "src/main.ts" },
  outdir: out,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "inline",
});
await build({ absWorkingDir: here, entryPoints: { desk: "src/styles/desk.css" }, outdir: out, bundle: true, minify: true, loader: { ".png": "dataurl" } });
for (const name of ["index.html", "mark.svg"]) copyFileSync(join(here, name), join(out, name));

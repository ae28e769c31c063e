// Runs the tests in test/: bundled in memory, in Node's own runner.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const out = mkdtempSync(join(tmpdir(), "desk-"));
const names = readdirSync(join(import.meta.dirname, "test")).filter((name) => name.endsWith(".test.ts"));
await build({ absWorkingDir: import.meta.dirname, entryPoints: names.map((name) => `test/${name}`), outdir: out, outExtension: { ".js": ".mjs" }, bundle: true, platform: "node", format: "esm", logLevel: "error" });
const { status } = spawnSync(process.execPath, ["--test", ...names.map((name) => join(out, name.replace(/\.ts$/, ".mjs")))], { stdio: "inherit" });
rmSync(out, { recursive: true });
process.exit(status ?? 1);

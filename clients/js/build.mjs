/** Builds the package: `src/` are the sources in `web/`, `dist/chatd.js` is one module of all of them. */
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const web = "../../web/";

// Names that no program sees: those of methods and fields between the modules of the client.
const INTERNAL = readFileSync(here("internal_names.txt"), "utf8").trim().split(/\s+/);

for (const folder of ["src", "dist"]) {
  rmSync(here(folder), { recursive: true, force: true });
  mkdirSync(here(folder));
}
cpSync(here(`${web}chatd.js`), here("src/chatd.js"));
cpSync(here(`${web}chatd`), here("src/chatd"), { recursive: true });
cpSync(here("../../LICENSE"), here("LICENSE"));
await build({
  entryPoints: [here("src/chatd.js")],
  outfile: here("dist/chatd.js"),
  bundle: true,
  minify: true,
  format: "esm",
  charset: "utf8",
  target: ["es2022", "chrome105", "firefox110", "safari16"],
  mangleProps: new RegExp(`^(${INTERNAL.join("|")})$`),
  logLevel: "warning",
});
const bytes = gzipSync(readFileSync(here("dist/chatd.js")), { level: 9 }).length;
console.log(`dist/chatd.js has ${bytes} bytes, compressed with gzip`);

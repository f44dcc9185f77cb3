/**
 * Builds the package: `src/` are the sources in `web/`, `dist/chatd.js` is one module of all of them; `dist/react.js` is
 * what a program with React imports beside it.
 */
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
cpSync(here("react.js"), here("src/react.js"));
const options = {
  bundle: true,
  minify: true,
  format: "esm",
  charset: "utf8",
  target: ["es2022", "chrome105", "firefox110", "safari16"],
  logLevel: "warning",
};
const mangleProps = new RegExp(`^(${INTERNAL.join("|")})$`);
await build({ ...options, mangleProps, entryPoints: [here("src/chatd.js")], outfile: here("dist/chatd.js") });
await build({ ...options, external: ["react"], entryPoints: [here("src/react.js")], outfile: here("dist/react.js") });
const bytes = gzipSync(readFileSync(here("dist/chatd.js")), { level: 9 }).length;
console.log(`dist/chatd.js has ${bytes} bytes, compressed with gzip`);

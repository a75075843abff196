// Every package that the window ships has a licence that Galley may ship. Reads the installed tree.
import { existsSync, readFileSync } from "node:fs";

const allowed = new Set(["MIT", "Apache-2.0", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "MPL-2.0", "CC0-1.0", "Unlicense", "BlueOak-1.0.0"]);
const lock = JSON.parse(readFileSync("ui/package-lock.json", "utf8"));
// A package that is not there is an optional peer of a tool; nothing of it can be shipped.
const shipped = Object.entries(lock.packages).filter(
  ([path, entry]) => path !== "" && !entry.dev && existsSync(`ui/${path}/package.json`),
);
const refused = [];
for (const [path] of shipped) {
  const manifest = JSON.parse(readFileSync(`ui/${path}/package.json`, "utf8"));
  const words = String(manifest.license ?? "none").replaceAll(/[()]/g, "").split(/ OR /);
  if (!words.some((word) => word.split(/ AND /).every((part) => allowed.has(part)))) {
    refused.push(`${manifest.name}: ${manifest.license ?? "no licence"}`);
  }
}
if (refused.length > 0) {
  console.error(`not allowed:\n  ${refused.join("\n  ")}`);
  process.exit(1);
}
console.log(`npm licences: ${shipped.length} passed, 0 failed`);

// Reads headers as js-yaml and Hexo do: paths as JSON strings on lines, one answer a line.
const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");
const load = require("node:module").createRequire(path.join(process.env.READERS ?? __dirname, "x.cjs"));
const yaml = load("js-yaml");
const hexo = load("hexo-front-matter");

const plain = (value) => JSON.parse(JSON.stringify(value, (_, item) => (item === undefined ? null : item)));

function attempt(readings, reader, read) {
  try {
    const value = read();
    if (value === null || value === undefined) readings[reader] = {};
    else if (typeof value === "object" && !Array.isArray(value)) readings[reader] = plain(value);
  } catch {
    // What it refuses, it does not read.
  }
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const file = JSON.parse(line);
  const readings = {};
  const text = fs.readFileSync(file, "utf8").replace(/^\ufeff/, "");
  const header = /^\s*---[ \t]*\r?\n([\s\S]*?)^(?:---|\.\.\.)[ \t]*\r?$/m.exec(text);
  if (header) attempt(readings, "js-yaml", () => yaml.load(header[1]));
  if (header || /^[\w"'-]+ *:/.test(text)) {
    attempt(readings, "hexo-front-matter", () => {
      const { _content, ...fields } = hexo.parse(text);
      return fields;
    });
  }
  process.stdout.write(JSON.stringify({ file, readings }) + "\n");
});

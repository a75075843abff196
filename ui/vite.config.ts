import { svelte, vitePreprocess } from "@sveltejs/vite-plugin-svelte";
import { readFileSync, readdirSync } from "node:fs";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

// Two entries: the window's page, and the script of the preview frame, which the host serves
// under a fixed name from another origin (`preview://`).
export default defineConfig({
  base: "./",
  plugins: [svelte({ preprocess: vitePreprocess() }), frameLibraries()],
  clearScreen: false,
  // The sandboxed frame has the origin `null`; in a plain browser it asks this server all the same.
  server: {
    port: 1420,
    strictPort: true,
    host: "127.0.0.1",
    cors: { origin: [/^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?$/, "null"] },
  },
  build: {
    target: "safari16",
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: { main: "index.html", frame: "src/frame/frame.ts" },
      output: {
        entryFileNames: (chunk) => (chunk.name === "frame" ? "frame.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  resolve: process.env.VITEST ? { conditions: ["browser"] } : {},
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"], restoreMocks: true },
});

/**
 * What `src/frame/libraries.ts` loads when a post needs it, as the packages have it: one plain
 * script each, for modules are not loaded across origins, which a sandboxed frame always crosses.
 */
function frameLibraries(): Plugin {
  const katex = "node_modules/katex/dist";
  const fonts = readdirSync(`${katex}/fonts`).filter((name) => name.endsWith(".woff2"));
  const files = new Map([
    ["katex/katex.js", `${katex}/katex.min.js`],
    ["katex/katex.css", `${katex}/katex.min.css`],
    ["katex/LICENSE", "node_modules/katex/LICENSE"],
    ...fonts.map((name) => [`katex/fonts/${name}`, `${katex}/fonts/${name}`] as const),
    ["mermaid/mermaid.js", "node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js"],
    ["mermaid/LICENSE", "node_modules/@mermaid-js/tiny/LICENSE"],
  ]);
  return {
    name: "frame-libraries",
    generateBundle() {
      for (const [fileName, path] of files)
        this.emitFile({ type: "asset", fileName, source: readFileSync(path) });
    },
    configureServer(server) {
      for (const [name, path] of files) {
        server.middlewares.use(`/${name}`, (_, response) => {
          response.setHeader("Content-Type", TYPES.get(name.replace(/.*\./, "")) ?? "text/plain");
          response.setHeader("Access-Control-Allow-Origin", "*");
          response.end(readFileSync(path));
        });
      }
    },
  };
}

const TYPES = new Map([
  ["js", "text/javascript"],
  ["css", "text/css"],
  ["woff2", "font/woff2"],
]);

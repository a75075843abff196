import { svelte, vitePreprocess } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// Two entries: the window's page, and the script of the preview frame, which the host serves
// under a fixed name from another origin (`preview://`).
export default defineConfig({
  base: "./",
  plugins: [svelte({ preprocess: vitePreprocess() })],
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

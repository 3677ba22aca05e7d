import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

// The page: one HTML file with everything in it, into which `parley publish` puts a study. What it
// takes from the library it takes from dist/, as tests do (`#room/…`), so `tsc --build` goes first.
export default defineConfig({
  root: "src/show/web",
  plugins: [svelte({ configFile: false }), viteSingleFile()],
  // A module worker that is made from a blob fails in silence on file:// in Chromium.
  worker: { format: "iife" },
  build: {
    outDir: "../../../dist/web",
    emptyOutDir: true,
    target: "es2023",
    rollupOptions: { input: "src/show/web/player.html" },
  },
  logLevel: "warn",
});

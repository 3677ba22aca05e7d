import { defineConfig } from "vitest/config";

// Tests import the built package (`#room/…` resolves to dist/), so what is tested is what ships,
// worker threads included; `npm test` builds first.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    pool: "threads",
    // The tests of the page need a browser.
    globalSetup: "test/support/chromium.ts",
  },
});

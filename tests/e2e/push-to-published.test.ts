/** The README's first command, as a newcomer types it, then the published site in a real browser. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demo } from "../../cli/commands/demo.ts";
import { type Browser, launchBrowser } from "./support/browser.ts";
import { localOptions } from "./support/local-options.ts";

const MINUTES = 60_000;

let folder: string;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lectern-demo-test-"));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

test(
  "the demo publishes this commit with Gatsby, then a pushed post, and a browser shows both",
  async () => {
    const options = await localOptions(folder);
    const lines: string[] = [];
    const stop = new AbortController();
    const reading = readWhenServed(lines, stop);
    await demo({ ...options, once: false }, (line) => lines.push(line), stop.signal);
    const { home, list, post } = await reading;

    expect(lines.filter((line) => line.startsWith("  → ")).slice(0, 3)).toEqual([
      "  → WhatChanged",
      "  → BuildDockerOrNot",
      "  → BuildSite",
    ]);
    expect(lines.filter((line) => line.startsWith("✉ "))).toHaveLength(2);
    expect(list.posts).toBeGreaterThanOrEqual(9);
    expect([home.overflows, list.overflows, post.overflows]).toEqual([false, false, false]);
    expect([...home.faults, ...list.faults]).toEqual([]);
    expect(post.title).toMatch(/^Pushed at /);
    expect(post.faults).toEqual([]);
  },
  15 * MINUTES,
);

/** Waits for the line that says the post is served, reads home and post in the browser, then stops the demo. */
async function readWhenServed(lines: readonly string[], stop: AbortController) {
  try {
    const url = await new Promise<string>((resolve, reject) => {
      const timer = setInterval(() => {
        const served = lines.map((line) => /^✔ pushed and served in .*; (http\S+)$/.exec(line)?.[1]).find((found) => found);
        if (!served) return;
        clearInterval(timer);
        resolve(served);
      }, 200);
      setTimeout(() => {
        clearInterval(timer);
        reject(new Error(`nothing was served:\n${lines.slice(-40).join("\n")}`));
      }, 14 * MINUTES).unref();
    });
    return {
      home: await browser.read(new URL("/", url).href),
      list: await browser.read(new URL("/posts/", url).href),
      post: await browser.read(url),
    };
  } finally {
    stop.abort();
  }
}

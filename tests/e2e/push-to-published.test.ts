/** The README's first command, as a newcomer types it, then the published site in a real browser. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { demo } from "../../cli/commands/demo.ts";
import { PLAY } from "../../cli/demo/play.ts";
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
  "the demo publishes this commit with Gatsby, then a pushed post, then a talk's slides, and a browser shows them",
  async () => {
    const options = await localOptions(folder);
    const lines: string[] = [];
    const stop = new AbortController();
    const reading = readWhenServed(lines, stop);
    const results: unknown[] = [];
    const write = (line: string) => void lines.push(line);
    const terminal = { json: false, write, tell: write, result: (value: unknown) => void results.push(value) };
    await demo({ ...options, once: false }, terminal, stop.signal);
    const { home, list, post, talk } = await reading;

    expect(lines.filter((line) => line.startsWith("  → ")).slice(0, 3)).toEqual([
      "  → WhatChanged",
      "  → BuildDockerOrNot",
      "  → BuildSite",
    ]);
    expect(lines.filter((line) => line.startsWith("✉ "))).toHaveLength(3);
    expect(results).toEqual([
      expect.objectContaining({
        siteUrl: expect.stringMatching(/^http:/),
        talk: expect.any(String),
        photographs: PLAY.map(({ slide, camera }, i) => expect.objectContaining({ number: i + 1, camera, shown: slide })),
      }),
    ]);
    expect(list.posts).toBeGreaterThanOrEqual(9);
    expect([home.overflows, list.overflows, post.overflows]).toEqual([false, false, false]);
    expect([...home.faults, ...list.faults]).toEqual([]);
    expect(post.title).toMatch(/^Pushed at /);
    expect(post.faults).toEqual([]);
    expect(talk).toMatchObject({ title: "A website that publishes itself", overflows: false, faults: [] });
  },
  15 * MINUTES,
);

/** Waits until all is served, reads home, the post and the talk in the browser, then stops the demo. */
async function readWhenServed(lines: readonly string[], stop: AbortController) {
  try {
    const talk = await addressIn(lines, /✔ \d+ photographs, .* on the built page; .*; (http\S+)$/);
    const post = await addressIn(lines, /^✔ pushed and served in .*; (http\S+)$/);
    return {
      home: await browser.read(new URL("/", post).href),
      list: await browser.read(new URL("/posts/", post).href),
      post: await browser.read(post),
      talk: await browser.read(talk),
    };
  } finally {
    stop.abort();
  }
}

/** The address in the first line of this form, waited for. */
async function addressIn(lines: readonly string[], form: RegExp): Promise<string> {
  for (const deadline = Date.now() + 14 * MINUTES; Date.now() < deadline; await delay(200)) {
    const found = lines.map((line) => form.exec(line)?.[1]).find((address) => address);
    if (found) return found;
  }
  throw new Error(`nothing was served:\n${lines.slice(-40).join("\n")}`);
}

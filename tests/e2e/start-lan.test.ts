/** `npm start -- --lan`, as far as the first build: the network is let in before that, for talks are published meanwhile. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { start } from "../../cli/commands/start.ts";
import { Interrupted } from "../../cli/errors.ts";
import { doorOf } from "../../cli/lan/door-file.ts";
import { freePort } from "./support/free-port.ts";
import { localOptions } from "./support/local-options.ts";

const MINUTES = 60_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lectern-start-lan-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

test(
  "lets the network in before the first build, and out again when it is stopped in it",
  async () => {
    const options = await localOptions(folder);
    const port = await freePort();
    const lines: string[] = [];
    const write = (line: string) => void lines.push(line);
    const results: unknown[] = [];
    const terminal = { json: false, write, tell: write, result: (value: unknown) => void results.push(value) };
    const stop = new AbortController();
    const running = start({ ...options, lan: { port, address: "127.0.0.1" } }, terminal, stop.signal).catch((error) => error);
    const door = () => doorOf(folder, `http://127.0.0.1:${options.apiPort}`);
    try {
      for (const deadline = Date.now() + 3 * MINUTES; !door() && Date.now() < deadline; ) await delay(100);
      expect(door()).toBe(`https://127.0.0.1:${port}`);
      expect(results).toEqual([]);
    } finally {
      stop.abort();
    }
    expect(await running).toBeInstanceOf(Interrupted);
    expect(door()).toBeUndefined();
  },
  5 * MINUTES,
);

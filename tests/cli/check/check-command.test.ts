/** `lectern talk new` and `talk check` through their process boundary, outside of the project. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { makeDecks } from "../../../liveblogger/decks-made/decks.ts";
import { renderPng } from "../../../liveblogger/decks-made/render.ts";
import { pdf, pptx } from "../../liveblogger/support/files.ts";
import { lectern } from "../support/lectern.ts";

const MINUTE = 60_000;
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "lectern-check-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = (...args: string[]) => lectern(["talk", ...args], { cwd: root, env: { TZ: "Europe/Berlin" } });

test(
  "new makes a folder that can be published once the notes are written, and says what is next",
  async () => {
    writeFileSync(join(root, "talk.pdf"), pdf([["How we moved the moon"], ["Two"], ["Three"]]));
    writeFileSync(join(root, "talk.pptx"), pptx([{ notes: "" }, { notes: "Of two." }, { notes: "" }]));
    const made = await run("new", "moon", "--deck", "talk.pptx");
    expect(made).toMatchObject({ status: 0, stderr: "" });
    expect(made.stdout).toMatch(/^“How we moved the moon” by .*, \d{4}-\d\d-\d\d \(Europe\/Berlin\): moon, 3 slides\n/);
    expect(made.stdout).toContain("Next: npx lectern talk check moon\nThen: npx lectern talk publish moon\n");
    expect(parse(readFileSync(join(root, "moon/talk.yml"), "utf8"))).toEqual({
      title: "How we moved the moon",
      speaker: expect.stringMatching(/./),
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      timeZone: "Europe/Berlin",
    });
    expect(readdirSync(join(root, "moon")).sort()).toEqual(["notes", "talk.pdf", "talk.pptx", "talk.yml"]);
    expect(readdirSync(join(root, "moon/notes"))).toEqual(["01.md", "03.md"]);

    const again = await run("new", "moon", "--json");
    expect(again).toMatchObject({ status: 1, stdout: "" });
    expect(JSON.parse(again.stderr).error.message).toBe("moon is there already: name another folder, or empty it.");
    expect(await run("new", "The Moon")).toMatchObject({ status: 2, stderr: expect.stringContaining("rename it to the-moon") });
    expect(await run("new", "sun", "--deck", "none.pdf")).toMatchObject({ status: 3 });
    expect(existsSync(join(root, "sun"))).toBe(false);
  },
  MINUTE,
);

test(
  "check rehearses: slides that look alike, without notes, and how well each is recognised; the same twice",
  async () => {
    const [deck] = makeDecks();
    for (const folder of ["stars/deck", "stars/notes"]) mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, "stars/talk.yml"), "title: The stars\nspeaker: Ada\ndate: 2026-11-28\n");
    writeFileSync(join(root, "stars/notes/1.md"), "Of one.");
    const [one, two] = deck?.pages ?? [];
    if (!deck || !one || !two) throw new Error("the deck has no pages");
    for (const [i, page] of [one, two, one].entries())
      writeFileSync(join(root, `stars/deck/${i + 1}.png`), renderPng(deck, page));

    const [first, second] = await Promise.all(
      ["1", "1"].map((seed) => run("check", "stars", "--per-slide", "1", "--seed", seed, "--json")),
    );
    const report = JSON.parse(first?.stdout ?? "");
    expect(report).toMatchObject({
      talk: "stars",
      slides: 3,
      identical: [[1, 3]],
      withoutNotes: [2, 3],
      photographs: 3,
      wanted: 3,
      results: [
        { slide: 1, photographs: 1 },
        { slide: 2, photographs: 1 },
        { slide: 3, photographs: 1 },
      ],
      verdict: expect.stringMatching(/^(nearly )?ready$/),
    });
    expect(first?.stderr).toContain('{"progress":"▸ Rehearsing: up to 3 photographs, 120 seconds at most"}');
    expect(second?.stdout).toBe(first?.stdout);
  },
  3 * MINUTE,
);

test(
  "check of a folder that can't be published tells all that is wrong, by file and line",
  async () => {
    mkdirSync(join(root, "wrong"));
    writeFileSync(join(root, "wrong/talk.yml"), "title: A\nspeaker:\ndate: 2026-11-28\n");
    const { status, stdout, stderr } = await run("check", "wrong");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^wrong\/talk\.yml:2: speaker has no value/m);
    expect(stderr).toContain("Not ready: what is told above has to be mended");
    expect(await run("check", "none")).toMatchObject({ status: 3, stderr: expect.stringContaining("There is no talk in none") });
  },
  MINUTE,
);

/** `lectern talk` through its process boundary. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pdf } from "../../liveblogger/support/files.ts";
import { lectern } from "../support/lectern.ts";
import { startTalkCloud, type TalkCloud } from "../support/talk-cloud.ts";

const MINUTE = 60_000;
let cloud: TalkCloud;
let root: string;

beforeAll(async () => {
  cloud = await startTalkCloud();
  root = mkdtempSync(join(tmpdir(), "lectern-talk-command-"));
  mkdirSync(join(root, "moon/notes"), { recursive: true });
  writeFileSync(join(root, "moon/talk.yml"), "title: The moon\nspeaker: Ada\ndate: 2026-11-28\n");
  writeFileSync(join(root, "moon/moon.pdf"), pdf([["One"], ["Two"], ["One"]]));
  writeFileSync(join(root, "moon/notes/1.md"), "Hello.\n");
}, MINUTE);
afterAll(async () => {
  await cloud.stop();
  rmSync(root, { recursive: true, force: true });
});

const run = (...args: string[]) => lectern(["talk", ...args], { cwd: root });

test(
  "publish says where the page is, where to upload to, and the token; then that the page is there",
  async () => {
    const { status, stdout, stderr } = await run("publish", "moon", "--port", String(cloud.port));
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.any(String) });
    expect(stdout.split("\n")).toEqual([
      "“The moon” takes photographs: 3 slides, 1 with notes. Times are told in UTC.",
      "Slides 1 and 3 look the same: they share an entry.",
      "",
      `  Page    ${cloud.siteUrl}/live/moon/`,
      "  Upload  http://127.0.0.1:4590/talks/moon/photos",
      expect.stringMatching(/^ {2}Token {3}[\w-]{43}$/),
      expect.stringContaining("shown this once"),
      expect.stringMatching(/^ {2}Camera {2}http:\/\/127\.0\.0\.1:\d+\/camera\/#talk=moon&url=.+&token=[\w-]{43}$/),
      expect.stringContaining("is the talk's camera"),
      "",
      "  npx lectern talk end moon ends the talk.",
      "",
      `The page is there: ${cloud.siteUrl}/live/moon/`,
      "",
    ]);
    expect(stderr).toMatch(/^▸ Reading the deck, 3 slides\n✔ Reading the deck/);
    const again = await run("publish", "moon", "--port", String(cloud.port));
    expect(again).toMatchObject({ status: 0, stdout: expect.stringContaining("as before; --new-token makes another") });
  },
  MINUTE,
);

test(
  "end says how many entries there are",
  async () => {
    await run("publish", "moon", "--port", String(cloud.port));
    expect(await run("end", "moon", "--port", String(cloud.port))).toMatchObject({
      status: 0,
      stdout: `“The moon” has ended with 0 entries: ${cloud.siteUrl}/live/moon/\n`,
    });
  },
  MINUTE,
);

test.each([
  [["publish", "sun"], "There is no talk in sun: a talk is a folder that holds talk.yml and a deck."],
  [["publish", "moon/talk.yml"], "moon/talk.yml is a file: name the talk's folder."],
  [
    ["publish", "moon", "--port", "1"],
    "Nothing answers at http://127.0.0.1:1. Start Lectern with npm start, or name a deployment: --target aws.",
  ],
  [
    ["end", "moon", "--port", "1"],
    "Nothing answers at http://127.0.0.1:1. Start Lectern with npm start, or name a deployment: --target aws.",
  ],
])("%j fails in one message", async (args, message) => {
  const { status, stdout, stderr } = await run(...args);
  expect({ status, stdout, stderr: stderr.trim() }).toEqual({ status: 3, stdout: "", stderr: message });
});

test("everything that is wrong with the folder is told, by file and line as it was named", async () => {
  mkdirSync(join(root, "Wrong"));
  writeFileSync(join(root, "Wrong/talk.yml"), "title: A\nspeaker:\n");
  const { status, stdout, stderr } = await run("publish", "Wrong/");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr.trim().split("\n")).toEqual([
    "4 things are to be mended before the talk can be published:",
    "",
    "Wrong/: a talk is named by its folder, in lower-case words with hyphens: rename it to wrong",
    "Wrong/talk.yml:1: date is missing: add date: 2026-11-28",
    "Wrong/talk.yml:2: speaker has no value: write speaker: Ada Lovelace",
    "Wrong/: there is no deck: put a .pdf here, a .pptx with its .pdf, or the slides' pictures into deck/",
  ]);
});

test.each([
  [["--help"], /publish \[options\] <folder>[\s\S]*end \[options\] <talk>/],
  [["publish", "--help"], /--stage[\s\S]*--new-token[\s\S]*--fresh[\s\S]*npx lectern talk publish talks\/sample/],
  [["end", "--help"], /npx lectern talk end sample/],
])("%j explains it", async (args, text) => {
  const { status, stdout, stderr } = await run(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(text);
});

test.each([
  [["publish"], /missing required argument 'folder'/],
  [["publish", "moon", "--fersh"], /unknown option '--fersh'[\s\S]*Did you mean --fresh\?/],
  [["publsh", "moon"], /unknown command 'publsh'/],
])("%j says what is wrong with the command", async (args, text) => {
  const { status, stdout, stderr } = await run(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(text);
});

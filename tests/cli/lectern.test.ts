/** How the command starts, under whatever Node, and from wherever. */
import { tmpdir } from "node:os";
import { lectern, OLD_NODE } from "./support/lectern.ts";

const MINUTE = 60_000;
const COMMANDS = [
  "start",
  "demo",
  "talk",
  "deck",
  "recognise",
  "photo",
  "current",
  "notes",
  "status",
  "execution",
  "logs",
  "release",
];

test.each([
  ["this Node", []],
  ["an older Node, which hands over to the project's own", OLD_NODE],
])(
  "under %s it does the same, outside the project's folder too",
  async (_what, nodeFlags) => {
    const help = await lectern(["--help"], { nodeFlags, cwd: tmpdir() });
    expect(help).toMatchObject({ status: 0, stderr: "" });
    for (const command of COMMANDS) expect(help.stdout).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
    const wrong = await lectern(["recognise", "a.jpg"], { nodeFlags });
    expect(wrong).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("required option '--deck <deck>'") });
  },
  MINUTE,
);

test(
  "a shell is told what can follow",
  async () => {
    const completed = async (...words: string[]) =>
      (await lectern(["complete", "--", ...words])).stdout.split("\n").map((line) => line.split("\t")[0]);
    expect(await completed("talk", "")).toEqual(expect.arrayContaining(["publish", "list", "end"]));
    expect(await completed("status", "--")).toEqual(expect.arrayContaining(["--target", "--json"]));
    expect((await lectern(["complete", "bash"])).stdout).toMatch(/^# bash completion for lectern/);
  },
  MINUTE,
);

test.each([
  [["deck", "import", "--help"], /--out <folder>/],
  [["recognise", "--help"], /--sequence[\s\S]*XIMILAR_TOKEN/],
  [["photo", "push", "--help"], /<file\.\.\.>[\s\S]*--token <token>[\s\S]*LECTERN_TOKEN/],
  [["logs", "--help"], /--follow[\s\S]*--since <time>[\s\S]*lectern logs build --follow/],
  [["execution", "--help"], /list \[options\][\s\S]*show \[options\] <execution>[\s\S]*retry \[options\] <execution>/],
  [["current", "set", "--help"], /<slide>[\s\S]*--target <where>[\s\S]*--json/],
])("%j explains itself", async (args, text) => {
  const { status, stdout } = await lectern(args);
  expect(status).toBe(0);
  expect(stdout).toMatch(text);
});

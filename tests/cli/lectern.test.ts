/** How the command starts, under whatever Node, and from wherever. */
import { tmpdir } from "node:os";
import { lectern, OLD_NODE } from "./support/lectern.ts";

const MINUTE = 60_000;

test.each([
  ["this Node", []],
  ["an older Node, which hands over to the project's own", OLD_NODE],
])(
  "under %s it does the same, outside the project's folder too",
  async (_what, nodeFlags) => {
    const help = await lectern(["--help"], { nodeFlags, cwd: tmpdir() });
    expect(help).toMatchObject({ status: 0, stderr: "" });
    for (const command of ["start", "demo", "deck", "recognise", "release", "failures"])
      expect(help.stdout).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
    const wrong = await lectern(["recognise", "a.jpg"], { nodeFlags });
    expect(wrong).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("required option '--deck <deck>'") });
  },
  MINUTE,
);

test.each([
  [["deck", "import", "--help"], /--out <folder>/],
  [["recognise", "--help"], /--sequence[\s\S]*XIMILAR_TOKEN/],
])("%j explains itself", async (args, text) => {
  const { status, stdout } = await lectern(args);
  expect(status).toBe(0);
  expect(stdout).toMatch(text);
});

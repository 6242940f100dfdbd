/** One shell for all commands: what lasts, what does not, and how a command ends. */
import { mkdtempSync, rmSync } from "node:fs";
import { getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { createShell, type Shell } from "../../../local/services/codebuild/runner/shell.ts";

describe.each(["bash", "sh"] as const)("%s", (program) => {
  let folder: string;
  let printed: string[];
  let shell: Shell;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "it's a shell "));
    printed = [];
    shell = createShell({
      program,
      directory: folder,
      environment: { PATH: process.env.PATH ?? "", GIVEN: "given" },
      scratchFolder: folder,
      onLine: (line) => printed.push(line),
    });
  });
  afterEach(() => {
    shell.end();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the commands one after the other; their statuses. */
  async function run(...commands: string[]): Promise<number[]> {
    const statuses: number[] = [];
    for (const command of commands) statuses.push(await shell.run(command));
    return statuses;
  }

  test("variables, functions and the directory last", async () => {
    await run("A=1; export B=2; mkdir -p in/side; cd in/side", "say() { echo said $1; }", 'echo "$A $B $GIVEN"; say it; pwd');
    expect(printed).toEqual(["1 2 given", "said it", join(folder, "in/side")]);
  });

  test("what it runs gives way to everything else on this machine", async () => {
    await run("nice", "sh -c 'nice'; cat /proc/self/autogroup 2>/dev/null || true");
    const [own, started, session = "nice 10"] = printed;
    expect([own, started]).toEqual(Array(2).fill(String(Math.min(19, getPriority() + 10))));
    // Who is not root may change that ten times a second, all together.
    expect(session).toMatch(process.getuid?.() === 0 ? /nice 10$/ : /nice (0|10)$/);
  });

  test.each([
    ["false", 1],
    ["(exit 7)", 7],
    ["true", 0],
    ["# nothing but a comment", 0],
    ["echo a\nfalse\necho b", 0],
    ["nosuchprogram", 127],
    ["kill -9 $$", 137],
    ["exit 5", 5],
    ["set -e\nfalse\necho never", 1],
    ["exec sh -c 'exit 6'", 6],
    ["set -x; (exit 4)", 4],
    ["exec >/dev/null; (exit 3)", 3],
    ["printf 'no newline'; (exit 2)", 2],
  ])("%j ends with %d, and the next command runs", async (command, status) => {
    expect(await run(command, "(exit 0)")).toEqual([status, 0]);
    expect(printed.join("\n")).not.toContain("status-");
  });

  test("a command that ends the shell leaves its variables and directory to the next", async () => {
    expect(await run('mkdir sub; cd sub; export KEPT="it\'s"; exit 3', 'echo "$KEPT"; pwd')).toEqual([3, 0]);
    expect(printed).toEqual(["it's", join(folder, "sub")]);
  });

  test("a syntax error is the command's own failure", async () => {
    const [status, after] = await run("if then", "echo on");
    expect(status).not.toBe(0);
    expect(after).toBe(0);
    expect(printed.at(-1)).toBe("on");
  });

  test("both streams are one, in order; standard input is empty", async () => {
    await run("echo 1; echo 2 >&2; echo 3", "cat; echo end");
    expect(printed).toEqual(["1", "2", "3", "end"]);
  });

  test("text without a newline is a line, and other scripts are whole", async () => {
    await run("printf 'größe 日本'", "printf 'a\\r\\nb'");
    expect(printed).toEqual(["größe 日本", "a", "b"]);
  });

  test("a command in the background does not hold up the next, nor the end of the shell", async () => {
    const start = Date.now();
    expect(await run("sleep 30 & echo on", "sleep 31 & exit 2", "true")).toEqual([0, 2, 0]);
    expect(Date.now() - start).toBeLessThan(5000);
  });

  test("thirty megabytes without a newline pass through, in lines of bounded length", async () => {
    let size = 0;
    let longest = 0;
    const counting = createShell({
      program,
      directory: folder,
      environment: { PATH: process.env.PATH ?? "" },
      scratchFolder: folder,
      onLine(line) {
        size += line.length;
        longest = Math.max(longest, line.length);
      },
    });
    await counting.run("head -c 30000000 /dev/zero | tr '\\0' x");
    counting.end();
    expect(size).toBe(30_000_000);
    expect(longest).toBeLessThanOrEqual(2 * 65536);
  });
});

test("functions outlive an exit in bash", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shell-"));
  const printed: string[] = [];
  const shell = createShell({
    program: "bash",
    directory: folder,
    environment: { PATH: process.env.PATH ?? "" },
    scratchFolder: folder,
    onLine: (line) => printed.push(line),
  });
  await shell.run("say() { echo said; }; exit 1");
  expect(await shell.run("say")).toBe(0);
  expect(printed).toEqual(["said"]);
  shell.end();
  rmSync(folder, { recursive: true, force: true });
});

test("a program that is not there is a failure with a clear line", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shell-"));
  const printed: string[] = [];
  const shell = createShell({
    program: "bash",
    directory: join(folder, "gone"),
    environment: {},
    scratchFolder: folder,
    onLine: (line) => printed.push(line),
  });
  expect(await shell.run("true")).toBe(127);
  expect(printed[0]).toContain("could not be started");
  rmSync(folder, { recursive: true, force: true });
});

/** What stops `npm start` is told in one message, without a stack, before anything long or lasting is done. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Finished, runProgram } from "../../cli/run-program.ts";
import { freePort } from "../e2e/support/free-port.ts";
import { mountSmallDisk } from "../e2e/support/small-disk.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const MINUTE = 60_000;

let folder: string;
let flags: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "lectern-start-"));
  const ports = [await freePort(), await freePort(), await freePort()].map(String);
  flags = ["--port", "--site-port", "--api-port"].flatMap((flag, index) => [flag, ports[index] ?? ""]);
  flags.push("--state", join(folder, "state"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (root: string, args: readonly string[], env = process.env): Promise<Finished> =>
  runProgram(process.execPath, ["--disable-warning=ExperimentalWarning", join(root, "cli/main.ts"), "start", ...args], { env });

/** This checkout, with another serverless.yml. */
function checkoutWith(serverless: string): string {
  const root = join(folder, "checkout");
  mkdirSync(root);
  cpSync(join(ROOT, "cli"), join(root, "cli"), { recursive: true });
  for (const name of [
    "node_modules",
    "local",
    "src",
    "liveblogger",
    "cloud",
    "website",
    "package.json",
    "package-lock.json",
    "webpack.config.js",
  ])
    symlinkSync(join(ROOT, name), join(root, name));
  writeFileSync(join(root, "serverless.yml"), serverless);
  return root;
}

test(
  "without git it says so at once",
  async () => {
    const path = join(folder, "bin");
    mkdirSync(path);
    const { status, everything } = await start(ROOT, flags, { ...process.env, PATH: path });
    expect(everything.trim()).toBe("Lectern needs git, and there is none on the PATH. Install git and try again.");
    expect(status).toBe(1);
    expect(existsSync(join(folder, "state"))).toBe(false);
  },
  MINUTE,
);

test(
  "with a port in use it names the port and the option that chooses another",
  async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const { status, everything } = await start(ROOT, [...flags, "--port", String(port)]);
    await new Promise((resolve) => server.close(resolve));
    expect(everything.trim()).toMatch(new RegExp(`^Port ${port} is in use: .* --port <port>\\.$`));
    expect(status).toBe(1);
  },
  MINUTE,
);

const GOOD = readFileSync(join(ROOT, "serverless.yml"), "utf8");
test.each([
  ["a syntax error", GOOD.replace("functions:", "functions: ["), /Cannot parse "serverless\.yml": .*\(\d+:\d+\)/],
  ["a misspelt property", GOOD.replace("memorySize:", "memroySize:"), /at 'provider': unrecognized property 'memroySize'/],
  [
    "a file that is not there",
    GOOD.replace("cloud/tables.yml", "cloud/tabels.yml"),
    /Cannot resolve variable at "resources\.\d+"/,
  ],
])(
  "with %s in serverless.yml it says what and where, and what to do",
  async (_what, serverless, message) => {
    const { status, everything } = await start(checkoutWith(serverless), flags);
    expect(everything).toMatch(/serverless\.yml, or what it names, can't be packaged:/);
    expect(everything).toMatch(message);
    expect(everything).toMatch(/\n\nMend it and start again\.\n$/);
    expect(everything).not.toMatch(/^ +at |Environment:|Learn more/m);
    expect(status).toBe(1);
  },
  MINUTE,
);

const disk = mountSmallDisk(64 * 1024);
afterAll(() => disk?.remove());
(disk ? test : test.skip)(
  "with no space on the state folder's disk it says so, and what to do",
  async () => {
    disk?.fill();
    const { status, everything } = await start(ROOT, [...flags, "--state", join(disk?.folder ?? "", "state")]);
    expect(everything.trim()).toMatch(/^The disk is full: 0 MB are free for .* --state <folder>\.$/);
    expect(status).toBe(1);
  },
  MINUTE,
);

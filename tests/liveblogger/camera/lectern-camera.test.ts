/** The program as it is carried to a Pi: the bundle, as a process of its own. */
import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { install } from "../../../liveblogger/camera/install/install.ts";
import { readOptions } from "../../../liveblogger/camera/options.ts";
import { screenWith } from "./support/pictures.ts";
import { type Fate, type PhotoServer, photoServer } from "./support/server.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const SCRIPT = join(ROOT, "liveblogger/camera/lectern-camera.sh");
const folder = mkdtempSync(join(tmpdir(), "lectern-camera-"));
const program = join(folder, "lectern-camera.mjs");
const [screen, queue] = [join(folder, "screen.jpg"), join(folder, "queue")];
let server: PhotoServer;
const started: Running[] = [];

beforeAll(async () => {
  execFileSync(process.execPath, ["--disable-warning=ExperimentalWarning", join(ROOT, "scripts/build-camera.ts"), folder]);
  writeFileSync(screen, await screenWith(3));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const running of started.splice(0)) running.stop();
  await server?.stop();
  rmSync(queue, { recursive: true, force: true });
});

/** How many photographs wait. */
const waiting = (): number => (existsSync(queue) ? readdirSync(queue).filter((name) => name.endsWith(".jpg")).length : 0);

interface Running {
  readonly ended: Promise<number | null>;
  readonly said: () => string;
  stop(): void;
}

/** @param command the program, or the shell script */
function start(command: readonly string[], args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const [file = "", ...before] = command;
  const child = spawn(file, [...before, ...args], { env: { PATH: process.env.PATH, ...env } });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (piece: string) => {
      said += piece;
    });
  const running: Running = {
    said: () => said,
    ended: new Promise((resolve) => child.once("close", resolve)),
    stop: () => void child.kill("SIGTERM"),
  };
  started.push(running);
  return running;
}
const camera = (args: readonly string[], env?: NodeJS.ProcessEnv) => start([process.execPath, program], args, env);
const shell = (args: readonly string[], env?: NodeJS.ProcessEnv) => start(["/bin/sh", SCRIPT], args, env);
const meeting = async (...fates: Fate[]) => {
  server = await photoServer(...fates);
  return ["--url", server.url, "--token", "secret", "--camera-id", "pi"];
};
const until = async (what: () => boolean, patience = 25_000) => {
  for (const deadline = Date.now() + patience; !what(); await delay(20))
    if (Date.now() > deadline) throw new Error("it did not come to be");
};

describe("lectern-camera", () => {
  const usual = ["--queue", queue, "--every", "100ms", "--with", `cat ${screen}`];

  it("sends three photographs of what is new, and none of what stays the same", async () => {
    const running = camera([...(await meeting()), ...usual]);
    await until(() => server.stored.length > 0 && server.received.length === 3);
    await delay(600);
    expect(server.received).toHaveLength(3);
    writeFileSync(`${screen}.new`, await screenWith(4));
    execFileSync("mv", [`${screen}.new`, screen]);
    await until(() => server.received.length === 6);
    running.stop();
    expect(await running.ended).toBe(0);
    expect(running.said()).toMatch(/Ends: \d+ taken, \d+ alike, 6 sent, 0 waiting/);
    expect(readdirSync(queue)).toEqual([]);
  });

  it("keeps its queue when it is stopped, and sends it when it is started again", async () => {
    const [busy, gone] = [{ status: 503, headers: { "retry-after": "60" } }, "reset" as const];
    const first = camera([...(await meeting(busy, gone)), ...usual]);
    await until(() => waiting() === 3);
    first.stop();
    expect(await first.ended).toBe(0);
    expect(server.stored).toEqual([]);
    const again = camera(["--url", server.url, "--token", "secret", "--queue", queue, "--with", "sleep 30"]);
    server.fates.length = 0;
    await until(() => server.received.length === 4); // one was answered 503
    await until(() => waiting() === 0);
    again.stop();
    expect(await again.ended).toBe(0);
  });

  it("kills a capture that hangs, and says so", async () => {
    const hangs = camera([...(await meeting()), "--queue", queue, "--timeout", "1s", "--every", "100ms", "--with", "sleep 60"]);
    await until(() => hangs.said().includes("did not end within 1 s, and was killed"));
    hangs.stop();
    expect(await hangs.ended).toBe(0);
    expect(hangs.said()).toMatch(/1 captures failed \(1 hung\)/);
  });

  it("ends when the token is wrong, with a status of its own", async () => {
    const running = camera([...(await meeting({ status: 401 })), ...usual]);
    expect(await running.ended).toBe(4);
    expect(running.said()).toContain("The token is not taken");
  });

  it("takes address and token from the environment, where others do not see them", async () => {
    await meeting();
    const running = camera(usual, { LECTERN_URL: server.url, LECTERN_TOKEN: "secret" });
    await until(() => server.received.length > 0);
    running.stop();
    expect(await running.ended).toBe(0);
  });

  it("shows one photograph's path through everything", async () => {
    const running = camera(["--dry-run", ...(await meeting()), ...usual]);
    expect(await running.ended).toBe(0);
    const said = running.said();
    for (const words of ["Source: cat ", "Capture: ", "320 × 180", "Change: looked at", "Queue: ", "Sending: ", "Answer: 202"])
      expect(said).toContain(words);
    expect(existsSync(queue)).toBe(false);
  });

  it("says in one line that the server can't be reached, and why", async () => {
    const running = camera(["--dry-run", "--url", "http://127.0.0.1:9/talks/a/photos", "--token", "a", ...usual]);
    expect(await running.ended).toBe(1);
    expect(running.said()).toMatch(
      /No answer from http:\/\/127\.0\.0\.1:9\/talks\/a\/photos: fetch failed \(.*\)\. It would wait/,
    );
    expect(running.said()).not.toContain("    at ");
  });

  it.each([
    [[], "--url"],
    [["--url", "https://example.org/", "--token", "a"], "is no upload address"],
    [["--url", "https://example.org/talks/a/photos"], "--token"],
    [["--url", "https://example.org/talks/a/photos", "--token", "a b"], "copy it again"],
    [["--url", "https://example.org/talks/a/photos", "--token", "a", "--every", "soon"], "--every soon is no time"],
    [["--url", "https://example.org/talks/a/photos", "--token", "a", "--camera-id", "my camera"], "--camera-id"],
    [["--url", "https://example.org/talks/a/photos", "--token", "a", "--watch", "x", "--with", "ffmpeg"], "give one of them"],
    [["--uri", "https://example.org"], "Unknown option '--uri'"],
    [["remove"], 'no command "remove"'],
  ])("says what is wrong with %j", async (args, words) => {
    const running = camera(args);
    expect(await running.ended).toBe(2);
    expect(running.said()).toContain(words);
    expect(running.said()).not.toContain("    at ");
  });

  it("explains itself", async () => {
    const running = camera(["--help"]);
    expect(await running.ended).toBe(0);
    for (const option of ["--url", "--token", "--every", "--with", "--watch", "--queue", "--dry-run", "install"])
      expect(running.said()).toContain(option);
  });
});

describe("lectern-camera install", () => {
  const args = [
    "install",
    "--url",
    "https://example.org/talks/a/photos",
    "--token",
    "secret",
    "--every",
    "10s",
    "--with",
    "cat 50%.jpg",
  ];

  it("shows with --print what it would do, and no token", async () => {
    const running = camera([...args, "--print"]);
    expect(await running.ended).toBe(0);
    expect(running.said()).toContain("/etc/systemd/system/lectern-camera.service");
    expect(running.said()).not.toContain("secret");
  });

  it("writes program, secrets and unit, starts it, and says all that it did", async () => {
    const root = join(folder, "root");
    mkdirSync(root);
    const [orders, said]: [string[], string[]] = [[], []];
    const machine = {
      node: "/usr/bin/node",
      program,
      root,
      systemctl: async (...order: string[]) => void orders.push(order.join(" ")),
    };
    await install(readOptions(args, {}), args, machine, (line) => said.push(line));
    const unit = readFileSync(join(root, "etc/systemd/system/lectern-camera.service"), "utf8");
    expect(unit).toContain(
      'ExecStart=/usr/bin/node /usr/local/lib/lectern-camera/lectern-camera.mjs --every 10s --with "cat 50%%.jpg"\n',
    );
    for (const line of ["DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "RestartPreventExitStatus=2 4 5 6"])
      expect(unit).toContain(line);
    expect(unit).not.toContain("secret");
    const environment = join(root, "etc/lectern-camera.env");
    expect(readFileSync(environment, "utf8")).toBe("LECTERN_URL=https://example.org/talks/a/photos\nLECTERN_TOKEN=secret\n");
    expect(statSync(environment).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(root, "usr/local/lib/lectern-camera/lectern-camera.mjs"))).toEqual(readFileSync(program));
    expect(orders).toEqual(["daemon-reload", "enable lectern-camera.service", "restart lectern-camera.service"]);
    for (const order of orders) expect(said).toContain(`Ran systemctl ${order}`);
  });
});

describe("lectern-camera.sh", () => {
  const usual = ["--every", "1s", "--with", `cat ${screen}`];

  it("sends a photograph every so often, without showing its token", async () => {
    const running = shell([...(await meeting()), ...usual]);
    await until(() => server.received.length >= 2);
    running.stop();
    expect(await running.ended).toBe(0);
    expect(server.received[0]).toMatchObject({
      bytes: readFileSync(screen),
      headers: { "camera-id": "pi", authorization: "Bearer secret" },
    });
  });

  it("kills a capture that hangs, passes over half a JPEG, and goes on", async () => {
    const [half, turn] = [join(folder, "half.sh"), join(folder, "turn")];
    writeFileSync(
      half,
      `#!/bin/sh\nif [ ! -e ${turn} ]; then touch ${turn}; sleep 60; elif [ ! -e ${turn}2 ]; then touch ${turn}2; head -c 500 ${screen}; else cat ${screen}; fi\n`,
    );
    chmodSync(half, 0o755);
    const running = shell([...(await meeting()), "--every", "1s", "--timeout", "1s", "--with", half]);
    await until(() => server.received.length > 0);
    running.stop();
    await running.ended;
    expect(running.said()).toMatch(/No photograph: .*\n.*No photograph: what came is no whole JPEG/);
  });

  it("waits as long as a busy server asks for", async () => {
    const running = shell([...(await meeting({ status: 429, headers: { "retry-after": "4" } })), ...usual]);
    await until(() => server.received.length >= 2);
    running.stop();
    await running.ended;
    const [first, second] = server.received;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(3900);
    expect(running.said()).toContain("Not sent (429)");
  });

  it.each([
    [401, 4],
    [404, 6],
    [410, 5],
  ])("ends when it is answered %i", async (answer, status) => {
    const running = shell([...(await meeting({ status: answer })), ...usual]);
    expect(await running.ended).toBe(status);
  });

  it.each([[["--url"]], [["--url", "ftp://x"]], [["--nonsense"]], [["--url", "http://x/talks/a/photos", "--token", "a b"]]])(
    "says what is wrong with %j",
    async (args) => {
      expect(await shell(args).ended).toBe(2);
    },
  );
});

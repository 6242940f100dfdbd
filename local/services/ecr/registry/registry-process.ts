/** The process that stores images. It listens on a socket in a folder of this user's own: only `front.ts` lets others in. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export interface RegistryProcess {
  /** The path of its socket. */
  readonly socket: string;
  stop(): void;
}

const PATIENCE_MS = 10_000;
/** Ends the registry when this process ends, however it does: then the pipe that it reads is closed. */
const UNTIL_CLOSED = '"$0" serve "$1" </dev/null >/dev/null 2>&1 & read _; kill $!';

/**
 * Starts `program` over the images in `storage`, and resolves when it answers.
 * @throws Error when it does not
 */
export async function startRegistryProcess(program: string, storage: string): Promise<RegistryProcess> {
  // A socket's path is at most 107 bytes long: the state folder's may be longer.
  const folder = mkdtempSync(join(tmpdir(), "registry-"));
  const socket = join(folder, "socket");
  const settings = join(folder, "settings.json");
  writeFileSync(settings, JSON.stringify(configuration(storage, socket)), { mode: 0o600 });
  const watched = spawn("sh", ["-c", UNTIL_CLOSED, program, settings], { stdio: ["pipe", "ignore", "ignore"] });
  watched.stdin.on("error", () => {}); // it has ended already
  const registry: RegistryProcess = {
    socket,
    stop() {
      watched.stdin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  for (const deadline = Date.now() + PATIENCE_MS; !(await answers(socket)); await delay(20)) {
    if (Date.now() < deadline) continue;
    registry.stop();
    throw new Error(`${program} did not start within ${PATIENCE_MS / 1000} s.`);
  }
  return registry;
}

/** https://distribution.github.io/distribution/about/configuration/ (its YAML, of which JSON is a part) */
function configuration(storage: string, socket: string): object {
  return {
    version: "0.1",
    log: { level: "error", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: storage } },
    // Relative: it does not know the address by which others come.
    http: { net: "unix", addr: socket, relativeurls: true, secret: randomBytes(16).toString("hex") },
  };
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once("connect", () => {
      connection.destroy();
      resolve(true);
    });
    connection.once("error", () => resolve(false));
  });
}

import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below the ports that systems give to outgoing connections (Linux: from 32768 on), so that none takes it before it is listened on. */
const [LOWEST, ABOVE] = [20_000, 32_768];

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const port = randomInt(LOWEST, ABOVE);
  return (await isFree(port)) ? port : freePort();
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

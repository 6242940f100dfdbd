/** Looks before the long work whether the ports are free. */
import { createServer } from "node:net";
import { UserError } from "./errors.ts";

/** Whether nothing listens on the port. */
export function isFree(port: number, address = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, address, () => server.close(() => resolve(true)));
  });
}

/** @param ports by the option that chooses them. @throws UserError that names the option of one in use */
export async function requireFreePorts(ports: Readonly<Record<string, number>>, address = "127.0.0.1"): Promise<void> {
  for (const [option, port] of Object.entries(ports)) {
    if (await isFree(port, address)) continue;
    throw new UserError(
      `Port ${port} is in use: by another Lectern? End that program, or choose another port with ${option} <port>.`,
    );
  }
}

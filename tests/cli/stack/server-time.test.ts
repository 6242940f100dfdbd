import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serverTime } from "../../../cli/stack/server-time.ts";
import { freePort } from "../../e2e/support/free-port.ts";

let server: Server | undefined;
afterEach(() => server?.close());

/** A server that has no such page, as an API at its root, and another clock. */
async function serverOf(date: string): Promise<string> {
  server = createServer((_, response) => response.writeHead(404, { date }).end());
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it("is what the server's clock says, at the end of its second", async () => {
  const time = await serverTime(await serverOf("Sat, 28 Nov 2020 10:00:00 GMT"));
  expect(time.toISOString()).toBe("2020-11-28T10:00:00.999Z");
});

it.each([
  ["nothing answers", () => freePort().then((port) => `http://127.0.0.1:${port}`)],
  ["the answer says nothing of it", () => serverOf("soon")],
])("is this machine's where %s", async (_, url) => {
  const before = Date.now();
  const time = (await serverTime(await url())).getTime();
  expect(time).toBeGreaterThanOrEqual(before);
  expect(time).toBeLessThanOrEqual(Date.now());
});

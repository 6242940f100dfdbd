/** The port itself: taken, not open yet, closed. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { listen, PortInUse } from "../../../local/gateway/gateway.ts";
import { startStubGateway } from "../support/stub-gateway.ts";

let cleanUp: (() => Promise<unknown>) | undefined;
afterEach(async () => {
  await cleanUp?.();
  cleanUp = undefined;
});

it("says by name that its port is taken", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  cleanUp = () => new Promise((resolve) => other.close(resolve));
  const { port } = other.address() as AddressInfo;
  await expect(listen(port)).rejects.toMatchObject({ name: "PortInUse", port, message: expect.stringContaining(String(port)) });
  await expect(listen(port)).rejects.toBeInstanceOf(PortInUse);
});

it("tells clients to come again as long as it is not open", async () => {
  const gateway = await listen(0);
  cleanUp = () => gateway.close();
  const answer = await fetch(`http://127.0.0.1:${gateway.port}/`);
  expect(answer.status).toBe(503);
  await expect(answer.text()).resolves.toContain("<Code>ServiceUnavailable</Code>");
});

it("closes although a request is under way, and may be closed twice", async () => {
  let arrived = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const stuck = {
    pathPrefix: "/stuck",
    handle: () => {
      arrived();
      return new Promise<never>(() => {});
    },
  };
  const gateway = await startStubGateway([{ signingName: "stuck", resourceTypes: [], unsigned: stuck }]);
  cleanUp = () => gateway.stop();
  const answer = fetch(`http://127.0.0.1:${gateway.port}/stuck`).catch((error: Error) => error);
  await arrival;
  await gateway.stop();
  await gateway.stop();
  await expect(answer).resolves.toMatchObject({ name: "TypeError" });
});

it("closes the connection of an answer that fails on its way, so that nobody takes it for whole", async () => {
  async function* broken() {
    yield Buffer.from("half");
    throw new Error("the disk is gone");
  }
  const gateway = await startStubGateway([
    { signingName: "s", resourceTypes: [], unsigned: { pathPrefix: "/", handle: async () => ({ status: 200, body: broken() }) } },
  ]);
  cleanUp = () => gateway.stop();
  await expect(fetch(`http://127.0.0.1:${gateway.port}/`).then((response) => response.text())).rejects.toThrow();
  expect(gateway.events).toMatchObject([{ type: "internal-error", message: expect.stringContaining("the disk is gone") }]);
});

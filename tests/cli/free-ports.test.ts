import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { requireFreePorts } from "../../cli/free-ports.ts";

test("a port in use is named before the long work begins, with the option that chooses another", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await expect(requireFreePorts({ "--site-port": port })).rejects.toThrow(`Port ${port} is in use`);
  await expect(requireFreePorts({ "--site-port": port })).rejects.toThrow("--site-port <port>");
  await new Promise((resolve) => server.close(resolve));
  await expect(requireFreePorts({ "--site-port": port })).resolves.toBeUndefined();
});

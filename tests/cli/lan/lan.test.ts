/** What a network is let in to, tried on this machine's own address only. */
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../cli/errors.ts";
import { reachedAt } from "../../../cli/lan/addresses.ts";
import { certificateFor } from "../../../cli/lan/certificate.ts";
import { doorOf } from "../../../cli/lan/door-file.ts";
import { type Lan, openLan } from "../../../cli/lan/open-door.ts";

let folder: string;
let lan: Lan | undefined;
const servers: Server[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lectern-lan-"));
});
afterEach(async () => {
  await lan?.close();
  lan = undefined;
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

interface Asked {
  readonly who: string;
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly bytes: number;
}

/** Stands for the site or the API: answers what it was asked. */
async function behind(who: string): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    let bytes = 0;
    for await (const piece of incoming) bytes += (piece as Buffer).length;
    const asked: Asked = { who, method: incoming.method, url: incoming.url, headers: incoming.headers, bytes };
    outgoing.writeHead(200, { "x-who": who }).end(JSON.stringify(asked));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
let apiUrl: string;
async function open(): Promise<Lan> {
  apiUrl = await behind("api");
  const places = { siteUrl: await behind("site"), apiUrl };
  lan = await openLan(places, { port: 0, address: "127.0.0.1" }, folder);
  return lan;
}

/** Asks as a browser that knows the certificate. */
function ask(path: string, method = "GET", body?: Buffer, headers = {}): Promise<{ status: number; asked: Asked | undefined }> {
  const ca = readFileSync(join(folder, "lan/certificate.pem"));
  return new Promise((resolve, reject) => {
    const asking = request(`${lan?.url}${path}`, { method, ca, agent: false, headers }, async (answer) => {
      let text = "";
      for await (const piece of answer) text += piece;
      const isPassedOn = answer.headers["x-who"] !== undefined;
      resolve({ status: answer.statusCode ?? 0, asked: isPassedOn && text ? JSON.parse(text) : undefined });
    });
    asking.once("error", reject).end(body);
  });
}

it("serves the site over HTTPS, under the names that it knows itself by", async () => {
  await open();
  const { status, asked } = await ask("/camera/?x=1", "GET", undefined, { origin: "https://192.168.1.5:4543" });
  expect([status, asked?.who, asked?.url]).toEqual([200, "site", "/camera/?x=1"]);
  expect(asked?.headers).toMatchObject({ host: expect.stringMatching(/^127\.0\.0\.1:/) });
  expect(asked?.headers).not.toHaveProperty("origin");
});

it("takes cameras' photographs, byte for byte, and tells them what was recognised", async () => {
  await open();
  const photograph = Buffer.alloc(3_000_000, 7);
  const sent = await ask("/talks/a-talk/photos", "POST", photograph, { authorization: "Bearer a", "photo-age": "2.5" });
  expect(sent.asked).toMatchObject({ who: "api", method: "POST", bytes: photograph.length });
  expect(sent.asked?.headers).toMatchObject({ authorization: "Bearer a", "photo-age": "2.5" });
  expect((await ask("/talks/a-talk/cameras/pi-1")).asked).toMatchObject({ who: "api", method: "GET" });
});

it.each([
  ["POST", "/"],
  ["DELETE", "/talks/a-talk/photos"],
  ["PUT", "/lectern-local-posts/x.md"],
  ["OPTIONS", "/"],
  ["POST", "/v1/repos/lectern-local/git-receive-pack"],
  ["POST", "/talks/a-talk/photos/../../x"],
])("lets nothing else through: %s %s", async (method, path) => {
  await open();
  expect(await ask(path, method)).toEqual({ status: 405, asked: undefined });
});

it("takes nothing that is larger than any photograph", async () => {
  await open();
  expect(await ask("/talks/a-talk/photos", "POST", Buffer.alloc(9_000_000)).catch(() => ({ status: 413 }))).toMatchObject({
    status: 413,
  });
});

it("says so when Lectern does not answer", async () => {
  await open();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  expect((await ask("/")).status).toBe(502);
});

it("tells people an address and a QR code, and the other commands where the door is, as long as it is open", async () => {
  const { url, lines } = await open();
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(lines.join("\n")).toContain(`${url}/`);
  expect(lines.filter((line) => /^[█▀▄ ]+$/.test(line)).length).toBeGreaterThan(12);
  expect(doorOf(folder, apiUrl)).toBe(url);
  expect(doorOf(folder, "http://127.0.0.1:4590")).toBeUndefined();
  await lan?.close();
  lan = undefined;
  expect(doorOf(folder, apiUrl)).toBeUndefined();
});

it("believes no door of a Lectern that was killed", async () => {
  await open();
  writeFileSync(join(folder, "lan/door.json"), JSON.stringify({ url: "https://127.0.0.1:1", apiUrl, pid: 4194400 }));
  expect(doorOf(folder, apiUrl)).toBeUndefined();
});

describe("the certificate", () => {
  it("is for the machine's addresses, and its key for its owner alone", async () => {
    const { cert } = await certificateFor(["192.168.1.5", "10.0.0.7"], folder);
    const certificate = new X509Certificate(cert);
    expect(certificate.subjectAltName).toBe("IP Address:192.168.1.5, IP Address:10.0.0.7");
    expect(certificate.ca).toBe(false);
    expect(statSync(join(folder, "key.pem")).mode & 0o777).toBe(0o600);
  });

  it("is kept as long as it fits, so that a phone is asked once", async () => {
    const first = await certificateFor(["192.168.1.5"], folder);
    expect(await certificateFor(["192.168.1.5"], folder)).toEqual(first);
    expect(await certificateFor(["192.168.1.6"], folder)).not.toEqual(first);
    const second = await certificateFor(["192.168.1.6"], folder);
    expect(await certificateFor(["192.168.1.6"], folder, Date.now() + 89 * 86_400_000)).not.toEqual(second);
    writeFileSync(join(folder, "certificate.pem"), "damaged");
    expect((await certificateFor(["192.168.1.6"], folder)).cert).toContain("BEGIN CERTIFICATE");
  });
});

it("is reached first where phones are", () => {
  expect(reachedAt("0.0.0.0", ["172.17.0.1", "10.1.2.3", "192.168.1.5"])).toEqual(["192.168.1.5", "10.1.2.3", "172.17.0.1"]);
  expect(reachedAt("127.0.0.1", [])).toEqual(["127.0.0.1"]);
  expect(() => reachedAt("0.0.0.0", [])).toThrow(UserError);
});

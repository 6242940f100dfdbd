/** What npm start builds the site in. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { chooseSiteImage, type Machine, type SiteImage, thisMachine } from "../../cli/site-image.ts";

const root = resolve(import.meta.dirname, "../..");

/** A machine that has everything, but for what is said; `asked` are the registries that it was sent to. */
function machine(but: Partial<Machine> = {}): Machine & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    findEngine: async () => "buildah",
    findRegistry: () => "/usr/bin/docker-registry",
    keepsImages: () => false,
    answers: async (url) => Boolean(asked.push(url)),
    ...but,
  };
}
const choose = (siteImage: SiteImage | undefined, here = machine(), baseImage = "") =>
  chooseSiteImage({ root, siteImage, cloudFolder: "/state/cloud", baseImage }, here);

const noEngine = machine({ findEngine: async () => undefined });
const noRegistry = machine({ findRegistry: () => undefined });
const noBase = machine({ answers: async () => false });

test("unasked, an image of its own where it can be had, and none elsewhere, with the reason", async () => {
  expect(await choose(undefined)).toEqual({ siteImage: "own", why: "--image standard builds without one" });
  expect(await choose(undefined, noEngine)).toEqual({
    siteImage: "standard",
    why: "there is no container engine that runs (docker, podman or buildah); --image own insists on one",
  });
  expect((await choose(undefined, noRegistry)).why).toContain("docker-registry");
  expect((await choose(undefined, noBase)).why).toContain("can't be reached (public.ecr.aws/docker/library/node:24");
});

test("as asked; what can't be had is refused with what is missing", async () => {
  expect(await choose("standard")).toMatchObject({ siteImage: "standard" });
  expect(await choose("own")).toMatchObject({ siteImage: "own" });
  await expect(choose("own", noEngine)).rejects.toThrow("No image can be built: there is no container engine");
});

test("an image that was built before is used, and nobody is asked over the network whether it could be built again", async () => {
  const folders: string[] = [];
  const offline = machine({
    answers: () => Promise.reject(new Error("asked")),
    keepsImages: (folder) => Boolean(folders.push(folder)),
  });
  for (const asked of [undefined, "own"] as const) expect(await choose(asked, offline)).toMatchObject({ siteImage: "own" });
  expect(folders).toEqual(["/state/cloud", "/state/cloud"]);
  expect(await choose(undefined, { ...offline, findEngine: async () => undefined })).toMatchObject({ siteImage: "standard" });
});

test("nobody is asked over the network for what is not wanted, or can't be had anyway", async () => {
  const asked = machine();
  await choose("standard", asked);
  await choose(undefined, { ...asked, findRegistry: () => undefined });
  expect(asked.asked).toEqual([]);
});

test.each([
  ["", "https://public.ecr.aws/v2/"],
  ["127.0.0.1:5000/node:24", "http://127.0.0.1:5000/v2/"],
  ["node:24", "https://registry-1.docker.io/v2/"],
  ["library/node", "https://registry-1.docker.io/v2/"],
  ["localhost/node:24", "http://localhost/v2/"],
  ["localhost:5000/node:24", "http://localhost:5000/v2/"],
  ["localhosting/node:24", "https://registry-1.docker.io/v2/"],
  ["registry.example:443/a/b@sha256:1", "https://registry.example:443/v2/"],
])("the registry of %j is asked at %s", async (baseImage, url) => {
  const asked = machine();
  await choose("own", asked, baseImage);
  expect(asked.asked).toEqual([url]);
});

test("a registry that wants to know who asks is one that answers; one that nobody listens at is none", async () => {
  const server = createServer((_, response) => response.writeHead(401).end());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2/`;
  expect(await thisMachine.answers(url)).toBe(true);
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  expect(await thisMachine.answers(url)).toBe(false);
});

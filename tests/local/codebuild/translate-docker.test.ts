/** What a build's `docker` is to the engine of this machine. */
import { NotTranslated, translateDocker } from "../../../local/services/codebuild/runner/tools/translate-docker.ts";

const HOST = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
const registry = { host: HOST, address: "127.0.0.1:5000" };
const podman = { engine: "podman", options: [], registry } as const;
const buildah = { engine: "buildah", options: ["--root", "/r"], registry } as const;

test.each([
  [
    ["login", "--username", "AWS", "--password-stdin", HOST],
    ["login", "--username", "AWS", "--password-stdin", "127.0.0.1:5000"],
  ],
  [
    ["push", `${HOST}/site:1`],
    ["push", "127.0.0.1:5000/site:1"],
  ],
  [
    ["run", "--rm", "alpine"],
    ["run", "--rm", "alpine"],
  ],
])("docker is given %j as it is, but for the registry's address", (given, expected) => {
  expect(translateDocker(given, { engine: "docker", options: [], registry })).toEqual(expected);
});

test.each([
  [
    ["push", `${HOST}/site:1`],
    ["push", "--tls-verify=false", "127.0.0.1:5000/site:1"],
  ],
  [
    ["tag", "a", `${HOST}/site:1`],
    ["tag", "a", "127.0.0.1:5000/site:1"],
  ],
  [
    ["pull", "public.ecr.aws/x/node:24"],
    ["pull", "public.ecr.aws/x/node:24"],
  ],
])("podman speaks without TLS to a registry of this machine, and to no other: %j", (given, expected) => {
  expect(translateDocker(given, podman)).toEqual(expected);
});

test("buildah is given what it has other words for", () => {
  const build = ["build", "--build-arg", "BASE_IMAGE=127.0.0.1:6000/node:24", "--tag", `${HOST}/site:1`, "website"];
  expect(translateDocker(build, buildah)).toEqual([
    ...["--root", "/r", "bud", "--isolation", "chroot", "--format", "docker", "--tls-verify=false"],
    ...["--build-arg", "BASE_IMAGE=127.0.0.1:6000/node:24", "--tag", "127.0.0.1:5000/site:1", "website"],
  ]);
  const login = ["login", "--username", "AWS", "--password-stdin", HOST];
  expect(translateDocker(login, buildah)).toEqual([
    ...["--root", "/r", "login", "--tls-verify=false", "--username", "AWS", "--password-stdin", "127.0.0.1:5000"],
  ]);
});

test("what buildah has no words for is refused by name", () => {
  expect(() => translateDocker(["compose", "up"], buildah)).toThrow(NotTranslated);
  expect(() => translateDocker(["compose", "up"], buildah)).toThrow("docker compose: this machine builds images with buildah");
});

test("without a registry, what names it says what to install", () => {
  const without = { ...buildah, registry: { host: HOST } };
  expect(() => translateDocker(["login", HOST], without)).toThrow("Install docker-registry");
  expect(translateDocker(["build", "."], without)).toContain("bud");
});

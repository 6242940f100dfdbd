/** What a build's `docker` is to the engine of this machine. */
import { NotTranslated, translateDocker } from "../../../local/services/codebuild/runner/tools/translate-docker.ts";

const HOST = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
const registry = { host: HOST, address: "127.0.0.1:5000" };
const docker = { engine: "docker", options: ["--debug"], registry } as const;
const podman = { engine: "podman", options: ["--remote"], registry } as const;
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
  [
    ["run", "--env", `IMAGES=${HOST}/a ${HOST}/b`],
    ["run", "--env", "IMAGES=127.0.0.1:5000/a 127.0.0.1:5000/b"],
  ],
])("docker is given %j as it is, but for the registry's address", (given, expected) => {
  expect(translateDocker(given, docker)).toEqual(["--debug", ...expected]);
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
    ["pull", "localhost:5000/node:24"],
    ["pull", "--tls-verify=false", "localhost:5000/node:24"],
  ],
  [
    ["login", "http://127.0.0.1:5000"],
    ["login", "--tls-verify=false", "http://127.0.0.1:5000"],
  ],
  [
    ["build", "--build-arg=BASE_IMAGE=127.0.0.1:6000/node:24", "."],
    ["build", "--tls-verify=false", "--build-arg=BASE_IMAGE=127.0.0.1:6000/node:24", "."],
  ],
  ...["public.ecr.aws/x/node:24", "localhost.example/node:24", "127.0.0.1.example/node:24"].map((image) => [
    ["pull", image],
    ["pull", image],
  ]),
])("podman speaks without TLS to a registry of this machine, and to no other: %j", (given, expected) => {
  expect(translateDocker(given, podman)).toEqual(["--remote", ...expected]);
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

test.each(["images", "logout", "rmi", "tag", "version"])("buildah knows %s by the same word", (command) => {
  expect(translateDocker([command, `${HOST}/site:1`], buildah)).toEqual(["--root", "/r", command, "127.0.0.1:5000/site:1"]);
});

test.each(["pull", "push"])("buildah has to be told of a %s without TLS", (command) => {
  const expected = ["--root", "/r", command, "--tls-verify=false", "127.0.0.1:5000/site:1"];
  expect(translateDocker([command, `${HOST}/site:1`], buildah)).toEqual(expected);
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

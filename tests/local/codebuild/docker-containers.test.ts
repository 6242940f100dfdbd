/** What docker and podman are called with: by programs of these names that write down their arguments. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jest } from "@jest/globals";
import { createByDocker } from "../../../local/services/codebuild/runner/containers/docker.ts";
import { EngineFailed } from "../../../local/services/codebuild/runner/containers/engine.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "engine-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The tests may run as root, whom docker's containers need not be told of. */
const asUser = (user: number, group: number): void => {
  jest.spyOn(process, "getuid").mockReturnValue(user);
  jest.spyOn(process, "getgid").mockReturnValue(group);
};
afterEach(() => jest.restoreAllMocks());

/** An engine that fails at `broken`. */
function order(name: "docker" | "podman", broken = "nothing") {
  const script = `#!/bin/sh\necho "$@" >> ${folder}/calls\nshift\nif [ "$1" = login ]; then cat > ${folder}/password; fi\nif [ "$1" = ${broken} ]; then echo "no such thing" >&2; exit 1; fi\n`;
  writeFileSync(join(folder, name), script);
  chmodSync(join(folder, name), 0o755);
  return {
    engine: { name, options: ["--debug"], environment: { PATH: `${folder}:${process.env.PATH}` } },
    name: "build-1",
    image: "127.0.0.1:5000/site:1",
    password: "secret",
    folders: { written: ["/state"], read: ["/repository"] },
    signal: new AbortController().signal,
  };
}
const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");

test.each([
  ["docker", 1000, "", " --user 1000:50"],
  ["docker", 0, "", ""],
  ["podman", 1000, " --tls-verify=false", ""],
] as const)("%s of user %i makes a container, runs the shell in it, and removes it", async (name, uid, insecure, user) => {
  asUser(uid, 50);
  const ordered = order(name);
  const container = await createByDocker(ordered);
  expect(container.environment).toBe(ordered.engine.environment);
  expect(readFileSync(join(folder, "password"), "utf8")).toBe("secret");
  expect(container.inside(["bash", "-s"], "/state/src", { A: "b" })).toEqual([
    ...[name, "--debug", "exec", "--interactive", "--env", "A=b", "--workdir", "/state/src", "build-1", "bash", "-s"],
  ]);
  await container.remove();
  expect(calls()).toEqual([
    "--debug rm --force build-1",
    `--debug login${insecure} --username AWS --password-stdin 127.0.0.1:5000`,
    `--debug pull --quiet${insecure} 127.0.0.1:5000/site:1`,
    `--debug run --detach --name build-1 --network host${user} --volume /state:/state --volume /repository:/repository:ro --entrypoint /bin/sh 127.0.0.1:5000/site:1 -c while :; do sleep 3600; done`,
    "--debug rm --force build-1",
  ]);
});

test("an engine's refusal is told in its own words", async () => {
  await expect(createByDocker(order("docker", "pull"))).rejects.toThrow(new EngineFailed("no such thing"));
});

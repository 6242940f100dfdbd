import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { decideModules } from "../../website/scripts/modules/decide-modules.ts";
import { markerName, modulesKey } from "../../website/scripts/modules/modules-key.ts";
import { prepareModules } from "../../website/scripts/modules/prepare-modules.ts";

const machine = { platform: "linux", arch: "x64", nodeVersion: "24.11.0" };
const lock = Buffer.from('{"lockfileVersion":3}');
const key = modulesKey(lock, machine);

describe("the decision", () => {
  const wanted = "this";
  it.each([
    ["this", "this", "link-baked"],
    ["this", undefined, "link-baked"],
    ["other", "this", "keep"],
    [undefined, "this", "keep"],
    ["other", "other", "install"],
    [undefined, undefined, "install"],
  ])("baked %s, present %s: %s", (baked, present, decision) => expect(decideModules({ wanted, baked, present })).toBe(decision));
});

describe("the key", () => {
  it("changes with the lock file, the platform, the processor and Node's major version, and with nothing else", () => {
    const others = [
      modulesKey(Buffer.from("{}"), machine),
      modulesKey(lock, { ...machine, platform: "darwin" }),
      modulesKey(lock, { ...machine, arch: "arm64" }),
      modulesKey(lock, { ...machine, nodeVersion: "26.0.0" }),
    ];
    expect(new Set([key, ...others]).size).toBe(5);
    expect(modulesKey(lock, { ...machine, nodeVersion: "24.21.3" })).toBe(key);
  });
});

describe("preparing the modules", () => {
  let root: string;
  let site: string;
  let baked: string;
  let installs: number;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "modules-"));
    site = join(root, "site");
    baked = join(root, "baked/node_modules");
    await mkdir(site);
    await writeFile(join(site, "package-lock.json"), lock);
    installs = 0;
  });
  afterEach(() => rm(root, { recursive: true }));

  const prepare = () => prepareModules({ site, baked, machine, install }, () => {});
  async function install() {
    installs += 1;
    await modules(join(site, "node_modules"));
  }
  async function modules(folder: string, marker?: string) {
    await mkdir(folder, { recursive: true });
    if (marker !== undefined) await writeFile(join(folder, markerName), `${marker}\n`);
  }

  it("installs where there is nothing, and keeps that the next time", async () => {
    expect(await prepare()).toBe("install");
    expect(await prepare()).toBe("keep");
    expect(installs).toBe(1);
  });

  it("installs again after an install that was cut short", async () => {
    await modules(join(site, "node_modules"));
    expect(await prepare()).toBe("install");
  });

  it("links the image's modules when they are of this lock file, over whatever the cache brought", async () => {
    await modules(baked, key);
    await modules(join(site, "node_modules"), "of another lock");
    expect(await prepare()).toBe("link-baked");
    expect(await readlink(join(site, "node_modules"))).toBe(baked);
    expect(await prepare()).toBe("link-baked");
    expect(installs).toBe(0);
  });

  it("never installs into the image's modules through an old link", async () => {
    await modules(baked, "of another lock");
    await symlink(baked, join(site, "node_modules"));
    expect(await prepare()).toBe("install");
    expect(await readFile(join(baked, markerName), "utf8")).toBe("of another lock\n");
    expect(await readFile(join(site, "node_modules", markerName), "utf8")).toBe(`${key}\n`);
  });
});

it("the Dockerfile writes the marker that these modules expect", async () => {
  const folder = await mkdtemp(join(tmpdir(), "marker-"));
  try {
    await mkdir(join(folder, "node_modules"));
    await writeFile(join(folder, "package-lock.json"), lock);
    const dockerfile = await readFile("website/Dockerfile", "utf8");
    const command = dockerfile.split("\n").find((line) => line.includes(markerName)) ?? "";
    const env = { ...process.env, PATH: `${join(process.execPath, "..")}:${process.env.PATH}` };
    await promisify(execFile)("sh", ["-ec", command.replace(/^RUN /, "")], { cwd: folder, env });
    const { platform, arch, versions } = process;
    const expected = modulesKey(lock, { platform, arch, nodeVersion: versions.node });
    expect(await readFile(join(folder, "node_modules", markerName), "utf8")).toBe(`${expected}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
});

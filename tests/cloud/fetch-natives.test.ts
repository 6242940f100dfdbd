/** `npm run natives`, with archives of our own instead of npm's. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchNatives, NativesChanged, NativesUnknown } from "../../cloud/fetch-natives.ts";

const NAMES = ["@img/sharp-linux-arm64", "@img/sharp-libvips-linux-arm64"] as const;

let root: string;
let into: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "natives-"));
  into = join(root, "natives");
  const packages = Object.fromEntries(
    NAMES.map((name, at) => [
      `node_modules/${name}`,
      {
        version: "1.0.0",
        integrity: `sha512-${createHash("sha512")
          .update(readFileSync(archiveOf(name)))
          .digest("base64")}`,
        ...(at === 0 && { optionalDependencies: { [NAMES[1]]: "1.0.0" } }),
      },
    ]),
  );
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** As npm packs it: everything below `package/`. */
function archiveOf(name: string, content = name): string {
  const folder = join(root, "made", name.replace("/", "-"));
  mkdirSync(join(folder, "package"), { recursive: true });
  writeFileSync(join(folder, "package/part.node"), content);
  execFileSync("tar", ["-czf", `${folder}.tgz`, "-C", folder, "package"]);
  return `${folder}.tgz`;
}
const nameIn = (spec: string) => spec.replace(/@[^@]+$/, "");
const archives = async (spec: string) => join(root, "made", `${nameIn(spec).replace("/", "-")}.tgz`);
const partOf = (name: string) => join(into, "node_modules", name, "part.node");

it("unpacks the parts for the architecture, and what they need, beside each other", async () => {
  const fetched = await fetchNatives({ architecture: "arm64", root, into, pack: archives });
  expect(fetched).toEqual(NAMES.map((name) => `${name} 1.0.0`));
  for (const name of NAMES) expect(readFileSync(partOf(name), "utf8")).toBe(name);
  expect(readdirSync(into)).toEqual(["node_modules"]);
});

it("takes none that is not the lock file's", async () => {
  archiveOf(NAMES[0], "something else");
  await expect(fetchNatives({ architecture: "arm64", root, into, pack: archives })).rejects.toThrow(NativesChanged);
  expect(existsSync(partOf(NAMES[0]))).toBe(false);
});

it("says which architectures there are", async () => {
  const fetched = fetchNatives({ architecture: "vax", root, into, pack: archives });
  await expect(fetched).rejects.toThrow(NativesUnknown);
  await expect(fetched).rejects.toThrow("It has those for arm64.");
});

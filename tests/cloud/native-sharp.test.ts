/** Bundles with sharp in them, run where nothing of this project's node_modules is found. */
import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import webpack from "webpack";
import { NativeSharp } from "../../cloud/native-sharp.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const here = `${process.platform}-${process.arch}`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "native-sharp-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Bundles a source, and gives what webpack has against it. */
async function bundle(source: string, platform = here): Promise<string[]> {
  writeFileSync(join(folder, "source.mjs"), source);
  const stats = await new Promise<webpack.Stats | undefined>((done, fail) =>
    webpack(
      {
        mode: "production",
        target: "node24",
        entry: { "handlers/picture": join(folder, "source.mjs") },
        optimization: { minimize: false },
        resolve: { modules: [join(ROOT, "node_modules")] },
        plugins: [new NativeSharp(platform)],
        output: { libraryTarget: "commonjs2", path: join(folder, "zip"), filename: "[name].js" },
      },
      (error, stats) => (error ? fail(error) : done(stats)),
    ),
  );
  const { errors = [], warnings = [] } = stats?.toJson({ all: false, errors: true, warnings: true }) ?? {};
  return [...errors, ...warnings].map(({ message }) => message);
}
const carried = () => globSync("zip/node_modules/@img/*", { cwd: folder }).map((path) => path.replace(/^.*@img\//, ""));

const USES_SHARP = `import sharp from "sharp";
export const handler = async () => (await sharp({ create: { width: 9, height: 7, channels: 3, background: "red" } }).png().toBuffer()).length;`;

it("makes pictures, with its own native parts only", async () => {
  expect(await bundle(USES_SHARP)).toEqual([]);
  expect(carried().toSorted()).toEqual([`sharp-${here}`, `sharp-libvips-${here}`].toSorted());
  const elsewhere = mkdtempSync(join(tmpdir(), "elsewhere-"));
  cpSync(join(folder, "zip"), elsewhere, { recursive: true });
  try {
    const program = `require(${JSON.stringify(join(elsewhere, "handlers/picture.js"))}).handler().then((size) => console.log(size, Object.keys(require.cache).join()))`;
    const printed = execFileSync(process.execPath, ["-e", program], { cwd: elsewhere, encoding: "utf8" });
    expect(printed).toMatch(/^[1-9]\d+ /);
    expect(printed).not.toContain(ROOT);
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

it("carries nothing into a bundle that does not use it", async () => {
  expect(await bundle("export const handler = async () => 1;")).toEqual([]);
  expect(carried()).toEqual([]);
});

it("says how to install the parts for a platform that are not there", async () => {
  const [problem] = await bundle(USES_SHARP, "linux-s390x").catch((error: Error) => [error.message]);
  expect(problem).toContain("sharp's parts for it (@img/sharp-linux-s390x) are not installed");
  expect(problem).toContain("Run: npm run natives -- s390x");
});

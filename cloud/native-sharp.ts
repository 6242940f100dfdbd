/**
 * A plugin of webpack: sharp in a bundle. Its JavaScript is bundled as everybody's; its native parts, which no bundle can
 * hold, are carried beside the bundle, below node_modules, for the platform that the functions run on (decision 0036).
 * A bundle without sharp carries nothing.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import type { Compiler } from "webpack";

const require = createRequire(import.meta.url);
/** The folder of sharp's CommonJS files: the others look for native parts from where they lay when they were bundled. */
const SHARP = dirname(require.resolve("sharp"));
/** Where `npm run natives` puts parts for other machines than this one. */
export const NATIVES = join(import.meta.dirname, "../.lectern/natives");
const NATIVE = /^@img\/sharp-/;
/** What programs load, and what may not be left out where they are passed on. */
const CARRIED = /\.(node|dll|dylib|cjs|js|json)$|\.so(\.\d+)*$|^(LICENSE|README\.md)$/;

export class NativeSharp {
  /** Not private: serverless-webpack copies the configuration for each function, field by field. */
  readonly platform: string;

  /** @param platform as in the names of sharp's native packages: `linux-x64` */
  constructor(platform: string) {
    this.platform = platform;
  }

  apply(compiler: Compiler): void {
    const { Compilation, ExternalModule, ExternalsPlugin, NormalModuleReplacementPlugin, sources } = compiler.webpack;
    const native = `@img/sharp-${this.platform}`;
    const program = `${native}/sharp.node`;
    new NormalModuleReplacementPlugin(/^sharp$/, join(SHARP, "index.cjs")).apply(compiler);
    new ExternalsPlugin("commonjs", ({ context, request = "" }, done) => {
      // sharp.cjs looks which platform it runs on; here that is known, and the others' parts are not there.
      if (context === SHARP && request === "./sharp.cjs") return done(null, program);
      return NATIVE.test(request) ? done(null, request) : done();
    }).apply(compiler);
    compiler.hooks.thisCompilation.tap("NativeSharp", (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_REPORT;
      compilation.hooks.processAssets.tap({ name: "NativeSharp", stage }, () => {
        const isUsed = [...compilation.modules].some((module) => module instanceof ExternalModule && module.request === program);
        for (const folder of isUsed ? foldersOf(native) : [])
          for (const path of filesIn(folder)) {
            const name = join("node_modules", relative(join(folder, "../.."), path));
            compilation.emitAsset(name, new sources.RawSource(readFileSync(path)));
          }
      });
    });
  }
}

/** The installed folders of a native package and of what it needs. @throws Error that says how to install it */
function foldersOf(native: string, from = SHARP, needs = manifest(join(SHARP, "../package.json"))): string[] {
  const file = manifestOf(native, from);
  const found = manifest(file);
  if (found.version !== needs.optionalDependencies?.[native])
    throw new Error(`${native} is there, but of another sharp: ${found.version}. Run: ${remedyFor(native)}`);
  return [
    dirname(file),
    ...Object.keys(found.optionalDependencies ?? {}).flatMap((name) => foldersOf(name, dirname(file), found)),
  ];
}

/** What is read of a package.json. */
interface Manifest {
  readonly version: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
const manifest = (file: string): Manifest => JSON.parse(readFileSync(file, "utf8"));

function manifestOf(native: string, from: string): string {
  try {
    return createRequire(join(from, "package.json")).resolve(`${native}/package`, { paths: [from, NATIVES] });
  } catch (cause) {
    const [, os, cpu] = platformOf(native);
    const problem = `The functions run on ${os}-${cpu}, and sharp's parts for it (${native}) are not installed.`;
    throw new Error(`${problem} Run: ${remedyFor(native)}`, { cause });
  }
}

const platformOf = (native: string): readonly (string | undefined)[] => /-(\w+)-(\w+)$/.exec(native) ?? [];
/** A function runs on Linux, or on this machine, whose parts npm installs. */
function remedyFor(native: string): string {
  const [, os, cpu] = platformOf(native);
  return os === "linux" ? `npm run natives -- ${cpu}` : "npm ci";
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && CARRIED.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

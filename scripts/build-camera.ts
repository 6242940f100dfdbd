/**
 * Bundles the camera's program (liveblogger/camera) into one file, lectern-camera.mjs, that Node 20 and newer run.
 * `npm run camera:build [-- FOLDER]` writes it into the folder, .lectern/camera unless another is named.
 */
import { chmodSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import webpack, { type Configuration, type Stats } from "webpack";

const require = createRequire(import.meta.url);
const ROOT = resolve(import.meta.dirname, "..");
const FILE = "lectern-camera.mjs";

const configuration = (folder: string): Configuration => ({
  mode: "production",
  target: "node20",
  entry: join(ROOT, "liveblogger/camera/main.ts"),
  devtool: false,
  optimization: { minimize: false }, // somebody may want to read it on the Pi
  plugins: [new webpack.BannerPlugin({ banner: "#!/usr/bin/env node", raw: true })],
  experiments: { outputModule: true },
  output: { module: true, chunkFormat: "module", path: folder, filename: FILE },
  module: {
    parser: { javascript: { dynamicImportMode: "eager" } },
    rules: [
      {
        test: /\.ts$/,
        loader: require.resolve("ts-loader"),
        options: {
          configFile: join(ROOT, "tsconfig.json"),
          onlyCompileBundledFiles: true,
          transpileOnly: true, // `npm run lint` checks the types
          compilerOptions: {
            target: "ES2023",
            module: "ESNext",
            moduleResolution: "Bundler",
            noEmit: false,
            allowImportingTsExtensions: false,
            rewriteRelativeImportExtensions: true,
          },
        },
      },
    ],
  },
  resolve: { extensions: [".ts", ".js"], extensionAlias: { ".js": [".ts", ".js"] } },
});

const folder = resolve(process.argv[2] ?? join(ROOT, ".lectern/camera"));
const stats = await new Promise<Stats | undefined>((done, failed) =>
  webpack(configuration(folder), (error, stats) => (error ? failed(error) : done(stats))),
);
if (stats?.hasErrors()) throw new Error(stats.toString("errors-only"));
chmodSync(join(folder, FILE), 0o755);
process.stdout.write(`${join(folder, FILE)}\n`);

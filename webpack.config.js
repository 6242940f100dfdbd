/**
 * Bundles each Lambda function into one CommonJS file; only sharp's native parts lie beside it. AWS SDK v3 is bundled too:
 * pinned by our lock file, not by the runtime.
 */
import { createRequire } from "node:module";
import { resolve } from "node:path";
import MinimizerPlugin from "minimizer-webpack-plugin";
import slsw from "serverless-webpack";
import { NativeSharp } from "./cloud/native-sharp.ts";

const require = createRequire(import.meta.url);

/** What is kept of names. */
const NAMES = { keep_fnames: true, keep_classnames: true };
/** Lambda puts a function's credentials into its environment; the SDK's ways to other ones are a seventh of a bundle. */
const OTHER_CREDENTIALS = [
  ...["http", "ini", "login", "process", "sso", "web-identity"].map((source) => `@aws-sdk/credential-provider-${source}`),
  "@smithy/credential-provider-imds",
];
/** As Node names architectures. */
const ARCHITECTURES = { x86_64: "x64", arm64: "arm64" };
const { provider, custom } = slsw.lib.serverless.service;
const platform = `${custom.platform}-${ARCHITECTURES[provider.architecture]}`;

export default {
  mode: "production",
  target: "node24",
  entry: slsw.lib.entries,
  devtool: false,
  // SWC, for it is quick; functions and classes keep their names, so that a stack trace can be read without a map.
  optimization: {
    minimizer: [
      new MinimizerPlugin({
        minify: MinimizerPlugin.swcMinify,
        minimizerOptions: { mangle: NAMES, compress: NAMES },
        extractComments: false,
        exclude: /^node_modules\//, // what is carried stays as its makers made it
      }),
    ],
  },
  performance: { hints: false },
  stats: "errors-warnings",
  resolve: {
    extensions: [".ts", ".js"],
    extensionAlias: { ".js": [".ts", ".js"] },
    alias: Object.fromEntries(OTHER_CREDENTIALS.map((name) => [name, false])),
  },
  plugins: [new NativeSharp(platform)],
  module: {
    // What is imported on demand is in the same file, and runs on demand all the same.
    parser: { javascript: { dynamicImportMode: "eager" } },
    rules: [
      {
        test: /\.ts$/,
        sideEffects: false, // so that a bundle has only what its function uses
        exclude: /node_modules/,
        use: [
          {
            loader: require.resolve("ts-loader"),
            options: {
              onlyCompileBundledFiles: true,
              transpileOnly: true, // `npm run lint` checks the types, once and for all files
              compilerOptions: {
                module: "ESNext", // imports stay imports, so that webpack sees what is used
                moduleResolution: "Bundler",
                noEmit: false,
                allowImportingTsExtensions: false,
                rewriteRelativeImportExtensions: true,
              },
            },
          },
        ],
      },
    ],
  },
  output: { libraryTarget: "commonjs2", path: resolve(import.meta.dirname, ".webpack"), filename: "[name].js" },
};

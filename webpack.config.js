/** Bundles each Lambda function into one CommonJS file. AWS SDK v3 is bundled too: pinned by our lock file, not by the runtime. */
import { createRequire } from "node:module";
import { resolve } from "node:path";
import slsw from "serverless-webpack";

const require = createRequire(import.meta.url);

export default {
  mode: "production",
  target: "node24",
  entry: slsw.lib.entries,
  devtool: false,
  performance: { hints: false },
  stats: "errors-warnings",
  resolve: { extensions: [".ts", ".js"], extensionAlias: { ".js": [".ts", ".js"] } },
  module: {
    rules: [
      {
        test: /\.ts$/,
        exclude: /node_modules/,
        use: [
          {
            loader: require.resolve("ts-loader"),
            options: {
              onlyCompileBundledFiles: true,
              transpileOnly: true, // `npm run lint` checks the types, once and for all files
              compilerOptions: { noEmit: false, allowImportingTsExtensions: false, rewriteRelativeImportExtensions: true },
            },
          },
        ],
      },
    ],
  },
  output: { libraryTarget: "commonjs2", path: resolve(import.meta.dirname, ".webpack"), filename: "[name].js" },
};

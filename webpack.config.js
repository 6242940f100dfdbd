/** Bundles each Lambda function into one CommonJS file. AWS SDK v3 is bundled too: pinned by our lock file, not by the runtime. */
import { createRequire } from "node:module";
import { resolve } from "node:path";
import MinimizerPlugin from "minimizer-webpack-plugin";
import slsw from "serverless-webpack";

const require = createRequire(import.meta.url);

export default {
  mode: "production",
  target: "node24",
  entry: slsw.lib.entries,
  devtool: false,
  // SWC, for it is quick; names stay as they are written, so that a stack trace can be read without a map.
  optimization: {
    minimizer: [
      new MinimizerPlugin({ minify: MinimizerPlugin.swcMinify, minimizerOptions: { mangle: false }, extractComments: false }),
    ],
  },
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

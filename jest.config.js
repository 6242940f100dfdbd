/** Tests run as native ES modules, as the code itself does; SWC only strips the types. */
export default {
  testEnvironment: "node",
  // Most take milliseconds; a busy machine must not fail those that start processes or talk over the wire.
  testTimeout: 30_000,
  roots: ["<rootDir>/tests"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2024", experimental: { keepImportAttributes: true } },
        module: { type: "es6" },
      },
    ],
  },
};

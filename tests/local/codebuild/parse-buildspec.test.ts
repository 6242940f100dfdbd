/** What a buildspec means, and what is refused by name and line. */
import fc from "fast-check";
import { stringify } from "yaml";
import { BuildspecError } from "../../../local/services/codebuild/buildspec/buildspec.ts";
import { checkRuntimes } from "../../../local/services/codebuild/buildspec/check-runtimes.ts";
import { parseBuildspec } from "../../../local/services/codebuild/buildspec/parse-buildspec.ts";

test("a whole buildspec", () => {
  const text = `
version: 0.2
env:
  shell: bash
  variables:
    PLAIN: text
    VERSION: 1.10
    EMPTY:
    TRUTH: yes
  exported-variables: [PLAIN]
  git-credential-helper: yes
phases:
  install:
    runtime-versions: { nodejs: 24 }
    commands:
      - npm ci
  build:
    on-failure: ABORT
    commands:
      - |
        if true; then
          echo "a: b"
        fi
      - 42
    finally: [echo end]
  post_build:
    commands:
artifacts:
  files: ["**/*"]
  exclude-paths: ["**/*.map"]
  base-directory: public
  discard-paths: no
  name: site
cache:
  paths: ["node_modules/**/*"]
`;
  expect(parseBuildspec(text)).toEqual({
    shell: "bash",
    variables: { PLAIN: "text", VERSION: "1.10", EMPTY: "", TRUTH: "yes" },
    exportedVariables: ["PLAIN"],
    runtimeVersions: { nodejs: "24" },
    phases: {
      install: { commands: ["npm ci"], finally: [] },
      build: {
        commands: ['if true; then\n  echo "a: b"\nfi\n', "42"],
        finally: ["echo end"],
        onFailure: "ABORT",
      },
      post_build: { commands: [], finally: [] },
    },
    artifacts: { files: ["**/*"], excludePaths: ["**/*.map"], baseDirectory: "public", discardPaths: false },
    cachePaths: ["node_modules/**/*"],
  });
});

test("the default shell is sh, as on AWS", () => {
  expect(parseBuildspec("version: 0.2\nphases: {}")).toMatchObject({ shell: "sh", phases: {}, cachePaths: [] });
});

const start = "version: 0.2\n";
const build = `${start}phases:\n  build:\n`;
test.each([
  ["", "empty"],
  ["phases: {}", "Invalid buildspec version: there is none"],
  ["version: 0.1\nphases: {}", "Invalid buildspec version 0.1 at line 1"],
  [start, "no phases"],
  [`${start}phases:\n  build:\n   commands:\n  - a: [`, "at line 4"],
  [`${start}phase:\n  build:`, "Unknown key phase at line 2"],
  [`${start}phases:\n  biuld:\n    commands: [a]`, "Unknown key phases.biuld at line 3"],
  [`${build}    comands: [a]`, "Unknown key phases.build.comands at line 4"],
  [`${build}    runtime-versions: {nodejs: 24}`, "Unknown key phases.build.runtime-versions at line 4"],
  [`${build}    commands:\n      - echo a: b`, "Expected Commands[0] to be of string type: found subkeys instead at line 5"],
  [`${build}    commands:\n      - ok\n      -\n`, "Expected Commands[1] to be of string type: found an empty value"],
  [`${build}    commands: echo`, "Expected phases.build.commands to be a list: found a string instead at line 4"],
  [`${build}    on-failure: RETRY`, "phases.build.on-failure at line 4 is not supported here: RETRY"],
  [`${build}    run-as: root`, "phases.build.run-as at line 4 is not supported here"],
  [`${start}run-as: root`, "run-as at line 2"],
  [`${start}batch: {}`, "batch at line 2 is not supported here"],
  [`${start}reports: {}`, "reports at line 2 is not supported here"],
  [`${start}proxy: {}`, "proxy at line 2 is not supported here"],
  [`${start}env:\n  parameter-store:\n    A: b`, "env.parameter-store at line 3 is not supported here"],
  [`${start}env:\n  secrets-manager:\n    A: b`, "env.secrets-manager at line 3 is not supported here"],
  [`${start}env:\n  variables:\n    A: [1]\nphases: {}`, "Expected env.variables.A to be of string type: found a list"],
  [`${start}env:\n  shell: zsh\nphases: {}`, "env.shell at line 3 is not supported here: zsh"],
  [`${start}phases: {}\nartifacts:\n  secondary-artifacts: {}`, "artifacts.secondary-artifacts at line 4"],
  [`${start}phases: {}\ncache:\n  key: a`, "cache.key at line 4"],
  [`${start}phases: {}\nversion: 0.2`, "at line 3"],
])("%j is refused", (text, message) => {
  expect(() => parseBuildspec(text)).toThrow(BuildspecError);
  expect(() => parseBuildspec(text)).toThrow(message);
});

test("any commands come out as they went in", () => {
  const command = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.trim() !== "");
  fc.assert(
    fc.property(fc.array(command, { minLength: 1, maxLength: 5 }), (commands) => {
      const text = stringify({ version: "0.2", phases: { build: { commands } } });
      expect(parseBuildspec(text).phases.build?.commands).toEqual(commands);
    }),
  );
});

test.each([
  [{ nodejs: "24" }, undefined],
  [{ nodejs: "24.x" }, undefined],
  [{ nodejs: "latest" }, undefined],
  [{ nodejs: "22" }, "Unknown runtime version named '22' of nodejs. This build image has the following versions: 24"],
  [{ python: "3.12" }, "Unknown runtime named 'python'"],
])("runtime-versions %j", (wanted, message) => {
  const check = () => checkRuntimes(wanted as Record<string, string>, "24.21.0");
  if (message === undefined) expect(check).not.toThrow();
  else expect(check).toThrow(message);
});

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { placeIn, reasonIn } from "../../../src/rules/build-log.ts";

const REASON = "build: posts break the content's contract:";
const PLACE = "content/posts/queues/index.md:3: title is missing";
/** A log as CodeBuild writes it: each event a line with its end. */
const LOG = [
  "[Container] 2026/11/23 17:00:00 Running command (cd website && node scripts/build.ts)\n",
  "build: building with the cache of earlier builds\n",
  `Lectern: ${REASON}\n`,
  `${PLACE}\n`,
  "content/posts/queues/index.md:4: date must be a day, as 2026-11-23\n",
  "[Container] 2026/11/23 17:00:01 Command did not exit successfully exit status 1\n",
  "[Container] 2026/11/23 17:00:01 Phase complete: BUILD State: FAILED\n",
  "Lectern publishes nothing: the build failed\n",
  "src/other.ts:1: is nobody's reason\n",
];

it("gives what the program that failed said last, with the places right below it", () => {
  expect(reasonIn(LOG)).toBe(`${REASON}\n${PLACE}\ncontent/posts/queues/index.md:4: date must be a day, as 2026-11-23`);
});

it("takes several lines of one event apart, whatever ends them", () => {
  expect(reasonIn([`npm notice\r\nLectern: ${REASON}\r\n${PLACE}\r\n`, "bye\n"])).toBe(`${REASON}\n${PLACE}`);
});

it("gives the last of several reasons, and a reason that is the log's last line", () => {
  expect(reasonIn(["Lectern: first", PLACE, "Lectern: second"])).toBe("second");
});

it.each([
  ["an empty log", []],
  ["a log without a reason", ["Lectern builds 5f6a956\n", "error: no\n", PLACE, ""]],
  ["a mark without words", ["Lectern: ", "Lectern:no"]],
  ["a mark inside of a line", ["it says Lectern: no"]],
])("has none for %s", (_what, log) => {
  expect(reasonIn(log)).toBeUndefined();
});

it("is bounded, and says how much it leaves out", () => {
  const places = Array.from({ length: 500 }, (_, line) => `content/posts/a/index.md:${line + 1}: ${"x".repeat(1000)}`);
  const lines = (reasonIn([`Lectern: ${"y".repeat(100_000)}`, ...places]) ?? "").split("\n");
  expect(lines).toHaveLength(12);
  expect(lines.at(-1)).toBe("and 490 more");
  expect(Math.max(...lines.map(({ length }) => length))).toBe(300);
});

it("finds the reason wherever it stands in whatever a build prints, and is bounded", () => {
  const noise = fc.array(fc.string({ unit: "binary", maxLength: 80 }).filter((line) => !/Lectern: |:\d+: /.test(line)));
  fc.assert(
    fc.property(noise, noise, fc.boolean(), (before, after, inOneEvent) => {
      const said = [`Lectern: ${REASON}`, PLACE];
      const log = [...before, ...(inOneEvent ? [said.join("\n")] : said), ...after];
      expect(reasonIn(log)).toBe(`${REASON}\n${PLACE}`);
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 200 })), (log) => {
      expect((reasonIn(log) ?? "").length).toBeLessThan(4000);
    }),
  );
});

it("is marked by the programs of a build as this rule expects", () => {
  const marks = /stderr\.write\(`Lectern: \$\{program\.name\}: /;
  expect(readFileSync("website/scripts/support/program.ts", "utf8")).toMatch(marks);
});

it("a place is taken apart", () => {
  expect(placeIn(`${REASON}\n${PLACE}\nb.md:1: no`)).toEqual({
    file: "content/posts/queues/index.md",
    line: "3",
    problem: "title is missing",
  });
  expect(placeIn("exit status 1")).toBeUndefined();
  expect(placeIn("in BUILD: a.md:3: no")).toBeUndefined();
});

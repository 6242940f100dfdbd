import { table } from "../../cli/table.ts";
import { ago, counted, utc } from "../../cli/times.ts";

test("columns are as wide as their widest cell, without what colours it", () => {
  expect(
    table(
      ["a", "name"],
      [
        ["\u001b[32mopen\u001b[39m", "x"],
        ["no", "yy"],
      ],
    ),
  ).toEqual(["a     name", "\u001b[32mopen\u001b[39m  x", "no    yy"]);
  expect(table(["", ""], [["one", "two"]])).toEqual(["one  two"]);
});

test.each([
  [0, "0 seconds ago"],
  [1_000, "1 second ago"],
  [119_999, "1 minute ago"],
  [7_200_000, "2 hours ago"],
  [86_400_000 * 3, "3 days ago"],
  [-5_000, "0 seconds ago"],
])("%d ms is told as %s", (span, text) => {
  expect(ago(1_000_000_000_000, 1_000_000_000_000 + span)).toBe(text);
});

test("times and counts in words", () => {
  expect(utc("2026-11-28T09:15:00.123Z")).toBe("2026-11-28 09:15:00");
  expect([counted(1, "entry", "entries"), counted(0, "entry", "entries"), counted(2, "talk")]).toEqual([
    "1 entry",
    "0 entries",
    "2 talks",
  ]);
});

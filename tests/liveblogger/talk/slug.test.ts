import { slugProblem } from "../../../liveblogger/talk/slug.ts";

test.each(["a", "2026", "how-we-moved-the-moon", "x".repeat(40)])("%s can be a talk's name", (name) => {
  expect(slugProblem(name)).toBeUndefined();
});

test.each([
  ["My Talk!", "a talk is named by its folder, in lower-case words with hyphens: rename it to my-talk"],
  ["Über_uns", "a talk is named by its folder, in lower-case words with hyphens: rename it to uber-uns"],
  ["-a--b-", "a talk is named by its folder, in lower-case words with hyphens: rename it to a-b"],
  ["moon-", "a talk is named by its folder, in lower-case words with hyphens: rename it to moon"],
  ["…", "a talk is named by its folder, in lower-case words with hyphens"],
  ["x".repeat(41), "a talk's folder has a name of at most 40 characters; this one has 41"],
])("%s can't, and it is told why", (name, problem) => {
  expect(slugProblem(name)).toBe(problem);
});

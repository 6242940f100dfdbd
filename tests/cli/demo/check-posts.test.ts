import { checkFeed, checkPage } from "../../../cli/demo/check-posts.ts";
import type { FedEntry } from "../../../cli/photo/feed-reader.ts";

const EXPECTED = [
  { slide: 1, returns: 0 },
  { slide: 2, returns: 1 },
  { slide: 12, returns: 0 },
];
/** The feed, newest first. */
const feed = (...entries: [entry: string, returns: number][]): FedEntry[] =>
  entries.map(([entry, returns]) => ({ entry, title: entry, time: "", returned: Array.from({ length: returns }, () => "") }));
const page = (...entries: string[]): string =>
  `<ul>${entries.map((entry) => `<li id="${entry}" class="new"><article></article></li>`).join("")}</ul>`;

test("exactly the right posts are no problem", () => {
  expect(checkFeed(feed(["slide-012", 0], ["slide-002", 1], ["slide-001", 0]), EXPECTED)).toEqual([]);
  expect(checkPage(page("slide-012", "slide-002", "slide-001"), EXPECTED)).toEqual([]);
});

test.each([
  [feed(["slide-012", 0], ["slide-001", 0]), "the feed lacks slide-002 (back 1 ×)"],
  [feed(["slide-012", 0], ["slide-002", 0], ["slide-001", 0]), "the feed lacks slide-002 (back 1 ×)"],
  [feed(["slide-012", 0], ["slide-002", 1], ["update-1-a", 0], ["slide-001", 0]), "the feed has update-1-a, which was not shown"],
  [feed(["slide-002", 1], ["slide-012", 0], ["slide-001", 0]), "the feed has the entries in another order"],
  [feed(["slide-012", 0], ["slide-002", 1], ["slide-001", 0], ["slide-001", 0]), "the feed has the entries in another order"],
])("a feed with another entry, without one, or in another order is told: %#", (fed, problem) => {
  expect(checkFeed(fed, EXPECTED).join()).toContain(problem);
});

test.each([
  [page("slide-012", "slide-001"), "the built page lacks slide-002"],
  [page("slide-013", "slide-012", "slide-002", "slide-001"), "the built page has slide-013, which was not shown"],
  [page("slide-001", "slide-002", "slide-012"), "the built page has the entries in another order"],
  ["<h1>No such page</h1>", "the built page lacks slide-001, slide-002, slide-012"],
])("so is a page: %#", (html, problem) => {
  expect(checkPage(html, EXPECTED).join()).toContain(problem);
});

import { builtState, failed, fed, type LiveState, seen } from "../../../website/src/live/live-state.ts";
import { entryOf } from "../support/entry.ts";

const built = builtState([entryOf(1), entryOf(2)], false);
const open = (...slides: number[]) => ({ status: "open" as const, entries: slides.map((slide) => entryOf(slide)) });
const names = (entries: LiveState["entries"]) => entries.map(({ name }) => name);

it("is at first what was built, newest first", () => {
  expect(names(built.entries)).toEqual(["slide-002", "slide-001"]);
  expect(built.connection).toBe("built");
  expect(builtState([], true).connection).toBe("ended");
});

it("adds what the feed has, and reads it out", () => {
  const state = fed(built, open(3, 2, 1), false);
  expect(names(state.entries)).toEqual(["slide-003", "slide-002", "slide-001"]);
  expect(state).toMatchObject({ connection: "live", unseen: [], announced: "New: Title 3", added: new Set(["slide-003"]) });
});

it("says nothing again when nothing is new", () => {
  const state = fed(fed(built, open(3), false), open(3, 2, 1), false);
  expect(state.announced).toBe("New: Title 3");
  expect(names(state.entries)).toEqual(["slide-003", "slide-002", "slide-001"]);
});

it("counts what comes above a reader, until the reader goes there", () => {
  const below = fed(fed(built, open(3), true), open(5, 4, 3), true);
  expect(names(below.unseen)).toEqual(["slide-005", "slide-004", "slide-003"]);
  expect(seen(below).unseen).toEqual([]);
  expect(fed(below, open(6), false).unseen).toEqual([]);
});

it("tells of a return, which is no new entry", () => {
  const again = { ...entryOf(1), returned: ["2026-11-28T14:09:00Z"] };
  const state = fed(built, { status: "open", entries: [again] }, true);
  expect(state).toMatchObject({ unseen: [], announced: "Shown again: Title 1" });
  expect(state.entries[1]?.returned).toEqual(again.returned);
});

it("says that the talk has ended, once", () => {
  const state = fed(built, { status: "ended", entries: [entryOf(3)] }, false);
  expect(state).toMatchObject({ connection: "ended", announced: "New: Title 3. The talk has ended" });
  expect(fed(state, { status: "ended", entries: [] }, false).announced).toBe(state.announced);
});

it("stays what was built where no such talk is known", () => {
  const state = fed(built, { status: null, entries: [] }, false);
  expect(state).toMatchObject({ connection: "built", entries: built.entries, announced: "" });
});

it("takes one failure for a hiccup, two for a loss, and shows what it had", () => {
  const live = fed(built, open(3), false);
  expect(failed(live, 1)).toBe(live);
  expect(failed(live, 2)).toEqual({ ...live, connection: "lost" });
  expect(failed(built, 2).entries).toEqual(built.entries);
  expect(fed(failed(live, 2), open(3), false).connection).toBe("live");
});

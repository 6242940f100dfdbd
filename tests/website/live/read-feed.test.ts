import { BrokenFeed, readFeed } from "../../../website/src/live/read-feed.ts";

const pictures = {
  large: { src: "/media/t/slide-012/a-large.jpg", width: 1280, height: 720 },
  small: { src: "/media/t/slide-012/a-small.jpg", width: 640, height: 360 },
};
const item = {
  id: "t/slide-012",
  url: "https://example.org/live/t/#slide-012",
  title: "A <title>",
  content_html: "<p>Notes</p>",
  date_published: "2026-11-28T14:32:00.000Z",
  _lectern: { entry: "slide-012", slide: 12, assurance: 0.93, returned: ["2026-11-28T14:40:00.000Z"], pictures },
};
const feed = (items: unknown, more: object = { _lectern: { talk: "t", status: "open" } }) =>
  JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "T", items, ...more });
const read = (text: string) => readFeed(text, (html) => ({ type: "text", value: `parsed ${html}` }));
const lectern = (changes: object) => ({ ...item, _lectern: { ...item._lectern, ...changes } });

it("reads an entry", () => {
  expect(read(feed([item]))).toEqual({
    status: "open",
    entries: [
      {
        name: "slide-012",
        title: "A <title>",
        time: "2026-11-28T14:32:00.000Z",
        returned: ["2026-11-28T14:40:00.000Z"],
        slide: 12,
        assurance: 0.93,
        pictures,
        notes: ["parsed <p>Notes</p>"],
      },
    ],
  });
});

it("reads a live update, which shows no slide", () => {
  const { slide: _, pictures: __, ...others } = item._lectern;
  expect(read(feed([{ ...item, _lectern: { ...others, entry: "update-1764340000000-0a1b2c3d4e5f" } }])).entries).toEqual([
    expect.objectContaining({ name: "update-1764340000000-0a1b2c3d4e5f", slide: null, pictures: null }),
  ]);
});

it("tells whether the talk is open, ended, or not known", () => {
  expect(read(feed([])).status).toBe("open");
  expect(read(feed([], { _lectern: { status: "ended" } })).status).toBe("ended");
  expect(read(feed([], { _lectern: { talk: "t" } })).status).toBeNull();
  expect(read(feed([], {})).status).toBeNull();
});

it.each([
  ["another name than an anchor can have", lectern({ entry: 'x" onclick="' })],
  ["no name", lectern({ entry: undefined })],
  ["no time", { ...item, date_published: "soon" }],
  ["nothing of ours", { ...item, _lectern: null }],
  ["no shape at all", "text"],
  ["nothing", null],
])("leaves out an item with %s, and keeps the others", (_, broken) => {
  expect(read(feed([broken, item])).entries.map(({ name }) => name)).toEqual(["slide-012"]);
});

it.each([
  "https://elsewhere.example/a.jpg",
  "//elsewhere.example/a.jpg",
  "/\\elsewhere.example/a.jpg",
  "javascript:alert(1)",
  "/a b",
  7,
])("shows no picture of %j", (src) => {
  const [entry] = read(feed([lectern({ pictures: { large: { ...pictures.large, src } } })])).entries;
  expect(entry?.pictures).toBeNull();
});

it("drops what else is not as it should be", () => {
  const odd = lectern({ slide: "12", assurance: "high", returned: ["soon", 7, "2026-11-28T14:40:00.000Z"] });
  expect(read(feed([odd])).entries[0]).toMatchObject({ slide: null, assurance: null, returned: ["2026-11-28T14:40:00.000Z"] });
});

it.each([
  ["<html>Not found</html>"],
  [""],
  ["null"],
  ["[]"],
  ['{"items":[]}'],
  [feed(undefined)],
  ['{"version":"https://jsonfeed.org/version/1.1","items":{}}'],
])("refuses %j", (text) => expect(() => read(text)).toThrow(BrokenFeed));

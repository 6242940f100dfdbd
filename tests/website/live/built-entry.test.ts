import { type BuiltNode, builtEntry } from "../../../website/src/live/built-entry.ts";

const size = (name: string, width: number) => ({ src: `/media/t/slide-012/a-${name}.jpg`, width, height: (width * 9) / 16 });
const node: BuiltNode = {
  htmlAst: { type: "root", children: [{ type: "text", value: "Notes" }] },
  fields: { entry: "slide-012" },
  frontmatter: {
    title: "A title",
    date: "2026-11-28T13:32:05.000Z",
    slide: 12,
    assurance: 0.93,
    returned: ["2026-11-28T14:40:00.000Z"],
    picture: "/media/t/slide-012/a-large.jpg",
    pictures: { large: size("large", 1280), small: size("small", 640) },
  },
};

it("is named by its folder, as the feed names it", () => {
  expect(builtEntry(node)).toEqual({
    name: "slide-012",
    title: "A title",
    time: "2026-11-28T13:32:05.000Z",
    returned: ["2026-11-28T14:40:00.000Z"],
    slide: 12,
    assurance: 0.93,
    pictures: node.frontmatter.pictures,
    notes: ["Notes"],
  });
});

it("makes do with one picture, or none", () => {
  const frontmatter = { ...node.frontmatter, pictures: null, returned: null };
  expect(builtEntry({ ...node, frontmatter })).toMatchObject({ returned: [], pictures: { large: { src: frontmatter.picture } } });
  expect(builtEntry({ ...node, frontmatter: { ...frontmatter, picture: null } }).pictures).toBeNull();
});

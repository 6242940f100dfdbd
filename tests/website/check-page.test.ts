import { checkPost, checkRawPage } from "../../website/scripts/content/check-page.ts";

const good = { title: "A push", date: "2026-11-23", tags: "[site-builder, s3]", description: "What happens." };
const page = (fields: Record<string, string>) =>
  `---\n${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join("")}---\nText\n`;

describe("a post's front matter", () => {
  it("passes when it has everything", () => {
    expect(checkPost(page(good))).toEqual([]);
    expect(checkPost(page({ ...good, date: "2026-11-23T17:05:00Z" }))).toEqual([]);
  });

  it.each(["title", "date", "tags", "description"])("needs %s", (name) => {
    const { [name]: _, ...others } = good as Record<string, string>;
    expect(checkPost(page(others))).toEqual([{ line: 1, message: `${name} is missing` }]);
  });

  it("refuses a field it does not know, and lists those it does", () => {
    expect(checkPost(page({ ...good, descripton: "A typo." }))).toEqual([
      { line: 6, message: "descripton is no field of a post (title, date, tags, description)" },
    ]);
    expect(checkPost(page({ ...good, constructor: "Object" }))).toHaveLength(1);
  });

  it.each([
    ["title", "", "nothing"],
    ["title", "2026", "2026"],
    ["date", "23/11/2026", '"23/11/2026"'],
    ["date", "2026-02-30", '"2026-02-30"'],
    ["date", "2026-11-23T25:00:00Z", '"2026-11-23T25:00:00Z"'],
    ["date", "2026-11-23T17:05:00", '"2026-11-23T17:05:00"'],
    ["tags", "s3", '"s3"'],
    ["tags", "[]", "[]"],
    ["tags", "[Step Functions]", '"Step Functions"'],
    ["tags", "[s3, s3]", '"s3"'],
    ["description", "[]", "[]"],
  ])("refuses the %s `%s`", (name, value, shown) => {
    const problems = checkPost(page({ ...good, [name]: value }));
    expect(problems).toEqual([{ line: Object.keys(good).indexOf(name) + 2, message: expect.stringContaining(shown) }]);
    expect(problems[0]?.message).toMatch(new RegExp(`^${name} `));
  });

  it("tells every problem, in the order of lines", () => {
    const problems = checkPost(page({ ...good, date: "soon", tags: "[]" }));
    expect(problems.map((problem) => problem.line)).toEqual([3, 4]);
  });
});

const sized = (src: string, width: number) =>
  JSON.stringify({ large: { src, width, height: 720 }, small: { src, width: 640, height: 360 } });

describe("a raw page's front matter", () => {
  const raw = { title: "Slide 3", date: "2026-11-23T17:05:12.345Z", type: "liveblog", talk: "lectern", slide: "3" };

  it("passes with the little a page needs, and with fields of the live blogger's own", () => {
    expect(checkRawPage(page(raw))).toEqual([]);
    expect(checkRawPage(page({ ...raw, assurance: "0.93", picture: "/media/a/b.jpg", camera: "pi" }))).toEqual([]);
    expect(checkRawPage(page({ ...raw, slide: "null", assurance: "null", returned: "null" }))).toEqual([]);
    expect(checkRawPage(page({ ...raw, pictures: sized("/media/a/b.jpg", 1280) }))).toEqual([]);
  });

  it("passes with moments of return in whatever form YAML has for them", () => {
    expect(checkRawPage(page({ ...raw, returned: "[]" }))).toEqual([]);
    expect(checkRawPage(page({ ...raw, returned: "\n  - 2026-11-23T18:05:12+01:00\n  - '2026-11-23T18:09:00Z'" }))).toEqual([]);
  });

  it.each([
    ["type", "post", "type must be liveblog"],
    ["talk", "../up", "talk must be lower-case words"],
    ["slide", "1.5", "slide must be a whole number"],
    ["assurance", "80", "assurance must be a number from 0 to 1"],
    ["picture", "slide.webp", "picture must be an address of this site"],
    ["picture", "//elsewhere.example/a.jpg", "picture must be an address of this site"],
    ["picture", '"/\\\\elsewhere.example/a.jpg"', "picture must be an address of this site"],
    ["picture", "https://elsewhere.example/a.jpg", "picture must be an address of this site"],
    ["pictures", "/media/a.jpg", "pictures needs large with src"],
    ["pictures", sized("https://elsewhere.example/a.jpg", 1280), "pictures needs large with src"],
    ["pictures", sized("/media/a.jpg", 0), "must be more than 0"],
    ["returned", "2026-11-23T18:05:12Z", "returned must be a list"],
    ["returned", "[2026-11-23]", 'returned must be ISO moments (2026-11-23T17:05:00Z), not "2026-11-23"'],
    ["returned", "[soon]", "returned must be ISO moments"],
  ])("refuses the %s `%s`", (name, value, message) => {
    expect(checkRawPage(page({ ...raw, [name]: value }))).toEqual([
      { line: expect.any(Number), message: expect.stringContaining(message) },
    ]);
  });
});

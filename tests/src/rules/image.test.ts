import { existsSync } from "node:fs";
import fc from "fast-check";
import { contentTag, IMAGE_FILES } from "../../../src/rules/image.ts";

const blobs = (id: (file: string, index: number) => string | undefined): Map<string, string | undefined> =>
  new Map(IMAGE_FILES.map((file, index) => [file, id(file, index)]));
const content = blobs((_file, index) => `blob-${index}`);

it("is the same for the same content, in whatever order it was read", () => {
  expect(contentTag(new Map([...content].reverse()))).toBe(contentTag(content));
});

it.each(IMAGE_FILES)("is another when %s changes, or goes", (changed) => {
  const tags = [content, blobs((file, index) => (file === changed ? "new" : `blob-${index}`))].map(contentTag);
  const gone = contentTag(blobs((file, index) => (file === changed ? undefined : `blob-${index}`)));
  expect(new Set([...tags, gone]).size).toBe(3);
});

it("tells two files that swapped their contents from before", () => {
  const swapped = blobs((_file, index) => `blob-${[1, 0][index] ?? index}`);
  expect(contentTag(swapped)).not.toBe(contentTag(content));
});

it("does not look at other files", () => {
  expect(contentTag(new Map([...content, ["README.md", "blob"]]))).toBe(contentTag(content));
});

it("is a tag that a registry takes", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.string(), { nil: undefined })), (ids) => {
      expect(contentTag(blobs((_file, index) => ids[index]))).toMatch(/^content-[0-9a-f]{32}$/);
    }),
  );
});

// The Dockerfile and the image's buildspec belong to the list although a path mistyped would not be noticed otherwise.
it.each(IMAGE_FILES)("%s is a file of the repository", (file) => {
  expect(existsSync(new URL(`../../../${file}`, import.meta.url))).toBe(true);
});

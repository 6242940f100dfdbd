import fc from "fast-check";
import { planDownload } from "../../website/scripts/raw-pages/plan-download.ts";

const map = (etags: Record<string, string>) => new Map(Object.entries(etags));

it("fetches what is new or changed, removes what is gone, leaves the rest", () => {
  const bucket = map({ "talk/1/index.md": "new", "talk/2/index.md": "same", "talk/talk.json": "added" });
  const local = map({ "talk/1/index.md": "old", "talk/2/index.md": "same", "talk/0/index.md": "gone" });
  expect(planDownload(bucket, local)).toEqual({
    download: ["talk/1/index.md", "talk/talk.json"],
    remove: ["talk/0/index.md"],
    refused: [],
  });
});

it("refuses keys that are no path inside the folder, and passes over folder markers in silence", () => {
  const plan = planDownload(map({ "../out": "1", "talk/": "2", "talk/index.md": "3" }), map({}));
  expect(plan).toEqual({ download: ["talk/index.md"], remove: [], refused: ["../out"] });
});

it("refuses a key that another key needs as a folder", () => {
  const plan = planDownload(map({ talk: "1", "talk/a": "2", "talk/a/index.md": "3" }), map({}));
  expect(plan).toEqual({ download: ["talk/a/index.md"], remove: [], refused: ["talk", "talk/a"] });
});

it("leaves the folder with exactly the bucket's files, whatever was there", () => {
  const files = fc.dictionary(fc.constantFrom("a", "b", "a/b", "a/b/c", "../x", "b/d"), fc.constantFrom("1", "2"));
  fc.assert(
    fc.property(files, files, (inBucket, inFolder) => {
      const bucket = map(inBucket);
      const after = map(inFolder);
      const { download, remove, refused } = planDownload(bucket, map(inFolder));
      for (const path of remove) after.delete(path);
      for (const key of download) after.set(key, bucket.get(key) ?? "");
      for (const key of refused) bucket.delete(key);
      expect(after).toEqual(bucket);
    }),
  );
});

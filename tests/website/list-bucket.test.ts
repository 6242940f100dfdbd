import fc from "fast-check";
import { listBucket } from "../../website/scripts/support/list-bucket.ts";
import { startTinyS3 } from "./support/tiny-s3.ts";

let s3: Awaited<ReturnType<typeof startTinyS3>>;
beforeAll(async () => {
  s3 = await startTinyS3();
});
afterAll(() => s3.stop());

it("is whole, wherever the boundaries lie", async () => {
  const key = fc.string({ unit: fc.constantFrom("a", "b", "/", "."), minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(key, { maxLength: 12 }), fc.array(key, { maxLength: 4 }), async (keys, boundaries) => {
      s3.objects.clear();
      for (const key of keys) s3.objects.set(key, { body: Buffer.from(key) });
      const listed = await listBucket({ s3: s3.client, name: "site" }, "", boundaries);
      expect([...listed.keys()].sort()).toEqual(keys.toSorted());
    }),
    { numRuns: 60 },
  );
});

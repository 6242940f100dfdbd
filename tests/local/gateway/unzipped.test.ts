import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { unzipped } from "../../../local/gateway/body/unzipped.ts";

const gzip = { "content-encoding": "gzip" };

test("a compressed body is what it was, any other stays as it is", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const body = Buffer.from(bytes);
      expect(unzipped(gzip, gzipSync(body))).toEqual(body);
      expect(unzipped({}, body)).toBe(body);
    }),
  );
});

test("what is no gzip is refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
      expect(() => unzipped(gzip, Buffer.from([0, ...bytes]))).toThrow(
        expect.objectContaining({ code: "SerializationException" }),
      );
    }),
  );
  expect(() => unzipped(gzip, gzipSync("cut off").subarray(0, 12))).toThrow(
    expect.objectContaining({ code: "SerializationException" }),
  );
});

test("little that would become much is refused before it does", () => {
  const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024));
  expect(() => unzipped(gzip, bomb)).toThrow(expect.objectContaining({ code: "RequestEntityTooLarge", status: 413 }));
});

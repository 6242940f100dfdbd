import { join, resolve, sep } from "node:path";
import fc from "fast-check";
import { isSafeKey } from "../../website/scripts/raw-pages/safe-key.ts";

it.each(["lectern/1732381512345-slide-3/index.md", "a", "..hidden/a..b", "ein Vortrag/Übersicht.md"])("%j is safe", (key) =>
  expect(isSafeKey(key)).toBe(true),
);

it.each(["", "/etc/passwd", "../a", "a/../../b", "a/..", "./a", "a//b", "a/", "a\\..\\b", "C:/a", "a\u0000b", "a\nb"])(
  "%j is refused",
  (key) => expect(isSafeKey(key)).toBe(false),
);

it("lets no key out of the folder, whatever its parts", () => {
  const part = fc.oneof(fc.constantFrom("..", ".", "", "/", "\\", "a", "%2e%2e", "\u0000"), fc.string());
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const key = parts.join("/");
      if (isSafeKey(key)) expect(resolve("/raw", key).startsWith(join("/raw", sep))).toBe(true);
    }),
  );
});

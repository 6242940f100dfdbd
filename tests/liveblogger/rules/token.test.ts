import { isToken, tokenHash } from "../../../liveblogger/rules/token.ts";

it("is the talk's by its hash", () => {
  expect(isToken("secret", tokenHash("secret"))).toBe(true);
  expect(isToken("Secret", tokenHash("secret"))).toBe(false);
  expect(isToken("", tokenHash("secret"))).toBe(false);
});

it("is nobody's where there is no talk, or a hash that is none", () => {
  expect(isToken("secret", undefined)).toBe(false);
  expect(isToken("secret", "")).toBe(false);
  expect(isToken("secret", "secret")).toBe(false);
});

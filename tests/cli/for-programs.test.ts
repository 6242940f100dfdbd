import { NotFound, UserError } from "../../cli/errors.ts";
import { forPrograms } from "../../cli/for-programs.ts";

const cause = Object.assign(new Error("It wants a password."), { name: "DeckEncrypted" });

test.each([
  ["a message that names its cause", new NotFound("DeckEncrypted: It wants a password.", { cause }), "DeckEncrypted"],
  ["a message that is only passed on", new UserError("It wants a password.", { cause }), "DeckEncrypted"],
  ["a kind of its own", new NotFound("It wants a password.", { cause }), "NotFound"],
])("%s", (_what, error, name) => {
  expect(forPrograms(error, error.message)).toEqual({ name, message: "It wants a password." });
});

test("what says more than its cause, or has none, stays as it is", () => {
  expect(forPrograms(new UserError("Mend it.", { cause }), "Mend it.")).toEqual({ name: "UserError", message: "Mend it." });
  expect(forPrograms(new TypeError("x"), "TypeError: x\n at y")).toEqual({ name: "TypeError", message: "TypeError: x\n at y" });
  expect(forPrograms("x", "x")).toEqual({ name: "Error", message: "x" });
});

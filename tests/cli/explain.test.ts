import { PackagingFailed, UserError } from "../../cli/errors.ts";
import { explain } from "../../cli/explain.ts";

test("what a person can mend is told without a stack, what only we can mend with it", () => {
  expect(explain(new UserError("Do this."))).toBe("Do this.");
  expect(explain(new TypeError("x is not a function"))).toMatch(/^TypeError: x is not a function\n +at /);
});

test("a disk that is full is told by the one line that says so, whoever noticed it", () => {
  const message = "can't be packaged:\n\nError: ENOSPC: no space left on device, write\n    at copyFileSync (node:fs:1:1)";
  expect(explain(new PackagingFailed(message))).toBe(
    "The disk is full. Free some space and start again: nothing that was accepted is lost.\n(Error: ENOSPC: no space left on device, write)",
  );
});

/** Errors of this small AWS. `AwsError` is what a client sees; the others stop a boot. */

/**
 * An error as an AWS service answers it: the gateway serialises it in the form of the service's
 * wire protocol. `code` is the exception's name in the service's API reference.
 */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly code: string;
  readonly status: number;
  /** Fields beside `message` (`BucketName`, …) for the forms that carry them. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(code: string, message: string, status = 400, fields: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

/** The template asks for something this cloud does not run; `problems` names each, with its logical id. */
export class UnsupportedTemplate extends Error {
  override readonly name = "UnsupportedTemplate";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The template has what this local cloud does not run:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

/** The template itself is wrong: a reference that does not resolve, a circle, a missing parameter. */
export class InvalidTemplate extends Error {
  override readonly name = "InvalidTemplate";
}

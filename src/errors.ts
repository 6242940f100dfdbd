/**
 * Everything that can go wrong here, by name: Step Functions matches `Retry` and `Catch` on `name`,
 * so a name, once deployed, is a contract with src/site-builder.asl.yml and liveblogger/live-blogger.asl.yml.
 */
abstract class LecternError extends Error {
  abstract override readonly name: string;
}

/** A function's environment lacks a variable that serverless.yml should have given it. */
export class MissingConfiguration extends LecternError {
  override readonly name = "MissingConfiguration";
  constructor(variable: string) {
    super(`The environment variable ${variable} is not set; serverless.yml gives it to the function.`);
  }
}

/** An event, or a state's input, is not of the shape that its sender documents. */
export class MalformedInput extends LecternError {
  override readonly name = "MalformedInput";
}

/** A build ended as FAILED: the pushed commit is at fault, so building it again would fail again. */
export class BuildFailed extends LecternError {
  override readonly name = "BuildFailed";
}

/** A build, or the wait for it, took longer than it may. */
export class BuildTimedOut extends LecternError {
  override readonly name = "BuildTimedOut";
}

/** Somebody stopped the build. */
export class BuildStopped extends LecternError {
  override readonly name = "BuildStopped";
}

/** CodeBuild itself broke, twice: a first FAULT is built again. */
export class BuildFaulted extends LecternError {
  override readonly name = "BuildFaulted";
}

/** CodeBuild does not know the build any more. */
export class BuildVanished extends LecternError {
  override readonly name = "BuildVanished";
}

/** The push joined the build of a later push, and that failed; the later push's own execution tells of it. */
export class JoinedBuildFailed extends LecternError {
  override readonly name = "JoinedBuildFailed";
}

/** Too many executions changed one item at once; trying again later helps. */
export class ItemContention extends LecternError {
  override readonly name = "ItemContention";
}

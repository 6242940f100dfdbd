import { type Command, Option } from "commander";
import { WrongUse } from "./errors.ts";
import { port } from "./parse-numbers.ts";
import type { Place } from "./place.ts";

/** Adds the options that say which Lectern is meant: see place.ts. */
export const withPlace = (command: Command): Command =>
  command
    .addOption(
      new Option("--target <where>", "the Lectern on this machine, or a deployment on AWS; a stage or region means aws").choices([
        "local",
        "aws",
      ]),
    )
    .option("--stage <stage>", "the deployment's stage; without it, the only one that there is")
    .option("--region <region>", "the deployment's region; without it, the one your AWS settings name")
    .addOption(new Option("--port <port>", "where the Lectern on this machine listens").default(4566).argParser(port))
    .hook("preAction", (called) => checkPlace(called.opts()));

/** @throws WrongUse */
function checkPlace({ target, stage, region }: Place): void {
  if (target === "local" && (stage !== undefined || region !== undefined))
    throw new WrongUse("--stage and --region are a deployment's: leave them out, or say --target aws.");
}

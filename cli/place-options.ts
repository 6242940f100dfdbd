import { type Command, Option } from "commander";

/** Adds the options that say which Lectern is meant: see place.ts. */
export const withPlace = (command: Command, parsePort: (text: string) => number): Command =>
  command
    .option("--stage <stage>", "the deployment on AWS that is meant; without it, the Lectern on this machine")
    .option("--region <region>", "the deployment's region; without it, the one your AWS settings name")
    .addOption(new Option("--port <port>", "where the Lectern on this machine listens").default(4566).argParser(parsePort));

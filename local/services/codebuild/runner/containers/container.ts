/** A container in which the commands of one build run, instead of on the machine itself. */
import type { Engine } from "./engine.ts";

export interface BuildContainer {
  /**
   * The program and its arguments that run `command` in the container, in `directory`, with these variables besides the
   * image's own. The order's folders are there under their own paths, and so is the network of the machine.
   */
  inside(command: readonly string[], directory: string, variables: Readonly<Record<string, string>>): readonly string[];
  /** What the program needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends it, with all that is in it. Never rejects. */
  remove(): Promise<void>;
}

/** What a container is made of. */
export interface ContainerOrder {
  readonly engine: Engine;
  /** Unlike any other's; the same when the build is run again. */
  readonly name: string;
  /** The image's address where it really is: `127.0.0.1:<port>/<repository>:<tag>`. */
  readonly image: string;
  readonly password: string;
  readonly folders: SharedFolders;
  readonly signal: AbortSignal;
}

/** Folders of the machine that are there under their own paths. */
export interface SharedFolders {
  readonly written: readonly string[];
  /** Which nothing in the container changes. */
  readonly read: readonly string[];
}

/** The options of an engine's `run` or `exec` for variables. */
export const variableOptions = (variables: Readonly<Record<string, string>>): string[] =>
  Object.entries(variables).flatMap(([name, value]) => ["--env", `${name}=${value}`]);

/** The options of an engine's `run` for them. */
export function volumes({ written, read }: SharedFolders): string[] {
  const all = [...written.map((folder) => `${folder}:${folder}`), ...read.map((folder) => `${folder}:${folder}:ro`)];
  return all.flatMap((volume) => ["--volume", volume]);
}

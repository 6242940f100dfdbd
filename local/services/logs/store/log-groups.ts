/** The log groups there are: those of the template, and those that clients made. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { AwsError } from "../../../errors.ts";
import { writeFileAtomically } from "../../../store/atomic-file.ts";
import { LogGroup } from "./log-group.ts";

const groupSchema = z.object({
  name: z.string(),
  creationTime: z.number(),
  /** A group of the template is there only while the template has it. */
  madeBy: z.enum(["template", "client"]),
});

export class LogGroups {
  readonly #folder: () => string;
  #open: Map<string, LogGroup> | undefined;

  constructor(folder: () => string) {
    this.#folder = folder;
  }

  /** @throws ResourceNotFoundException */
  get(name: string): LogGroup {
    const group = this.find(name);
    if (group === undefined) throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
    return group;
  }

  find(name: string): LogGroup | undefined {
    return this.#groups().get(name);
  }

  /** By name. */
  list(): LogGroup[] {
    return [...this.#groups().values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Makes the group, or opens it with what an earlier boot wrote to it. */
  put(name: string, madeBy: "template" | "client", now: number, retentionInDays?: number): LogGroup {
    const folder = join(this.#folder(), createHash("sha256").update(name).digest("hex"));
    const path = join(folder, "group.json");
    const creationTime = existsSync(path) ? readGroup(path).creationTime : now;
    writeFileAtomically(path, JSON.stringify({ name, creationTime, madeBy }));
    const group = new LogGroup(name, creationTime, retentionInDays, folder);
    group.expire(now);
    this.#groups().set(name, group);
    return group;
  }

  #groups(): Map<string, LogGroup> {
    this.#open ??= this.#takeUp();
    return this.#open;
  }

  #takeUp(): Map<string, LogGroup> {
    const groups = new Map<string, LogGroup>();
    mkdirSync(this.#folder(), { recursive: true });
    for (const entry of readdirSync(this.#folder())) {
      const folder = join(this.#folder(), entry);
      const path = join(folder, "group.json");
      if (!existsSync(path)) continue;
      const { name, creationTime, madeBy } = readGroup(path);
      if (madeBy === "client") groups.set(name, new LogGroup(name, creationTime, undefined, folder));
    }
    return groups;
  }
}

const readGroup = (path: string) => groupSchema.parse(JSON.parse(readFileSync(path, "utf8")));

/**
 * The pushes that a repository has taken and its triggers have not all heard of. The hooks write
 * `<id>.pending` before references move and `<id>.push` after (git/hooks.ts); `<id>.delivered`
 * lists the triggers that have heard already.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomically } from "../../../store/atomic-file.ts";
import { referenceTarget } from "../git/references.ts";
import { timeOfPush } from "./push-times.ts";

export interface ReferenceUpdate {
  readonly reference: string;
  /** Undefined when the push created the reference. */
  readonly before?: string;
  /** Undefined when the push deleted the reference. */
  readonly after?: string;
}

export interface Push {
  /** The push's id, and its events' `eventId`. */
  readonly id: string;
  /** Milliseconds since the epoch; see push-times.ts. */
  readonly time: number;
  readonly updates: readonly ReferenceUpdate[];
  /** Names of the triggers that have heard of it. */
  readonly delivered: readonly string[];
}

/** Where a repository keeps what is known of its pushes. */
export interface PushFolders {
  readonly journal: string;
  readonly gitPath: string;
  readonly timesPath: string;
}

/** The ids of all recorded pushes, whole or pending. */
export function recordedPushes(journal: string): string[] {
  const ids = readdirSync(journal).flatMap((file) => /^(.+)\.(?:push|pending)$/.exec(file)?.[1] ?? []);
  return [...new Set(ids)];
}

/**
 * The push `id` when it changed anything. For a push whose `post-receive` hook never ran, the
 * references themselves tell which updates happened.
 */
export async function readPush({ journal, gitPath, timesPath }: PushFolders, id: string): Promise<Push | undefined> {
  const finished = join(journal, `${id}.push`);
  const pending = join(journal, `${id}.pending`);
  if (!existsSync(finished)) {
    if (!existsSync(pending)) return undefined;
    const happened: ReferenceUpdate[] = [];
    for (const update of parseUpdates(readFileSync(pending, "utf8"))) {
      const target = await referenceTarget(gitPath, update.reference);
      if (target === update.after || isWentOnFrom(journal, id, update)) happened.push(update);
    }
    if (happened.length === 0) return undefined;
    writeFileAtomically(finished, happened.map(formatUpdate).join(""));
  }
  rmSync(pending, { force: true });
  const delivered = join(journal, `${id}.delivered`);
  return {
    id,
    time: timeOfPush(timesPath, journal, id),
    updates: parseUpdates(readFileSync(finished, "utf8")),
    delivered: existsSync(delivered) ? JSON.parse(readFileSync(delivered, "utf8")) : [],
  };
}

/** Whether another recorded push found the reference where this update put it. */
function isWentOnFrom(journal: string, id: string, { reference, after }: ReferenceUpdate): boolean {
  const others = readdirSync(journal).filter((file) => /\.(?:push|pending)$/.test(file) && !file.startsWith(id));
  return others
    .flatMap((file) => parseUpdates(readFileSync(join(journal, file), "utf8")))
    .some((other) => other.reference === reference && other.before === after);
}

/** Remembers which triggers have heard of the push. */
export function writeDelivered(journal: string, id: string, triggerNames: readonly string[]): void {
  writeFileAtomically(join(journal, `${id}.delivered`), JSON.stringify(triggerNames));
}

/** Forgets the push: every trigger has heard of it, or it changed nothing. */
export function forgetPush(journal: string, id: string): void {
  // `.push` goes before `.delivered`: the other way round, a death in between would tell everybody again.
  for (const kind of ["pending", "push", "delivered", "tmp"]) rmSync(join(journal, `${id}.${kind}`), { force: true });
}

const NOTHING = /^0+$/;

function parseUpdates(lines: string): ReferenceUpdate[] {
  return lines
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [before = "", after = "", ...reference] = line.split(" ");
      return {
        reference: reference.join(" "),
        ...(!NOTHING.test(before) && { before }),
        ...(!NOTHING.test(after) && { after }),
      };
    });
}

function formatUpdate(update: ReferenceUpdate): string {
  const nothing = "0".repeat(40);
  return `${update.before ?? nothing} ${update.after ?? nothing} ${update.reference}\n`;
}

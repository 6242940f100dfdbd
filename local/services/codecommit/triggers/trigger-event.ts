/** The message a trigger sends: what it is about, and its exact form. */
import type { Trigger } from "../repositories.ts";
import type { Push, ReferenceUpdate } from "./push-journal.ts";

/** One reference as the event names it. A deleted one carries the commit it last pointed at. */
export interface EventReference {
  readonly commit: string;
  readonly created?: true;
  readonly deleted?: true;
  readonly ref: string;
}

/** The updates of a push that the trigger asks for, by its `Events` and `Branches`. */
export function updatesFor(trigger: Trigger, updates: readonly ReferenceUpdate[]): ReferenceUpdate[] {
  return updates.filter((update) => {
    const wanted = trigger.events.includes("all") || trigger.events.includes(kindOf(update));
    const branch = update.reference.startsWith("refs/heads/") ? update.reference.slice("refs/heads/".length) : undefined;
    return wanted && (trigger.branches.length === 0 || (branch !== undefined && trigger.branches.includes(branch)));
  });
}

function kindOf(update: ReferenceUpdate): "createReference" | "deleteReference" | "updateReference" {
  if (update.before === undefined) return "createReference";
  return update.after === undefined ? "deleteReference" : "updateReference";
}

export interface EventSource {
  readonly region: string;
  readonly repositoryArn: string;
  readonly triggerConfigId: string;
  readonly userIdentityArn: string;
}

/** The event of one push for one trigger: JSON text, its fields in the order that CodeCommit writes them. */
export function triggerEvent(trigger: Trigger, push: Push, updates: readonly ReferenceUpdate[], source: EventSource): string {
  const references = updates.map((update): EventReference => {
    const commit = update.after ?? update.before ?? "";
    return {
      commit,
      ...(update.before === undefined && { created: true }),
      ...(update.after === undefined && { deleted: true }),
      ref: update.reference,
    };
  });
  const record = {
    awsRegion: source.region,
    codecommit: { references },
    customData: trigger.customData ?? null,
    eventId: push.id,
    eventName: "ReferenceChanges",
    eventPartNumber: 1,
    eventSource: "aws:codecommit",
    eventSourceARN: source.repositoryArn,
    // `+0000`, not `Z`, as the real events have it
    eventTime: new Date(push.time).toISOString().replace("Z", "+0000"),
    eventTotalParts: 1,
    eventTriggerConfigId: source.triggerConfigId,
    eventTriggerName: trigger.name,
    eventVersion: "1.0",
    userIdentityARN: source.userIdentityArn,
  };
  return JSON.stringify({ Records: [record] });
}

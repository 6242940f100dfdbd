/** The recorded event shapes in tests/events and what the triggers write are one form, field by field and in order. */
import { readFileSync } from "node:fs";
import type { Push } from "../../../local/services/codecommit/triggers/push-journal.ts";
import { type EventReference, triggerEvent } from "../../../local/services/codecommit/triggers/trigger-event.ts";

test.each(["push", "several-references", "branch-created", "branch-deleted", "tag"])("codecommit-%s.json", (name) => {
  const file = new URL(`../../events/codecommit-${name}.json`, import.meta.url);
  const { Message } = JSON.parse(readFileSync(file, "utf8")).Records[0].Sns;
  const [recorded] = JSON.parse(Message).Records;
  const push: Push = {
    id: recorded.eventId,
    time: Date.parse(recorded.eventTime.replace("+0000", "Z")),
    delivered: [],
    updates: recorded.codecommit.references.map(({ commit, created, deleted, ref }: EventReference) => ({
      reference: ref,
      ...(!created && { before: commit }),
      ...(!deleted && { after: commit }),
    })),
  };
  const trigger = { name: "push", destinationArn: "arn:aws:sns:::", events: ["all" as const], branches: [] };
  const written = triggerEvent(trigger, push, push.updates, {
    region: "eu-central-1",
    repositoryArn: recorded.eventSourceARN,
    triggerConfigId: recorded.eventTriggerConfigId,
    userIdentityArn: recorded.userIdentityARN,
  });
  expect(written).toBe(Message);
});

/** Tells a repository's triggers about its pushes: at least once, with patience, across restarts. */
import type { Cloud } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { endGits, isGitAtWork, ORPHAN_PATIENCE_MS, sweepRepository } from "../git/take-up.ts";
import { type Repositories, type RepositoryRecord, type Trigger, triggerConfigId } from "../repositories.ts";
import { forgetPush, type Push, readPush, recordedPushes, writeDelivered } from "./push-journal.ts";
import { triggerEvent, updatesFor } from "./trigger-event.ts";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** Between two looks whether the gits of earlier runs have ended. */
const LOOK_MS = 20;

export interface PushDelivery {
  /** Takes up the push `id` after git has answered its client; forgets it when nothing changed. */
  settle(repositoryName: string, id: string): Promise<void>;
  /**
   * Takes up what earlier runs left of the repository's pushes, once. Resolves when it is known what those did: no push
   * may begin before, for it would move the references by which that is told.
   */
  takeUp(repositoryName: string): Promise<void>;
  /** Ends the waiting; what is undelivered stays on disk. Resolves when no delivery is under way. */
  stop(): Promise<void>;
}

/** The deliverer of all repositories' pushes. */
export function createPushDelivery(cloud: Cloud, repositories: Repositories): PushDelivery {
  const underWay = new Map<string, Promise<void>>();
  const takenUp = new Map<string, Promise<void>>();
  const cancelWaits = new Set<() => void>();
  let stopped = false;

  /** Resolves after `milliseconds`, or at once when the service stops. */
  function wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        cancelWaits.delete(cancel);
        resolve();
      };
      const cancelTimer = cloud.clock.at(cloud.clock.now() + milliseconds, done);
      const cancel = () => {
        cancelTimer();
        done();
      };
      cancelWaits.add(cancel);
    });
  }

  async function publish(repository: RepositoryRecord, trigger: Trigger, push: Push): Promise<void> {
    const updates = updatesFor(trigger, push.updates);
    if (updates.length === 0) return;
    const repositoryArn = repositories.arn(repository.repositoryName);
    const message = triggerEvent(trigger, push, updates, {
      region: cloud.region,
      repositoryArn,
      triggerConfigId: triggerConfigId(repository.repositoryId, trigger),
      userIdentityArn: `arn:aws:iam::${cloud.accountId}:root`,
    });
    const subject = `UPDATE: AWS CodeCommit ${cloud.region} push: ${repository.repositoryName}`;
    for (let milliseconds = FIRST_WAIT_MS; !stopped; milliseconds = Math.min(2 * milliseconds, LONGEST_WAIT_MS)) {
      try {
        await cloud.sns.publish({
          topicArn: trigger.destinationArn,
          message,
          subject: subject.slice(0, 100), // SNS takes no longer one
          principal: { kind: "service", service: "codecommit.amazonaws.com", sourceArn: repositoryArn },
        });
        return;
      } catch (error) {
        if (isFinal(error)) {
          // AWS does not go on knocking at a closed door either: the trigger is lost, and said to be.
          cloud.emit({
            type: "delivery-failed",
            from: repositoryArn,
            to: trigger.destinationArn,
            error: error.code,
            message: error.message,
          });
          return;
        }
        await wait(milliseconds);
      }
    }
  }

  async function deliver(repositoryName: string, id: string): Promise<void> {
    const repository = repositories.get(repositoryName);
    const journal = repositories.journalPath(repositoryName);
    const gitPath = repositories.gitPath(repositoryName);
    const timesPath = repositories.pushTimesPath(repositoryName);
    const push = await readPush({ journal, gitPath, timesPath }, id);
    if (push === undefined) return forgetPush(journal, id);
    if (push.delivered.length === 0) announce(repositoryName, push);
    const delivered = [...push.delivered];
    for (const trigger of repository.triggers.filter(({ name }) => !delivered.includes(name))) {
      await publish(repository, trigger, push);
      if (stopped) return;
      delivered.push(trigger.name);
      if (delivered.length < repository.triggers.length) writeDelivered(journal, id, delivered);
    }
    forgetPush(journal, id);
  }

  async function takeUp(repositoryName: string): Promise<void> {
    const journal = repositories.journalPath(repositoryName);
    const gitPath = repositories.gitPath(repositoryName);
    const timesPath = repositories.pushTimesPath(repositoryName);
    for (const started = Date.now(); isGitAtWork(journal) && !stopped; ) {
      if (Date.now() - started > ORPHAN_PATIENCE_MS) endGits(journal);
      await wait(LOOK_MS);
    }
    if (stopped) return;
    sweepRepository(gitPath);
    const left = recordedPushes(journal);
    for (const id of left) await readPush({ journal, gitPath, timesPath }, id);
    for (const id of left) settle(repositoryName, id).catch((error: unknown) => reportLostDelivery(cloud, repositoryName, error));
  }

  function settle(repositoryName: string, id: string): Promise<void> {
    const key = `${repositoryName}/${id}`;
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const delivery = deliver(repositoryName, id).finally(() => underWay.delete(key));
    underWay.set(key, delivery);
    return delivery;
  }

  function announce(repository: string, push: Push): void {
    for (const { reference, after, before } of push.updates) {
      const commit = after ?? before ?? "";
      cloud.emit({
        type: "push",
        repository,
        reference,
        commit,
        created: before === undefined,
        deleted: after === undefined,
      });
    }
  }

  return {
    settle,
    takeUp(repositoryName) {
      const known = takenUp.get(repositoryName);
      if (known !== undefined) return known;
      const begun = takeUp(repositoryName);
      takenUp.set(repositoryName, begun);
      return begun;
    },
    async stop() {
      stopped = true;
      for (const cancel of [...cancelWaits]) cancel();
      await Promise.allSettled([...takenUp.values(), ...underWay.values()]);
    },
  };
}

/** An error on our side of the delivery (a full disk): the push stays in the journal for the next start. */
export function reportLostDelivery(cloud: Cloud, repositoryName: string, error: unknown): void {
  cloud.emit({
    type: "delivery-failed",
    from: `arn:aws:codecommit:${cloud.region}:${cloud.accountId}:${repositoryName}`,
    to: "its triggers",
    error: error instanceof Error ? error.name : "Error",
    message: error instanceof Error ? error.message : String(error),
  });
}

/** Trying again would not help: the topic is not there, or its policy does not let CodeCommit in. */
function isFinal(error: unknown): error is AwsError {
  return error instanceof AwsError && error.status < 500 && !/throttl/i.test(error.code);
}

/** CodeBuild: builds that take their time and end as the script says. */
import { InvalidInputException } from "@aws-sdk/client-codebuild";
import type { Ending } from "../script.ts";
import type { SharedTime } from "../shared-time.ts";
import type { Commit } from "./repository.ts";

interface Order {
  readonly projectName: string;
  readonly sourceVersion: string;
  readonly idempotencyToken: string;
  readonly imageOverride?: string;
  readonly environmentVariablesOverride: readonly { readonly name: string; readonly value: string }[];
}

export interface FakeBuild {
  readonly id: string;
  readonly order: Order;
  readonly commit: Commit;
  readonly startedAt: number;
  endedAt?: number;
  status: "IN_PROGRESS" | "SUCCEEDED" | "FAILED" | Exclude<Ending["as"], "its commit deserves">;
}

/** What the builds do to the world. */
export interface Effects {
  commitAt(id: string): Commit;
  endingOf(project: string): Ending;
  started(build: FakeBuild): void;
  /** A site's build is published by itself, an image's pushes its tag. */
  succeeded(build: FakeBuild): void;
  /** Whether CodeBuild could not be asked at some time since then: a token may have been forgotten before it was used again. */
  wasOutSince(time: number): boolean;
  /** A promise was broken. */
  broken(what: string): void;
}

/** How long CodeBuild remembers a token. */
const TOKEN_LIFE = 5 * 60_000;

export class FakeBuilds {
  readonly all: FakeBuild[] = [];
  readonly #time: SharedTime;
  readonly #effects: Effects;

  constructor(time: SharedTime, effects: Effects) {
    this.#time = time;
    this.#effects = effects;
  }

  of(project: string): FakeBuild[] {
    return this.all.filter(({ order }) => order.projectName === project);
  }

  startBuild(order: Order) {
    const same = this.all.findLast(({ order: { idempotencyToken } }) => idempotencyToken === order.idempotencyToken);
    if (same && same.startedAt > this.#time.now() - TOKEN_LIFE) {
      if (JSON.stringify(same.order) === JSON.stringify(order)) return { build: { id: same.id } };
      this.#effects.broken(`the token ${order.idempotencyToken} came with other parameters`);
      throw new InvalidInputException({ message: "Parameter mismatch", $metadata: {} });
    }
    const forgotten = same !== undefined && this.#effects.wasOutSince(same.startedAt);
    if (same && !forgotten) this.#effects.broken(`the token ${order.idempotencyToken} started a second build`);
    const beside = this.of(order.projectName).filter(({ status }) => status === "IN_PROGRESS");
    if (order.projectName === "site" && beside.length > 0 && !forgotten)
      this.#effects.broken("two builds of the site run at once");
    return { build: { id: this.#start(order).id } };
  }

  #start(order: Order): FakeBuild {
    const id = `${order.projectName}:3e2e946f-4559-4ca1-8858-${String(this.all.length).padStart(12, "0")}`;
    const commit = this.#effects.commitAt(order.sourceVersion);
    const build: FakeBuild = { id, order, commit, startedAt: this.#time.now(), status: "IN_PROGRESS" };
    this.all.push(build);
    this.#effects.started(build);
    const { as, seconds } = this.#effects.endingOf(order.projectName);
    const works = order.projectName === "site" ? commit.builds : commit.imageBuilds;
    this.#time.after(seconds * 1000, () => this.#end(build, as !== "its commit deserves" ? as : works ? "SUCCEEDED" : "FAILED"));
    return build;
  }

  #end(build: FakeBuild, status: FakeBuild["status"]): void {
    if (build.status !== "IN_PROGRESS") return;
    build.status = status;
    build.endedAt = this.#time.now();
    if (status === "SUCCEEDED") this.#effects.succeeded(build);
  }

  /** The machine that they run on is gone. */
  faultAll(): void {
    for (const build of this.all) this.#end(build, "FAULT");
  }

  batchGetBuilds({ ids }: { ids: readonly string[] }) {
    const known = this.all.filter(({ id, status }) => ids.includes(id) && status !== "vanished");
    return { builds: known.map(described), buildsNotFound: ids.filter((id) => !known.some((build) => build.id === id)) };
  }
}

/** What a site's build prints when its posts are broken. */
const LOG = [
  "build: building with the cache of earlier builds",
  "Lectern: build: posts break the content's contract:",
  "content/posts/a/index.md:3: title is missing",
  "[Container] Phase complete: BUILD State: FAILED",
];

/** CloudWatch Logs: every failed build of the site says the same. */
export const getLogEvents = () => ({ events: LOG.map((message) => ({ message: `${message}\n` })) });

function described({ id, status, startedAt, endedAt }: FakeBuild) {
  const message = "Error while executing command: npm run build. Reason: exit status 1";
  const failed = { phaseType: "BUILD", phaseStatus: status, contexts: [{ statusCode: "COMMAND_EXECUTION_ERROR", message }] };
  const ended = endedAt !== undefined && { endTime: new Date(endedAt) };
  return {
    id,
    buildStatus: status,
    startTime: new Date(startedAt),
    ...ended,
    phases: [{ phaseType: "INSTALL", phaseStatus: "SUCCEEDED" }, ...(ended && status !== "SUCCEEDED" ? [failed] : [])],
    logs: { deepLink: `https://console.example/#logs:${id}`, groupName: "site", streamName: id },
  };
}

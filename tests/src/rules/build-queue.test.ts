import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { EndStatus } from "../../../src/rules/build-outcome.ts";
import {
  type BuildQueue,
  type BuildRequest,
  EMPTY_QUEUE,
  endOf,
  isKnown,
  request,
  settle,
  started,
  startToken,
} from "../../../src/rules/build-queue.ts";

/** The n-th push; pushes are numbered in the order in which CodeCommit took them. */
const push = (number: number): BuildRequest => ({
  ticket: `ticket-${number}`,
  commitId: `commit-${number}`,
  pushedAt: new Date(Date.parse("2026-11-23T17:00:00Z") + number * 1000).toISOString(),
});
const ask = (queue: BuildQueue, ...numbers: number[]): BuildQueue =>
  numbers.reduce((so, number) => request(so, push(number)).queue, queue);
const endWith = (queue: BuildQueue, status: EndStatus = "SUCCEEDED"): BuildQueue =>
  settle(queue, { status, seconds: 20, message: "" });

describe("asking", () => {
  it("an empty queue gives a build of one's own", () => {
    expect(request(EMPTY_QUEUE, push(1))).toEqual({
      queue: { running: push(1), ended: [] },
      ticket: "ticket-1",
      joined: false,
    });
  });

  it("while one runs gives the waiting place", () => {
    expect(request(ask(EMPTY_QUEUE, 1), push(2))).toEqual({
      queue: { running: push(1), waiting: push(2), ended: [] },
      ticket: "ticket-2",
      joined: false,
    });
  });

  it("while one waits joins it, and it becomes a build of the newer commit in its image", () => {
    const wish = { ...push(3), image: "registry/site:content-3" };
    expect(request(ask(EMPTY_QUEUE, 1, 2), wish)).toEqual({
      queue: { running: push(1), waiting: { ...wish, ticket: "ticket-2" }, ended: [] },
      ticket: "ticket-2",
      joined: true,
    });
  });

  it("late, joins the waiting build without turning it back", () => {
    expect(request(ask(EMPTY_QUEUE, 1, 3), push(2))).toEqual({ queue: ask(EMPTY_QUEUE, 1, 3), ticket: "ticket-3", joined: true });
  });

  it("late, joins the running build that holds it already", () => {
    expect(request(ask(EMPTY_QUEUE, 2), push(1))).toEqual({ queue: ask(EMPTY_QUEUE, 2), ticket: "ticket-2", joined: true });
  });

  it.each(["SUCCEEDED", "FAILED"] as const)("late, joins the newer build that %s already, and never follows it", (status) => {
    const queue = endWith(ask(EMPTY_QUEUE, 2), status);
    expect(request(queue, push(1))).toEqual({ queue, ticket: "ticket-2", joined: true });
  });

  it("again gives one's own ticket, wherever its build is by now, and is no joining", () => {
    const wherever = [
      ask(EMPTY_QUEUE, 2),
      ask(EMPTY_QUEUE, 1, 2),
      endWith(ask(EMPTY_QUEUE, 2)),
      ask(endWith(ask(EMPTY_QUEUE, 2)), 3),
    ];
    for (const queue of wherever) expect(request(queue, push(2))).toEqual({ queue, ticket: "ticket-2", joined: false });
  });

  it("again after joining gives the build that was of one's own push, though a newer one runs", () => {
    const queue = ask(endWith(endWith(ask(EMPTY_QUEUE, 1, 2, 3))), 4);
    expect(queue.ended[0]).toMatchObject({ ticket: "ticket-2", commitId: "commit-3" });
    expect(request(queue, push(3))).toEqual({ queue, ticket: "ticket-2", joined: true });
  });

  it("after the end of an older build gives a new one", () => {
    expect(request(endWith(ask(EMPTY_QUEUE, 1)), push(2))).toMatchObject({ queue: { running: push(2) }, joined: false });
  });
});

describe("CodeBuild's own fault", () => {
  const running = started(ask(EMPTY_QUEUE, 1, 2), "build-1");
  const again = endWith(running, "FAULT");

  it("is built again once, under a token of its own", () => {
    expect(again).toEqual({ running: { ...push(1), rebuilt: true }, waiting: push(2), ended: [] });
    expect(startToken(push(1))).not.toBe(startToken({ ...push(1), rebuilt: true }));
  });

  it("is an end the second time", () => {
    const failed = endWith(started(again, "build-2"), "FAULT");
    expect(endOf(failed, "ticket-1")).toMatchObject({ status: "FAULT" });
    expect(failed.running).toEqual(push(2));
  });
});

it("nothing that runs can neither start nor end", () => {
  expect(started(EMPTY_QUEUE, "build-1")).toBe(EMPTY_QUEUE);
  expect(endWith(EMPTY_QUEUE)).toBe(EMPTY_QUEUE);
});

it("remembers the last fifty ends, the latest first", () => {
  let queue = EMPTY_QUEUE;
  for (let number = 1; number <= 60; number++) queue = endWith(ask(queue, number));
  expect(queue.ended).toHaveLength(50);
  expect(queue.ended[0]).toMatchObject({ ticket: "ticket-60", status: "SUCCEEDED", seconds: 20 });
  expect(isKnown(queue, "ticket-11")).toBe(true);
  expect(isKnown(queue, "ticket-10")).toBe(false);
});

/**
 * The model: executions that ask, CodeBuild that builds, and a table that stores the queue. Any step may
 * be lost on its way: the transition before it is stored, or its answer after.
 */
type Fate = "done" | "lost before it was stored" | "stored but the answer was lost";
type Move =
  | { readonly do: "ask"; readonly push: number; readonly fate: Fate }
  | { readonly do: "advance"; readonly fate: Fate }
  | { readonly do: "end"; readonly status: EndStatus };

/** `expect` is too slow for every step of a thousand runs. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

class World {
  queue = EMPTY_QUEUE;
  /** CodeBuild's builds in the order of their starts. */
  readonly builds: { readonly number: number; readonly token: string; status?: EndStatus }[] = [];
  /** Each push's ticket, once its execution has heard of it. */
  readonly tickets = new Map<number, string>();

  store(next: BuildQueue, fate: Fate): boolean {
    if (fate !== "lost before it was stored") this.queue = next;
    this.check();
    return fate === "done";
  }

  ask(number: number, fate: Fate): void {
    const { queue, ticket } = request(this.queue, push(number));
    const repeated = request(queue, push(number));
    must(repeated.ticket === ticket && isDeepStrictEqual(repeated.queue, queue), "asking again changes nothing");
    if (this.store(queue, fate)) this.tickets.set(number, ticket);
  }

  /** One step of whoever looks: starts the running build, or settles it when it has ended. */
  advance(fate: Fate): void {
    const { running } = this.queue;
    if (!running) return;
    if (!running.codeBuildId) {
      this.store(started(this.queue, this.startBuild(startToken(running), running.commitId)), fate);
      return;
    }
    const build = this.builds[Number(running.codeBuildId)];
    if (build?.status) this.store(settle(this.queue, { status: build.status, seconds: 1, message: "" }), fate);
  }

  /** StartBuild: a token that was seen starts nothing. */
  startBuild(token: string, commitId: string): string {
    const known = this.builds.findIndex((build) => build.token === token);
    if (known >= 0) return String(known);
    must(this.inProgress().length === 0, "at most one build runs");
    this.builds.push({ number: Number(commitId.split("-")[1]), token });
    return String(this.builds.length - 1);
  }

  inProgress() {
    return this.builds.filter(({ status }) => status === undefined);
  }

  end(status: EndStatus): void {
    for (const build of this.inProgress()) build.status = status;
  }

  /** Every execution hears its ticket, and whoever is left moves the queue to its end. */
  finish(pushes: number): void {
    for (let number = 0; number < pushes; number++) if (!this.tickets.has(number)) this.ask(number, "done");
    while (this.queue.running) {
      this.advance("done");
      this.end("SUCCEEDED");
    }
  }

  check(): void {
    const { running, waiting } = this.queue;
    if (waiting) {
      must(running !== undefined, "a build waits only while another runs");
      must(running !== undefined && waiting.pushedAt > running.pushedAt, "what waits is newer than what runs");
      must(waiting.ticket !== running?.ticket, "two builds have two tickets");
    }
    for (const ticket of this.tickets.values()) must(isKnown(this.queue, ticket), `${ticket} is known`);
    this.builds.reduce((before, after) => {
      must(after.number >= before.number, "an older build never follows a newer one");
      return after;
    }, this.builds[0] ?? { number: 0, token: "" });
  }
}

it("keeps its promises whatever happens in whatever order", () => {
  const PUSHES = 8;
  const fate = fc.constantFrom<Fate>("done", "done", "lost before it was stored", "stored but the answer was lost");
  const move: fc.Arbitrary<Move> = fc.oneof(
    fc.record({ do: fc.constant("ask" as const), push: fc.nat(PUSHES - 1), fate }),
    fc.record({ do: fc.constant("advance" as const), fate }),
    fc.record({
      do: fc.constant("end" as const),
      status: fc.constantFrom<EndStatus>("SUCCEEDED", "FAILED", "FAULT", "TIMED_OUT", "STOPPED", "VANISHED"),
    }),
  );
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const world = new World();
      for (const one of moves) {
        if (one.do === "ask") world.ask(one.push, one.fate);
        else if (one.do === "advance") world.advance(one.fate);
        else world.end(one.status);
      }
      world.finish(PUSHES);
      for (let number = 0; number < PUSHES; number++) {
        const end = endOf(world.queue, world.tickets.get(number) ?? "no ticket");
        // Every ticket ends, and its build held at least the push.
        must(end !== undefined && end.pushedAt >= push(number).pushedAt, `push ${number} was in a build that ended`);
      }
      expect(world.builds.at(-1)?.number).toBe(PUSHES - 1);
      expect(world.queue.ended[0]?.commitId).toBe(push(PUSHES - 1).commitId);
    }),
    { numRuns: 1000 },
  );
});

it("builds less often than there are pushes while a build takes its time", () => {
  const world = new World();
  for (let number = 0; number < 8; number++) {
    world.ask(number, "done");
    world.advance("done");
  }
  world.finish(8);
  expect(world.builds.map(({ number }) => number)).toEqual([0, 7]);
});

import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { EndStatus } from "../../../src/rules/build-outcome.ts";
import {
  askersOf,
  type BuildQueue,
  type BuildRequest,
  EMPTY_QUEUE,
  endOf,
  isKnown,
  isPending,
  type RunningBuild,
  request,
  requestLive,
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

describe("live posts", () => {
  const live = (queue: BuildQueue, ...tickets: string[]): BuildQueue =>
    tickets.reduce((so, ticket) => requestLive(so, ticket).queue, queue);
  const { ticket: _, ...published1 } = push(1);
  /** Push 1 is published, in its image. */
  const published = endWith(request(EMPTY_QUEUE, { ...push(1), image: "registry/site:content-1" }).queue);

  it("are built at once, with the commit that was published last, in its image", () => {
    expect(requestLive(published, "live-1")).toEqual({
      queue: {
        ...published,
        running: { ...published1, image: "registry/site:content-1", ticket: "live-1", live: true },
      },
      ticket: "live-1",
      joined: false,
    });
  });

  it("wait while anything runs, each under its own ticket, for one build", () => {
    const queue = live(ask(published, 2), "live-1", "live-2");
    expect(queue).toMatchObject({ running: push(2), waitingLive: ["live-1", "live-2"] });
    expect(requestLive(queue, "live-3")).toMatchObject({ ticket: "live-3", joined: true });
    expect(requestLive(queue, "live-1")).toEqual({ queue, ticket: "live-1", joined: false });
    expect(endWith(queue)).toMatchObject({ running: { ticket: "live-1", commitId: "commit-2", live: true, riders: ["live-2"] } });
  });

  it("never replace a waiting push, nor does a push that replaces it lose them: its build takes them along", () => {
    const queue = ask(live(ask(published, 2, 3), "live-1"), 4);
    expect(queue).toMatchObject({ running: push(2), waiting: { commitId: "commit-4" }, waitingLive: ["live-1"] });
    const next = endWith(queue);
    expect(next.running).toEqual({ ...push(4), ticket: "ticket-3", riders: ["live-1"] });
    expect(next.waitingLive).toBeUndefined();
    const last = endWith(next);
    expect(last.running).toBeUndefined();
    expect(endOf(last, "live-1")).toMatchObject({ status: "SUCCEEDED", commitId: "commit-4" });
  });

  it.each(["FAILED", "TIMED_OUT", "STOPPED", "VANISHED"] as const)(
    "are built with the published commit when the push that took them along %s, before the next push",
    (status) => {
      const riding = endWith(live(ask(published, 2, 3), "live-1"));
      const queue = endWith(live(ask(riding, 4), "live-2"), status);
      expect(queue.running).toMatchObject({ ticket: "live-1", commitId: "commit-2", live: true, riders: ["live-2"] });
      expect(queue).toMatchObject({ waiting: push(4) });
      expect(queue.waitingLive).toBeUndefined();
      expect(endOf(queue, "live-1")).toBeUndefined();
      expect(endWith(queue).running).toEqual(push(4));
    },
  );

  it("that came while a build ran are not in it, and go with the next", () => {
    const queue = endWith(live(ask(published, 2, 3), "live-1"), "FAILED");
    expect(queue.running).toEqual({ ...push(3), riders: ["live-1"] });
  });

  it("stay with a push that is built again after CodeBuild's own fault", () => {
    const riding = endWith(live(ask(published, 2, 3), "live-1"));
    expect(endWith(started(riding, "build-3"), "FAULT").running).toEqual({ ...push(3), riders: ["live-1"], rebuilt: true });
  });

  it("end as their own build ends", () => {
    const queue = endWith(live(ask(published, 2), "live-1", "live-2"));
    const failed = endWith(queue, "FAILED");
    expect(endOf(failed, "live-2")).toMatchObject({ status: "FAILED", ticket: "live-1", live: true, commitId: "commit-2" });
    expect(failed.running).toBeUndefined();
    expect(failed.published).toMatchObject({ commitId: "commit-2" });
  });

  it("end at once as failed while nothing was ever published, and hold nobody up", () => {
    const alone = live(EMPTY_QUEUE, "live-1");
    expect(endOf(alone, "live-1")).toMatchObject({
      status: "FAILED",
      message: expect.stringContaining("no commit has been published"),
    });
    const riding = endWith(live(ask(EMPTY_QUEUE, 1, 2), "live-1"), "FAILED");
    expect(riding.running).toMatchObject({ commitId: "commit-2", riders: ["live-1"] });
    const failed = endWith(ask(riding, 3), "FAILED");
    expect(endOf(failed, "live-1")).toMatchObject({ status: "FAILED" });
    expect(failed.running).toEqual(push(3));
  });

  it("and their builds are no push's: a push that asks again or late finds its own", () => {
    const queue = live(endWith(live(endWith(ask(published, 2), "FAILED"), "live-1")), "live-2");
    expect(queue.running).toMatchObject({ ticket: "live-2", commitId: "commit-1" });
    expect(request(queue, push(1))).toMatchObject({ ticket: "ticket-1" });
    const late = { ...push(1), ticket: "late", pushedAt: new Date(Date.parse(push(1).pushedAt) + 500).toISOString() };
    expect(request(queue, late)).toEqual({ queue, ticket: "ticket-2", joined: true });
    expect(request(queue, { ...late, ticket: "same push", pushedAt: push(1).pushedAt })).toMatchObject({ ticket: "ticket-1" });
  });
});

it("a ticket is pending while its build runs or waits", () => {
  const queue = requestLive(ask(endWith(ask(EMPTY_QUEUE, 1)), 2, 3), "live-1").queue;
  expect(["ticket-1", "ticket-2", "ticket-3", "live-1", "other"].map((ticket) => isPending(queue, ticket))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  const riding = endWith(queue);
  expect(isPending(riding, "live-1")).toBe(true);
  expect(isPending(endWith(riding), "live-1")).toBe(false);
});

it("counts all tickets that are asked about: of what runs, of what it holds, and of what waits", () => {
  expect(askersOf(EMPTY_QUEUE)).toBe(0);
  const built = endWith(ask(EMPTY_QUEUE, 1));
  const running = ["live-1", "live-2", "live-3"].reduce((queue, ticket) => requestLive(queue, ticket).queue, built);
  const riding = requestLive(endWith(running), "live-4").queue;
  expect([built, running, riding, ask(riding, 2, 3)].map(askersOf)).toEqual([0, 3, 3, 4]);
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
  | { readonly do: "ask live"; readonly talk: number; readonly fate: Fate }
  | { readonly do: "advance"; readonly fate: Fate }
  | { readonly do: "end"; readonly status: EndStatus };

/** `expect` is too slow for every step of a thousand runs. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

interface Build {
  readonly number: number;
  readonly token: string;
  readonly live: boolean;
  status?: EndStatus;
}

class World {
  queue = EMPTY_QUEUE;
  /** CodeBuild's builds in the order of their starts. */
  readonly builds: Build[] = [];
  /** Each push's ticket, once its execution has heard of it. */
  readonly tickets = new Map<number, string>();
  /** For each live post that was asked for: how many builds had started before. */
  readonly posts = new Map<string, number>();

  store(next: BuildQueue, fate: Fate): boolean {
    if (fate !== "lost before it was stored") this.queue = next;
    this.check();
    return fate === "done";
  }

  ask(number: number, fate: Fate): void {
    const { queue, ticket } = request(this.queue, push(number));
    const repeated = request(queue, push(number));
    must(repeated.ticket === ticket && isDeepStrictEqual(repeated.queue, queue), "asking again changes nothing");
    must(isDeepStrictEqual(liveOf(this.queue), liveOf(queue)), "a push changes nothing for live posts");
    if (this.store(queue, fate)) this.tickets.set(number, ticket);
  }

  askLive(talk: number, fate: Fate): void {
    const name = `live-${talk}`;
    const { queue, ticket } = requestLive(this.queue, name);
    must(ticket === name, "live posts keep their ticket");
    must(requestLive(queue, name).queue === queue, "asking again for live posts changes nothing");
    must(queue.waiting === this.queue.waiting, "live posts change nothing for the waiting push");
    if (!isKnown(this.queue, name) && fate !== "lost before it was stored") this.posts.set(name, this.builds.length);
    this.store(queue, fate);
  }

  /** One step of whoever looks: starts the running build, or settles it when it has ended. */
  advance(fate: Fate): void {
    const { running } = this.queue;
    if (!running) return;
    if (!running.codeBuildId) {
      this.store(started(this.queue, this.startBuild(running)), fate);
      return;
    }
    const build = this.builds[Number(running.codeBuildId)];
    if (!build?.status) return;
    const next = settle(this.queue, { status: build.status, seconds: 1, message: "" });
    const goesOn = next.running?.rebuilt && !running.rebuilt;
    must(!(running.live && this.queue.waiting && next.running?.live) || goesOn === true, "a push waits for one live build");
    this.store(next, fate);
  }

  /** StartBuild: a token that was seen starts nothing. */
  startBuild(running: RunningBuild): string {
    const token = startToken(running);
    const known = this.builds.findIndex((build) => build.token === token);
    if (known >= 0) return String(known);
    must(this.inProgress().length === 0, "at most one build runs");
    const [number, live] = [Number(running.commitId.split("-")[1]), running.live === true];
    must(!live || number === this.lastPublished(), "live posts are built with the commit that was published last");
    this.builds.push({ number, token, live });
    return String(this.builds.length - 1);
  }

  lastPublished(): number | undefined {
    return this.builds.findLast(({ status }) => status === "SUCCEEDED")?.number;
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
    const { running, waiting, waitingLive } = this.queue;
    must(running !== undefined || (waiting === undefined && waitingLive === undefined), "a build waits only while another runs");
    must(waitingLive === undefined || waitingLive.length > 0, "nobody waits in an empty line");
    if (waiting && running) {
      must(waiting.pushedAt > running.pushedAt, "what waits is newer than what runs");
      must(waiting.ticket !== running.ticket, "two builds have two tickets");
    }
    for (const ticket of this.tickets.values()) must(isKnown(this.queue, ticket), `${ticket} is known`);
    for (const ticket of this.posts.keys()) must(isKnown(this.queue, ticket), `${ticket} is known`);
    this.builds
      .filter(({ live }) => !live)
      .reduce((before, after) => {
        must(after.number >= before.number, "an older build never follows a newer one");
        return after;
      }, FIRST);
  }
}

const FIRST: Build = { number: 0, token: "", live: false };
const liveOf = ({ running, waitingLive }: BuildQueue) => [running?.live && running.ticket, running?.riders, waitingLive];

it("keeps its promises whatever happens in whatever order", () => {
  const PUSHES = 8;
  const fate = fc.constantFrom<Fate>("done", "done", "lost before it was stored", "stored but the answer was lost");
  const move: fc.Arbitrary<Move> = fc.oneof(
    fc.record({ do: fc.constant("ask" as const), push: fc.nat(PUSHES - 1), fate }),
    fc.record({ do: fc.constant("ask live" as const), talk: fc.nat(7), fate }),
    fc.record({ do: fc.constant("advance" as const), fate }),
    fc.record({
      do: fc.constant("end" as const),
      status: fc.constantFrom<EndStatus>("SUCCEEDED", "SUCCEEDED", "FAILED", "FAULT", "TIMED_OUT", "STOPPED", "VANISHED"),
    }),
  );
  fc.assert(
    fc.property(fc.array(move, { maxLength: 80, size: "max" }), (moves) => {
      const world = new World();
      for (const one of moves) {
        if (one.do === "ask") world.ask(one.push, one.fate);
        else if (one.do === "ask live") world.askLive(one.talk, one.fate);
        else if (one.do === "advance") world.advance(one.fate);
        else world.end(one.status);
      }
      world.finish(PUSHES);
      for (let number = 0; number < PUSHES; number++) {
        const end = endOf(world.queue, world.tickets.get(number) ?? "no ticket");
        // Every ticket ends, and its build held at least the push.
        must(end !== undefined && end.pushedAt >= push(number).pushedAt, `push ${number} was in a build that ended`);
        must(end?.live !== true, `push ${number} is in a push's build`);
      }
      for (const [ticket, before] of world.posts) {
        const end = endOf(world.queue, ticket);
        must(end !== undefined, `${ticket} has ended`);
        // Its build started after it was asked for; only a build of its own may have failed it.
        const at = world.builds.findLastIndex(({ token }) => token.replace(/-again$/, "") === end?.ticket);
        if (end?.commitId) must(at >= before, `${ticket} is in a build that started after it`);
        must(end?.status === "SUCCEEDED" || end?.live === true, `${ticket} fails with no push`);
        if (!end?.commitId)
          must(!world.builds.slice(0, before).some(({ status }) => status === "SUCCEEDED"), `${ticket} was built`);
      }
      expect(world.builds.findLast(({ live }) => !live)?.number).toBe(PUSHES - 1);
      expect(world.queue.ended.find(({ live }) => !live)?.commitId).toBe(push(PUSHES - 1).commitId);
    }),
    { numRuns: 1500 },
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

it("builds a talk of a hundred posts less often than there are posts, and its end with all of them", () => {
  const world = new World();
  world.ask(0, "done");
  world.finish(1);
  for (let talk = 0; talk < 100; talk++) {
    world.askLive(talk, "done");
    world.advance("done");
    if (talk % 25 === 24) {
      world.end("SUCCEEDED");
      world.advance("done");
    }
  }
  world.finish(1);
  expect(world.builds.length).toBeLessThan(8);
  expect(world.queue.ended.flatMap(({ ticket, riders = [] }) => [ticket, ...riders])).toHaveLength(101);
});

/** Clone and push over real HTTP with the real client, and what the triggers then say. */
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { CodeCommitClient, GetCommitCommand, GetDifferencesCommand } from "@aws-sdk/client-codecommit";
import { AwsError } from "../../../local/errors.ts";
import { createCodeCommit } from "../../../local/services/codecommit/index.ts";
import { createFakeCloud, type FakeCloud } from "./support/fake-cloud.ts";
import { git, newFolder, tryGit } from "./support/git-client.ts";
import { type Served, serve } from "./support/serve.ts";

const TOPIC = "arn:aws:sns:eu-central-1:123456789012:pushes";
let fake: FakeCloud;
let server: Served;
let service: ReturnType<typeof createCodeCommit>;
let work: string;
let url: string;

async function apply(properties: Record<string, unknown>): Promise<void> {
  const [type] = service.resourceTypes;
  await type?.apply({ logicalId: "Repository", generatedName: "x", properties: type.properties.parse(properties) }, fake.cloud);
}

const trigger = { Name: "publish", DestinationArn: TOPIC, Events: ["all"] };

async function commit(file: string, content: string): Promise<string> {
  mkdirSync(join(work, file, ".."), { recursive: true });
  writeFileSync(join(work, file), content);
  await git(work, "add", ".");
  await git(work, "commit", "-q", "-m", `write ${file}`);
  return git(work, "rev-parse", "HEAD");
}

async function published(count: number): Promise<Record<string, unknown>[]> {
  for (let waited = 0; fake.published.length < count && waited < 5000; waited += 10) await sleep(10);
  await sleep(30);
  return fake.published.map(({ message }) => JSON.parse(message).Records[0]);
}

const references = (record: Record<string, unknown> | undefined) =>
  (record as { codecommit: { references: unknown[] } } | undefined)?.codecommit.references;

beforeEach(async () => {
  fake = createFakeCloud();
  service = createCodeCommit(fake.cloud);
  server = await serve(service, fake.cloud);
  fake.set({ endpoint: server.endpoint });
  await apply({ RepositoryName: "site", Triggers: [{ ...trigger, CustomData: "for you" }] });
  work = newFolder();
  url = `${server.endpoint}/v1/repos/site`;
  await git(work, "init", "-q", "-b", "trunk");
  await git(work, "remote", "add", "origin", url);
});

afterEach(async () => {
  await service.stop?.();
  await server.close();
  fake.remove();
  rmSync(work, { recursive: true, force: true });
});

test("a first push makes the repository, its branch the default, and tells the topic exactly as CodeCommit does", async () => {
  const id = await commit("index.md", "hello");
  await git(work, "push", "-q", "origin", "trunk");
  const [record] = await published(1);
  expect(record).toEqual({
    awsRegion: "eu-central-1",
    codecommit: { references: [{ commit: id, created: true, ref: "refs/heads/trunk" }] },
    customData: "for you",
    eventId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    eventName: "ReferenceChanges",
    eventPartNumber: 1,
    eventSource: "aws:codecommit",
    eventSourceARN: "arn:aws:codecommit:eu-central-1:123456789012:site",
    eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    eventTotalParts: 1,
    eventTriggerConfigId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    eventTriggerName: "publish",
    eventVersion: "1.0",
    userIdentityARN: "arn:aws:iam::123456789012:root",
  });
  expect(fake.published[0]).toMatchObject({
    topicArn: TOPIC,
    subject: "UPDATE: AWS CodeCommit eu-central-1 push: site",
    principal: {
      kind: "service",
      service: "codecommit.amazonaws.com",
      sourceArn: "arn:aws:codecommit:eu-central-1:123456789012:site",
    },
  });
  expect(fake.events).toEqual([
    { type: "push", repository: "site", reference: "refs/heads/trunk", commit: id, created: true, deleted: false },
  ]);
  expect(await git(work, "ls-remote", "--symref", "origin", "HEAD")).toContain("ref: refs/heads/trunk\tHEAD");
  const clone = newFolder();
  await git(clone, "clone", "-q", url, ".");
  expect(await git(clone, "rev-parse", "HEAD")).toBe(id);
  rmSync(clone, { recursive: true });
  expect(readdirSync(join(fake.folder, "codecommit/site/pushes"))).toEqual([]);
});

test("several references in one push are one event; updates and deletions say so", async () => {
  const first = await commit("a", "1");
  await git(work, "push", "-q", "origin", "trunk");
  await git(work, "branch", "side");
  await git(work, "tag", "v1");
  const second = await commit("a", "2");
  await git(work, "push", "-q", "origin", "trunk", "side", "v1");
  await git(work, "push", "-q", "origin", ":side");
  const records = await published(3);
  expect(references(records[1])).toEqual([
    { commit: second, ref: "refs/heads/trunk" },
    { commit: first, created: true, ref: "refs/heads/side" },
    { commit: first, created: true, ref: "refs/tags/v1" },
  ]);
  expect(references(records[2])).toEqual([{ commit: first, deleted: true, ref: "refs/heads/side" }]);
  expect(new Set(records.map(({ eventId }) => eventId)).size).toBe(3);
  const told = fake.events.flatMap((event) => (event.type === "push" ? [event] : []));
  expect(told.slice(1)).toEqual([
    { type: "push", repository: "site", reference: "refs/heads/trunk", commit: second, created: false, deleted: false },
    { type: "push", repository: "site", reference: "refs/heads/side", commit: first, created: true, deleted: false },
    { type: "push", repository: "site", reference: "refs/tags/v1", commit: first, created: true, deleted: false },
    { type: "push", repository: "site", reference: "refs/heads/side", commit: first, created: false, deleted: true },
  ]);
});

test("history is rewritten only by force, and the default branch stays", async () => {
  await commit("a", "1");
  await git(work, "push", "-q", "origin", "trunk");
  await git(work, "commit", "-q", "--amend", "-m", "other");
  expect((await tryGit(work, "push", "-q", "origin", "trunk")).exitCode).toBe(1);
  await git(work, "push", "-q", "--force", "origin", "trunk");
  expect(await published(2)).toHaveLength(2);
  const refused = await tryGit(work, "push", "-q", "origin", ":trunk");
  expect(refused.stderr).toContain("remote rejected");
  expect(await published(2)).toHaveLength(2);
  expect(readdirSync(join(fake.folder, "codecommit/site/pushes"))).toEqual([]);
});

test("a large push (gzipped and chunked) and a shallow one arrive whole", async () => {
  for (let index = 0; index < 20; index++) writeFileSync(join(work, `f${index}`), `${index}`.repeat(60_000));
  await commit("big", String(Math.random()).repeat(100_000));
  await git(work, "-c", "http.postBuffer=1000", "push", "-q", "origin", "trunk");
  await commit("more", "x");
  await git(work, "push", "-q", "origin", "trunk");
  const shallow = newFolder();
  await git(shallow, "clone", "-q", "--depth", "1", url, ".");
  writeFileSync(join(shallow, "new"), "from a shallow clone");
  await git(shallow, "add", ".");
  await git(shallow, "commit", "-q", "-m", "shallow");
  await git(shallow, "push", "-q", "origin", "trunk");
  expect(await published(3)).toHaveLength(3);
  await git(work, "pull", "-q", "--ff-only", "origin", "trunk");
  expect(await git(work, "log", "-1", "--format=%s")).toBe("shallow");
  rmSync(shallow, { recursive: true });
});

test("where a shallow history begins is a commit without parents, as all that is there can be compared", async () => {
  await commit("a", "1");
  await commit("a", "2");
  const shallow = newFolder();
  await git(shallow, "clone", "-q", "--depth", "1", `file://${work}`, ".");
  const first = await git(shallow, "rev-parse", "HEAD");
  writeFileSync(join(shallow, "new"), "on top");
  await git(shallow, "add", ".");
  await git(shallow, "commit", "-q", "-m", "on top");
  const second = await git(shallow, "rev-parse", "HEAD");
  await git(shallow, "push", "-q", url, "trunk");
  rmSync(shallow, { recursive: true });
  const client = new CodeCommitClient(server.clientConfig);
  const parents = async (commitId: string) =>
    (await client.send(new GetCommitCommand({ repositoryName: "site", commitId }))).commit?.parents;
  expect(await parents(first)).toEqual([]);
  expect(await parents(second)).toEqual([first]);
  const { differences } = await client.send(
    new GetDifferencesCommand({ repositoryName: "site", beforeCommitSpecifier: first, afterCommitSpecifier: second }),
  );
  expect(differences?.map(({ afterBlob }) => afterBlob?.path)).toEqual(["new"]);
  client.destroy();
});

test("a gzipped request is understood, as git sends them when they are long", async () => {
  const id = await commit("a", "1");
  await git(work, "push", "-q", "origin", "trunk");
  const answer = await fetch(`${url}/git-upload-pack`, {
    method: "POST",
    headers: { "content-type": "application/x-git-upload-pack-request", "content-encoding": "gzip" },
    body: gzipSync(`0032want ${id}\n00000009done\n`),
  });
  expect(Buffer.from(await answer.arrayBuffer()).toString("latin1")).toMatch(/^0008NAK\nPACK/);
});

test("a client that goes away in the middle of a push changes nothing and harms nobody", async () => {
  const { host } = new URL(server.endpoint);
  const [hostname = "", port] = host.split(":");
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  socket.write(
    `POST /v1/repos/site/git-receive-pack HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-git-receive-pack-request\r\nContent-Length: 100000\r\n\r\n00a0${"0".repeat(40)}`,
  );
  await sleep(100);
  socket.destroy();
  const backends = () => readdirSync("/proc").filter((pid) => environmentOf(pid).includes(fake.folder));
  for (let waited = 0; backends().length > 0 && waited < 5000; waited += 20) await sleep(20);
  expect(backends()).toEqual([]);
  await commit("a", "1");
  await git(work, "push", "-q", "origin", "trunk");
  expect(await published(1)).toHaveLength(1);
  expect(readdirSync(join(fake.folder, "codecommit/site/pushes"))).toEqual([]);
});

test("a machine without git says so", async () => {
  const path = process.env.PATH;
  process.env.PATH = "/nowhere";
  try {
    const answer = await fetch(`${url}/info/refs?service=git-upload-pack`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain("Install git");
  } finally {
    process.env.PATH = path;
  }
});

test("an unknown repository is named to the developer, with those that exist; credentials are not asked for", async () => {
  const answer = await tryGit(work, "ls-remote", `${server.endpoint.replace("//", "//me:secret@")}/v1/repos/sight`);
  expect(answer.exitCode).not.toBe(0);
  expect(answer.stderr).toContain("There is no repository named sight");
  expect(answer.stderr).toContain(`${server.endpoint}/v1/repos/site`);
  await git(work, "ls-remote", `${server.endpoint.replace("//", "//me:secret@")}/v1/repos/site`);
});

test("a push to the folder itself, which no trigger would hear of, is refused", async () => {
  await commit("a", "1");
  const answer = await tryGit(work, "push", "-q", join(fake.folder, "codecommit/site/git"), "trunk");
  expect(answer.stderr).toContain("through its clone URL");
});

test.each([
  [{ Events: ["createReference"] }, ["trunk"]],
  [{ Events: ["updateReference"] }, ["trunk2"]],
  [{ Events: ["deleteReference"] }, ["-side"]],
  [{ Events: ["updateReference", "deleteReference"], Branches: ["side"] }, ["-side"]],
  [{ Events: ["all"], Branches: ["trunk"] }, ["trunk", "trunk2"]],
])("the filter %j hears of %j", async (filter, expected) => {
  await apply({
    RepositoryName: "site",
    Triggers: [
      { ...trigger, ...filter },
      { ...trigger, Name: "last" },
    ],
  });
  const ids: Record<string, string> = { [await commit("a", "1")]: "trunk" };
  await git(work, "push", "-q", "origin", "trunk");
  await git(work, "push", "-q", "origin", "trunk:side", "trunk:refs/tags/t");
  ids[await commit("a", "2")] = "trunk2";
  await git(work, "push", "-q", "origin", "trunk");
  await git(work, "push", "-q", "origin", ":side");
  for (let waited = 0; waited < 5000; waited += 10) {
    if (fake.published.filter(({ message }) => message.includes('"last"')).length === 4) break;
    await sleep(10);
  }
  const heard = (await published(5))
    .filter(({ eventTriggerName }) => eventTriggerName === "publish")
    .flatMap((record) => references(record) as { commit: string; deleted?: true; ref: string }[])
    .filter(({ ref }) => !ref.startsWith("refs/tags/"))
    .map(({ commit: id, deleted, ref }) => (deleted ? `-${ref.slice(11)}` : ref.endsWith("side") ? "side" : ids[id]));
  expect(heard.filter((name) => name !== "side")).toEqual(expected);
});

test("a denied publish is reported and dropped", async () => {
  fake.publishErrors.push(new AwsError("AuthorizationError", "no", 403));
  await commit("a", "1");
  await git(work, "push", "-q", "origin", "trunk");
  for (let waited = 0; waited < 5000 && !fake.events.some(({ type }) => type === "delivery-failed"); waited += 10)
    await sleep(10);
  expect(fake.events).toContainEqual({
    type: "delivery-failed",
    from: "arn:aws:codecommit:eu-central-1:123456789012:site",
    to: TOPIC,
    error: "AuthorizationError",
    message: "no",
  });
  await sleep(30);
  expect(readdirSync(join(fake.folder, "codecommit/site/pushes"))).toEqual([]);
});

test("a passing failure is tried again after a while", async () => {
  const due: (() => void)[] = [];
  const at = (_: number, callback: () => void) => {
    due.push(callback);
    return () => {};
  };
  fake.set({ clock: { now: () => 0, at } });
  fake.publishErrors.push(
    new Error("connection reset"),
    new AwsError("Throttling", "slow down"),
    new AwsError("InternalError", "", 500),
  );
  await commit("a", "1");
  await git(work, "push", "-q", "origin", "trunk");
  for (let tries = 0; tries < 3; tries++) {
    for (let waited = 0; due.length === 0 && waited < 5000; waited += 10) await sleep(10);
    due.shift()?.();
  }
  expect(await published(1)).toHaveLength(1);
});

test("a push is delivered by the next start when the service ends before its delivery", async () => {
  fake.publishErrors.push(new Error("connection reset"));
  const id = await commit("a", "1");
  await git(work, "push", "-q", "origin", "trunk");
  for (let waited = 0; fake.publishErrors.length > 0 && waited < 5000; waited += 10) await sleep(10);
  await service.stop?.();
  expect(fake.published).toEqual([]);
  service = createCodeCommit(fake.cloud);
  await service.start?.();
  const [record] = await published(1);
  expect(references(record)).toEqual([{ commit: id, created: true, ref: "refs/heads/trunk" }]);
});

test("a push is later than the one before, whatever the clock says, and keeps its time when it is told again", async () => {
  const first = await commit("a", "1");
  await git(work, "push", "-q", "origin", "trunk");
  await published(1);
  await service.stop?.();
  // Two pushes whose triggers were not told; then the clock stepped back by an hour.
  const ahead = Date.now() + 3_600_000;
  const journal = join(fake.folder, "codecommit/site/pushes");
  for (const [name, milliseconds] of [
    ["b", 5],
    ["a", 9],
  ] as const) {
    const file = join(journal, `${name}b671a64-40d5-491e-99b0-da01ff1f3341.push`);
    writeFileSync(file, `${"0".repeat(40)} ${first} refs/heads/${name}\n`);
    utimesSync(file, 0, (ahead + milliseconds) / 1000);
  }
  const newService = () => {
    service = createCodeCommit(fake.cloud);
    server.service = service;
  };
  fake.publishErrors.push(...[1, 2, 3].map(() => new Error("connection reset")));
  newService();
  await service.start?.();
  await commit("a", "2");
  await git(work, "push", "-q", "origin", "trunk");
  for (let waited = 0; fake.publishErrors.length > 0 && waited < 5000; waited += 10) await sleep(10);
  await service.stop?.();
  newService();
  await service.start?.();
  const times = new Map((await published(4)).map((record) => [record.codecommit, record.eventTime]));
  const timeOf = (ref: string) => {
    const found = [...times].filter(([codecommit]) => JSON.stringify(codecommit).includes(`"${ref}"`)).at(-1)?.[1];
    return Date.parse(String(found).replace("+0000", "Z")) - ahead;
  };
  expect([timeOf("refs/heads/b"), timeOf("refs/heads/a"), timeOf("refs/heads/trunk")]).toEqual([5, 9, 10]);
});

test("a push that died between its references and its last hook is found by the references", async () => {
  const first = await commit("a", "1");
  await git(work, "push", "-q", "origin", "trunk");
  await published(1);
  await service.stop?.();
  const none = "0".repeat(40);
  const lines = [
    `${none} ${first} refs/heads/trunk`,
    `${none} ${"1".repeat(40)} refs/heads/never`,
    `${first} ${none} refs/heads/gone`,
  ];
  writeFileSync(
    join(fake.folder, "codecommit/site/pushes/1b671a64-40d5-491e-99b0-da01ff1f3341.pending"),
    `${lines.join("\n")}\n`,
  );
  writeFileSync(join(fake.folder, "codecommit/site/pushes/2b671a64-40d5-491e-99b0-da01ff1f3341.pending"), `${lines[1]}\n`);
  const at = (_: number, callback: () => void) => {
    queueMicrotask(callback);
    return () => {};
  };
  fake.set({ clock: { now: () => 0, at } });
  service = createCodeCommit(fake.cloud);
  await service.start?.();
  const records = await published(2);
  expect(records).toHaveLength(2);
  expect(records[1]?.eventId).toBe("1b671a64-40d5-491e-99b0-da01ff1f3341");
  expect(references(records[1])).toEqual([
    { commit: first, created: true, ref: "refs/heads/trunk" },
    { commit: first, deleted: true, ref: "refs/heads/gone" },
  ]);
  const recorded = () => readdirSync(join(fake.folder, "codecommit/site/pushes"));
  for (let waited = 0; recorded().length > 0 && waited < 5000; waited += 10) await sleep(10);
  expect(recorded()).toEqual([]);
});

test("a push of an earlier run is told of though the next push has moved its reference on", async () => {
  const first = await commit("a", "1");
  await git(work, "push", "-q", "origin", "trunk");
  await published(1);
  await service.stop?.();
  const interrupted = "1b671a64-40d5-491e-99b0-da01ff1f3341";
  const none = "0".repeat(40);
  writeFileSync(join(fake.folder, `codecommit/site/pushes/${interrupted}.pending`), `${none} ${first} refs/heads/trunk\n`);
  service = createCodeCommit(fake.cloud);
  server.service = service;
  const second = await commit("a", "2");
  await git(work, "push", "-q", "origin", "trunk");
  await service.start?.();
  const records = await published(3);
  expect(records.find(({ eventId }) => eventId === interrupted)).toBeDefined();
  expect(records.map((record) => references(record)?.[0])).toMatchObject([first, first, second].map((commit) => ({ commit })));
});

test("locks that a git left which died with the machine keep no later push out", async () => {
  await commit("a", "1");
  await git(work, "push", "-q", "origin", "trunk");
  await service.stop?.();
  const repository = join(fake.folder, "codecommit/site/git");
  for (const lock of ["refs/heads/trunk.lock", "HEAD.lock", "packed-refs.lock"]) writeFileSync(join(repository, lock), "");
  mkdirSync(join(repository, "objects/tmp_objdir-incoming-abc"));
  service = createCodeCommit(fake.cloud);
  server.service = service;
  await service.start?.();
  const second = await commit("a", "2");
  await git(work, "push", "-q", "origin", "trunk");
  expect(references((await published(2))[1])).toEqual([{ commit: second, ref: "refs/heads/trunk" }]);
  expect(readdirSync(join(repository, "objects")).filter((name) => name.startsWith("tmp"))).toEqual([]);
});

/** The environment of a running process; empty when it is gone or not ours to see. */
function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return "";
  }
}

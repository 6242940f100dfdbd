import { appendFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeLogGroupsCommand, DescribeLogStreamsCommand, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { group, logGroupName, noon, startLogs } from "./support.ts";

const principal = { kind: "root" } as const;
const day = 24 * 60 * 60 * 1000;

type Started = Awaited<ReturnType<typeof startLogs>>;

let stateFolder: string;
let running: Started | undefined;
beforeEach(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), "logs-state-"));
});
afterEach(async () => {
  await running?.stop();
  await rm(stateFolder, { recursive: true, force: true });
});

/** Ends the cloud that runs, if any, and starts one on the same state. */
async function boot(options: { resources?: Record<string, unknown>; time?: number } = {}): Promise<Started> {
  await running?.stop();
  running = undefined;
  running = await startLogs({ stateFolder, ...options });
  return running;
}

const write = ({ cloud }: Started, stream: string, ...lines: string[]) =>
  cloud.cloud.logs.write({ group: logGroupName, stream, lines, principal });
const messages = async ({ logs }: Started, logStreamName: string) =>
  (await logs.send(new GetLogEventsCommand({ logGroupName, logStreamName }))).events?.map(({ message }) => message);
const streams = async ({ logs }: Started) =>
  (await logs.send(new DescribeLogStreamsCommand({ logGroupName }))).logStreams?.map(({ logStreamName }) => logStreamName);

it("goes on at the next boot, past a line that was cut short", async () => {
  const first = await boot();
  write(first, "s", "one", "two");
  await first.stop();
  for (const file of await readdir(join(stateFolder, "logs"), { recursive: true })) {
    if (file.endsWith(".jsonl")) await appendFile(join(stateFolder, "logs", file), '{"sequence":2,"mess');
  }
  const second = await boot();
  write(second, "s", "three");
  expect(await messages(second, "s")).toEqual(["one", "two", "three"]);
});

it("keeps the last of a stream that grows without end", async () => {
  const started = await boot();
  const line = "x".repeat(10_000);
  for (let number = 0; number < 400; number++) write(started, "s", `${number} ${line}`);
  const kept = (await messages(started, "s")) ?? [];
  expect(kept.at(-1)?.split(" ")[0]).toBe("399");
  expect(kept.length).toBeGreaterThan(100);
  expect(kept.length).toBeLessThan(220);
});

it("keeps the 100 streams that were written last", async () => {
  const started = await boot();
  for (let number = 100; number < 205; number++) {
    started.clock.time++;
    write(started, `${number}`, "x");
  }
  const page = await started.logs.send(new DescribeLogStreamsCommand({ logGroupName, orderBy: "LastEventTime" }));
  expect(page.logStreams?.[0]?.logStreamName).toBe("105");
});

it("drops, at boot, what is past retention", async () => {
  const first = await boot();
  write(first, "old", "x");
  first.clock.time += 2 * day;
  write(first, "new", "x");
  const second = await boot({ time: noon + 3.5 * day, resources: { Group: group({ RetentionInDays: "3" }) } });
  expect(await streams(second)).toEqual(["new"]);
  const { logGroups } = await second.logs.send(new DescribeLogGroupsCommand({}));
  expect(logGroups?.[0]).toMatchObject({ retentionInDays: 3, creationTime: noon });
});

it("forgets a group that the template no longer has, not one that a client made", async () => {
  const first = await boot();
  first.cloud.cloud.logs.write({ group: "made/here", stream: "s", lines: ["x"], principal });
  const second = await boot({ resources: { Group: group({ LogGroupName: "another" }) } });
  const { logGroups } = await second.logs.send(new DescribeLogGroupsCommand({}));
  expect(logGroups?.map((found) => found.logGroupName)).toEqual(["another", "made/here"]);
});

it.each([
  [{ KmsKeyId: "arn" }, "KmsKeyId"],
  [{ RetentionInDays: 2 }, "RetentionInDays"],
  [{ LogGroupClass: "INFREQUENT_ACCESS" }, "LogGroupClass"],
  [{ DataProtectionPolicy: {} }, "DataProtectionPolicy"],
])("refuses %j", async (properties, named) => {
  await expect(startLogs({ resources: { Group: group(properties) } })).rejects.toThrow(named);
});

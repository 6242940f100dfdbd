/** A stack that knows nothing of Lectern, in a cloud that knows nothing of either. */
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type ExecutionListItem, GetExecutionHistoryCommand, ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { strToU8, zipSync } from "fflate";
import { type CloudEvent, type RunningCloud, startCloud } from "local-cloud";

const here = import.meta.dirname;
const SECONDS = 1000;

let folder: string;
let cloud: RunningCloud;
let events: CloudEvent[];
const url = (path: string) => `${cloud.outputs.ApiEndpoint}${path}`;
const client = () => ({
  region: "us-east-1",
  endpoint: cloud.endpoint,
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

async function start(): Promise<void> {
  events = [];
  cloud = await startCloud({
    template: join(here, "template.json"),
    assetsFolder: folder,
    stateFolder: join(folder, "state"),
    stackName: "weather",
    gatewayPort: 0,
    recordPermissions: true,
    onEvent: (event) => void events.push(event),
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "weather-"));
  for (const name of ["api", "work"]) {
    const source = readFileSync(join(here, `functions/${name}.mjs`), "utf8");
    writeFileSync(join(folder, `${name}.zip`), zipSync({ [`${name}.mjs`]: strToU8(source) }));
  }
  await start();
}, 30 * SECONDS);
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true });
});

async function send(station: string, body: string | Uint8Array<ArrayBuffer>, type = "text/csv"): Promise<string> {
  const answer = await fetch(url(`/stations/${encodeURIComponent(station)}/readings`), {
    method: "PUT",
    headers: { "content-type": type },
    body,
  });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { key: string }).key;
}
/** What the table has of a station, once it has something. */
async function summaryOf(station: string): Promise<unknown> {
  for (const deadline = Date.now() + 20 * SECONDS; Date.now() < deadline; await delay(50)) {
    const answer = await fetch(url(`/stations/${encodeURIComponent(station)}`));
    if (answer.status === 200) return answer.json();
  }
  throw new Error(`nothing of ${station}; ${JSON.stringify(events.filter(({ type }) => /failed|refused|ended/.test(type)))}`);
}

/** A machine's executions, once they have ended: the table has its item a moment before. */
async function endedExecutions(states: SFNClient, stateMachineArn: string | undefined): Promise<ExecutionListItem[]> {
  for (const deadline = Date.now() + 20 * SECONDS; ; await delay(50)) {
    const { executions = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn }));
    if (executions.every(({ status }) => status !== "RUNNING") || Date.now() > deadline) return executions;
  }
}

test("readings go from the API through bucket, function and machine into the table", async () => {
  const key = await send("Zürich West", "6h,-3.5\n12h,4\n18h,1.25\n");
  expect(await summaryOf("Zürich West")).toEqual({ lines: 3, degrees: [-3.5, 4, 1.25] });

  const dynamodb = new DynamoDBClient(client());
  const asked = new GetItemCommand({ TableName: cloud.outputs.TableName, Key: { station: { S: "Zürich West" } } });
  expect((await dynamodb.send(asked)).Item?.summary?.S).toBe('{"lines":3,"degrees":[-3.5,4,1.25]}');
  const s3 = new S3Client({ ...client(), forcePathStyle: true });
  const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: cloud.outputs.BucketName, Key: key }));
  expect(await Body?.transformToString()).toBe("6h,-3.5\n12h,4\n18h,1.25\n");

  const states = new SFNClient(client());
  const executions = await endedExecutions(states, cloud.outputs.MachineArn);
  expect(executions.map(({ status }) => status)).toEqual(["SUCCEEDED"]);
  const { events: history = [] } = await states.send(
    new GetExecutionHistoryCommand({ executionArn: executions[0]?.executionArn, maxResults: 1000 }),
  );
  const types = history.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(["ParallelStateStarted", "MapStateStarted", "MapIterationSucceeded"]));
  expect(types.filter((type) => type === "LambdaFunctionSucceeded")).toHaveLength(4);

  const logs = new CloudWatchLogsClient(client());
  const told = new FilterLogEventsCommand({ logGroupName: cloud.outputs.WorkLogs, filterPattern: "sequencer" });
  const [line] = (await logs.send(told)).events ?? [];
  const notification = JSON.parse(line?.message?.slice(line.message.indexOf("{")) ?? "{}");
  expect(notification.Records[0]).toMatchObject({
    eventName: "ObjectCreated:Put",
    userIdentity: { principalId: expect.stringMatching(/^AWS:/) },
    s3: {
      bucket: { name: "weather-readings-000000000000", arn: "arn:aws:s3:::weather-readings-000000000000" },
      object: {
        key: key.replace("Zürich West", "Z%C3%BCrich+West").replace("=", "%3D"),
        size: 23,
        eTag: ETag?.replaceAll('"', ""),
      },
    },
  });
  for (const one of [dynamodb, s3, states, logs]) one.destroy();
});

test("what a function throws in a Map inside a Parallel is caught by name", async () => {
  await send("Bern", "6h,cold\n");
  const summary = await summaryOf("Bern");
  expect(summary).toMatchObject({ Error: "BadReading", Cause: expect.stringContaining("line 1: 6h,cold") });
});

test("a file comes back byte for byte, whatever is in it", async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => (at * 31) % 256);
  const key = await send("Basel", bytes, "application/octet-stream");
  const answer = await fetch(url(`/files/${key.split("/").map(encodeURIComponent).join("/")}`));
  expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
});

test("the bucket tells only of what its filter names", async () => {
  const s3 = new S3Client({ ...client(), forcePathStyle: true });
  const invoked = () => events.filter((event) => event.type === "function-log" && event.line.includes("ObjectCreated")).length;
  const before = invoked();
  for (const Key of ["readings/Chur/notes.txt", "archive/Chur/1.csv"])
    await s3.send(new PutObjectCommand({ Bucket: cloud.outputs.BucketName, Key, Body: "6h,1" }));
  await s3.send(new PutObjectCommand({ Bucket: cloud.outputs.BucketName, Key: "readings/Chur/1.csv", Body: "6h,1" }));
  expect(await summaryOf("Chur")).toEqual({ lines: 1, degrees: [1] });
  expect(invoked()).toBe(before + 1);
  s3.destroy();
});

test("the API answers what no route names, and pages of the one origin", async () => {
  expect(await (await fetch(url("/no/such/thing"))).json()).toEqual({ nothing: "/no/such/thing" });
  const origin = "https://weather.example";
  const allowed = (await fetch(url("/stations/Chur"), { headers: { origin } })).headers.get("access-control-allow-origin");
  expect(allowed).toBe(origin);
  const preflight = { method: "OPTIONS", headers: { origin, "access-control-request-method": "GET" } };
  expect((await fetch(url("/stations/Chur"), preflight)).status).toBe(204);
});

test("the edge in front of the API keeps its answers for a minute", async () => {
  const ask = async () => {
    const answer = await fetch(`${cloud.distributions[0]?.url}/stations/Bern`);
    return [answer.status, answer.headers.get("x-cache"), ((await answer.json()) as { Error: string }).Error];
  };
  expect(await ask()).toEqual([200, "Miss from cloudfront", "BadReading"]);
  expect(await ask()).toEqual([200, "Hit from cloudfront", "BadReading"]);
});

test("every permission of the stack was needed, and none was missing", () => {
  expect(cloud.permissions().filter(({ use }) => !use)).toEqual([]);
  expect(events.filter(({ type }) => /refused|failed|internal/.test(type))).toEqual([]);
});

test("what the table has is there after a restart", async () => {
  await cloud.stop();
  await start();
  expect(await summaryOf("Zürich West")).toEqual({ lines: 3, degrees: [-3.5, 4, 1.25] });
});

test("the cloud names neither this stack nor Lectern", () => {
  const root = resolve(here, "../..");
  const files = globSync("local/**/*.{ts,mjs,json,md}", { cwd: root, exclude: (path) => path.includes("node_modules") });
  expect(files.length).toBeGreaterThan(100);
  const knowing = files.filter((path) => /lectern|gatsby|site-?builder|weather/i.test(readFileSync(join(root, path), "utf8")));
  expect(knowing).toEqual([]);
});

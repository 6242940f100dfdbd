/**
 * The zips that are deployed. Each is unpacked alone, where no module of this project can be found, and answers a real event, with
 * what it needs of AWS on a loopback port; none holds what it has no use for, nor more than cloud/package-budget.json allows.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { type Budget, readPackage, wrongIn } from "../../../cloud/package-contents.ts";
import { buildIndex, writeIndex } from "../../../liveblogger/deck/index.ts";
import { packagedStack } from "../../e2e/support/stack.ts";
import { page, photograph } from "../../liveblogger/support/pages.ts";
import { ENVIRONMENT, START, TALK, TOKEN, talkWith } from "../../liveblogger/support/talk.ts";
import { eventOf } from "../../src/support/events.ts";
import { COMMIT, stateWith } from "../../src/support/states.ts";
import { runAlone, unpack } from "./run-alone.ts";
import { type StubAws, stubAws } from "./stub-aws.ts";

const budgets: Readonly<Record<string, Budget>> = JSON.parse(
  readFileSync(new URL("../../../cloud/package-budget.json", import.meta.url), "utf8"),
);
const names = Object.keys(budgets);
const { folder: packages, template } = await packagedStack();
const functions = Object.values(template.Resources)
  .filter(({ Type }) => Type === "AWS::Lambda::Function")
  .map(({ Properties }) => Properties);
const functionOf = (name: string) => functions.find(({ FunctionName }) => FunctionName.endsWith(`-${name}`));
const zipOf = (name: string) => join(packages, `${name}.zip`);
const bundleOf = (name: string): string => functionOf(name).Handler.replace(/\.handler$/, ".js");

it("each have a budget", () => {
  expect(functions.map(({ FunctionName }) => FunctionName.split("-").at(-1)).toSorted()).toEqual(names.toSorted());
});

it.each(names)("%s.zip holds its bundle, the native parts it needs, and no more than its budget", (name) => {
  expect(wrongIn(readPackage(zipOf(name)), bundleOf(name), budgets[name] as Budget, "x64")).toEqual([]);
});

describe("what is wrong in a zip is told", () => {
  const budget = { zip: 1, bundle: 1 };
  const of = (files: Record<string, Uint8Array>, size = 1) => ({
    size,
    files: new Map(Object.entries({ "a.js": new Uint8Array(1), ...files })),
  });
  const elf = (machine: number) =>
    Buffer.concat([Buffer.from("7f454c46", "hex"), Buffer.alloc(14), Buffer.from([machine, 0]), Buffer.alloc(9)]);
  const native = "node_modules/@img/sharp-linux-x64/lib/a.node";

  it.each([
    ["another function's bundle", of({ "b.js": new Uint8Array(1) }), "b.js has no business in it"],
    ["a test", of({ "a.test.js": new Uint8Array(1) }), "a.test.js has no business in it"],
    ["a source map", of({ "a.js.map": new Uint8Array(1) }), "a.js.map has no business in it"],
    ["native parts that are not used", of({ [native]: elf(0x3e) }), `${native} has no business in it`],
    ["a zip over its budget", of({}, 1001), "the zip has 2 kB, and its budget is 1"],
    ["a bundle over its budget", of({ "a.js": new Uint8Array(1001) }), "a.js has 2 kB, and its budget is 1"],
    ["a bundle that is not there", of({ "a.js": undefined as never }), "a.js has Infinity kB, and its budget is 1"],
  ])("%s", (_, contents, problem) => {
    if (contents.files.get("a.js") === undefined) contents.files.delete("a.js");
    expect(wrongIn(contents, "a.js", budget, "x64")).toEqual([problem]);
  });

  it("a library of another machine, and which file grew", () => {
    expect(wrongIn(of({ [native]: elf(0x3e) }), "a.js", { ...budget, native: 1 }, "x64")).toEqual([]);
    expect(wrongIn(of({ [native]: elf(0xb7) }), "a.js", { ...budget, native: 1 }, "x64")).toEqual([`${native} is not for x64`]);
    expect(wrongIn(of({ [native]: elf(0x3e) }), "a.js", { ...budget, native: 0 }, "x64")).toEqual([
      `what is native has 1 kB, and its budget is 0: ${native} 1`,
    ]);
  });
});

describe("run alone", () => {
  let aws: StubAws;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "lectern-alone-"));
    aws = await stubAws({
      StartExecution: () => ({ executionArn: "arn", startDate: 0 }),
      GetCommit: () => ({ commit: { parents: ["1".repeat(40)], message: "Begin" } }),
      GetDifferences: () => ({ differences: [{ afterBlob: { path: "a.md" } }] }),
      GetFile: ({ filePath }) => ({ blobId: `blob of ${filePath}`, fileContent: "" }),
      DescribeImages: () => ({ imageDetails: [{}] }),
      StartBuild: ({ projectName }) => ({ build: { id: `${projectName}:1`, buildStatus: "IN_PROGRESS" } }),
      BatchGetBuilds: ({ ids }) => ({
        builds: (ids as string[]).map((id) => ({ id, buildStatus: "SUCCEEDED", buildComplete: true, startTime: 0, endTime: 23 })),
      }),
      Publish: () => ({}),
    });
    aws.put("lectern-test-talks", talkWith());
    const deck = talkWith().deck.key;
    aws.put("lectern-test-slides", { talk: TALK, slide: 2, deck, title: "Queues", text: "", notes: "Say *why*." });
    aws.objects.set(`/decks/${deck}`, Buffer.from(writeIndex(buildIndex([page(1), page(2), page(3)]))));
  });
  afterAll(async () => {
    await aws?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What stands for values that only AWS knows. */
  const values: Readonly<Record<string, string>> = { ...ENVIRONMENT, IMAGE_REPOSITORY_URI: "registry.example/site" };
  const variablesOf = (name: string): Record<string, string> =>
    Object.fromEntries(
      Object.entries(functionOf(name).Environment.Variables).map(([variable, value]) => [
        variable,
        typeof value === "string" ? value : (values[variable] ?? "arn:aws:x:us-east-1:123456789012:y"),
      ]),
    );

  /** Runs a function on an event; every module that it loads is in its zip. */
  async function run(name: string, event: unknown) {
    const own = join(folder, name);
    unpack(zipOf(name), own);
    const { Handler } = functionOf(name);
    const { answer, loaded } = await runAlone({
      name,
      handler: Handler,
      folder: own,
      endpoint: aws.endpoint,
      variables: variablesOf(name),
      event,
    });
    expect(loaded.filter((file) => !file.startsWith(own))).toEqual([]);
    // biome-ignore lint/suspicious/noExplicitAny: answers are of many shapes
    return answer as any;
  }
  const http = (changes: object) => ({
    version: "2.0",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "image/jpeg", "camera-id": "pi-1" },
    requestContext: {
      timeEpoch: START,
      http: { method: "GET", path: "/", protocol: "HTTP/1.1", sourceIp: "203.0.113.7", userAgent: "x" },
    },
    pathParameters: { talk: TALK },
    isBase64Encoded: false,
    ...changes,
  });

  it("a push is started, looked at, built and told of", async () => {
    const [name] = await run("startStepFunction", eventOf("codecommit-push"));
    expect(aws.calls.at(-1)).toMatchObject({ operation: "StartExecution", input: { name } });
    const pushed = stateWith({ commitId: COMMIT });
    const changed = await run("whatChanged", pushed);
    expect(changed).toMatchObject({ ...pushed, summary: "Begin", message: "1 file changed: a.md" });
    const image = await run("buildDocker", { ...changed, contentTag: "content-1" });
    expect(image).toMatchObject({ containerBuildId: "lectern-test-image:1", containerBuildDone: false });
    expect(await run("isTheContainerBuilt", image)).toMatchObject({ containerBuildDone: true });
    const asked = await run("buildSite", changed);
    expect(asked).toMatchObject({ buildId: pushed.execution, buildDone: false });
    const built = await run("isItBuilt", asked);
    expect(built).toMatchObject({ buildDone: true, builtCommitId: COMMIT });
    expect((await run("notify", built)).message).toMatch(/^Lectern: published 5f6a956/);
    expect(aws.calls.at(-1)).toMatchObject({ operation: "Publish" });
  });

  it("a photograph is taken, recognised, written and shown", async () => {
    const { width, height, data } = photograph(page(2));
    const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
      .resize(800)
      .jpeg()
      .toBuffer();
    const taken = await run("uploadPhoto", http({ body: jpeg.toString("base64"), isBase64Encoded: true }));
    expect(taken.statusCode).toBe(202);
    const key: string = JSON.parse(taken.body).photo;
    expect(aws.objects.get(`/photos/${key}`)?.equals(jpeg)).toBe(true);

    const created = JSON.parse(readFileSync(new URL("../../events/s3-object-created.json", import.meta.url), "utf8"));
    created.Records[0].s3.object.key = encodeURIComponent(key).replaceAll("%2F", "/");
    await run("startLiveBlogger", created);
    const arrived = JSON.parse(String(aws.calls.at(-1)?.input.input));
    const seen = await run("whichSlide", arrived);
    expect(seen).toMatchObject({ prediction: 2, camera: "pi-1" });
    const judged = await run("isThisANewSlide", { ...seen, assurance: 0.9999 });
    expect(judged).toMatchObject({ updateSite: true, entry: "slide-002" });
    const pulled = await run("pullSlideData", judged);
    expect(pulled).toMatchObject({ title: "Queues", text: "Say *why*." });
    expect(await run("createDocument", pulled)).toMatchObject({ message: "Readers see slide-002" });
    const feed = await run("liveFeed", http({ routeKey: "GET /live/{talk}/feed.json", headers: {} }));
    expect(JSON.parse(feed.body).items).toMatchObject([{ title: "Queues" }]);
    const view = await run("cameraView", http({ pathParameters: { talk: TALK, camera: "pi-1" } }));
    expect(JSON.parse(view.body)).toMatchObject({ camera: "pi-1", slide: 2 });
  });
});

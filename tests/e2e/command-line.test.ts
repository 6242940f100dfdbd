/** The command line as a person or a program meets it: processes of their own, outside of the project, against one running stack. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { sendPhotograph } from "../../cli/photo/send-photograph.ts";
import { uploadUrlOf } from "../../cli/talk/camera-address.ts";
import { takePositive } from "../../liveblogger/augment/index.ts";
import { makeDecks } from "../../liveblogger/decks-made/decks.ts";
import { renderPage, renderPng } from "../../liveblogger/decks-made/render.ts";
import { lectern, type Ran } from "../cli/support/lectern.ts";
import { SMALL_WEBSITE, startStack, type Template, type TestStack } from "./support/stack.ts";
import { clientOf } from "./support/test-talk.ts";

const MINUTE = 60_000;
let stack: TestStack;
/** A folder outside of the project, with the talk and photographs. */
let folder: string;
let commit: string;
let token: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lectern-command-line-"));
  await writeTalk();
  stack = await startStack(readOverHttp, { website: { ...SMALL_WEBSITE, "site/live/moon/index.html": "<h1>The moon</h1>" } });
  commit = await stack.push({});
  await stack.executions.endOf(commit, MINUTE);
}, 5 * MINUTE);
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}, MINUTE);

/** Here the distribution speaks plain HTTP; the output that says where readers find the site has AWS's https. */
function readOverHttp(template: Template): void {
  const address = ["$", "{Distribution.DomainName}"].join("");
  const { Outputs } = template as Template & { Outputs: object };
  Object.assign(Outputs, { SiteUrl: { Value: { "Fn::Sub": `http://${address}` } } });
}

/** A talk of three slides, and a photograph of each. */
async function writeTalk(): Promise<void> {
  const [made] = makeDecks();
  if (!made) throw new Error("there is no deck");
  for (const path of ["moon/deck", "moon/notes"]) mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(folder, "moon/talk.yml"), "title: The moon\nspeaker: Ada\ndate: 2026-11-28\n");
  writeFileSync(join(folder, "moon/notes/01.md"), "Of *one*.\n");
  for (const [i, page] of made.pages.slice(0, 3).entries()) {
    writeFileSync(join(folder, `moon/deck/${i + 1}.png`), renderPng(made, page));
    const wanted = { set: "report", level: "easy", seed: `hall ${i}` } as const;
    writeFileSync(join(folder, `${i + 1}.jpg`), (await takePositive(renderPage(made, page), wanted)).jpeg);
  }
}

const portOf = (address: string): string => new URL(address).port;
/** The command, outside of the project's folder, of the stack on this machine. */
const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  lectern([...args, "--port", portOf(stack.endpoint)], { cwd: folder, env });
/** What it says to programs: each line of standard output. */
async function told(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Record<string, unknown>[]> {
  const { status, stdout, stderr } = await run([...args, "--json"], env);
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

it(
  "takes a talk from its folder to entries that readers see",
  async () => {
    const [published] = await told(["talk", "publish", "moon"]);
    expect(published).toMatchObject({ talk: "moon", slides: 3, noted: 1, pageUrl: `${stack.siteUrl}/live/moon/` });
    token = String(published?.token);

    const pushed = await run(["photo", "push", "1.jpg", "2.jpg", "none.jpg"], { LECTERN_TOKEN: token });
    expect(pushed).toMatchObject({ status: 1, stderr: expect.stringContaining("1 of 3 photographs came to nothing") });
    expect(pushed.stdout.split("\n")).toEqual([
      expect.stringMatching(/^1\.jpg {2}slide 1, 0\.\d{3} sure {2}Slide 1 is news {2}to be read after \d+\.\d s$/),
      expect.stringMatching(/^2\.jpg {2}slide 2, 0\.\d{3} sure {2}Slide 2 is news {2}to be read after \d+\.\d s$/),
      "none.jpg  There is no none.jpg.",
      "",
    ]);
    const none = await run(["photo", "push", "none.jpg"], { LECTERN_TOKEN: token });
    expect(none).toMatchObject({ status: 3, stdout: "none.jpg  There is no none.jpg.\n" });
    const [again] = await told(["photo", "push", "2.jpg", "--token", token, "--talk", `${stack.siteUrl}/live/moon/`]);
    expect(again).toMatchObject({ photo: "2.jpg", slide: 2, isNews: false, decided: "Slide 2 is known", readableAfter: null });

    const { stdout } = await run(["talk", "list"]);
    expect(stdout).toMatch(/^talk +status +slides +entries +last photo +page\nmoon +open +3 +2 +\d+ seconds? ago +http/);
  },
  3 * MINUTE,
);

it(
  "knows the slide on the screen, and is told it by hand",
  async () => {
    expect(await told(["current", "get", "moon"])).toEqual([
      { talk: "moon", slide: 2, title: expect.any(String), time: expect.stringMatching(/Z$/), entries: 2 },
    ]);
    expect(await told(["current", "set", "moon", "3"])).toMatchObject([{ slide: 3, entry: "awaited" }]);
    expect((await run(["current", "get", "moon"])).stdout).toMatch(/^Slide 3 “.*”, seen \d+ seconds? ago\.\n$/);
    // What nobody has written is for the next photograph of the slide, at once.
    const [third] = await told(["photo", "push", "3.jpg", "--token", token]);
    expect(third).toMatchObject({ slide: 3, isNews: true, entry: "slide-003", readableAfter: expect.any(Number) });
    expect(await run(["current", "set", "moon", "4"])).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("There is no slide 4: moon has 3."),
    });
  },
  MINUTE,
);

it(
  "brings notes up to date, and nothing else",
  async () => {
    writeFileSync(join(folder, "moon/notes/03.md"), "Of three.\n");
    expect(await told(["notes", "push", "moon"])).toEqual([{ talk: "moon", slides: 3, changed: [3] }]);
    expect(await run(["notes", "push", "moon"])).toMatchObject({
      status: 0,
      stdout: "The notes of all 3 slides were up to date.\n",
    });
  },
  MINUTE,
);

it(
  "says how everything is getting on",
  async () => {
    const url = uploadUrlOf(stack.apiUrl, "moon");
    const bytes = Buffer.from("no picture");
    await expect(sendPhotograph({ url, token: "wrong" }, { camera: "pi", bytes })).rejects.toThrow("401");
    await expect(sendPhotograph({ url, token }, { camera: "pi", bytes })).rejects.toThrow("422");
    const [status] = await told(["status"]);
    expect(status).toMatchObject({
      stage: "test",
      site: { url: `${stack.siteUrl}/` },
      photographs: { taken: 4, refused: { token: 1, photograph: 1 } },
      talks: [
        {
          talk: "moon",
          status: "open",
          entries: 3,
          cameras: [{ camera: "lectern-photo-push", lastPhoto: expect.stringMatching(/Z$/) }],
        },
      ],
      failures: {},
    });
  },
  MINUTE,
);

it(
  "tells of executions and their logs",
  async () => {
    const [photograph] = await told(["execution", "list", "--machine", "live-blogger", "--most", "1"]);
    expect(photograph).toMatchObject({ machine: "live-blogger", startedAt: expect.stringMatching(/Z$/) });
    const name = String(photograph?.name);
    const { stdout } = await run(["execution", "show", name.slice(0, -2)]);
    expect(stdout).toMatch(/^moon-.* {2}live-blogger {2}[\s\S]*\n {2}WhichSlide +\d+\.\d s\n {2}IsThisANewSlide /);
    expect(stdout).toMatch(/\ninput {3}\{"image":"moon\//);
    const lines = await told(["logs", name]);
    expect(lines.map(({ source }) => source)).toEqual(expect.arrayContaining(["uploadPhoto", "whichSlide", "isThisANewSlide"]));
    expect(lines.every(({ message }) => String(message).includes(name))).toBe(true);
    const build = await run(["logs", "build", "--follow"]);
    expect(build).toMatchObject({ status: 0, stdout: expect.stringMatching(/ {2}build {2}.*node publish\.mjs/) });
  },
  MINUTE,
);

it(
  "starts again what failed",
  async () => {
    const name = "gone-1-000000000000";
    const image = "moon/1700000000000-000000000000.jpg";
    const input = JSON.stringify({ image, talk: "moon", takenAt: "2023-11-14T22:13:20.000Z", execution: name });
    const sfn = new SFNClient(clientOf(stack));
    const stateMachineArn = stack.cloud.outputs.LiveBloggerArn;
    const { executionArn = "" } = await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    await stack.executions.end(executionArn, MINUTE);
    sfn.destroy();
    expect((await run(["execution", "show", "gone"])).stdout).toMatch(/FAILED after .*\nPhotoGone: /);
    const [retried] = await told(["execution", "retry", name]);
    expect(retried).toEqual({ by: "start", execution: expect.stringMatching(/^gone-1-000000000000-again-/) });
    await stack.executions.end(executionArn.replace(name, String(retried?.execution)), MINUTE);
  },
  MINUTE,
);

it(
  "finds a deployment by itself, as the SDK is told where AWS is",
  async () => {
    const env = {
      AWS_ENDPOINT_URL: stack.endpoint,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_REGION: "us-east-1",
    };
    const onAws = (...args: string[]) => lectern(["talk", "list", "--json", ...args], { cwd: folder, env });
    expect(await onAws("--target", "aws")).toMatchObject({ status: 0, stdout: expect.stringContaining('"talk":"moon"') });
    expect(await onAws("--stage", "nowhere")).toMatchObject({ status: 3, stdout: "" });
  },
  MINUTE,
);

describe("what goes wrong is said in one message, with a status that means something", () => {
  it.each<[string[], number, string, RegExp]>([
    [["talk", "end", "mon"], 3, "NotFound", /^There is no talk mon here\. Did you mean moon\?$/],
    [["photo", "push", "1.jpg", "--token", "wrong"], 3, "NotFound", /^No talk here has that token/],
    [["photo", "push", "1.jpg", "--token", "wrong", "--talk", "moon"], 1, "UserError", /^The token is not that of moon/],
    [["photo", "push", "1.jpg"], 2, "WrongUse", /^Which token\?/],
    [["logs", "whichSlid"], 3, "NotFound", /Did you mean whichSlide\?$/],
    [["notes", "push", "sun"], 3, "NotFound", /^There is no talk in sun/],
    [["talk", "end", "talks/mon/"], 3, "NotFound", /^There is no talk mon here\. Did you mean moon\?$/],
    [["current", "set", "moon", "two"], 2, "WrongUse", /whole number/],
    [["status", "--target", "local", "--stage", "dev"], 2, "WrongUse", /^--stage and --region are a deployment's/],
    [["status", "--taget", "aws"], 2, "WrongUse", /unknown option '--taget'/],
  ])(
    "%j",
    async (args, wanted, name, message) => {
      const { status, stdout, stderr } = await run([...args, "--json"]);
      expect({ status, stdout }).toEqual({ status: wanted, stdout: "" });
      expect(JSON.parse(stderr)).toEqual({ error: { name, message: expect.stringMatching(message), status: wanted } });
    },
    MINUTE,
  );
});

it(
  "says nothing more of a talk that has ended, but takes what was photographed before",
  async () => {
    expect(await run(["talk", "end", "./moon/talk.yml"])).toMatchObject({ status: 0 });
    const upload = { url: uploadUrlOf(stack.apiUrl, "moon"), token };
    const sending = { camera: "pi", bytes: readFileSync(join(folder, "1.jpg")) };
    await expect(sendPhotograph(upload, sending)).rejects.toThrow("410: The talk had ended when this was photographed.");
    await expect(sendPhotograph(upload, { ...sending, age: 60 })).resolves.toMatch(/^moon\//);
    expect(await run(["current", "set", "moon", "1"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("moon has ended. Published again"),
    });
  },
  2 * MINUTE,
);

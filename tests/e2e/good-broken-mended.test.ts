/** The writer's three pushes: a good one, a broken one, the mending one; then the operator goes back a release. */
import { resolve } from "node:path";
import { runProgram } from "../../cli/run-program.ts";
import { POSTS_WEBSITE, post } from "./support/posts-website.ts";
import { startStack, type TestStack } from "./support/stack.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const MINUTES = 60_000;

let stack: TestStack | undefined;
afterEach(() => stack?.stop());

/** `npm run release -- …` of the test's stage. */
async function release({ cloud }: TestStack, ...args: string[]): Promise<string[]> {
  const settings = { AWS_ENDPOINT_URL: cloud.endpoint, AWS_REGION: "us-east-1" };
  const credentials = { AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };
  const program = ["--disable-warning=ExperimentalWarning", `${ROOT}/cli/main.ts`, "release", ...args, "--stage", "test"];
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...settings, ...credentials };
  const { status, everything } = await runProgram(process.execPath, program, { env });
  if (status !== 0) throw new Error(everything);
  return everything.trimEnd().split("\n");
}

/** What `release list` says: `→ v2 <commit> <posts>`, newest first. */
async function releases(of: TestStack): Promise<string[]> {
  const [, ...rows] = await release(of, "list");
  return rows.map((row) => row.replace(/^(.) +(v\d+) +\S+ \S+ +(\w{7}) +(\d+) .*?(\(.*\))?$/, "$1 $2 $3 $4 $5").trim());
}

const texts = ({ events }: TestStack): string[] => events.flatMap((event) => (event.type === "sms" ? event.message : []));

/** The site as a reader meets it: the home page and the two posts'. */
async function site({ siteUrl }: TestStack): Promise<(string | number)[]> {
  const pages = ["/", "/posts/first/", "/posts/second/"].map(async (path) => {
    const response = await fetch(siteUrl + path);
    return response.ok ? response.text() : response.status;
  });
  return Promise.all(pages);
}

test(
  "the site, the notices and the releases tell of a good push, a broken one, the mending one and a rollback",
  async () => {
    stack = await startStack(undefined, { website: POSTS_WEBSITE });
    const good = (await stack.push({ "website/content/posts/first/index.md": post("First") })).slice(0, 7);
    expect(await stack.executions.endOf(good, 2 * MINUTES)).toMatchObject({ status: "SUCCEEDED" });
    expect(await site(stack)).toEqual(["<h1>1 posts</h1>", "<h1>First</h1>", 404]);
    expect(texts(stack)).toEqual([expect.stringMatching(`^Lectern: published ${good} `)]);
    expect(await releases(stack)).toEqual([`→ v1 ${good} 1`]);

    const broken = (await stack.push({ "website/content/posts/second/index.md": post("Second", "soon") })).slice(0, 7);
    expect(await stack.executions.endOf(broken, 2 * MINUTES)).toMatchObject({ status: "FAILED", error: "BuildFailed" });
    const where = "content/posts/second/index.md:3: date must be an ISO date";
    expect(stack.events.some((event) => event.type === "build-log" && event.line.startsWith(where))).toBe(true);
    expect(await site(stack)).toEqual(["<h1>1 posts</h1>", "<h1>First</h1>", 404]);
    expect(texts(stack).slice(1)).toEqual([expect.stringMatching(`^Lectern: ${broken} NOT published\\. BuildFailed: `)]);
    expect(await releases(stack)).toEqual([`→ v1 ${good} 1`]);

    const mending = (await stack.push({ "website/content/posts/second/index.md": post("Second") })).slice(0, 7);
    expect(await stack.executions.endOf(mending, 2 * MINUTES)).toMatchObject({ status: "SUCCEEDED" });
    expect(await site(stack)).toEqual(["<h1>2 posts</h1>", "<h1>First</h1>", "<h1>Second</h1>"]);
    expect(texts(stack).slice(2)).toEqual([expect.stringMatching(`^Lectern recovered: published ${mending} `)]);
    expect(await releases(stack)).toEqual([`→ v2 ${mending} 2`, `v1 ${good} 1`]);

    expect((await release(stack, "rollback", "v1")).join("\n")).toMatch(`The site is v1 again (commit ${good}), as release v3`);
    expect(await site(stack)).toEqual(["<h1>1 posts</h1>", "<h1>First</h1>", 404]);
    expect(await releases(stack)).toEqual([`→ v3 ${good} 1 (back to v1)`, `v2 ${mending} 2`, `v1 ${good} 1`]);
    expect(texts(stack)).toHaveLength(3);

    const next = (await stack.push({ "website/content/posts/first/index.md": post("First, again") })).slice(0, 7);
    expect(await stack.executions.endOf(next, 2 * MINUTES)).toMatchObject({ status: "SUCCEEDED" });
    expect(await site(stack)).toEqual(["<h1>2 posts</h1>", "<h1>First, again</h1>", "<h1>Second</h1>"]);
    expect((await releases(stack))[0]).toBe(`→ v4 ${next} 2`);
  },
  5 * MINUTES,
);

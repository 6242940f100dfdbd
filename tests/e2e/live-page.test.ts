/// <reference lib="dom" />
/** A talk's page, built with the real Gatsby, in a real browser, while the talk goes on. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { type BuiltWebsite, websiteToBuild } from "./support/built-website.ts";
import { launchChromium, PHONE } from "./support/chromium.ts";
import { type FedItem, type LiveSite, picturesOf, startLiveSite } from "./support/live-site.ts";

const MINUTES = 60_000;
/** Two polls, and a little for the browser. */
const TWO_POLLS = 5_000;
/** Set SCREENSHOTS to a folder to look at what the tests saw. */
const SCREENSHOTS = process.env.SCREENSHOTS;

const talk = { title: "A website that publishes itself", speaker: "Ada", date: "2026-11-28", timeZone: "Europe/Berlin" };
const attack = `<img src=x onerror="window.attacked='image'"><script>window.attacked='script'</script>
<a href="javascript:window.attacked='link'" onclick="window.attacked='click'">link</a>
<iframe srcdoc="<script>parent.attacked='frame'</script>"></iframe><svg onload="window.attacked='svg'"></svg>
<p onpointerenter="window.attacked='pointer'" style="position:fixed;inset:0">text</p>`;
const title = `<b>Bold</b> & "quoted" <script>window.attacked='title'</script>`;

const name = (slide: number) => `slide-${String(slide).padStart(3, "0")}`;
/** Minutes after two in the afternoon, where the talk is given. */
const at = (minute: number) => new Date(Date.UTC(2026, 10, 28, 13, minute)).toISOString();

/** A slide as its raw page, and as the feed has it. */
const raw = (talk: string, slide: number, fields: object = {}, notes = `Notes of slide ${slide}, as they were **built**.`) => {
  const pictures = picturesOf(talk, name(slide));
  const front = { title: `Slide ${slide}`, date: at(slide), type: "liveblog", talk, slide, assurance: 0.99, pictures, ...fields };
  const lines = Object.entries(front).map(([field, value]) => `${field}: ${JSON.stringify(value)}`);
  return { [`${talk}/${name(slide)}/index.md`]: `---\n${lines.join("\n")}\n---\n\n${notes}\n` };
};
const fed = (slide: number, more: Partial<FedItem> = {}): FedItem => ({
  entry: name(slide),
  slide,
  title: `Slide ${slide}`,
  time: at(slide),
  html: `<p>Notes of slide ${slide}, as they were <em>fed</em>.</p>`,
  assurance: 0.99,
  ...more,
});

/** A slide that was built with a doubt and a return. */
const builtTwo = fed(2, { assurance: 0.83, returned: [at(4)] });

const rawPages = {
  "open/talk.json": JSON.stringify({ ...talk, status: "open" }),
  ...raw("open", 1),
  ...raw("open", 2, { assurance: 0.83, returned: [at(4)] }),
  ...raw("open", 3, { title }, `# A heading\n\n${attack}\n`),
  "ended/talk.json": JSON.stringify({ ...talk, title: "An old talk", status: "ended" }),
  ...raw("ended", 1),
  "coming/talk.json": JSON.stringify({ ...talk, title: "A talk to come", status: "open" }),
};

let website: BuiltWebsite;
let site: LiveSite;
let browser: Browser;
let page: Page | undefined;
beforeAll(async () => {
  website = await websiteToBuild();
  await website.build(rawPages);
  browser = await launchChromium();
}, 10 * MINUTES);
afterAll(async () => {
  await browser?.close();
  await website?.remove();
});
beforeEach(async () => {
  site = await startLiveSite(website.public);
  feed([fed(3), builtTwo, fed(1)]);
});
afterEach(async () => {
  if (SCREENSHOTS) {
    const file = expect.getState().currentTestName?.replaceAll(/[^a-z]+/gi, "-");
    await page?.screenshot({ path: join(SCREENSHOTS, `${file}.png`), fullPage: true });
  }
  await page?.context().close();
  page = undefined;
  await site?.stop();
});

const feed = (items: readonly FedItem[], status: "open" | "ended" = "open") => {
  site.answer = { status, items: items.map((item) => ({ ...item, talk: "open" })) };
};

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  page = await context.newPage();
  await page.clock.setFixedTime(at(10));
  page.setDefaultTimeout(15_000);
  await page.goto(site.url + path);
  return page;
}
const openLive = async (path: string, options?: BrowserContextOptions) => {
  const opened = await open(path, options);
  await status(opened, "Live. New slides appear by themselves.");
  return opened;
};

const status = (page: Page, text: string) => page.locator(".talk-status", { hasText: text }).waitFor({ timeout: 20_000 });
const entries = (page: Page) => page.locator(".entries > li").evaluateAll((all) => all.map((entry) => entry.id));
const top = (page: Page, id: string) => page.locator(`#${id}`).evaluate((entry) => entry.getBoundingClientRect().top);
const text = async (page: Page, id: string) => lines(await page.locator(`#${id}`).innerText());
const lines = (text: string) => text.split(/\n+/);

it("shows new slides within two polls, without a reload and nothing twice", async () => {
  const page = await openLive("/live/open/");
  expect(await entries(page)).toEqual(["slide-003", "slide-002", "slide-001"]);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  feed([fed(5, { title: "A new one" }), fed(4), fed(3), builtTwo, fed(1)]);
  await page.locator("#slide-005").waitFor({ timeout: TWO_POLLS });
  expect(await entries(page)).toEqual(["slide-005", "slide-004", "slide-003", "slide-002", "slide-001"]);
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
  expect(await text(page, "slide-005")).toEqual(["14:05 UTC+1 · slide 5", "A new one", "Notes of slide 5, as they were fed."]);
  expect(await text(page, "slide-001")).toContain("Notes of slide 1, as they were built.");
  expect(await page.locator(".read-out").innerText()).toBe("2 new slides, the newest: A new one");
});

it("marks returns and moves times as the feed says, and tells of doubt", async () => {
  const page = await openLive("/live/open/");
  expect(await text(page, "slide-002")).toContain("14:02 UTC+1 · slide 2 · shown again at 14:04 · recognised with 83% certainty");
  feed([fed(3), fed(2, { assurance: 0.83, time: at(0), returned: [at(4), at(9)] }), fed(1)]);
  await page.locator("#slide-002", { hasText: "shown again at 14:04 and 14:09" }).waitFor({ timeout: TWO_POLLS });
  expect(await entries(page)).toEqual(["slide-003", "slide-001", "slide-002"]);
});

it("keeps what is read in its place on a phone, says what is new, and goes there", async () => {
  const page = await openLive("/live/open/", { viewport: PHONE, reducedMotion: "reduce" });
  await page.locator("#slide-002").evaluate((entry) => entry.scrollIntoView());
  const before = await top(page, "slide-002");

  feed([fed(5), fed(4), fed(3, { returned: [at(6), at(7), at(8)] }), builtTwo, fed(1)]);
  await page.getByRole("button", { name: "2 new slides" }).waitFor({ timeout: TWO_POLLS });
  expect(await top(page, "slide-002")).toBeCloseTo(before, 0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);

  await page.getByRole("button", { name: "2 new slides" }).click();
  await page.getByRole("button", { name: "2 new slides" }).waitFor({ state: "detached" });
  expect(await top(page, "slide-005")).toBeGreaterThanOrEqual(0);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Slide 5");
});

it("finds a slide that somebody was sent to, though it came after the build", async () => {
  feed([...[12, 11, 10, 9, 8, 7, 6, 5, 4].map((slide) => fed(slide)), fed(3), builtTwo, fed(1)]);
  const page = await openLive("/live/open/#slide-006", { reducedMotion: "reduce" });
  await page.waitForFunction(() => window.scrollY > 0);
  expect(Math.abs(await top(page, "slide-006"))).toBeLessThan(40);
});

it("asks only whether there is something new, and nothing while nobody looks", async () => {
  const page = await openLive("/live/open/");
  await page.waitForTimeout(4500);
  expect(site.asked.length).toBeGreaterThanOrEqual(2);
  expect(site.asked.slice(1)).toEqual(site.asked.slice(1).map(() => 304));

  await look(page, "hidden");
  const asked = site.asked.length;
  await page.waitForTimeout(4500);
  expect(site.asked.length).toBeLessThanOrEqual(asked + 1); // one may have been under way
  feed([fed(4), fed(3), builtTwo, fed(1)]);
  await look(page, "visible");
  await page.locator("#slide-004").waitFor({ timeout: 1500 });
});

const look = (page: Page, state: "hidden" | "visible") =>
  page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);

it.each([
  ["fails", () => ({ answer: { code: 500, body: "Internal Server Error" } })],
  ["is no feed", () => ({ answer: { code: 200, body: "<h1>There is no page here</h1>" } })],
  ["can't be reached", () => ({ unreachable: true })],
])("shows what was built while the feed %s, says so, and is live when it is back", async (_, broken) => {
  Object.assign(site, broken());
  const page = await open("/live/open/");
  await status(page, "Not live now");
  expect(await entries(page)).toEqual(["slide-003", "slide-002", "slide-001"]);

  site.unreachable = false;
  feed([fed(4), fed(3), builtTwo, fed(1)]);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await page.locator("#slide-004").waitFor({ timeout: TWO_POLLS });
  await status(page, "Live.");
});

it("asks no more once the talk has ended", async () => {
  const page = await openLive("/live/open/");
  feed([fed(4), fed(3), builtTwo, fed(1)], "ended");
  await status(page, "The talk has ended: 4 slides.");
  const asked = site.asked.length;
  await page.waitForTimeout(TWO_POLLS);
  expect(site.asked.length).toBe(asked);
});

it("never asks about a talk that had ended when the page was built", async () => {
  const page = await open("/live/ended/");
  await page.waitForTimeout(TWO_POLLS);
  expect(await page.locator(".talk-status").innerText()).toBe("The talk has ended: 1 slide.");
  expect(site.asked).toEqual([]);
});

it("waits for the first slide of a talk to come", async () => {
  feed([]);
  const page = await open("/live/coming/");
  await status(page, "Waiting for the first slide");
  feed([fed(1)]);
  await page.locator("#slide-001").waitFor({ timeout: TWO_POLLS });
  await status(page, "Live. New slides appear by themselves.");

  await page.clock.setFixedTime(at(180));
  await page.clock.fastForward(60_000); // and no timer twice: one after the other would give up the feed that is awaited
  await status(page, "No slide since 14:01 UTC+1.");
});

it("runs nothing of what titles and notes bring along, built or fed", async () => {
  const page = await openLive("/live/open/");
  feed([fed(4, { title, html: attack }), fed(3), builtTwo, fed(1)]);
  await page.locator("#slide-004").waitFor({ timeout: TWO_POLLS });
  for (const id of ["slide-003", "slide-004"]) {
    expect(await page.locator(`#${id} h2`).innerText()).toBe(title);
    await page.locator(`#${id} .prose`).getByText("link").click();
    await page.locator(`#${id} .prose p`, { hasText: /^text$/ }).dispatchEvent("pointerenter");
  }
  expect(await page.evaluate(() => (window as { attacked?: string }).attacked)).toBeUndefined();
  const [harmful, attributes] = await page
    .locator(".prose")
    .evaluateAll((all) => [
      all.flatMap((notes) =>
        [...notes.querySelectorAll("a, script, img, iframe, svg, style")].map((element) => element.outerHTML),
      ),
      all.flatMap((notes) => [...notes.querySelectorAll("*")].flatMap((element) => element.getAttributeNames())),
    ]);
  expect(harmful).toEqual([]);
  expect(attributes).toEqual([]);
});

it("shows what was built without JavaScript, and says how to see more", async () => {
  const page = await open("/live/open/", { javaScriptEnabled: false, viewport: PHONE });
  expect(await entries(page)).toEqual(["slide-003", "slide-002", "slide-001"]);
  expect(await page.locator(".talk-status").innerText()).toBe("As it was when this page was built. Reload it for newer slides.");
  expect(await page.locator("#slide-001 .prose").innerText()).toBe("Notes of slide 1, as they were built.");
  expect(site.asked).toEqual([]);
});

it("fetches pictures of the screen's size, when they come into sight, and moves nothing for them", async () => {
  const page = await openLive("/live/open/", { viewport: PHONE });
  const shifts = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().length)).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(0), 1000);
      }),
  );
  expect(shifts).toBe(0);
  const picture = page.locator("#slide-003 img");
  expect(await picture.evaluate((image) => (image as HTMLImageElement).currentSrc)).toMatch(/-small\.jpg$/);
  expect(await picture.getAttribute("loading")).toBe("lazy");
  const { width, height } = (await picture.boundingBox()) ?? { width: 0, height: 1 };
  expect(width / height).toBeCloseTo(16 / 9, 1);
});

it("lists each talk with how it stands, and on the home page the one that is on", async () => {
  const list = await open("/live/");
  await list.locator(".live-now").waitFor();
  expect((await list.locator(".talks li").allInnerTexts()).map(lines)).toEqual([
    ["A talk to come", "Not begun · 28 November 2026 · Ada"],
    ["A website that publishes itself", "Live now 3 entries · the last at 14:04 UTC+1 · Ada"],
    ["An old talk", "Ended · 28 November 2026 · 1 entry · Ada"],
  ]);
  await list.goto(site.url);
  expect(await list.locator(".talks li a").allInnerTexts()).toEqual(["A website that publishes itself"]);
});

it(
  "a talk that goes on changes its own page and the lists of talks, and no other page",
  async () => {
    const before = pagesIn(website.public);
    await website.build({
      ...rawPages,
      ...raw("open", 4),
      "open/talk.json": JSON.stringify({ ...talk, status: "ended" }),
    });
    const after = pagesIn(website.public);
    const changed = [...after].filter(([path, html]) => before.get(path) !== html).map(([path]) => path);
    expect(changed.sort()).toEqual(["index.html", "live/index.html", "live/open/index.html"]);
    expect(after.get("live/open/index.html")).toContain("The talk has ended: 4 slides.");
  },
  5 * MINUTES,
);

const pagesIn = (folder: string) =>
  new Map(
    globSync("**/*.html", { cwd: folder, exclude: ["page-data"] }).map((path) => [
      path,
      readFileSync(join(folder, path), "utf8"),
    ]),
  );

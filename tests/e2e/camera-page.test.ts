/// <reference lib="dom" />
/** The /camera page, built with the real Gatsby, in a real browser whose camera is a film of a room, until readers see the post. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { cameraAddress } from "../../website/src/camera/link.ts";
import { type BuiltWebsite, websiteToBuild } from "./support/built-website.ts";
import { launchChromium, PHONE } from "./support/chromium.ts";
import { type LiveSite, startLiveSite } from "./support/live-site.ts";
import { startStack, type TestStack } from "./support/stack.ts";
import { type Camera, drawDeck, entriesWhen, publishTalk } from "./support/test-talk.ts";

const MINUTES = 60_000;
const LAPTOP = { width: 1280, height: 800 };
/** Chromium plays such a film at 30 frames a second, again and again: each slide is shown for so long, in seconds. */
const SHOWN = 8;
/** Set SCREENSHOTS to a folder to look at what the tests saw. */
const SCREENSHOTS = process.env.SCREENSHOTS;

let folder: string;
let website: BuiltWebsite;
let stack: TestStack;
let site: LiveSite;
let camera: Camera;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lectern-film-"));
  const deck = await drawDeck("bullets", 3);
  const film = join(folder, "room.mjpeg");
  const frames = [await deck.photograph(1, "film"), await deck.photograph(2, "film")];
  writeFileSync(film, Buffer.concat(frames.flatMap((frame) => Array.from({ length: SHOWN * 30 }, () => frame))));
  website = await websiteToBuild();
  await website.build({});
  stack = await startStack();
  await stack.push({});
  camera = await publishTalk(stack, "a-talk", deck);
  site = await startLiveSite(website.public, stack.apiUrl);
  browser = await launchChromium(
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${film}`,
  );
}, 15 * MINUTES);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await stack?.stop();
  await website?.remove();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await page?.context().close();
});

const link = () => ({ talk: camera.talk, token: camera.token, url: `${camera.apiUrl}/talks/${camera.talk}/photos` });

async function open(viewport = PHONE, address = cameraAddress(site.url, link())): Promise<Page> {
  const context = await browser.newContext({ viewport, permissions: ["camera"] });
  page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  return page;
}
const shot = async (name: string) => {
  if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `camera-${name}.png`), fullPage: true });
};
const photographs = () => page.locator(".facts div", { hasText: "Photographs" }).locator("dd").innerText();
const numbers = async () => (await photographs()).match(/\d+/g)?.map(Number) ?? [];
async function until(what: () => Promise<boolean>, patience = 60_000): Promise<void> {
  for (const deadline = Date.now() + patience; !(await what()); await page.waitForTimeout(200))
    if (Date.now() > deadline) throw new Error(`it did not come to be: ${await page.locator("main").innerText()}`);
}

it("sends what the camera sees until readers see the posts, and shows what was recognised, and where", async () => {
  await open();
  await shot("phone-stopped");
  await page.getByLabel("A photograph every").selectOption("1 s");
  await page.getByRole("button", { name: "Start the camera" }).click();
  await page.locator(".recognised", { hasText: /^Slide [12], \d+ % certain/ }).waitFor({ timeout: 2 * MINUTES });
  await page.locator(".found.assured polygon").waitFor({ state: "attached" });
  await shot("phone-running");
  expect(await entriesWhen(stack.siteUrl, "a-talk", 2, 3 * MINUTES)).toEqual(expect.arrayContaining(["slide-001", "slide-002"]));
  const [taken = 0, sent = 0, waiting = 0] = await numbers();
  expect(taken).toBeGreaterThan(sent + waiting);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("button", { name: "Start the camera" }).waitFor();
});

it("keeps photographs while there is no network, also over a new start of the page, and sends them then", async () => {
  await open(LAPTOP);
  await page.route(`${camera.apiUrl}/**`, (route) => route.abort("internetdisconnected"));
  await page.getByLabel("A photograph every").selectOption("1 s");
  await page.getByRole("button", { name: "Start the camera" }).click();
  await until(async () => ((await numbers())[2] ?? 0) >= 2);
  await shot("laptop-waiting");
  expect((await numbers())[1]).toBe(0);
  await page.reload();
  await page.unroute(`${camera.apiUrl}/**`);
  await page.getByRole("button", { name: "Start the camera" }).click();
  await until(async () => ((await numbers())[1] ?? 0) >= 3 && (await numbers())[2] === 0);
});

it("sends a screen as well as a camera, and ends when the person no longer shares it", async () => {
  await open(LAPTOP);
  // What stands for the browser's own dialogue, in which nobody here could choose a screen.
  await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
    const draw = () => canvas.getContext("2d")?.fillRect(0, 0, 1280, 720);
    setInterval(draw, 200);
    const stream = canvas.captureStream(5);
    Object.assign(window, { stream });
    navigator.mediaDevices.getDisplayMedia = async () => stream;
  });
  await page.getByRole("button", { name: "Show a screen instead" }).click();
  await until(async () => ((await numbers())[1] ?? 0) >= 1);
  await page.evaluate(() => {
    for (const track of (window as unknown as { stream: MediaStream }).stream.getTracks())
      track.dispatchEvent(new Event("ended"));
  });
  await page.locator(".recognised", { hasText: "The picture ended." }).waitFor();
});

it("stops when the token is wrong, and says so", async () => {
  await open(LAPTOP, cameraAddress(site.url, { ...link(), token: "another" }));
  await page.getByRole("button", { name: "Start the camera" }).click();
  await page.locator(".recognised", { hasText: "The token is not taken" }).waitFor();
  await shot("laptop-refused");
});

it("says what to open it with when it was opened without a talk's link", async () => {
  await open(LAPTOP, `${site.url}/camera/`);
  await page.getByText("has to be opened with the talk’s link").waitFor();
  await shot("laptop-no-link");
});

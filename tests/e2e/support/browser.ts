/// <reference lib="dom" />
/** A real Chromium of a phone's size. */
import { join } from "node:path";
import { launchChromium, PHONE } from "./chromium.ts";

/** What a person would notice of a page. */
export interface PageRead {
  readonly title: string;
  /** Links to posts. */
  readonly posts: number;
  /** Whether one must scroll sideways. */
  readonly overflows: boolean;
  /** Errors in the console, failed requests, pictures that did not load. */
  readonly faults: readonly string[];
}

export interface Browser {
  read(url: string): Promise<PageRead>;
  close(): Promise<void>;
}

/** Set SCREENSHOTS to a folder to look at what the test saw. */
const SCREENSHOTS = process.env.SCREENSHOTS;

export async function launchBrowser(): Promise<Browser> {
  const browser = await launchChromium();
  return {
    async read(url) {
      const page = await browser.newPage({ viewport: PHONE });
      const faults: string[] = [];
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(String(error)));
      page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()} ${response.url()}`));
      await page.goto(url, { waitUntil: "networkidle" });
      const read = await page.evaluate(() => ({
        title: document.querySelector("h1")?.textContent ?? "",
        posts: new Set([...document.querySelectorAll('a[href*="/posts/"]')].map((link) => link.getAttribute("href"))).size,
        overflows: document.documentElement.scrollWidth > document.documentElement.clientWidth,
        broken: [...document.images].filter((image) => image.complete && image.naturalWidth === 0).map((image) => image.src),
      }));
      if (SCREENSHOTS)
        await page.screenshot({ path: join(SCREENSHOTS, `${new URL(url).pathname.replaceAll("/", "_")}.png`), fullPage: true });
      await page.close();
      const { broken, ...rest } = read;
      return { ...rest, faults: [...faults, ...broken.map((source) => `picture not shown: ${source}`)] };
    },
    close: () => browser.close(),
  };
}

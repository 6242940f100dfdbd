import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/** A phone's screen. */
export const PHONE = { width: 390, height: 844 };

/** Starts the Chromium that ships on npm, or the system's when there is one. @param more of its own switches */
export async function launchChromium(...more: string[]): Promise<Browser> {
  const system = "/usr/bin/chromium";
  const executablePath = existsSync(system) ? system : await chromium.executablePath();
  // Made for a Lambda's one page: with one process for everything, the second page dies.
  const forOnePage = ["--single-process", "--no-zygote"];
  const args = [...chromium.args.filter((arg) => !forOnePage.includes(arg)), "--disable-background-networking", ...more];
  return playwright.launch({ executablePath, args, headless: true });
}

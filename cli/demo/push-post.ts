import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DemoFailed } from "../errors.ts";
import { type Entered, explainEnd } from "../executions.ts";
import { git, PLAIN } from "../git.ts";
import { seconds } from "../progress.ts";
import type { Session } from "../session.ts";

/** A push of one post builds in well under a minute; this is for a machine with other things to do. */
const PATIENCE = 15 * 60_000;

const AUTHOR = ["-c", "user.name=Lectern demo", "-c", "user.email=demo@lectern.invalid"];

function post(title: string, time: Date): string {
  return `---
title: ${JSON.stringify(title)}
date: ${time.toISOString()}
tags: [demo]
description: This page was pushed by the demonstration, and published itself.
---

This page did not exist when the demonstration began. It was committed to a clone of the site's repository
and pushed; the push started a state machine, the state machine a build, and the build published what you read.
`;
}

/** Clones the repository, commits a post and pushes it. */
async function pushPost(
  { stack, progress }: Session,
  title: string,
  slug: string,
): Promise<{ commit: string; pushedAt: number }> {
  const clone = mkdtempSync(join(tmpdir(), "lectern-demo-"));
  try {
    await progress.step(`Cloning ${stack.cloneUrl}`, () =>
      git(clone, "clone", "--quiet", "--branch", stack.branch, stack.cloneUrl, "."),
    );
    mkdirSync(join(clone, "website/content/posts", slug), { recursive: true });
    writeFileSync(join(clone, "website/content/posts", slug, "index.md"), post(title, new Date()));
    await git(clone, "add", "website/content/posts");
    await git(clone, ...PLAIN, ...AUTHOR, "commit", "--quiet", "-m", `Add a post: ${title}`);
    const commit = await git(clone, "rev-parse", "HEAD");
    const pushedAt = Date.now();
    await progress.step(`git push: "${title}"`, () => git(clone, ...PLAIN, "push", "--quiet", "origin", stack.branch));
    return { commit, pushedAt };
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}

/** Reads the page as a reader would. @throws DemoFailed */
async function readPage(url: string, title: string): Promise<void> {
  const response = await fetch(url);
  const html = await response.text();
  if (response.status !== 200 || !html.includes(title))
    throw new DemoFailed(`${url} answered ${response.status}, without the new post's title.`);
}

/** `WhatChanged 0.8 s, BuildSite 0.4 s, …`: how long the machine spent in each state, loops added up. */
function timesOf(entered: Entered, end: number): string {
  const times = new Map<string, number>();
  for (const [index, { state, time }] of entered.entries()) {
    times.set(state, (times.get(state) ?? 0) + ((entered[index + 1]?.time ?? end) - time));
  }
  return [...times].map(([state, time]) => `${state} ${seconds(time)}`).join(", ");
}

/** Pushes a post and follows it until it is served. Gives the line of figures. @throws DemoFailed */
export async function pushAPost(session: Session, stopped: AbortSignal): Promise<string> {
  const time = new Date();
  const slug = `pushed-${time.toISOString().replace(/\D/g, "").slice(0, 14)}`;
  const title = `Pushed at ${time.toISOString().slice(11, 19)} UTC`;
  const url = `${session.stack.siteUrl}/posts/${slug}/`;
  const { commit, pushedAt } = await pushPost(session, title, slug);
  const ended = await session.progress.step(`From the push to ${url}`, async () => {
    const end = await session.executions.endOf(commit, PATIENCE, stopped);
    if (end.status !== "SUCCEEDED") throw new DemoFailed(`The push was not published: ${explainEnd(end)}`);
    await readPage(url, title);
    return end;
  });
  const served = Date.now();
  const states = timesOf(session.executions.statesOf(ended.executionArn), served);
  return `pushed and served in ${seconds(served - pushedAt)}: ${states}; ${url}`;
}

import type { Context } from "aws-lambda";
import { blobIdOf, getCommit, getDifferences } from "../aws/codecommit.ts";
import { hasImage } from "../aws/ecr.ts";
import { required } from "../environment.ts";
import { logOf } from "../log.ts";
import { describeChanges } from "../rules/changes.ts";
import { contentTag, IMAGE_FILES } from "../rules/image.ts";
import type { SiteBuilderInput, SiteBuilderState } from "../rules/site-builder-state.ts";

/** The tag of the image that the commit needs. */
async function contentTagAt(repository: string, commitId: string): Promise<string> {
  const blobIds = await Promise.all(IMAGE_FILES.map(async (file) => [file, await blobIdOf(repository, commitId, file)] as const));
  return contentTag(new Map(blobIds));
}

/**
 * WhatChanged: what did the commit change, and does the registry lack the image it needs? It asks the
 * registry, not only the diff, so that an image build that failed yesterday is not forgotten today.
 */
export async function handler(state: SiteBuilderInput, context: Context): Promise<SiteBuilderState> {
  const { repository, commitId } = state;
  const { parents, message: commitMessage } = await getCommit(repository, commitId);
  const message = describeChanges(await getDifferences(repository, parents[0], commitId));
  const summary = commitMessage.split("\n")[0] ?? "";
  logOf(state, context).info(message, { summary });
  if (required("SITE_IMAGE") === "standard") return { ...state, summary, message, hasDocker: false };
  const tag = await contentTagAt(repository, commitId);
  const hasDocker = !(await hasImage(required("IMAGE_REPOSITORY"), tag));
  return { ...state, summary, message, contentTag: tag, hasDocker };
}

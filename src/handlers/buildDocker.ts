import type { Context } from "aws-lambda";
import { startBuild } from "../aws/codebuild.ts";
import { required } from "../environment.ts";
import { MalformedInput } from "../errors.ts";
import { logOf } from "../log.ts";
import { waitSeconds } from "../rules/polling.ts";
import type { SiteBuilderState } from "../rules/site-builder-state.ts";

/** BuildDocker: starts the image's build, or starts it again after CodeBuild's own fault. Asked twice, it starts one build. */
export async function handler(state: SiteBuilderState, context: Context): Promise<SiteBuilderState> {
  const { commitId, contentTag, execution } = state;
  if (!contentTag) throw new MalformedInput("BuildDocker needs the contentTag that WhatChanged found.");
  const containerRebuilt = state.containerBuildFaulted === true;
  const containerBuildId = await startBuild({
    projectName: required("IMAGE_PROJECT"),
    commitId,
    // Not the execution alone: that is the token of the site's build, and a token may not change its project.
    idempotencyToken: `${execution}-image${containerRebuilt ? "-again" : ""}`,
    environment: { CONTENT_TAG: contentTag },
  });
  logOf(state, context).info("Started the image's build", { containerBuildId, contentTag });
  const message = "The container is being built";
  return {
    ...state,
    containerBuildId,
    containerBuildDone: false,
    containerBuildFaulted: false,
    containerRebuilt,
    message,
    askedAt: new Date().toISOString(),
    waitSeconds: waitSeconds(0),
  };
}

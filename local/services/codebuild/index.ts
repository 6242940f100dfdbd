/** CodeBuild: runs buildspecs on this machine. */
import type { Cloud, Service } from "../../contracts.ts";
import { createBuildStore } from "./builds/build-store.ts";
import { createRunningBuilds } from "./builds/running-builds.ts";
import { batchGetBuilds } from "./operations/batch-get-builds.ts";
import { batchGetProjects } from "./operations/batch-get-projects.ts";
import { listBuilds } from "./operations/list-builds.ts";
import { listBuildsForProject } from "./operations/list-builds-for-project.ts";
import { listProjects } from "./operations/list-projects.ts";
import { startBuild } from "./operations/start-build.ts";
import { stopBuild } from "./operations/stop-build.ts";
import { projectResource } from "./project-resource.ts";
import { createProjects } from "./projects.ts";
import { findContainerEngine } from "./runner/container-engine.ts";
import type { FindEngine } from "./runner/provision.ts";

export function createCodeBuild(cloud: Cloud, findEngine: FindEngine = findContainerEngine): Service {
  const projects = createProjects(cloud);
  const store = createBuildStore(cloud);
  const running = createRunningBuilds({ cloud, projects, store, findEngine });
  return {
    signingName: "codebuild",
    wire: {
      protocol: "json-1.1",
      operations: {
        BatchGetBuilds: batchGetBuilds(projects, store),
        BatchGetProjects: batchGetProjects(projects),
        ListBuilds: listBuilds(store),
        ListBuildsForProject: listBuildsForProject(projects, store),
        ListProjects: listProjects(projects),
        StartBuild: startBuild({ projects, store, running }),
        StopBuild: stopBuild(projects, store, running),
      },
    },
    resourceTypes: [projectResource(projects)],
    start: () => running.takeUp(),
    stop: () => running.stopAll(),
  };
}

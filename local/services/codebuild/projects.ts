/** Build projects, as the template describes them. */
import type { Cloud } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import type { ProjectCache, ProjectEnvironment, ProjectSource } from "./builds/build.ts";

export type ProjectArtifacts =
  | { readonly type: "NO_ARTIFACTS" }
  | {
      readonly type: "S3";
      /** The bucket. */
      readonly location: string;
      readonly path?: string;
      readonly namespaceType: "BUILD_ID" | "NONE";
      readonly name?: string;
      readonly packaging: "NONE" | "ZIP";
      readonly encryptionDisabled: boolean;
      readonly overrideArtifactName: boolean;
    };

export interface CloudWatchLogsConfig {
  readonly status: "DISABLED" | "ENABLED";
  readonly groupName?: string;
  readonly streamName?: string;
}

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Project.html */
export interface Project {
  readonly name: string;
  readonly description?: string;
  readonly serviceRole: string;
  readonly source: ProjectSource;
  readonly sourceVersion?: string;
  readonly artifacts: ProjectArtifacts;
  readonly cache: ProjectCache;
  readonly environment: ProjectEnvironment;
  readonly timeoutInMinutes: number;
  readonly queuedTimeoutInMinutes: number;
  readonly concurrentBuildLimit?: number;
  readonly cloudWatchLogs: CloudWatchLogsConfig;
  readonly encryptionKey: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** Seconds since the epoch; a project is as old as the process, for the template makes it at each start. */
  readonly created: number;
}

export interface Projects {
  put(project: Project): void;
  find(name: string): Project | undefined;
  /** @throws AwsError ResourceNotFoundException */
  get(name: string): Project;
  list(): Project[];
  arn(name: string): string;
}

/** The projects of this run: each start makes them anew from the template. */
export function createProjects(cloud: Cloud): Projects {
  const projects = new Map<string, Project>();
  const arn = (name: string) => `arn:aws:codebuild:${cloud.region}:${cloud.accountId}:project/${name}`;
  return {
    put: (project) => {
      projects.set(project.name, project);
    },
    find: (name) => projects.get(name),
    get(name) {
      const project = projects.get(name);
      if (project === undefined) throw new AwsError("ResourceNotFoundException", `Project cannot be found: ${arn(name)}`);
      return project;
    },
    list: () => [...projects.values()],
    arn,
  };
}

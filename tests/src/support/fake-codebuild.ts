/** CodeBuild's StartBuild and BatchGetBuilds: builds that end when the test says so. */
import { setImmediate } from "node:timers/promises";
import {
  BatchGetBuildsCommand,
  type Build,
  CodeBuildClient,
  InvalidInputException,
  StartBuildCommand,
  type StartBuildCommandInput,
} from "@aws-sdk/client-codebuild";
import { mockClient } from "aws-sdk-client-mock";

export interface FakeCodeBuild {
  /** The builds that were started, in order. */
  readonly builds: (Build & { readonly order: StartBuildCommandInput })[];
  /** Every call of StartBuild, also those that a token made start nothing. */
  starts(): number;
  /** Ends the build that runs. */
  end(buildStatus: string, changes?: Partial<Build>): void;
  /** Makes StartBuild throw. */
  refuse(error: Error): void;
}

/** CodeBuild, the same for every client in this process. */
export function fakeCodeBuild(): FakeCodeBuild {
  const client = mockClient(CodeBuildClient);
  let refusal: Error | undefined;
  const fake: FakeCodeBuild = {
    builds: [],
    starts: () => client.commandCalls(StartBuildCommand).length,
    end: (buildStatus, changes = {}) => {
      for (const build of fake.builds) {
        if (build.buildStatus === "IN_PROGRESS") Object.assign(build, { buildStatus, endTime: new Date(), ...changes });
      }
    },
    refuse: (error) => {
      refusal = error;
    },
  };
  beforeEach(() => {
    client.reset();
    fake.builds.length = 0;
    refusal = undefined;
    client.on(StartBuildCommand).callsFake(async (order: StartBuildCommandInput) => {
      await setImmediate();
      if (refusal) throw refusal;
      const same = fake.builds.find((build) => build.order.idempotencyToken === order.idempotencyToken);
      if (same && JSON.stringify(same.order) !== JSON.stringify(order))
        throw new InvalidInputException({ message: "The token was used with other parameters", $metadata: {} });
      if (same) return { build: same };
      const id = `${order.projectName}:${fake.builds.length + 1}`;
      const logs = { groupName: `/aws/codebuild/${order.projectName}`, streamName: String(fake.builds.length + 1) };
      const build = { id, buildStatus: "IN_PROGRESS", startTime: new Date(), logs, order } as const;
      fake.builds.push(build);
      return { build };
    });
    client.on(BatchGetBuildsCommand).callsFake(async ({ ids }: { ids: string[] }) => {
      await setImmediate();
      const builds = fake.builds.filter(({ id }) => ids.includes(id ?? ""));
      return { builds, buildsNotFound: ids.filter((id) => !builds.some((build) => build.id === id)) };
    });
  });
  return fake;
}

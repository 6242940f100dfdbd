import { z } from "zod";
import type { Call, Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import type { BuildStore } from "../builds/build-store.ts";
import type { RunningBuilds } from "../builds/running-builds.ts";
import type { Projects } from "../projects.ts";
import { parseInput } from "./parse-input.ts";

const input = z.strictObject({ id: z.string().min(1) });
type Input = z.infer<typeof input>;

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StopBuild.html: answers when the build has stopped. */
export function stopBuild(projects: Projects, store: BuildStore, running: RunningBuilds): Operation<Input> {
  return {
    action: "codebuild:StopBuild",
    resource: ({ id }) => projects.arn(id?.split(":")[0] ?? ""),
    async run({ input: given }: Call<Input>, cloud) {
      const { id } = parseInput(input, given);
      const record = store.get(id);
      if (record === undefined) {
        throw new AwsError(
          "ResourceNotFoundException",
          `Build cannot be found: arn:aws:codebuild:${cloud.region}:${cloud.accountId}:build/${id}`,
        );
      }
      await running.stop(id);
      return { build: record.build };
    },
  };
}

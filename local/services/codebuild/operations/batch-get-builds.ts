import { z } from "zod";
import type { Call, Operation } from "../../../contracts.ts";
import type { Build } from "../builds/build.ts";
import type { BuildStore } from "../builds/build-store.ts";
import type { Projects } from "../projects.ts";
import { parseInput } from "./parse-input.ts";

const input = z.strictObject({ ids: z.array(z.string()).min(1).max(100) });
type Input = z.infer<typeof input>;

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetBuilds.html: takes ids and ARNs. */
export function batchGetBuilds(projects: Projects, store: BuildStore): Operation<Input> {
  const projectArn = (id: string) => projects.arn(idOf(id).split(":")[0] ?? "");
  return {
    action: "codebuild:BatchGetBuilds",
    resource: ({ ids }) => projectArn(ids?.[0] ?? ""),
    run({ input: given, principal }: Call<Input>, cloud) {
      const { ids } = parseInput(input, given);
      for (const resource of new Set(ids.map(projectArn))) {
        cloud.iam.authorize({ principal, action: "codebuild:BatchGetBuilds", resource });
      }
      const builds: Build[] = [];
      const buildsNotFound: string[] = [];
      for (const id of ids) {
        const record = store.get(idOf(id));
        if (record === undefined) buildsNotFound.push(id);
        else builds.push(record.build);
      }
      return { builds, buildsNotFound };
    },
  };
}

function idOf(idOrArn: string): string {
  return idOrArn.replace(/^arn:[^/]*:build\//, "");
}

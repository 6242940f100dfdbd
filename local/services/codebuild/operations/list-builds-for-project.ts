import { z } from "zod";
import type { Call, Operation } from "../../../contracts.ts";
import type { BuildStore } from "../builds/build-store.ts";
import type { Projects } from "../projects.ts";
import { page } from "./page.ts";
import { parseInput } from "./parse-input.ts";

const input = z.strictObject({
  projectName: z.string().min(1),
  sortOrder: z.enum(["ASCENDING", "DESCENDING"]).optional(),
  nextToken: z.string().optional(),
});
type Input = z.infer<typeof input>;

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ListBuildsForProject.html: the newest first by default. */
export function listBuildsForProject(projects: Projects, store: BuildStore): Operation<Input> {
  return {
    action: "codebuild:ListBuildsForProject",
    resource: ({ projectName }) => projects.arn(projectName),
    run({ input: given }: Call<Input>) {
      const { projectName, sortOrder, nextToken } = parseInput(input, given);
      projects.get(projectName);
      const ids = store.ofProject(projectName).map(({ build }) => build.id);
      const { items, ...next } = page(sortOrder === "ASCENDING" ? ids : ids.reverse(), nextToken);
      return { ids: items, ...next };
    },
  };
}

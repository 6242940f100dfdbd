import { z } from "zod";
import type { Call, Operation } from "../../../contracts.ts";
import type { Projects } from "../projects.ts";
import { page } from "./page.ts";
import { parseInput } from "./parse-input.ts";

const input = z.strictObject({
  sortBy: z.enum(["CREATED_TIME", "LAST_MODIFIED_TIME", "NAME"]).optional(),
  sortOrder: z.enum(["ASCENDING", "DESCENDING"]).optional(),
  nextToken: z.string().optional(),
});
type Input = z.infer<typeof input>;

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ListProjects.html */
export function listProjects(projects: Projects): Operation<Input> {
  return {
    action: "codebuild:ListProjects",
    resource: () => "*",
    run({ input: given }: Call<Input>) {
      const { sortBy, sortOrder, nextToken } = parseInput(input, given);
      const names = projects.list().map(({ name }) => name);
      if (sortBy === undefined || sortBy === "NAME") names.sort();
      const { items, ...next } = page(sortOrder === "DESCENDING" ? names.reverse() : names, nextToken);
      return { projects: items, ...next };
    },
  };
}

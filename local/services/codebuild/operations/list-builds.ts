import { z } from "zod";
import type { Call, Operation } from "../../../contracts.ts";
import type { BuildStore } from "../builds/build-store.ts";
import { page } from "./page.ts";
import { parseInput } from "./parse-input.ts";

const input = z.strictObject({ sortOrder: z.enum(["ASCENDING", "DESCENDING"]).optional(), nextToken: z.string().optional() });
type Input = z.infer<typeof input>;

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ListBuilds.html */
export function listBuilds(store: BuildStore): Operation<Input> {
  return {
    action: "codebuild:ListBuilds",
    resource: () => "*",
    run({ input: given }: Call<Input>) {
      const { sortOrder, nextToken } = parseInput(input, given);
      const ids = store.list().map(({ id }) => id);
      const { items, ...next } = page(sortOrder === "ASCENDING" ? ids : ids.reverse(), nextToken);
      return { ids: items, ...next };
    },
  };
}

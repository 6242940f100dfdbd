import { z } from "zod";
import type { Call, Operation } from "../../../contracts.ts";
import type { Projects } from "../projects.ts";
import { parseInput } from "./parse-input.ts";
import { projectAnswer } from "./project-answer.ts";

const input = z.strictObject({ names: z.array(z.string()).min(1).max(100) });
type Input = z.infer<typeof input>;

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetProjects.html: takes names and ARNs. */
export function batchGetProjects(projects: Projects): Operation<Input> {
  const arn = (name: string) => projects.arn(nameOf(name));
  return {
    action: "codebuild:BatchGetProjects",
    resource: ({ names }) => arn(names?.[0] ?? ""),
    run({ input: given, principal }: Call<Input>, cloud) {
      const { names } = parseInput(input, given);
      for (const resource of new Set(names.map(arn))) {
        cloud.iam.authorize({ principal, action: "codebuild:BatchGetProjects", resource });
      }
      return {
        projects: names
          .flatMap((name) => projects.find(nameOf(name)) ?? [])
          .map((project) => projectAnswer(project, arn(project.name))),
        projectsNotFound: names.filter((name) => projects.find(nameOf(name)) === undefined),
      };
    },
  };
}

function nameOf(nameOrArn: string): string {
  return nameOrArn.replace(/^arn:[^/]*:project\//, "");
}

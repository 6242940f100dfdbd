import type { Rule } from "../finding.ts";
import { at, isNode, ofType } from "../template.ts";

/** What a source, an artifact or a cache of each kind needs besides its kind (CreateProject). */
const NEEDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Source: {
    CODECOMMIT: ["Location"],
    GITHUB: ["Location"],
    GITHUB_ENTERPRISE: ["Location"],
    GITLAB: ["Location"],
    BITBUCKET: ["Location"],
    S3: ["Location"],
    NO_SOURCE: ["BuildSpec"],
  },
  Artifacts: { S3: ["Location"] },
  Cache: { S3: ["Location"] },
};

/** A project says where its source, its artifacts and its cache are. */
export const projects: Rule = {
  name: "projects",
  *check({ template }) {
    for (const [id, { Properties }] of ofType(template, "AWS::CodeBuild::Project"))
      for (const [part, kinds] of Object.entries(NEEDS)) {
        const value = at(Properties, part);
        for (const name of isNode(value) ? (kinds[String(value.Type)] ?? []) : [])
          if (at(value, name) === undefined)
            yield { id, path: `Properties.${part}`, text: `${at(value, "Type")} needs ${name}: add it.` };
      }
  },
};

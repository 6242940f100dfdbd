/** What rules are given, and what they say. */
import type { Specification } from "./specification.ts";
import type { Template } from "./template.ts";

export interface Subject {
  readonly template: Template;
  readonly specification: Specification;
  /** The stage that the template was packaged for: what tells two stacks in one account apart. */
  readonly stage: string;
}

/** One thing that is wrong. */
export interface Problem {
  /** The logical id, or the section when it is of no resource. */
  readonly id: string;
  /** Where in the resource, its keys and indices joined by points: `Properties.Rules.0.Id`; empty for the whole. */
  readonly path: string;
  /** What is wrong and what to do about it, a sentence or two. */
  readonly text: string;
}

export interface Finding extends Problem {
  readonly rule: string;
}

export interface Rule {
  /** As in messages and exceptions: kebab-case, as its file. */
  readonly name: string;
  check(subject: Subject): Iterable<Problem>;
}

/** `SiteBucket Properties.BucketNam (known-properties): …` */
export const told = ({ id, path, rule, text }: Finding): string => `${path ? `${id} ${path}` : id} (${rule}): ${text}`;

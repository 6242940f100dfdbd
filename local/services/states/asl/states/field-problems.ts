/** What the fields that several state types share can hold that is not run here. */
import type { Catcher } from "../catch.ts";
import type { Json } from "../json.ts";
import { definiteSteps, pathProblem } from "../paths.ts";
import { resultPathProblem } from "../result-path.ts";
import type { Retrier } from "../retry.ts";
import { templateProblems } from "../template.ts";

export interface SharedFields {
  readonly InputPath?: string | null | undefined;
  readonly OutputPath?: string | null | undefined;
  readonly ResultPath?: string | null | undefined;
  readonly Parameters?: Json | undefined;
  readonly ResultSelector?: Json | undefined;
  readonly Retry?: readonly Retrier[] | undefined;
  readonly Catch?: readonly Catcher[] | undefined;
}

/** The problems of every shared field that a state has. */
export function sharedFieldProblems(state: SharedFields): string[] {
  return [
    ...pathProblems("InputPath", state.InputPath),
    ...pathProblems("OutputPath", state.OutputPath),
    ...resultPathProblems("ResultPath", state.ResultPath),
    ...templateProblems(state.Parameters ?? {}).map((problem) => `Parameters: ${problem}`),
    ...templateProblems(state.ResultSelector ?? {}).map((problem) => `ResultSelector: ${problem}`),
    ...handlerProblems("Retry", state.Retry ?? []),
    ...handlerProblems("Catch", state.Catch ?? []),
    ...(state.Catch ?? []).flatMap((handler) => resultPathProblems("Catch: ResultPath", handler.ResultPath)),
  ];
}

/** A field that holds any path. */
export function pathProblems(field: string, path: string | null | undefined): string[] {
  if (typeof path !== "string") return [];
  if (path.startsWith("States.")) return [`${field}: an intrinsic function (${path}) can't stand here, but a path`];
  const problem = pathProblem(path);
  return problem ? [`${field}: the path ${problem}`] : [];
}

/** A field that holds a path to one value. */
export function referencePathProblems(field: string, path: string | undefined): string[] {
  const problems = pathProblems(field, path);
  if (problems.length > 0 || path === undefined || definiteSteps(path)) return problems;
  return [`${field}: the path '${path}' must lead to one value`];
}

function resultPathProblems(field: string, path: string | null | undefined): string[] {
  const problem = typeof path === "string" ? resultPathProblem(path) : undefined;
  return problem ? [`${field}: the path ${problem}`] : [];
}

/** The specification: States.ALL appears alone, and in the last Retrier or Catcher. */
function handlerProblems(field: string, handlers: readonly { readonly ErrorEquals: readonly string[] }[]): string[] {
  return handlers.flatMap(({ ErrorEquals }, index) => {
    if (!ErrorEquals.includes("States.ALL")) return [];
    return ErrorEquals.length === 1 && index === handlers.length - 1 ? [] : [`${field}: States.ALL stands alone and last`];
  });
}

/** The stage of a request: named by its path's first segment, or else `$default`, at the root. */

export function selectStage<Stage>(
  stages: ReadonlyMap<string, Stage>,
  path: string,
): { readonly stage: Stage; readonly path: string } | undefined {
  const [, first = ""] = path.split("/", 2);
  const named = stages.get(first);
  if (named !== undefined && first !== "$default") return { stage: named, path: path.slice(first.length + 1) || "/" };
  const root = stages.get("$default");
  return root === undefined ? undefined : { stage: root, path };
}

/** In which order resources are created. */
import { InvalidTemplate } from "../errors.ts";

/**
 * Each after everything it depends on, otherwise as the template lists them.
 * @throws InvalidTemplate that names a circle from end to end
 */
export function creationOrder(dependencies: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const order: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];

  function visit(logicalId: string): void {
    if (done.has(logicalId)) return;
    const start = path.indexOf(logicalId);
    if (start >= 0)
      throw new InvalidTemplate(`Circular dependency between resources: ${[...path.slice(start), logicalId].join(" → ")}`);
    path.push(logicalId);
    for (const dependency of dependencies.get(logicalId) ?? []) visit(dependency);
    path.pop();
    done.add(logicalId);
    order.push(logicalId);
  }

  for (const logicalId of dependencies.keys()) visit(logicalId);
  return order;
}

import type { RawRequest, RawResponse } from "../../../contracts.ts";
import { configurationOf } from "./configuration-of.ts";
import { json, type LambdaState } from "./operation.ts";

/** ListFunctions, by name, in pages of `MaxItems` (50 unless asked otherwise); the marker is the last name of a page. */
export function listFunctions(request: RawRequest, _name: string, { cloud, functions }: LambdaState): RawResponse {
  cloud.iam.authorize({ principal: request.principal, action: "lambda:ListFunctions", resource: "*" });
  const marker = request.query.get("Marker") ?? "";
  const size = Math.min(Math.max(Number(request.query.get("MaxItems") ?? 50), 1), 50);
  const after = functions.all().filter(({ name }) => name > marker);
  const page = after.slice(0, size);
  const more = after.length > page.length ? { NextMarker: page.at(-1)?.name } : {};
  return json(200, { Functions: page.map(configurationOf), ...more });
}

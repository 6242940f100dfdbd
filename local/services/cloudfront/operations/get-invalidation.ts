import type { RawRequest, RawResponse } from "../../../contracts.ts";
import { invalidationXml } from "./invalidation-xml.ts";
import { authorize, type Context, xml } from "./operation.ts";

/** GetInvalidation. */
export function getInvalidation(
  request: RawRequest,
  [id = "", invalidationId = ""]: readonly string[],
  context: Context,
): RawResponse {
  authorize(request, "GetInvalidation", id, context);
  return xml(200, "Invalidation", invalidationXml(context.invalidations.get(id, invalidationId), "Completed"));
}

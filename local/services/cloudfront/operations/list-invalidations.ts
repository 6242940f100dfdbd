import type { RawRequest, RawResponse } from "../../../contracts.ts";
import { authorize, type Context, xml } from "./operation.ts";

/** ListInvalidations, the latest first, all on one page. */
export function listInvalidations(request: RawRequest, [id = ""]: readonly string[], context: Context): RawResponse {
  authorize(request, "ListInvalidations", id, context);
  const all = context.invalidations.list(id);
  return xml(200, "InvalidationList", {
    Marker: "",
    MaxItems: Math.max(100, all.length),
    IsTruncated: false,
    Quantity: all.length,
    Items: { InvalidationSummary: all.map(({ id, createTime }) => ({ Id: id, CreateTime: createTime, Status: "Completed" })) },
  });
}

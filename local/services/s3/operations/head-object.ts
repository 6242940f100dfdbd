/** HeadObject */
import type { RawResponse } from "../../../contracts.ts";
import type { S3Context, S3Request } from "../context.ts";
import { answerObject } from "./read-object.ts";

export function headObject(request: S3Request, context: S3Context): RawResponse {
  const { status, headers } = answerObject(request, context);
  return { status, headers };
}

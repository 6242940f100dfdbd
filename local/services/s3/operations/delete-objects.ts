/** DeleteObjects: up to 1,000 keys, each allowed or refused by itself. */
import { text } from "node:stream/consumers";
import { z } from "zod";
import type { RawResponse } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { authorizeObject } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { removeObject } from "../notifications/remove-object.ts";
import { malformedXml, notImplemented } from "../rules/errors.ts";
import { parseXml, type XmlFields, xmlDocument } from "../rules/xml.ts";
import { xmlResponse } from "../rules/xml-response.ts";

const maximumKeys = 1000;
const deletion = z.object({
  Object: z
    .array(z.looseObject({ Key: z.string().min(1) }))
    .min(1)
    .max(maximumKeys),
  Quiet: z.stringbool().optional(),
});

export async function deleteObjects(request: S3Request, context: S3Context): Promise<RawResponse> {
  const bucket = context.buckets.get(request.bucket);
  const asked = deletion.safeParse(parseXml(await text(request.body), "Delete"));
  if (!asked.success) throw malformedXml();

  const deleted: XmlFields[] = [];
  const errors: XmlFields[] = [];
  for (const { Key, ...options } of asked.data.Object) {
    const [option] = Object.keys(options).filter((name) => name !== "#text");
    if (option !== undefined) throw notImplemented(`${option} in DeleteObjects`);
    try {
      authorizeObject(context, request.principal, "s3:DeleteObject", bucket.name, Key);
      removeObject(context, bucket, Key, request);
      deleted.push({ Key });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      errors.push({ Key, Code: error.code, Message: error.message });
    }
  }
  return xmlResponse(xmlDocument("DeleteResult", { Deleted: asked.data.Quiet ? [] : deleted, Error: errors }));
}

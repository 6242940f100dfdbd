import { text } from "node:stream/consumers";
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";
import type { RawRequest, RawResponse } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { invalidationXml } from "./invalidation-xml.ts";
import { authorize, type Context, xml } from "./operation.ts";

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === "Path" });
const document = z.object({
  InvalidationBatch: z.object({
    CallerReference: z.string().min(1),
    Paths: z.object({ Quantity: z.coerce.number(), Items: z.object({ Path: z.array(z.string()) }) }),
  }),
});

/** CreateInvalidation. */
export async function createInvalidation(
  request: RawRequest,
  [id = ""]: readonly string[],
  context: Context,
): Promise<RawResponse> {
  authorize(request, "CreateInvalidation", id, context);
  const { CallerReference, Paths } = parse(await text(request.body));
  if (Paths.Quantity !== Paths.Items.Path.length) {
    throw new AwsError("InconsistentQuantities", "The value of Quantity and the size of Items don't match.");
  }
  const invalidation = context.invalidations.create(id, CallerReference, Paths.Items.Path);
  const location = `${context.cloud.endpoint}/2020-05-31/distribution/${id}/invalidation/${invalidation.id}`;
  return xml(201, "Invalidation", invalidationXml(invalidation, "InProgress"), { location });
}

function parse(body: string): z.infer<typeof document>["InvalidationBatch"] {
  try {
    return document.parse(parser.parse(body)).InvalidationBatch;
  } catch {
    throw new AwsError(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  }
}

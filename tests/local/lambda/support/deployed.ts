/** Deploys functions from source text, as a template with a zip would. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import type { Cloud, CreatedResource, Service } from "../../../../local/contracts.ts";

/** Applies one resource as the template's loader does. */
export async function applyResource(
  service: Service,
  cloud: Cloud,
  type: string,
  properties: unknown,
  logicalId = "Thing",
): Promise<CreatedResource> {
  const found = service.resourceTypes.find((candidate) => candidate.type === type);
  if (!found) throw new Error(`No resource type ${type}`);
  const resource = { logicalId, properties: found.properties.parse(properties), generatedName: `test-${logicalId}-1a2b3c` };
  return found.apply(resource, cloud);
}

/** Writes a zip of `files` among the assets; returns its key. */
export function asset(cloud: Cloud, name: string, files: Record<string, string>): string {
  const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  writeFileSync(join(cloud.assetsFolder, `${name}.zip`), zipSync(Object.fromEntries(entries)));
  return `serverless/test/${name}.zip`;
}

/** Deploys a function whose `index.mjs` is `source`, or which consists of the given files. */
export async function deployFunction(
  service: Service,
  cloud: Cloud,
  name: string,
  source: string | Record<string, string>,
  properties: Record<string, unknown> = {},
): Promise<string> {
  const S3Key = asset(cloud, name, typeof source === "string" ? { "index.mjs": source } : source);
  const { attributes } = await applyResource(service, cloud, "AWS::Lambda::Function", {
    FunctionName: name,
    Handler: "index.handler",
    Runtime: "nodejs24.x",
    Role: `arn:aws:iam::000000000000:role/${name}`,
    Code: { S3Bucket: "deployments", S3Key },
    ...properties,
  });
  return attributes.Arn ?? "";
}

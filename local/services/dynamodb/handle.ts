/** One request to DynamoDB. */
import { statfsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import type { Cloud, RawRequest, RawResponse } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import { isOperation, type OperationName, type Touched, touchedBy } from "./accesses.ts";
import type { Engine } from "./engine/engine.ts";
import { syncLog } from "./engine/sync-log.ts";
import { listTables } from "./list-tables.ts";
import { refuseUnknownParameters } from "./parameters.ts";

const targetPrefix = "DynamoDB_20120810.";

export interface DynamodbContext {
  readonly cloud: Cloud;
  readonly engine: Engine;
  /** Names of the tables that the template has. */
  readonly tables: Set<string>;
}

/** @throws UnknownOperationException, SerializationException, ValidationException, AccessDenied, ResourceNotFoundException */
export async function handle(request: RawRequest, context: DynamodbContext): Promise<RawResponse> {
  const { cloud, engine, tables } = context;
  const target = request.headers["x-amz-target"] ?? "";
  const operation = target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : "";
  const body = await text(request.body);
  const authorize = (resource: string) =>
    cloud.iam.authorize({ principal: request.principal, action: `dynamodb:${operation}`, resource });

  if (operation === "ListTables") {
    authorize("*");
    return jsonAnswer(listTables(parse(body), tables));
  }
  if (!isOperation(operation)) {
    throw new AwsError("UnknownOperationException", `This local DynamoDB does not run the operation '${operation || target}'`);
  }
  const input = parse(body);
  for (const touched of touchedBy(operation, input)) {
    authorize(arnOf(touched, cloud));
    if (!tables.has(touched.table)) {
      throw new AwsError("ResourceNotFoundException", notFound(operation, touched.table));
    }
  }
  refuseUnknownParameters(operation, input);
  if (!writes.has(operation)) return engine.send(operation, body);
  requireSpace(cloud);
  const answer = await engine.send(operation, body);
  await syncLog(join(cloud.stateFolder("dynamodb"), "level"));
  return answer;
}

const writes: ReadonlySet<OperationName> = new Set(["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"]);

/** What LevelDB may want at once for a write and its own housekeeping, in bytes. */
const SPACE_FOR_A_WRITE = 16 * 1024 * 1024;

/** On a full disk dynalite throws where nobody can catch it (its thread ends then), and LevelDB takes no more writes until it is opened anew. */
function requireSpace(cloud: Cloud): void {
  const { bavail, bsize } = statfsSync(cloud.stateFolder("dynamodb"));
  if (bavail * bsize < SPACE_FOR_A_WRITE)
    throw new AwsError("InternalServerError", "The disk is full. Free some space and ask again.", 500);
}

/** Only DescribeTable and its like name the table. */
const notFound = (operation: OperationName, table: string) =>
  `Requested resource not found${operation.startsWith("Describe") ? `: Table: ${table} not found` : ""}`;

/** The ARN of a table or an index. */
export function arnOf({ table, index }: Touched, { region, accountId }: Cloud): string {
  const arn = `arn:aws:dynamodb:${region}:${accountId}:table/${table}`;
  return index === undefined ? arn : `${arn}/index/${index}`;
}

function parse(body: string): Record<string, unknown> {
  try {
    const input: unknown = JSON.parse(body);
    if (typeof input === "object" && input !== null && !Array.isArray(input)) return input as Record<string, unknown>;
  } catch {
    // Answered below, as any other body that is no JSON object.
  }
  throw new AwsError("SerializationException", "The request's body is not a JSON object");
}

function jsonAnswer(output: unknown): RawResponse {
  const body = JSON.stringify(output);
  return {
    status: 200,
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-crc32": String(crc32(body)) },
    body,
  };
}

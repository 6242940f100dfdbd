/** AWS::DynamoDB::Table */
import { z } from "zod";
import type { ResourceType } from "../../contracts.ts";
import { InvalidTemplate } from "../../errors.ts";
import type { EngineAnswer } from "./engine/engine.ts";
import { arnOf, type DynamodbContext } from "./handle.ts";

/** CloudFormation passes booleans and numbers as text too. */
const flag = z.union([z.boolean(), z.stringbool({ truthy: ["true"], falsy: ["false"] })]);
const units = z.coerce.number().int().positive();

const throughput = z.strictObject({ ReadCapacityUnits: units, WriteCapacityUnits: units });
const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }));
const projection = z.strictObject({
  ProjectionType: z.enum(["ALL", "KEYS_ONLY", "INCLUDE"]),
  NonKeyAttributes: z.array(z.string()).optional(),
});
const index = z.strictObject({ IndexName: z.string(), KeySchema: keySchema, Projection: projection });

const properties = z.strictObject({
  TableName: z
    .string()
    .regex(/^[a-zA-Z0-9_.-]{3,255}$/)
    .optional(),
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(["S", "N", "B"]) })),
  KeySchema: keySchema,
  BillingMode: z.enum(["PAY_PER_REQUEST", "PROVISIONED"]).default("PROVISIONED"),
  /** Kept, and described to clients; nothing is throttled here. */
  ProvisionedThroughput: throughput.optional(),
  GlobalSecondaryIndexes: z.array(index.extend({ ProvisionedThroughput: throughput.optional() })).optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
  /** AWS's own key: no client sees it. A key of one's own asks for permissions on it, so it is refused. */
  SSESpecification: z.strictObject({ SSEEnabled: flag }).optional(),
  /** There are no backups here to restore from, and no operation that would. */
  PointInTimeRecoverySpecification: z.strictObject({ PointInTimeRecoveryEnabled: flag }).optional(),
  /** No client can delete a table here, whatever this says. */
  DeletionProtectionEnabled: flag.optional(),
  /** Tags change nothing locally. */
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
});
type TableProperties = z.infer<typeof properties>;

export function tableType(context: DynamodbContext): ResourceType<TableProperties> {
  return {
    type: "AWS::DynamoDB::Table",
    properties,
    async apply({ properties: asked, generatedName, logicalId }, cloud) {
      const name = asked.TableName ?? generatedName;
      const existing = await describe(context, name);
      if (existing === undefined) await create(context, name, asked, logicalId);
      else refuseChange(existing, asked, name, logicalId);
      context.tables.add(name);
      return { ref: name, attributes: { Arn: arnOf({ table: name }, cloud) } };
    },
  };
}

const indexes = z.array(z.object({ IndexName: z.string(), KeySchema: keySchema, Projection: projection })).optional();
const described = z.object({
  TableStatus: z.string(),
  AttributeDefinitions: properties.shape.AttributeDefinitions,
  KeySchema: keySchema,
  GlobalSecondaryIndexes: indexes,
  LocalSecondaryIndexes: indexes,
});
type Described = z.infer<typeof described>;

/** The table as it is; undefined when there is none. */
async function describe({ engine }: DynamodbContext, name: string): Promise<Described | undefined> {
  const answer = await engine.send("DescribeTable", JSON.stringify({ TableName: name }));
  const body = JSON.parse(answer.body.toString());
  return answer.status === 200 ? described.parse(body.Table) : undefined;
}

async function create(context: DynamodbContext, name: string, asked: TableProperties, logicalId: string): Promise<void> {
  const { AttributeDefinitions, KeySchema, BillingMode, ProvisionedThroughput } = asked;
  const answer = await context.engine.send(
    "CreateTable",
    JSON.stringify({
      TableName: name,
      AttributeDefinitions,
      KeySchema,
      BillingMode,
      ProvisionedThroughput,
      GlobalSecondaryIndexes: asked.GlobalSecondaryIndexes,
      LocalSecondaryIndexes: asked.LocalSecondaryIndexes,
    }),
  );
  if (answer.status !== 200) throw new InvalidTemplate(`${logicalId}: ${errorMessage(answer)}`);
  // ACTIVE follows CREATING in the next turn of the event loop.
  while ((await describe(context, name))?.TableStatus !== "ACTIVE") await new Promise(setImmediate);
}

function errorMessage({ body }: EngineAnswer): string {
  const { message, Message, __type } = JSON.parse(body.toString());
  return message ?? Message ?? __type;
}

/** @throws InvalidTemplate when keys or indexes are not what the table on disk has: dynalite can't change them */
function refuseChange(existing: Described, asked: TableProperties, name: string, logicalId: string): void {
  const changed = Object.entries(shape(asked)).find(([part, value]) => value !== shape(existing)[part]);
  if (changed === undefined) return;
  throw new InvalidTemplate(
    `${logicalId}: ${changed[0]} of table '${name}' differs from the table on disk, which can't be changed in place. Name the table anew, or remove the state of this cloud.`,
  );
}

/** What of a table can't change, each part as comparable text. */
function shape(table: Omit<Described, "TableStatus"> | TableProperties): Record<string, string> {
  const indexText = (list: Described["GlobalSecondaryIndexes"]) =>
    JSON.stringify(
      (list ?? [])
        .map(({ IndexName, KeySchema, Projection }) => [IndexName, keyText(KeySchema), projectionText(Projection)])
        .sort(([a], [b]) => String(a).localeCompare(String(b))),
    );
  return {
    KeySchema: keyText(table.KeySchema),
    AttributeDefinitions: JSON.stringify(table.AttributeDefinitions.map((a) => `${a.AttributeName} ${a.AttributeType}`).sort()),
    GlobalSecondaryIndexes: indexText(table.GlobalSecondaryIndexes),
    LocalSecondaryIndexes: indexText(table.LocalSecondaryIndexes),
  };
}

const keyText = (keys: Described["KeySchema"]) => keys.map((key) => `${key.KeyType} ${key.AttributeName}`).join(", ");
const projectionText = ({ ProjectionType, NonKeyAttributes = [] }: z.infer<typeof projection>) =>
  [ProjectionType, ...NonKeyAttributes.toSorted()].join(" ");

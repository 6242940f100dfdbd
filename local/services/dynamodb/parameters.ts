/** dynalite drops parameters that it does not know; a client must hear of them instead. */
import { types as batchGetItem } from "dynalite/validations/batchGetItem.js";
import { types as batchWriteItem } from "dynalite/validations/batchWriteItem.js";
import { types as deleteItem } from "dynalite/validations/deleteItem.js";
import { types as describeTable } from "dynalite/validations/describeTable.js";
import { types as describeTimeToLive } from "dynalite/validations/describeTimeToLive.js";
import { types as getItem } from "dynalite/validations/getItem.js";
import { types as putItem } from "dynalite/validations/putItem.js";
import { types as query } from "dynalite/validations/query.js";
import { types as scan } from "dynalite/validations/scan.js";
import { types as updateItem } from "dynalite/validations/updateItem.js";
import { AwsError } from "../../errors.ts";
import type { OperationName } from "./accesses.ts";

const known: Readonly<Record<OperationName, Readonly<Record<string, unknown>>>> = {
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  DeleteItem: deleteItem,
  DescribeTable: describeTable,
  DescribeTimeToLive: describeTimeToLive,
  GetItem: getItem,
  PutItem: putItem,
  Query: query,
  Scan: scan,
  UpdateItem: updateItem,
};

/** What `engine/teach-dynalite.ts` adds. */
const taught = (operation: OperationName, name: string) =>
  name === "ReturnValuesOnConditionCheckFailure" && ["DeleteItem", "PutItem", "UpdateItem"].includes(operation);

/** @throws ValidationException that names the parameter */
export function refuseUnknownParameters(operation: OperationName, input: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(input)) {
    if (value === null || name in known[operation] || taught(operation, name)) continue;
    throw new AwsError("ValidationException", `${operation}: this local DynamoDB does not support the parameter ${name}`);
  }
}

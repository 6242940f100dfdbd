/**
 * Puts right what dynalite 4 gets wrong in conditions and filters, at the functions that its operations call: it takes
 * lists and maps for never equal, missing attributes for equal, and an empty string for one without a size; it fails on an
 * ordering of missing ones; and it does not know `ReturnValuesOnConditionCheckFailure`.
 */
import database, { type ConditionFailure, type OperationData, type QueryResult } from "dynalite/db/index.js";
import { types as deleteItem } from "dynalite/validations/deleteItem.js";
import { types as putItem } from "dynalite/validations/putItem.js";
import { types as updateItem } from "dynalite/validations/updateItem.js";
import type { Item } from "../expressions/attribute-value.ts";
import { holds } from "../expressions/evaluate.ts";

/** Once for a process or a worker: dynalite's modules are shared by all of its servers. */
export function teachDynalite(): void {
  const checkLegacyCondition = database.checkConditional;
  database.checkConditional = (data, existing) => {
    const failure = check(data, existing, checkLegacyCondition);
    if (failure && existing && data.ReturnValuesOnConditionCheckFailure === "ALL_OLD") failure.body.Item = existing;
    return failure;
  };

  const queryTable = database.queryTable;
  database.queryTable = (store, table, data, options, isLocal, fetches, startKeyNames, callback) => {
    const filter = data._filter?.expression;
    if (filter === undefined) return queryTable(store, table, data, options, isLocal, fetches, startKeyNames, callback);
    const { _filter, _projection: projection, Select: select, ...unfiltered } = data;
    queryTable(store, table, unfiltered, options, isLocal, fetches, startKeyNames, (error, result) => {
      if (error || !result) return callback(error);
      const items = (result.Items ?? []).filter((item) => holds(filter, item));
      callback(null, { ...withoutItems(result), ...shown(items, select, projection?.paths) });
    });
  };

  const type = { type: "String", enum: ["ALL_OLD", "NONE"] };
  for (const types of [deleteItem, putItem, updateItem]) types.ReturnValuesOnConditionCheckFailure = type;
}

function check(
  data: OperationData,
  existing: Item | undefined,
  legacy: typeof database.checkConditional,
): ConditionFailure | null | undefined {
  if (data._condition === undefined) return legacy(data, existing);
  if (holds(data._condition.expression, existing ?? {})) return null;
  // A condition that nothing fulfils makes dynalite's own error.
  return legacy({ Expected: { a: { ComparisonOperator: "NOT_NULL" } } }, {});
}

function shown(items: readonly Item[], select: unknown, paths: readonly unknown[] | undefined): Partial<QueryResult> {
  if (select === "COUNT") return { Count: items.length };
  return { Count: items.length, Items: paths === undefined ? items : items.map((item) => database.mapPaths(paths, item)) };
}

const withoutItems = ({ Items: _, ...rest }: QueryResult): QueryResult => rest;

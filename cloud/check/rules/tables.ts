import type { Rule } from "../finding.ts";
import { at, ofType } from "../template.ts";

/** A table's keys are of attributes that it defines, and it defines no other; DynamoDB refuses either. */
export const tables: Rule = {
  name: "tables",
  *check({ template }) {
    for (const [id, { Properties }] of ofType(template, "AWS::DynamoDB::Table")) {
      const indexes = [at(Properties, "GlobalSecondaryIndexes") ?? [], at(Properties, "LocalSecondaryIndexes") ?? []].flat();
      const keys = namesOf([at(Properties, "KeySchema"), ...indexes.map((index) => at(index, "KeySchema"))]);
      const defined = namesOf([at(Properties, "AttributeDefinitions")]);
      for (const name of keys.filter((one) => !defined.includes(one)))
        yield { id, path: "Properties.AttributeDefinitions", text: `the key ${name} is not defined: add it.` };
      for (const name of defined.filter((one) => !keys.includes(one)))
        yield { id, path: "Properties.AttributeDefinitions", text: `${name} is no part of a key: take it out.` };
      const types = [at(Properties, "KeySchema")].flat().map((key) => at(key, "KeyType"));
      if (types[0] !== "HASH" || types.length > 2 || (types.length === 2 && types[1] !== "RANGE"))
        yield { id, path: "Properties.KeySchema", text: "a key is one HASH, and perhaps one RANGE after it." };
      if (at(Properties, "BillingMode") === "PAY_PER_REQUEST" && at(Properties, "ProvisionedThroughput") !== undefined)
        yield { id, path: "Properties.ProvisionedThroughput", text: "is not for a table that is paid by the request." };
    }
  },
};

const namesOf = (lists: readonly unknown[]): unknown[] =>
  lists.flatMap((list) => (Array.isArray(list) ? list.map((entry) => at(entry, "AttributeName")) : []));

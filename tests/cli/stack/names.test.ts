import { namesOf } from "../../../cli/stack/names.ts";
import { serverless } from "../../cloud/support.ts";

/** What CloudFormation, or the framework, puts in. */
const variable = (name: string): string => `\${${name}}`;
const { custom } = serverless;
/** A name of serverless.yml with the framework's variables put in, as far as it is known here. */
const put = (name: unknown): string =>
  String(name).replace(variable("self:custom.name"), String(custom.name)).replace(variable("self:service"), "lectern");

test("tables, buckets and functions are named as serverless.yml names them", () => {
  const names = namesOf(variable("sls:stage"), variable("AWS::AccountId"), variable("AWS::Region"));
  for (const [table, name] of Object.entries(names.tables)) expect([table, put(custom[`${table}Table`])]).toEqual([table, name]);
  const buckets = custom.buckets as Record<string, { "Fn::Sub": string }>;
  for (const [bucket, name] of Object.entries(names.buckets))
    expect([bucket, put(buckets[bucket]?.["Fn::Sub"])]).toEqual([bucket, name]);
  for (const [key, name] of Object.entries(names.functions)) {
    expect(Object.keys(serverless.functions)).toContain(key);
    expect(name).toBe(`lectern-${variable("sls:stage")}-${key}`); // the framework's own: service, stage, function
  }
});

import { startTestCloud } from "../support/test-cloud.ts";
import { posts } from "./support.ts";

const boot = async (more: object) => {
  const Posts = { ...posts, Properties: { ...posts.Properties, ...more } };
  const cloud = await startTestCloud({ resources: { Posts } });
  await cloud.stop();
  return cloud.created.Posts;
};

it("takes properties that change nothing here, and numbers as text", async () => {
  const throughput = { ReadCapacityUnits: "1", WriteCapacityUnits: 1 };
  const [index] = posts.Properties.GlobalSecondaryIndexes;
  await boot({
    BillingMode: "PROVISIONED",
    ProvisionedThroughput: throughput,
    GlobalSecondaryIndexes: [{ ...index, ProvisionedThroughput: throughput }],
    SSESpecification: { SSEEnabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: "true" },
    DeletionProtectionEnabled: true,
    Tags: [{ Key: "a", Value: "b" }],
  });
});

it("names a table itself", async () => {
  expect((await boot({ TableName: undefined }))?.ref).toMatch(/^test-Posts-/);
});

it.each([
  [{ TimeToLiveSpecification: { AttributeName: "a", Enabled: true } }, "TimeToLiveSpecification"],
  [{ StreamSpecification: { StreamViewType: "KEYS_ONLY" } }, "StreamSpecification"],
  [{ TableName: "a" }, "TableName"],
  [{ KeySchema: [{ AttributeName: "unknown", KeyType: "HASH" }] }, "not defined in AttributeDefinitions"],
])("refuses %j", async (properties, named) => {
  await expect(boot(properties)).rejects.toThrow(named);
});

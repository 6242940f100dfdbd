/** What every part of the system's definition has to keep to, whoever adds to it. */
import { existsSync, readdirSync } from "node:fs";
import {
  cloudFiles,
  objectsIn,
  type Resource,
  resolved,
  resources,
  type Statement,
  serverless,
  sourcesOf,
  textOf,
} from "./support.ts";

const root = new URL("../../", import.meta.url);
const STAGE = /\$\{sls:stage\}/;
const functions = Object.entries(serverless.functions);
const ofType = (type: string): [string, Resource][] => Object.entries(resources).filter(([, { Type }]) => Type === type);
const actionsOf = ({ Action }: Statement): readonly string[] => [Action].flat();

/** Every statement of the functions' and the builds' roles and of the resources' policies, with where it stands. */
const statements: [string, Statement][] = [
  ...functions.flatMap(([name, { iamRoleStatements = [] }]) => iamRoleStatements.map((one): [string, Statement] => [name, one])),
  ...Object.entries(resources).flatMap(([id, resource]) =>
    [...objectsIn(resource)]
      .filter((node) => "Effect" in node && "Action" in node)
      .map((node) => [id, node] as unknown as [string, Statement]),
  ),
];

it("sees the definition at all", () => {
  expect(functions.length).toBeGreaterThan(6);
  expect(statements.length).toBeGreaterThan(15);
  expect(ofType("AWS::S3::Bucket").length).toBeGreaterThan(2);
});

describe("functions", () => {
  it.each(functions)("%s has a role of its own that allows something", (_name, { iamRoleStatements }) => {
    expect(iamRoleStatements?.length).toBeGreaterThan(0);
  });

  it.each(functions)("%s is the handler of a file of its name", (name, { handler }) => {
    expect(handler).toMatch(new RegExp(`^(src|liveblogger)/handlers/${name}\\.handler$`));
    expect(existsSync(new URL(handler.replace(/\.handler$/, ".ts"), root))).toBe(true);
  });

  it.each(["src", "liveblogger"])("are all the files in %s/handlers", (folder) => {
    const files = readdirSync(new URL(`${folder}/handlers/`, root)).filter((file) => file.endsWith(".ts"));
    const names = functions.filter(([, { handler }]) => handler.startsWith(`${folder}/`)).map(([name]) => `${name}.ts`);
    expect(names.toSorted()).toEqual(files.toSorted());
  });

  it.each(functions)("%s is given every variable it asks for", (_name, { handler, environment = {} }) => {
    const given = { ...(environment as object), ...(serverless.provider.environment as object) };
    const asked = [...sourcesOf(handler.replace(/\.handler$/, ".ts")).values()].flatMap((source) =>
      [...source.matchAll(/required\("(\w+)"\)/g)].map(([, variable]) => variable),
    );
    expect(Object.keys(given)).toEqual(expect.arrayContaining(asked));
  });
});

/** What AWS knows no resource of: a registry's token, a picture that is in the call itself. */
const ON_NOTHING = ["ecr:GetAuthorizationToken", "rekognition:DetectText"];

describe("permissions", () => {
  it.each(statements)("of %s name every action: %j", (_where, statement) => {
    for (const action of actionsOf(statement)) expect(action).toMatch(/^[a-z0-9-]+:\w+$/);
  });

  it.each(statements.filter(([, { Resource }]) => Resource !== undefined))(
    "of %s name their resources: %j",
    (_where, statement) => {
      const everything = [statement.Resource].flat().includes("*");
      expect(everything).toBe(actionsOf(statement).some((action) => ON_NOTHING.includes(action)));
      if (everything) expect(actionsOf(statement)).toHaveLength(1);
    },
  );

  it.each(statements.filter(([where]) => where.endsWith("Policy")))(
    "of %s say to whom, and on whose behalf: %j",
    (_where, statement) => {
      expect(statement).toMatchObject({ Principal: { Service: expect.stringMatching(/^\w+\.amazonaws\.com$/) } });
      if (statement.Effect === "Allow") expect(JSON.stringify(statement)).toContain("aws:SourceArn");
    },
  );
});

describe("buckets", () => {
  it.each(ofType("AWS::S3::Bucket"))("%s is private, owned, encrypted, and says what becomes of it", (_id, bucket) => {
    expect(bucket.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      BucketEncryption: expect.anything(),
    });
    expect(bucket).toMatchObject({ DeletionPolicy: "RetainExceptOnCreate", UpdateReplacePolicy: "Retain" });
    expect(bucket.Properties).not.toHaveProperty("AccessControl");
  });

  it.each(ofType("AWS::S3::Bucket"))("%s has the account and the region in its name, which is global", (_id, { Properties }) => {
    expect(resolved(Properties?.BucketName)).toMatch(/\$\{AWS::AccountId\}-\$\{AWS::Region\}/);
  });
});

describe("names", () => {
  const NAME =
    /^(BucketName|TableName|TopicName|RoleName|RepositoryName|LogGroupName|QueueName|FunctionName|AlarmName|DashboardName|Name)$/;
  const named = Object.entries(resources).flatMap(([id, { Type, Properties = {} }]) => {
    const levels = Type.startsWith("AWS::CloudFront::") ? [...objectsIn(Properties)] : [Properties];
    return levels.flatMap((level) =>
      Object.entries(level)
        .filter(([key, value]) => NAME.test(key) && typeof value !== "object")
        .map(([key, value]): [string, string, unknown] => [id, key, value]),
    );
  });

  it.each(named)("%s has the stage in its %s: %s", (_id, _key, value) => {
    expect(resolved(value)).toMatch(STAGE);
  });

  it.each(Object.entries(serverless.stepFunctions.stateMachines))("the machine %s has the stage in its name", (_id, { name }) => {
    expect(resolved(name)).toMatch(STAGE);
  });
});

it("includes every file of cloud/", () => {
  const included = serverless.resources.map((entry) => /^\$\{file\(cloud\/(.+)\)\}$/.exec(entry)?.[1]);
  expect(included.toSorted()).toEqual(cloudFiles.toSorted());
});

it("keeps the name of everything once", () => {
  const ids = cloudFiles.flatMap((file) => [...textOf(`cloud/${file}`).matchAll(/^ {2}(\w+):$/gm)].map(([, id]) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

it("has machines whose definitions exist", () => {
  for (const { definition } of Object.values(serverless.stepFunctions.stateMachines)) {
    const file = /^\$\{file\((.+)\)\}$/.exec(definition)?.[1];
    expect(existsSync(new URL(file ?? "missing", root))).toBe(true);
  }
});

describe("a name of its own", () => {
  it.each([
    ["https://talks.example.org", "talks.example.org"],
    ["https://talks.example.org/", "talks.example.org"],
    ["", ""], // AWS refuses a template that selects what is not there, even where the condition is false
  ])("is the host of %j", (siteUrl, host) => {
    const [{ "Fn::Select": selected } = {}] = [...objectsIn(resources.Distribution)].filter((node) => "Fn::Select" in node);
    const [index, split] = selected as [number, { "Fn::Split": [string, string] }];
    const [separator, text] = split["Fn::Split"];
    expect(text.replace(/\$\{param:siteUrl\}/, siteUrl).split(separator)[index]).toBe(host);
  });
});

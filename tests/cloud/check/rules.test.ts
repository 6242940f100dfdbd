/** Each rule: what it says of a template that is wrong in one way. */
import { checkTemplate } from "../../../cloud/check/check-template.ts";
import { told } from "../../../cloud/check/finding.ts";
import { RULES } from "../../../cloud/check/rules/all.ts";
import { readSpecification } from "../../../cloud/check/specification.ts";
import { NotATemplate, readTemplate, type Template } from "../../../cloud/check/template.ts";

const specification = readSpecification();
// biome-ignore lint/suspicious/noExplicitAny: tests change a template everywhere
type Any = any;

const SITE = "site-dev-{a}-{r}";
const sub = (text: string) => ({
  "Fn::Sub": text.replace("{a}", "$" + "{AWS::AccountId}").replace("{r}", "$" + "{AWS::Region}"),
});
const MACHINE = {
  StartAt: "Ask",
  TimeoutSeconds: 60,
  States: {
    Ask: {
      Type: "Task",
      Resource: "$" + "{asked}",
      TimeoutSeconds: 30,
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Lost" }],
      End: true,
    },
    Lost: { Type: "Fail" },
  },
};

/** With nothing wrong. */
const sound = (): Any => ({
  Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
  Resources: {
    Bucket: {
      Type: "AWS::S3::Bucket",
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: {
        BucketName: sub(SITE),
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: "true",
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        LifecycleConfiguration: { Rules: [{ Status: "Enabled", ExpirationInDays: 3 }] },
      },
    },
    Table: {
      Type: "AWS::DynamoDB::Table",
      DeletionPolicy: "RetainExceptOnCreate",
      UpdateReplacePolicy: "Retain",
      Properties: {
        TableName: "site-dev-talks",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "talk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "talk", KeyType: "HASH" }],
      },
    },
    Role: {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
        },
        Policies: [
          {
            PolicyName: "read",
            PolicyDocument: {
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Action: "dynamodb:GetItem", Resource: { "Fn::GetAtt": ["Table", "Arn"] } }],
            },
          },
        ],
      },
    },
    Function: {
      Type: "AWS::Lambda::Function",
      DependsOn: ["Logs"],
      Properties: {
        FunctionName: "site-dev-ask",
        Role: { "Fn::GetAtt": ["Role", "Arn"] },
        Runtime: "nodejs24.x",
        Handler: "ask.handler",
        MemorySize: 256,
        Timeout: 30,
        Code: { S3Bucket: "packages", S3Key: "ask.zip" },
        Environment: { Variables: { BUCKET: { Ref: "Bucket" }, ANY_NAME: "x" } },
      },
    },
    Logs: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "/aws/lambda/site-dev-ask", RetentionInDays: 30 } },
    Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: "site-dev-told", KmsMasterKeyId: "alias/aws/sns" } },
    Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: "site-dev-lost", SqsManagedSseEnabled: true } },
    Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "site-dev", ProtocolType: "HTTP" } },
    Stage: {
      Type: "AWS::ApiGatewayV2::Stage",
      Properties: {
        ApiId: { Ref: "Api" },
        StageName: "$default",
        DefaultRouteSettings: { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
      },
    },
    Project: {
      Type: "AWS::CodeBuild::Project",
      Properties: {
        Name: "site-dev-build",
        ServiceRole: { "Fn::GetAtt": "Role.Arn" },
        Source: { Type: "CODECOMMIT", Location: "https://…", BuildSpec: "build.yml" },
        Artifacts: { Type: "NO_ARTIFACTS" },
        Environment: { Type: "LINUX_CONTAINER", ComputeType: "BUILD_GENERAL1_SMALL", Image: "aws/codebuild/standard:7.0" },
        TimeoutInMinutes: 30,
        QueuedTimeoutInMinutes: 30,
        LogsConfig: { CloudWatchLogs: { Status: "ENABLED", GroupName: { Ref: "Logs" } } },
      },
    },
    Distribution: {
      Type: "AWS::CloudFront::Distribution",
      Properties: {
        DistributionConfig: {
          Enabled: true,
          Origins: [{ Id: "site", DomainName: { "Fn::GetAtt": ["Bucket", "RegionalDomainName"] }, S3OriginConfig: {} }],
          DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: "x" },
        },
      },
    },
    Machine: {
      Type: "AWS::StepFunctions::StateMachine",
      Properties: {
        StateMachineName: "site-dev-machine",
        RoleArn: { "Fn::GetAtt": ["Role", "Arn"] },
        DefinitionString: { "Fn::Sub": [JSON.stringify(MACHINE), { asked: { "Fn::GetAtt": ["Function", "Arn"] } }] },
      },
    },
  },
  Outputs: { Site: { Value: { "Fn::If": ["Never", "x", { Ref: "Bucket" }] } } },
});

const findings = (change: (template: Any) => void): string[] => {
  const template = sound();
  change(template);
  return checkTemplate({ template: template as Template, specification, stage: "dev" }, []).map(told);
};
const machine = (change: (definition: Any) => void) => (template: Any) => {
  const definition = structuredClone(MACHINE);
  change(definition);
  template.Resources.Machine.Properties.DefinitionString["Fn::Sub"][0] = JSON.stringify(definition);
};
const of = (id: string, change: (properties: Any, resource: Any) => void) => (template: Any) =>
  change(template.Resources[id].Properties, template.Resources[id]);

it("has nothing to say of a sound template", () => {
  expect(findings(() => {})).toEqual([]);
});

const CASES: [rule: string, what: string, change: (template: Any) => void, said: string][] = [
  [
    "limits",
    "501 resources",
    ({ Resources }) => {
      for (let i = 0; i < 501; i++) Resources[`Q${i}`] = Resources.Queue;
    },
    "CloudFormation takes 500",
  ],
  [
    "limits",
    "another section",
    (template) => {
      template.Resource = {};
    },
    "Resource (limits): CloudFormation has no such section.",
  ],
  [
    "limits",
    "another attribute",
    of("Bucket", (_, bucket) => {
      bucket.DependOn = "Logs";
    }),
    "Bucket DependOn (limits)",
  ],
  [
    "limits",
    "another policy",
    of("Bucket", (_, bucket) => {
      bucket.UpdateReplacePolicy = "RetainExceptOnCreate";
    }),
    "is none of Delete, Retain, Snapshot",
  ],
  [
    "limits",
    "a dash in a name",
    ({ Resources }) => {
      Resources["a-b"] = Resources.Queue;
    },
    "Resources.a-b (limits)",
  ],
  [
    "resource-types",
    "a misspelt type",
    of("Logs", (_, logs) => {
      logs.Type = "AWS::Logs::LogGroop";
    }),
    "AWS has no resource type AWS::Logs::LogGroop",
  ],
  [
    "known-properties",
    "a misspelt property",
    of("Bucket", (bucket) => {
      bucket.BucketNam = "x";
    }),
    "Bucket Properties.BucketNam (known-properties): AWS::S3::Bucket has no such property here; did you mean BucketName?",
  ],
  [
    "known-properties",
    "one further down",
    of("Table", (table) => {
      table.KeySchema[0].Keytype = "HASH";
    }),
    "Table Properties.KeySchema.0.Keytype (known-properties)",
  ],
  [
    "required-properties",
    "no role",
    of("Function", (properties) => {
      delete properties.Role;
    }),
    "Function Properties (required-properties): AWS::Lambda::Function needs Role here",
  ],
  [
    "required-properties",
    "no role but AWS::NoValue",
    of("Function", (properties) => {
      properties.Role = { Ref: "AWS::NoValue" };
    }),
    "needs Role here",
  ],
  [
    "required-properties",
    "none that only the service needs",
    of("Function", (properties) => {
      delete properties.Handler;
    }),
    "needs Handler (or PackageType), whatever the specification says",
  ],
  [
    "types",
    "a text for a list",
    of("Table", (table) => {
      table.AttributeDefinitions = "talk";
    }),
    "Table Properties.AttributeDefinitions (types): expected a list",
  ],
  [
    "types",
    "a word for a number",
    of("Function", (properties) => {
      properties.Timeout = "long";
    }),
    'expected a integer, found "long"',
  ],
  [
    "types",
    "a word for a truth value, inside Fn::If",
    of("Queue", (queue) => {
      queue.FifoQueue = { "Fn::If": ["Never", "yes", true] };
    }),
    "Queue Properties.FifoQueue.Fn::If.1 (types)",
  ],
  [
    "types",
    "a text that a function gives for an object",
    of("Function", (properties) => {
      properties.Code = { "Fn::Sub": "x" };
    }),
    "Function Properties.Code (types): expected an object",
  ],
  [
    "values",
    "none of the specification's",
    of("Logs", (logs) => {
      logs.RetentionInDays = 31;
    }),
    "31 is none of 1, 3, 5",
  ],
  [
    "values",
    "none of the documented",
    of("Function", (properties) => {
      properties.Runtime = "nodejs20.x";
    }),
    '"nodejs20.x" is none of nodejs22.x, nodejs24.x',
  ],
  [
    "values",
    "out of range",
    of("Function", (properties) => {
      properties.MemorySize = 64;
    }),
    "64 is not from 128 to 10240",
  ],
  [
    "intrinsics",
    "a function that is none",
    ({ Outputs }) => {
      Outputs.Site.Value = { "Fn::Concat": [] };
    },
    "Outputs.Site Value (intrinsics): CloudFormation has no function Fn::Concat",
  ],
  [
    "intrinsics",
    "two sides of Fn::If",
    ({ Outputs }) => {
      Outputs.Site.Value["Fn::If"].pop();
    },
    "Fn::If takes [condition, value, value]",
  ],
  [
    "intrinsics",
    "a function with company",
    of("Function", ({ Environment: { Variables } }) => {
      Variables.BUCKET.Ref2 = 1;
    }),
    "Ref has to stand alone",
  ],
  [
    "intrinsics",
    "a condition's function elsewhere",
    ({ Outputs }) => {
      Outputs.Site.Value = { "Fn::Equals": ["a", "a"] };
    },
    "is for the section Conditions",
  ],
  [
    "references",
    "a misspelt Ref",
    of("Stage", (stage) => {
      stage.ApiId.Ref = "Appi";
    }),
    "Stage Properties.ApiId (references): there is no Appi; did you mean Api?",
  ],
  [
    "references",
    "an attribute that the type has not",
    of("Function", (properties) => {
      properties.Role = { "Fn::GetAtt": ["Role", "Arm"] };
    }),
    "AWS::IAM::Role has no attribute Arm; did you mean Arn?",
  ],
  [
    "references",
    "a variable of Fn::Sub",
    ({ Outputs }) => {
      Outputs.Site.Value = { "Fn::Sub": "$" + "{Buckets.Arn}" };
    },
    "Outputs.Site .Value (references): there is no Buckets",
  ],
  [
    "references",
    "what it depends on",
    of("Function", (_, resource) => {
      resource.DependsOn = "Log";
    }),
    "Function DependsOn (references): there is no resource Log; did you mean Logs?",
  ],
  [
    "references",
    "a condition",
    of("Queue", (_, queue) => {
      queue.Condition = "Nevr";
    }),
    "there is no condition Nevr; did you mean Never?",
  ],
  [
    "references",
    "itself",
    of("Bucket", (bucket) => {
      bucket.BucketName = { Ref: "Bucket" };
    }),
    "a resource can't ask for itself",
  ],
  [
    "circles",
    "two that wait for each other",
    ({ Resources }) => {
      Resources.Logs.DependsOn = "Function";
    },
    "Function → Logs → Function is a circle",
  ],
  [
    "policies",
    "an element that is none",
    of("Role", (role) => {
      role.Policies[0].PolicyDocument.Statement[0].Resources = "x";
    }),
    "a statement has no such element; did you mean Resource?",
  ],
  [
    "policies",
    "no action",
    of("Role", (role) => {
      delete role.Policies[0].PolicyDocument.Statement[0].Action;
    }),
    "needs an Action",
  ],
  [
    "policies",
    "another effect",
    of("Role", (role) => {
      role.AssumeRolePolicyDocument.Statement[0].Effect = "Alow";
    }),
    "is Allow or Deny",
  ],
  [
    "policies",
    "a service that is none",
    of("Role", (role) => {
      role.AssumeRolePolicyDocument.Statement[0].Principal.Service = "lambda";
    }),
    "lambda is no service",
  ],
  [
    "policies",
    "an operator that is none",
    of("Role", (role) => {
      role.AssumeRolePolicyDocument.Statement[0].Condition = { StringEqual: {} };
    }),
    "is no operator; did you mean StringEquals?",
  ],
  [
    "policies",
    "a key that is none",
    of("Role", (role) => {
      role.AssumeRolePolicyDocument.Statement[0].Condition = { StringEquals: { "aws:SourceAcount": "1" } };
    }),
    "did you mean aws:SourceAccount?",
  ],
  [
    "buckets",
    "a lifecycle rule that does nothing",
    of("Bucket", (bucket) => {
      delete bucket.LifecycleConfiguration.Rules[0].ExpirationInDays;
    }),
    "does nothing: say what expires",
  ],
  [
    "tables",
    "a key that is not defined",
    of("Table", (table) => {
      table.KeySchema[0].AttributeName = "speaker";
    }),
    "the key speaker is not defined",
  ],
  [
    "tables",
    "a range alone",
    of("Table", (table) => {
      table.KeySchema[0].KeyType = "RANGE";
    }),
    "a key is one HASH",
  ],
  [
    "distributions",
    "an origin that is none",
    of("Distribution", ({ DistributionConfig }) => {
      DistributionConfig.DefaultCacheBehavior.TargetOriginId = "posts";
    }),
    "there is no origin posts",
  ],
  [
    "projects",
    "a source from nowhere",
    of("Project", (project) => {
      delete project.Source.Location;
    }),
    "CODECOMMIT needs Location",
  ],
  [
    "machines",
    "a state that is not there",
    machine(({ States }) => {
      States.Ask.Catch[0].Next = "Nowhere";
    }),
    "Machine Properties.DefinitionString (machines)",
  ],
  [
    "machines",
    "no JSON",
    of("Machine", (properties) => {
      properties.DefinitionString = "{";
    }),
    "the definition is no JSON object",
  ],
  [
    "machine-failures",
    "a Task without Catch",
    machine(({ States }) => {
      delete States.Ask.Catch;
      delete States.Lost;
    }),
    "is a Task without Catch",
  ],
  [
    "machine-failures",
    "a heartbeat as long as the time-out",
    machine(({ States }) => {
      States.Ask.HeartbeatSeconds = 30;
    }),
    "HeartbeatSeconds 30 is not below TimeoutSeconds 30",
  ],
  [
    "machine-failures",
    "States.ALL in company",
    machine(({ States }) => {
      States.Ask.Catch[0].ErrorEquals.push("Lost");
    }),
    "States.ALL stands alone",
  ],
  [
    "machine-failures",
    "States.ALL before others",
    machine(({ States }) => {
      States.Ask.Catch.push({ ErrorEquals: ["X"], Next: "Lost" });
    }),
    "States.ALL comes last",
  ],
  [
    "machine-failures",
    "no end",
    machine((definition) => {
      delete definition.TimeoutSeconds;
    }),
    "has no TimeoutSeconds",
  ],
  [
    "names",
    "no stage",
    of("Queue", (queue) => {
      queue.QueueName = "site-lost";
    }),
    "has not the stage dev in it",
  ],
  [
    "names",
    "too long",
    of("Function", (properties) => {
      properties.FunctionName = `site-dev-${"x".repeat(64)}`;
    }),
    "AWS takes 64",
  ],
  [
    "names",
    "capitals in a bucket's",
    of("Bucket", (bucket) => {
      bucket.BucketName = sub("Site-dev-{a}-{r}");
    }),
    "is no name for AWS::S3::Bucket",
  ],
  [
    "names",
    "a bucket's that others may have",
    of("Bucket", (bucket) => {
      bucket.BucketName = "site-dev";
    }),
    "has not the account and the region in it",
  ],
  [
    "names",
    "the same twice",
    ({ Resources }) => {
      Resources.Other = Resources.Queue;
    },
    "Queue has the name site-dev-lost already",
  ],
  [
    "kept-data",
    "a table that goes with the stack",
    of("Table", (_, table) => {
      delete table.DeletionPolicy;
    }),
    "Table DeletionPolicy (kept-data)",
  ],
  [
    "kept-data",
    "a bucket that goes when it is replaced",
    of("Bucket", (_, bucket) => {
      bucket.UpdateReplacePolicy = "Delete";
    }),
    "Bucket UpdateReplacePolicy (kept-data)",
  ],
  [
    "encryption",
    "an open bucket",
    of("Bucket", (bucket) => {
      delete bucket.BucketEncryption;
    }),
    "has no BucketEncryption",
  ],
  [
    "encryption",
    "an open queue",
    of("Queue", (queue) => {
      queue.SqsManagedSseEnabled = false;
    }),
    "has neither SqsManagedSseEnabled nor KmsMasterKeyId",
  ],
  [
    "encryption",
    "a topic that a service can't publish to",
    ({ Resources }) => {
      Resources.Policy = {
        Type: "AWS::SNS::TopicPolicy",
        Properties: {
          Topics: [{ Ref: "Topic" }],
          PolicyDocument: {
            Statement: [
              { Effect: "Allow", Principal: { Service: "codecommit.amazonaws.com" }, Action: "sns:Publish", Resource: "*" },
            ],
          },
        },
      };
    },
    "codecommit.amazonaws.com can't publish to a topic encrypted with alias/aws/sns",
  ],
  [
    "encryption",
    "a topic that an alarm can't publish to",
    ({ Resources }) => {
      const alarm = { ComparisonOperator: "LessThanThreshold", EvaluationPeriods: 1, AlarmName: "site-dev-silent" };
      Resources.Alarm = { Type: "AWS::CloudWatch::Alarm", Properties: { ...alarm, InsufficientDataActions: [{ Ref: "Topic" }] } };
    },
    "cloudwatch.amazonaws.com can't publish to a topic encrypted with alias/aws/sns",
  ],
  [
    "closed-doors",
    "one door open",
    of("Bucket", (bucket) => {
      bucket.PublicAccessBlockConfiguration.BlockPublicPolicy = false;
    }),
    "BlockPublicPolicy is not true",
  ],
  [
    "closed-doors",
    "a role for everybody",
    of("Role", (role) => {
      role.AssumeRolePolicyDocument.Statement[0].Principal = { AWS: "*" };
    }),
    "allows something to everybody",
  ],
  [
    "log-retention",
    "logs for ever",
    of("Logs", (logs) => {
      delete logs.RetentionInDays;
    }),
    "is kept for ever",
  ],
  [
    "log-retention",
    "logs of a function that nobody made",
    of("Logs", (logs) => {
      logs.LogGroupName = "/aws/lambda/site-dev-other";
    }),
    "the template makes no log group /aws/lambda/site-dev-ask",
  ],
  [
    "floods",
    "an API without a limit",
    of("Stage", (stage) => {
      delete stage.DefaultRouteSettings.ThrottlingRateLimit;
    }),
    "has no ThrottlingRateLimit",
  ],
  [
    "floods",
    "a build without an end",
    of("Project", (project) => {
      delete project.TimeoutInMinutes;
    }),
    "has no TimeoutInMinutes",
  ],
];

it.each(CASES)("%s: %s", (rule, _what, change, said) => {
  const found = findings(change);
  expect(found.join("\n")).toContain(said);
  expect(found.some((text) => text.includes(`(${rule})`))).toBe(true);
});

it("has a case for every rule", () => {
  expect(new Set(CASES.map(([rule]) => rule))).toEqual(new Set(RULES.map(({ name }) => name)));
});

it("lets what is there only at times be asked for only then", () => {
  const conditional = (ask: unknown) =>
    findings((template) => {
      template.Resources.Topic.Condition = "Never";
      template.Outputs.Topic = { Value: ask };
    });
  expect(conditional({ "Fn::If": ["Never", { Ref: "Topic" }, "none"] })).toEqual([]);
  expect(conditional({ "Fn::If": ["Never", "none", { Ref: "Topic" }] }).join()).toContain("Topic is only there when Never holds");
  expect(conditional({ Ref: "Topic" }).join()).toContain("Topic is only there when Never holds");
});

it("keeps a finding that is meant to be from being told, and tells of an exception that fits nothing", () => {
  const template = sound();
  delete template.Resources.Table.DeletionPolicy;
  const check = (rule: string) =>
    checkTemplate({ template, specification, stage: "dev" }, [{ rule, id: "Table", reason: "a cache" }]).map(told);
  expect(check("kept-data")).toEqual([]);
  expect(check("tables").join()).toContain("Table (exceptions): nothing is wrong by tables any more");
});

it("says of a file that is no template that it is none", () => {
  expect(() => readTemplate("no/such/file.json")).toThrow(NotATemplate);
  expect(() => readTemplate(new URL("../../../package.json", import.meta.url).pathname)).toThrow("has no section Resources");
});

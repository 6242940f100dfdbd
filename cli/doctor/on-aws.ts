/** What a deployment needs of an AWS account and region. */
import { CodeBuildClient, ListProjectsCommand } from "@aws-sdk/client-codebuild";
import { CodeCommitClient, ListRepositoriesCommand } from "@aws-sdk/client-codecommit";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DescribeRepositoriesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { GetAccountSettingsCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ListStateMachinesCommand, SFNClient } from "@aws-sdk/client-sfn";
import { GetSMSAttributesCommand, GetSMSSandboxAccountStatusCommand, SNSClient } from "@aws-sdk/client-sns";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { isDenied } from "../explain-aws.ts";
import { clientSettings, type Place } from "../place.ts";
import { findStack } from "../stack/find-stack.ts";
import type { Check, Finding } from "./finding.ts";

/** Functions that run at once: some photographs, a push, and readers' feeds. New accounts have ten. */
const ENOUGH_CONCURRENCY = 50;

export function checksOnAws(place: Place): Check[] {
  const settings = clientSettings(place);
  const sns = new SNSClient(settings);
  return [
    async function credentials() {
      const sts = new STSClient(settings);
      try {
        const { Account = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
        return ok("credentials", `account ${Account}, as ${Arn.split(":").at(-1)}`);
      } catch (error) {
        return missing("credentials", said(error), "aws sso login, or set AWS_PROFILE");
      }
    },
    async function region() {
      const found = await new STSClient(settings).config.region().catch(() => undefined);
      return found ? ok("region", found) : missing("region", "none is set", "export AWS_REGION=us-east-1, or --region us-east-1");
    },
    ...services(settings),
    async function concurrency() {
      const { AccountLimit } = await new LambdaClient(settings).send(new GetAccountSettingsCommand({}));
      const most = AccountLimit?.ConcurrentExecutions ?? 0;
      const found = `${most} functions may run at once`;
      if (most >= ENOUGH_CONCURRENCY) return ok("Lambda's quota", found);
      return { what: "Lambda's quota", state: "advice", found: `${found}: few for a talk with readers`, mend: MORE_CONCURRENCY };
    },
    async function sandbox() {
      const { IsInSandbox } = await sns.send(new GetSMSSandboxAccountStatusCommand({}));
      if (!IsInSandbox) return ok("text messages", "out of SNS's sandbox");
      return {
        what: "text messages",
        state: "advice",
        found: "the account is in SNS's sandbox: only verified numbers are texted",
        mend: "aws sns create-sms-sandbox-phone-number --phone-number <yours>, then verify-sms-sandbox-phone-number",
      };
    },
    async function spending() {
      const { attributes } = await sns.send(new GetSMSAttributesCommand({ attributes: ["MonthlySpendLimit"] }));
      return ok("text messages' quota", `${attributes?.MonthlySpendLimit ?? "1"} USD a month`);
    },
    async function deployment() {
      try {
        const { stage } = await findStack(place);
        return ok("deployment", `stage ${stage}`);
      } catch (error) {
        return { what: "deployment", state: "advice", found: said(error), mend: 'npx sls deploy --param="phone=+15555550100"' };
      }
    },
  ];
}

const MORE_CONCURRENCY =
  "aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000";

/** Whether each service is there in the region, and may be used. */
function services(settings: ReturnType<typeof clientSettings>): Check[] {
  const asks: Readonly<Record<string, () => Promise<unknown>>> = {
    CodeCommit: () => new CodeCommitClient(settings).send(new ListRepositoriesCommand({})),
    CodeBuild: () => new CodeBuildClient(settings).send(new ListProjectsCommand({})),
    "Step Functions": () => new SFNClient(settings).send(new ListStateMachinesCommand({ maxResults: 1 })),
    DynamoDB: () => new DynamoDBClient(settings).send(new ListTablesCommand({ Limit: 1 })),
    ECR: () => new ECRClient(settings).send(new DescribeRepositoriesCommand({ maxResults: 1 })),
    SQS: () => new SQSClient(settings).send(new ListQueuesCommand({ MaxResults: 1 })),
  };
  return Object.entries(asks).map(
    ([name, ask]): Check =>
      async () =>
        ask().then(
          () => ok(name, "there"),
          (error: unknown) => unusable(name, error),
        ),
  );
}

function unusable(name: string, error: unknown): Finding {
  const isElsewhere = error instanceof Error && "code" in error && error.code === "ENOTFOUND";
  if (isElsewhere) return missing(name, "not there in this region", "choose another: --region us-east-1");
  return isDenied(error)
    ? missing(name, said(error), "use credentials that may deploy")
    : { what: name, state: "advice", found: `can't be told: ${said(error)}` };
}

const ok = (what: string, found: string): Finding => ({ what, state: "ok", found });
const missing = (what: string, found: string, mend: string): Finding => ({ what, state: "missing", found, mend });
const said = (error: unknown): string => (error instanceof Error ? (error.message.split("\n")[0] ?? error.name) : String(error));

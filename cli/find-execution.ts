/** Looks an execution up in the running cloud, for a command that was not there when it ended. */
import { DescribeExecutionCommand, paginateListExecutions, SFNClient } from "@aws-sdk/client-sfn";
import { type Ended, isOf } from "./executions.ts";
import type { LocalStack } from "./local-stack.ts";

/** The last execution of a push of `commit`, when it has ended already. */
export async function findEnded({ cloud }: LocalStack, commit: string): Promise<Ended | undefined> {
  const client = new SFNClient({
    region: cloud.cloud.region,
    endpoint: cloud.endpoint,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  try {
    const stateMachineArn = cloud.outputs.SiteBuilderArn;
    for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn })) {
      const { executionArn = "", status } = executions.find((execution) => isOf(execution.executionArn ?? "", commit)) ?? {};
      if (!status) continue;
      if (status === "RUNNING") return undefined;
      const { error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
      return { executionArn, status, ...(error && { error }), ...(cause && { cause }) };
    }
    return undefined;
  } finally {
    client.destroy();
  }
}

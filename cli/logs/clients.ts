import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CodeBuildClient } from "@aws-sdk/client-codebuild";
import { SFNClient } from "@aws-sdk/client-sfn";
import { clientSettings, type Place } from "../place.ts";

export interface LogClients {
  readonly logs: CloudWatchLogsClient;
  readonly codebuild: CodeBuildClient;
  readonly sfn: SFNClient;
}

/** Runs `work` with clients, and ends them. */
export async function withLogClients<Result>(place: Place, work: (clients: LogClients) => Promise<Result>): Promise<Result> {
  const settings = clientSettings(place);
  const clients = {
    logs: new CloudWatchLogsClient(settings),
    codebuild: new CodeBuildClient(settings),
    sfn: new SFNClient(settings),
  };
  try {
    return await work(clients);
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

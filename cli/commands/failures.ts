import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { Command } from "commander";
import { NotFound, WrongUse } from "../errors.ts";
import { explainingAws } from "../explain-aws.ts";
import { type FailedEvent, forget, withFailedEvents } from "../failures/failed-events.ts";
import { clientSettings, type Place } from "../place.ts";
import { withPlace } from "../place-options.ts";
import { findStack } from "../stack/find-stack.ts";
import type { Terminal } from "../terminal.ts";
import { utc } from "../times.ts";

type Output = Pick<Terminal, "json" | "result" | "write">;

const HELP = `
An event that a function failed on three times waits in the function's dead-letter queue for two weeks. Once the reason
is mended, replay it: the function gets the event as it came, and the queue forgets it.

  npx lectern failures list                   of the Lectern that npm start runs
  npx lectern failures replay                 all of them; or one, by its id or the beginning of it
  npx lectern failures drop 5f3a
  npx lectern failures list --target aws      of a deployment, with your AWS credentials
`;

/** `lectern failures`, with its subcommands. */
export function failuresCommand(terminal: Terminal): Command {
  const failures = new Command("failures").description("events that a function could not handle").addHelpText("after", HELP);
  withPlace(failures.command("list"))
    .description("the events that wait, oldest first")
    .action((place: Place) => listFailures(place, terminal));
  withPlace(failures.command("replay [id]"))
    .description("give the function the event again: all of them, or one")
    .action((id: string | undefined, place: Place) => replayFailures(id, place, terminal));
  withPlace(failures.command("drop [id]"))
    .description("forget an event, or with --all every one")
    .option("--all", "every event that waits")
    .action((id: string | undefined, place: Place & { all?: boolean }) => dropFailures(id, place, terminal));
  return failures;
}

/** `lectern failures list`. */
export async function listFailures(place: Place, { json, result, write }: Output): Promise<void> {
  await withEvents(place, async (events) => {
    for (const event of events) result(toldOf(event), () => [`${describe(event)}  ${event.error.split("\n")[0]}`]);
    if (json) return;
    if (events.length === 0) return write("No events wait: every one was handled.");
    write("");
    write("npx lectern failures replay gives them to their functions again.");
  });
}

/** `lectern failures replay`: whoever ends it in the middle may replay again, for what was replayed is replayed at most twice. */
export async function replayFailures(id: string | undefined, place: Place, { json, result, write }: Output): Promise<void> {
  await withEvents(place, async (events, { sqs, lambda }) => {
    for (const event of chosen(events, id)) {
      const { functionName: FunctionName, payload } = event;
      await lambda.send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload: new TextEncoder().encode(payload) }));
      await forget(sqs, event);
      result({ replayed: toldOf(event) }, () => [`Replayed ${describe(event)}`]);
    }
    if (!json && events.length === 0) write("No events wait: there is nothing to replay.");
  });
}

/** `lectern failures drop`. */
export async function dropFailures(
  id: string | undefined,
  place: Place & { all?: boolean },
  { json, result, write }: Output,
): Promise<void> {
  if (id === undefined && !place.all) throw new WrongUse("Which one? Name its id, or --all. What is dropped can't be had back.");
  await withEvents(place, async (events, { sqs }) => {
    for (const event of chosen(events, id)) {
      await forget(sqs, event);
      result({ dropped: toldOf(event) }, () => [`Dropped ${describe(event)}`]);
    }
    if (!json && events.length === 0) write("No events wait: there is nothing to drop.");
  });
}

interface Clients {
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
}

async function withEvents(
  place: Place,
  work: (events: readonly FailedEvent[], clients: Clients) => Promise<void>,
): Promise<void> {
  const settings = clientSettings(place);
  const clients: Clients = { sqs: new SQSClient(settings), lambda: new LambdaClient(settings) };
  try {
    await explainingAws(place, async () => {
      const { stage } = await findStack(place);
      await withFailedEvents(clients.sqs, stage, (events) => work(events, clients));
    });
  } finally {
    clients.sqs.destroy();
    clients.lambda.destroy();
  }
}

/** All of them, or the one whose id begins so. @throws NotFound, WrongUse */
function chosen(events: readonly FailedEvent[], id: string | undefined): readonly FailedEvent[] {
  if (id === undefined) return events;
  const found = events.filter(({ requestId }) => requestId.startsWith(id));
  if (found.length === 1) return found;
  if (found.length === 0) throw new NotFound(`No event ${id} waits.`);
  throw new WrongUse(`${found.length} events begin with ${id}: name more of it.`);
}

const describe = ({ requestId, functionName, failedAt }: FailedEvent): string =>
  `${requestId}  ${utc(failedAt)}  ${functionName}`;

/** The event, for programs. */
const toldOf = ({ requestId, functionName, failedAt, error, payload }: FailedEvent) => ({
  id: requestId,
  function: functionName,
  failedAt: failedAt.toISOString(),
  error,
  payload,
});

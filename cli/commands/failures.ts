import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { Command } from "commander";
import { UserError } from "../errors.ts";
import { explainingAws } from "../explain-aws.ts";
import { type FailedEvent, forget, withFailedEvents } from "../failures/failed-events.ts";
import { clientSettings, LOCAL_STAGE, type Place } from "../place.ts";
import { withPlace } from "../place-options.ts";

type Write = (line: string) => void;

const HELP = `
An event that a function failed on three times waits in the function's dead-letter queue for two weeks. Once the reason
is mended, replay it: the function gets the event as it came, and the queue forgets it.

  npm run failures -- list                    of the Lectern that npm start runs
  npm run failures -- replay                  all of them; or one, by its id or the beginning of it
  npm run failures -- drop 5f3a
  npm run failures -- list --stage dev        of a deployment, with your AWS credentials
`;

/** `lectern failures`, with its subcommands. */
export function failuresCommand(write: Write, parsePort: (text: string) => number): Command {
  const failures = new Command("failures").description("events that a function could not handle").addHelpText("after", HELP);
  withPlace(failures.command("list"), parsePort)
    .description("the events that wait, oldest first")
    .action((place: Place) => listFailures(place, write));
  withPlace(failures.command("replay [id]"), parsePort)
    .description("give the function the event again: all of them, or one")
    .action((id: string | undefined, place: Place) => replayFailures(id, place, write));
  withPlace(failures.command("drop [id]"), parsePort)
    .description("forget an event, or with --all every one")
    .option("--all", "every event that waits")
    .action((id: string | undefined, place: Place & { all?: boolean }) => dropFailures(id, place, write));
  return failures;
}

/** `lectern failures list`. */
export async function listFailures(place: Place, write: Write): Promise<void> {
  await withEvents(place, async (events) => {
    if (events.length === 0) return write("No events wait: every one was handled.");
    for (const event of events) write(`${describe(event)}  ${event.error.split("\n")[0]}`);
    write("");
    write("npm run failures -- replay gives them to their functions again.");
  });
}

/** `lectern failures replay`: whoever ends it in the middle may replay again, for what was replayed is replayed at most twice. */
export async function replayFailures(id: string | undefined, place: Place, write: Write): Promise<void> {
  await withEvents(place, async (events, { sqs, lambda }) => {
    for (const event of chosen(events, id)) {
      const { functionName: FunctionName, payload } = event;
      await lambda.send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload: new TextEncoder().encode(payload) }));
      await forget(sqs, event);
      write(`Replayed ${describe(event)}`);
    }
    if (events.length === 0) write("No events wait: there is nothing to replay.");
  });
}

/** `lectern failures drop`. */
export async function dropFailures(id: string | undefined, place: Place & { all?: boolean }, write: Write): Promise<void> {
  if (id === undefined && !place.all) throw new UserError("Which one? Name its id, or --all. What is dropped can't be had back.");
  await withEvents(place, async (events, { sqs }) => {
    for (const event of chosen(events, id)) {
      await forget(sqs, event);
      write(`Dropped ${describe(event)}`);
    }
    if (events.length === 0) write("No events wait: there is nothing to drop.");
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
    await explainingAws(place, () =>
      withFailedEvents(clients.sqs, place.stage ?? LOCAL_STAGE, (events) => work(events, clients)),
    );
  } finally {
    clients.sqs.destroy();
    clients.lambda.destroy();
  }
}

/** All of them, or the one whose id begins so. @throws UserError when it is none, or several */
function chosen(events: readonly FailedEvent[], id: string | undefined): readonly FailedEvent[] {
  if (id === undefined) return events;
  const found = events.filter(({ requestId }) => requestId.startsWith(id));
  if (found.length === 1) return found;
  throw new UserError(found.length === 0 ? `No event ${id} waits.` : `${found.length} events begin with ${id}: name more of it.`);
}

const describe = ({ requestId, functionName, failedAt }: FailedEvent): string =>
  `${requestId}  ${failedAt.toISOString().slice(0, 19).replace("T", " ")}  ${functionName}`;

/** A build of the site with a talk's page as it is now, asked for and waited for as the live blogger's state machine does. */
import { setTimeout as delay } from "node:timers/promises";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { withoutLog } from "../../src/rules/build-outcome.ts";
import { messageOf } from "../../src/rules/cause.ts";
import { Stopped, UserError } from "../errors.ts";
import type { Stack } from "../stack/with-stack.ts";

/** Two builds may be before it, and the first one of all installs Gatsby. */
const PATIENCE = 30 * 60_000;
/** The edge keeps that a page is missing for a second. */
const PAGE_PATIENCE = 10_000;
const LONGEST_PAUSE = 2_000;
const ATTEMPTS = 5;
const FIRST_PAUSE = 500;

type State = Readonly<Record<string, unknown>>;

/** Asks for a build and waits for its end. @throws UserError when it failed, Stopped */
export async function buildSite(stack: Stack, talk: string, stopped: AbortSignal): Promise<void> {
  const { functions } = stack;
  let state = await invoke(stack, functions.buildSite, { talk, execution: `talk-${talk}-${Date.now()}` });
  for (const deadline = Date.now() + PATIENCE; ; ) {
    state = await ask(stack, state);
    if (state.buildDone === true) return;
    if (Date.now() > deadline) throw new UserError("The build has not ended within half an hour; it goes on by itself.");
    await pause(Math.min(LONGEST_PAUSE, Number(state.waitSeconds ?? 1) * 1000), stopped);
  }
}

/** Asks how the build is getting on; an outage is no verdict, and is asked again. */
async function ask(stack: Stack, state: State): Promise<State> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await invoke(stack, stack.functions.isItBuilt, state);
    } catch (error) {
      if (!(error instanceof FunctionFailed) || error.errorType.includes("Build") || attempt === ATTEMPTS) throw error;
      await delay(FIRST_PAUSE * 2 ** attempt);
    }
  }
}

/** Waits until a reader can open the page. @throws UserError when it is not there, Stopped */
export async function awaitPage(url: string, stopped: AbortSignal): Promise<void> {
  for (const deadline = Date.now() + PAGE_PATIENCE; ; ) {
    const { status } = await fetch(url, { method: "HEAD", signal: stopped });
    if (status === 200) return;
    if (Date.now() > deadline)
      throw new UserError(`The site was built, but ${url} answers ${status}: does the repository's website know live pages?`);
    await pause(500, stopped);
  }
}

async function pause(milliseconds: number, stopped: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal: stopped }).catch(() => {
    throw new Stopped("Stopped. The build goes on by itself.");
  });
}

/** A function ended with an error: told in its own words. */
class FunctionFailed extends UserError {
  override readonly name = "FunctionFailed";
  readonly errorType: string;

  constructor(message: string, errorType: string) {
    super(message);
    this.errorType = errorType;
  }
}

/** Calls one of the state machine's functions. @throws FunctionFailed */
export async function invoke({ lambda }: Stack, FunctionName: string, state: State): Promise<State> {
  const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(state) }));
  const answer: State = JSON.parse(Payload?.transformToString() || "{}");
  if (!FunctionError) return answer;
  const { text, build } = withoutLog(messageOf(JSON.stringify(answer)));
  const message = [text, build && `its log is in the log group of ${build}`].filter(Boolean).join("; ");
  throw new FunctionFailed(message, String(answer.errorType));
}

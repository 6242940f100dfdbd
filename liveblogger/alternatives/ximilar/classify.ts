import { ATTEMPTS, PATIENCE, type XimilarChoice } from "../contract.ts";
import {
  AnswerNotUnderstood,
  RecogniserBusy,
  RecogniserMisconfigured,
  RecogniserRefused,
  RecogniserServiceError,
  RecogniserTimedOut,
  RecogniserUnreachable,
} from "../errors.ts";
import { type Label, labelsOf } from "./answer.ts";
import { pause, pauseAfter } from "./pause.ts";
import { readText } from "./read-text.ts";

const URL_OF_XIMILAR = "https://api.ximilar.com/recognition/v2/classify/";

/** An answer about one picture is some kilobytes. */
const ANSWER_BYTES = 1024 * 1024;

/** An answer, or why there is none and whether another try may help. */
type Tried = { readonly labels: Label[] } | { readonly failure: RecogniserServiceError; readonly retryAfter: string | null };

/** What a choice needs to be asked. @throws RecogniserMisconfigured */
export function checkChoice({ task, token, url = URL_OF_XIMILAR }: XimilarChoice): void {
  if (task.trim() === "")
    throw new RecogniserMisconfigured("Ximilar needs the id of the recognition task that was trained with this deck.");
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new RecogniserMisconfigured("Ximilar needs an API token: one word, as Ximilar's settings page shows it.");
  if (!URL.canParse(url)) throw new RecogniserMisconfigured("Ximilar's address is no URL.");
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:" && !["127.0.0.1", "localhost", "[::1]"].includes(hostname))
    throw new RecogniserMisconfigured("Ximilar's address must begin with https: the token goes there.");
}

/**
 * Asks the task for a JPEG's labels, most probable first.
 * @throws RecogniserServiceError
 */
export async function classify(choice: XimilarChoice, jpeg: Buffer, stopped?: AbortSignal): Promise<Label[]> {
  const { attempt: each, total } = choice.patience ?? PATIENCE;
  const late = AbortSignal.timeout(total);
  const over = stopped ? AbortSignal.any([late, stopped]) : late;
  const body = JSON.stringify({ task_id: choice.task, records: [{ _base64: jpeg.toString("base64") }] });
  const begun = performance.now();
  try {
    for (let attempt = 1; ; attempt++) {
      const tried = await tryOnce(choice, body, each, over);
      if ("labels" in tried) return tried.labels;
      const wait = pauseAfter(attempt, tried.retryAfter);
      if (attempt === ATTEMPTS || performance.now() - begun + wait >= total) throw tried.failure;
      await pause(wait, over);
    }
  } catch (error) {
    stopped?.throwIfAborted();
    if (late.aborted) throw new RecogniserTimedOut(`Ximilar gave no answer within ${total / 1000} s.`);
    throw error;
  }
}

async function tryOnce(
  { url = URL_OF_XIMILAR, token }: XimilarChoice,
  body: string,
  patience: number,
  over: AbortSignal,
): Promise<Tried> {
  const slow = AbortSignal.timeout(patience);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { Authorization: `Token ${token}`, "Content-Type": "application/json", Accept: "application/json" },
      body,
      redirect: "manual", // following it would carry the photograph, and the token, elsewhere
      signal: AbortSignal.any([slow, over]),
    });
    const text = await readText(response, ANSWER_BYTES);
    return response.ok ? { labels: labelsOf(parsed(text)) } : failed(response, reasonIn(text).replaceAll(token, "…"));
  } catch (error) {
    over.throwIfAborted();
    if (error instanceof RecogniserServiceError) throw error;
    const failure = slow.aborted
      ? new RecogniserTimedOut(`Ximilar gave no answer within ${patience / 1000} s.`)
      : new RecogniserUnreachable(`Ximilar can't be reached: ${causeOf(error)}.`);
    return { failure, retryAfter: null };
  }
}

/** @throws RecogniserServiceError when another try can't help */
function failed({ status, headers }: Response, reason: string): Tried {
  if (status === 429)
    return { failure: new RecogniserBusy(`Ximilar is asked too often (429): ${reason}`), retryAfter: headers.get("retry-after") };
  if (status >= 500)
    return {
      failure: new RecogniserUnreachable(`Ximilar can't answer (${status}): ${reason}`),
      retryAfter: headers.get("retry-after"),
    };
  if (status === 401 || status === 402 || status === 403)
    throw new RecogniserRefused(`Ximilar does not take this token, or it may not do this (${status}): ${reason}`);
  if (status >= 400)
    throw new RecogniserMisconfigured(`Ximilar refuses the request (${status}): ${reason}. Is the task right, and trained?`);
  throw new AnswerNotUnderstood(`Ximilar answered with the status ${status}.`);
}

/** @throws AnswerNotUnderstood */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AnswerNotUnderstood("Ximilar's answer is no JSON.");
  }
}

/** The service's own words: `detail`, or the text of `status`; never longer than a line. */
function reasonIn(text: string): string {
  try {
    const { detail, status } = JSON.parse(text) as { detail?: unknown; status?: { text?: unknown } };
    const reason = detail ?? status?.text;
    return typeof reason === "string" ? reason.slice(0, 200) : "it does not say why";
  } catch {
    return "it does not say why";
  }
}

/** As `connect ECONNREFUSED 127.0.0.1:443`, which fetch keeps inside its own error. */
const causeOf = (error: unknown): string => {
  const { cause, message } = error as Partial<Error>;
  return (cause as Partial<Error> | undefined)?.message || message || String(error);
};

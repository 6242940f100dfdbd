const PATIENCE_MS = 5_000;

/**
 * What time it is by the API's clock, which photographs are timed by: this machine's may be wrong. It is told in whole seconds, so
 * the end of that second is given. Where nothing answers, this machine's clock has to do.
 */
export async function serverTime(apiUrl: string): Promise<Date> {
  const { headers } = await fetch(apiUrl, { method: "HEAD", signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
    () => new Response(),
  );
  const told = Date.parse(headers.get("date") ?? "");
  return new Date(Number.isNaN(told) ? Date.now() : told + 999);
}

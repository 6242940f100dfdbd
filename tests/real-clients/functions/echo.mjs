/** Answers what it is given; fails when asked to. */
export async function handler(event) {
  // biome-ignore lint/suspicious/noConsole: a log of its own is what it is for
  console.log("was given", JSON.stringify(event));
  if (event.fail) throw new RangeError("asked to fail");
  return event;
}

/** Measures something, in CloudWatch's embedded metric format. */
export async function handler({ pages }) {
  const metrics = [{ Namespace: "Embedded", Dimensions: [["stage"]], Metrics: [{ Name: "pages", Unit: "Count" }] }];
  // biome-ignore lint/suspicious/noConsole: a log line is how it measures
  console.log(JSON.stringify({ _aws: { Timestamp: Date.now(), CloudWatchMetrics: metrics }, stage: "dev", pages }));
}

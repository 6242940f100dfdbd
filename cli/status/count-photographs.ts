import { CloudWatchClient, type MetricDataQuery, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import { REASONS, type RefusalReason } from "../../liveblogger/rules/refusal.ts";
import { clientSettings, type Place } from "../place.ts";
import type { PhotographCounts } from "./status-lines.ts";

const HOUR_S = 3_600;
const HOURS = 24;

/** How many photographs were taken and refused in this hour and the 23 before it, of all talks: metrics know no talk. @param now milliseconds */
export async function countPhotographs(place: Place, stage: string, now: number): Promise<PhotographCounts> {
  const client = new CloudWatchClient(clientSettings(place));
  const thisHour = Math.floor(now / 1000 / HOUR_S) * HOUR_S;
  const asked = {
    StartTime: new Date((thisHour - (HOURS - 1) * HOUR_S) * 1000),
    EndTime: new Date((thisHour + HOUR_S) * 1000),
    MetricDataQueries: [
      query("taken", "photos_taken", { stage }),
      ...REASONS.map((reason) => query(reason, "photos_refused", { stage, reason })),
    ],
  };
  const sums = new Map<string, number>();
  try {
    for await (const { MetricDataResults = [] } of paginateGetMetricData({ client }, asked))
      for (const { Id = "", Values = [] } of MetricDataResults)
        sums.set(
          Id,
          Values.reduce((sum, value) => sum + value, sums.get(Id) ?? 0),
        );
  } finally {
    client.destroy();
  }
  const refused = REASONS.flatMap((reason): [RefusalReason, number][] => {
    const count = sums.get(reason) ?? 0;
    return count > 0 ? [[reason, count]] : [];
  });
  return { taken: sums.get("taken") ?? 0, refused: Object.fromEntries(refused) };
}

const query = (Id: string, MetricName: string, tags: Readonly<Record<string, string>>): MetricDataQuery => ({
  Id,
  MetricStat: {
    Metric: { Namespace: "Lectern", MetricName, Dimensions: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })) },
    Period: HOUR_S,
    Stat: "Sum",
  },
});

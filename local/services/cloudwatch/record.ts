/** Recording: how old data may be, and the spans it is kept by. */
import type { Cloud, MetricsPort } from "../../contracts.ts";
import { mostDimensions, units } from "./metric.ts";
import type { Datum } from "./store/day-file.ts";
import type { MetricStore } from "./store/metric-store.ts";

const hour = 60 * 60 * 1000;
const newest = 2 * hour;
const oldest = 14 * 24 * hour;

/** What is wrong with a datum's time, in CloudWatch's words; undefined for nothing. Milliseconds since the epoch. */
export function timeProblem(time: number, now: number): string | undefined {
  if (time > now + newest) return "must specify a time no more than two hours in the future";
  if (time < now - oldest) return "must specify a time no more than two weeks in the past";
  return undefined;
}

/** The span of `resolution` seconds that a time in milliseconds belongs to. */
export function datumAt(milliseconds: number, resolution: number): Pick<Datum, "at" | "resolution"> {
  const seconds = Math.floor(milliseconds / 1000);
  return { at: seconds - (seconds % resolution), resolution };
}

/** The port: what CloudWatch would refuse is left out, since nobody would be told on AWS either. */
export function createPort(cloud: Cloud, store: MetricStore): MetricsPort {
  return {
    record(measurements) {
      const now = cloud.clock.now();
      const data = measurements
        .filter(({ time, unit, values, dimensions }) => {
          const finite = values.length > 0 && values.every((value) => Math.abs(value) <= 2 ** 360);
          return (
            finite && units.has(unit) && timeProblem(time, now) === undefined && Object.keys(dimensions).length <= mostDimensions
          );
        })
        .map(
          ({ time, resolution = 60, values, ...metric }): Datum => ({
            ...metric,
            ...datumAt(time, resolution),
            values: values.map((value) => [value, 1]),
          }),
        );
      if (data.length === 0) return;
      try {
        store.record(data, now / 1000, false);
      } catch (error) {
        // A full disk must not fail what was only measured.
        cloud.emit({ type: "internal-error", where: "CloudWatch's metrics", message: String(error) });
      }
    },
  };
}

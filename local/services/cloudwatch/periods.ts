/** A metric's data by periods. Times in seconds since the epoch. */
import { Distribution } from "./store/distribution.ts";
import type { Series } from "./store/series.ts";

export interface PeriodData {
  /** When the period begins. */
  readonly at: number;
  readonly distribution: Distribution;
}

export interface PeriodQuery {
  /** Included, and a period's begin. */
  readonly from: number;
  /** Not included. */
  readonly to: number;
  readonly period: number;
  /** Any unit when absent. */
  readonly unit?: string | undefined;
}

/** The periods that have data, earliest first. Periods below a minute see only what was recorded by the second. */
export function byPeriod(series: Series | undefined, { from, to, period, unit }: PeriodQuery): PeriodData[] {
  const periods = new Map<number, Distribution>();
  for (const span of series?.between(from, to) ?? []) {
    if ((unit !== undefined && span.unit !== unit) || span.resolution > period) continue;
    const at = span.at - ((span.at - from) % period);
    const distribution = periods.get(at) ?? new Distribution();
    distribution.merge(span.distribution);
    periods.set(at, distribution);
  }
  return [...periods].sort(([a], [b]) => a - b).map(([at, distribution]) => ({ at, distribution }));
}

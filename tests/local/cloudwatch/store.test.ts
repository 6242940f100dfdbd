import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { byPeriod } from "../../../local/services/cloudwatch/periods.ts";
import type { Datum } from "../../../local/services/cloudwatch/store/day-file.ts";
import { Distribution } from "../../../local/services/cloudwatch/store/distribution.ts";
import { MetricStore } from "../../../local/services/cloudwatch/store/metric-store.ts";

const day = 86_400;
const midnight = Date.UTC(2026, 10, 23) / 1000;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "local-metrics-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const metric = { namespace: "Site", name: "latency", dimensions: { stage: "dev" } };
const datum = (at: number, value: number, more: Partial<Datum> = {}): Datum => ({
  ...metric,
  unit: "None",
  at,
  resolution: 60,
  values: [[value, 1]],
  ...more,
});
const open = (now = midnight, crowdedAt?: number) => new MetricStore(folder, now, crowdedAt);
const hour = (store: MetricStore) =>
  byPeriod(store.find(metric), { from: midnight, to: midnight + 3600, period: 3600 })[0]?.distribution;

test("what was recorded is there after a restart, in a file of its day", () => {
  open().record([datum(midnight, 1), datum(midnight - 60, 2)], midnight, true);
  expect(readdirSync(folder).sort()).toEqual(["2026-11-22.jsonl", "2026-11-23.jsonl"]);
  expect(hour(open())).toMatchObject({ sum: 1, count: 1 });
});

test("a line that a killed process left unfinished is none, and swallows no other", () => {
  open().record([datum(midnight, 1)], midnight, true);
  const path = join(folder, "2026-11-23.jsonl");
  appendFileSync(path, readFileSync(path, "utf8").slice(0, 40));
  writeFileSync(join(folder, "2026-11-23.jsonl.1.tmp"), "half");
  open().record([datum(midnight, 2)], midnight, true);
  expect(hour(open())).toMatchObject({ sum: 3, count: 2 });
  expect(existsSync(join(folder, "2026-11-23.jsonl.1.tmp"))).toBe(false);
});

test("fifteen days are kept, in memory and on disk", () => {
  open().record([datum(midnight, 1)], midnight, true);
  const later = open(midnight + 15 * day);
  expect(later.find(metric)).toBeDefined();
  later.record([datum(midnight + 16 * day, 2)], midnight + 16 * day, true);
  expect(readdirSync(folder)).toEqual(["2026-12-09.jsonl"]);
  expect(hour(later)).toBeUndefined();
  expect(open(midnight + 40 * day).all()).toEqual([]);
});

test("a crowded file is written anew with the sums of its lines", () => {
  const store = open(midnight, 4_000);
  const set = { count: 2, sum: 5, minimum: 1, maximum: 4 };
  for (let time = 0; time < 200; time++) store.record([datum(midnight + 60 * (time % 3), time % 7)], midnight, false);
  store.record([{ ...datum(midnight + 180, 0), values: undefined, set }], midnight, false);
  expect(statSync(join(folder, "2026-11-23.jsonl")).size).toBeLessThan(8_000);
  const [before, after] = [hour(store), hour(open())];
  expect(after).toMatchObject({ count: 202, sum: before?.sum, minimum: 0, maximum: 6 });
});

test("a metric beyond the ten thousandth is dropped; the others go on", () => {
  const store = open();
  const many = Array.from({ length: 10_005 }, (_, index) => datum(midnight, 1, { name: `metric-${index}` }));
  store.record(many, midnight, false);
  store.record([datum(midnight, 5, { name: "metric-0" })], midnight, false);
  expect(store.all()).toHaveLength(10_000);
  expect(store.find({ ...metric, name: "metric-0" })?.between(midnight, midnight + 60)[0]?.distribution.sum).toBe(6);
});

test("dimensions in another order are the same metric", () => {
  const store = open();
  store.record([datum(midnight, 1, { dimensions: { a: "1", b: "2" } })], midnight, false);
  expect(store.find({ ...metric, dimensions: { b: "2", a: "1" } })).toBeDefined();
  expect(store.find({ ...metric, dimensions: { a: "1" } })).toBeUndefined();
});

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });

test("however values are spread over distributions, they merge to the same one", () => {
  fc.assert(
    fc.property(values, fc.nat(), (all, seed) => {
      const whole = new Distribution();
      const parts = [new Distribution(), new Distribution()] as const;
      all.forEach((value, index) => {
        whole.add(value, 1);
        parts[((seed >> (index % 16)) & 1) as 0 | 1].add(value, 1);
      });
      parts[0].merge(parts[1]);
      const [merged] = parts;
      expect([merged.count, merged.minimum, merged.maximum]).toEqual([all.length, Math.min(...all), Math.max(...all)]);
      expect(merged.sum).toBeCloseTo(whole.sum, 3);
      for (const percent of [0, 10, 50, 99.9, 100]) expect(merged.percentile(percent)).toBe(whole.percentile(percent));
    }),
  );
});

test("a percentile is the value by nearest rank", () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0.001, max: 100, noNaN: true }), (all, percent) => {
      const distribution = new Distribution();
      for (const value of all) distribution.add(value, 1);
      const sorted = [...all].sort((a, b) => a - b);
      expect(distribution.percentile(percent)).toBe(sorted[Math.ceil((percent / 100) * all.length) - 1]);
    }),
  );
});

test("of ever so many values percentiles stay within a percent, and memory stays bounded", () => {
  const distribution = new Distribution();
  for (let value = 1; value <= 100_000; value++) distribution.add(value, 1);
  for (const percent of [50, 90, 99]) {
    const exact = percent * 1000;
    expect(Math.abs((distribution.percentile(percent) ?? 0) - exact) / exact).toBeLessThan(0.011);
  }
  expect(distribution.sum).toBe(5_000_050_000);
  expect(distribution.summary()).toHaveProperty("set");
});

test("of a set only one value is known; sets of more have no percentiles", () => {
  const distribution = new Distribution();
  distribution.addSet({ count: 3, sum: 6, minimum: 2, maximum: 2 });
  expect(distribution.percentile(50)).toBe(2);
  distribution.addSet({ count: 2, sum: 6, minimum: 2, maximum: 4 });
  expect(distribution.percentile(50)).toBeUndefined();
  expect(distribution).toMatchObject({ count: 5, sum: 12, maximum: 4 });
});

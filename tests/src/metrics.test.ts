import fc from "fast-check";
import { MissingConfiguration } from "../../src/errors.ts";
import { type MetricName, record, type Tags } from "../../src/metrics.ts";

const TIME = Date.parse("2026-11-23T17:12:45.625Z");

/** The line that is written for one value. */
function lineOf(format: string, name: MetricName, value: number, tags: Tags = {}): string {
  const lines: string[] = [];
  record(name, value, tags, { format, now: () => TIME, write: (line) => lines.push(line) });
  expect(lines).toHaveLength(1);
  return lines[0] ?? "";
}

const names: readonly MetricName[] = ["push_to_published", "build_length", "builds_joined", "notices_sent"];
const values = fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 });
const anyTags = fc.dictionary(fc.string({ minLength: 1, unit: "binary" }), fc.string({ minLength: 1, unit: "binary" }), {
  maxKeys: 8,
});

beforeEach(() => {
  process.env.STAGE = "test";
});
afterEach(() => {
  delete process.env.STAGE;
});

describe("datadog", () => {
  it.each([
    ["push_to_published", 12.5, "MONITORING|1795453965|12.5|histogram|lectern.push_to_published|#stage:test,kind:success"],
    ["build_length", 23, "MONITORING|1795453965|23|histogram|lectern.build_length|#stage:test,kind:success"],
    ["builds_joined", 1, "MONITORING|1795453965|1|count|lectern.builds_joined|#stage:test,kind:success"],
    ["notices_sent", 1, "MONITORING|1795453965|1|count|lectern.notices_sent|#stage:test,kind:success"],
  ] as const)("writes %s as the documented line", (name, value, line) => {
    expect(lineOf("datadog", name, value, { kind: "success" })).toBe(line);
  });

  it("ends a tag's name at its first colon", () => {
    expect(lineOf("datadog", "notices_sent", 1, { "a:b": "c:d" })).toMatch(/,a_b:c:d$/);
  });

  it("lets no tag smuggle in a separator", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), values, anyTags, (name, value, tags) => {
        const line = lineOf("datadog", name, value, tags);
        expect(line).not.toMatch(/[\r\n\u2028\u2029]/);
        const fields = line.split("|");
        expect(fields).toHaveLength(6);
        expect(fields[0]).toBe("MONITORING");
        expect(fields[1]).toMatch(/^\d+$/);
        expect(Number(fields[2])).toBe(value);
        expect(fields[3]).toMatch(/^(count|gauge|histogram|check)$/);
        expect(fields[4]).toBe(`lectern.${name}`);
        const [hash, list] = [fields[5]?.slice(0, 1), fields[5]?.slice(1) ?? ""];
        expect(hash).toBe("#");
        const { stage: _, ...others } = tags;
        expect(list.split(",")).toHaveLength(Object.keys(others).length + 1);
        for (const tag of list.split(",")) expect(tag).toMatch(/^[^:#|,\s]+:[^#|,\s]+$/u);
      }),
    );
  });
});

/** The units of CloudWatch's MetricDatum. */
const UNITS =
  /^(Seconds|Microseconds|Milliseconds|Percent|Count|None|Count\/Second|(Kilo|Mega|Giga|Tera)?(bit|byte)s(\/Second)?)$/i;

/** The specification's rules for a document with one directive: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function checkEmbeddedMetricFormat(document: Record<string, unknown>): void {
  const metadata = document._aws as Record<string, unknown>;
  expect(Object.keys(metadata).sort()).toEqual(["CloudWatchMetrics", "Timestamp"]);
  expect(Number.isInteger(metadata.Timestamp)).toBe(true);
  const directives = metadata.CloudWatchMetrics as Record<string, unknown>[];
  expect(directives.length).toBeGreaterThan(0);
  for (const directive of directives) {
    expect(Object.keys(directive).sort()).toEqual(["Dimensions", "Metrics", "Namespace"]);
    expect(directive.Namespace).toMatch(/^[\w./#:-]{1,1024}$/);
    const sets = directive.Dimensions as string[][];
    expect(sets.length).toBeGreaterThan(0);
    for (const set of sets) {
      expect(set.length).toBeLessThanOrEqual(30);
      for (const dimension of set) expect(typeof document[dimension]).toBe("string");
    }
    const metrics = directive.Metrics as Record<string, unknown>[];
    expect(metrics.length).toBeGreaterThan(0);
    expect(metrics.length).toBeLessThanOrEqual(100);
    for (const metric of metrics) {
      expect(Object.keys(metric).sort()).toEqual(["Name", "Unit"]);
      expect(metric.Unit).toMatch(UNITS);
      expect(typeof document[String(metric.Name)]).toBe("number");
    }
  }
}

describe("emf", () => {
  it("writes the documented document", () => {
    expect(JSON.parse(lineOf("emf", "build_length", 23, { project: "site" }))).toEqual({
      _aws: {
        Timestamp: TIME,
        CloudWatchMetrics: [
          { Namespace: "Lectern", Dimensions: [["stage", "project"]], Metrics: [{ Name: "build_length", Unit: "Seconds" }] },
        ],
      },
      stage: "test",
      project: "site",
      build_length: 23,
    });
  });

  it("keeps the specification's rules for every metric", () => {
    const tags = fc.dictionary(fc.constantFrom("project", "status", "kind"), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(fc.constantFrom(...names), values, tags, (name, value, given) => {
        const line = lineOf("emf", name, value, given);
        expect(line).not.toContain("\n");
        const document = JSON.parse(line) as Record<string, unknown>;
        checkEmbeddedMetricFormat(document);
        expect(document[name]).toBe(value);
      }),
    );
  });
});

it("takes the form and the stage from the environment, emf by default", () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  record("notices_sent", 1, {}, { write });
  process.env.METRICS_FORMAT = "datadog";
  delete process.env.STAGE;
  try {
    record("notices_sent", 1, {}, { write });
  } finally {
    delete process.env.METRICS_FORMAT;
  }
  expect(lines[0]).toMatch(/^\{"_aws"/);
  expect(lines[1]).toMatch(/\|#stage:unknown$/);
});

it.each(["statsd", "", "toString"])("refuses the form %p", (format) => {
  expect(() => record("notices_sent", 1, {}, { format })).toThrow(MissingConfiguration);
});

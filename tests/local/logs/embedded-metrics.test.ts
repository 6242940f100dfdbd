import fc from "fast-check";
import { measurementsIn } from "../../../local/services/logs/embedded-metrics.ts";

const event = (members: object, directive: object = {}) =>
  JSON.stringify({
    _aws: {
      Timestamp: 1_700_000_000_000,
      CloudWatchMetrics: [
        { Namespace: "Site", Dimensions: [["stage"]], Metrics: [{ Name: "pages", Unit: "Count" }], ...directive },
      ],
    },
    stage: "dev",
    ...members,
  });
const pages = {
  namespace: "Site",
  name: "pages",
  dimensions: { stage: "dev" },
  time: 1_700_000_000_000,
  values: [7],
  unit: "Count",
  resolution: 60,
};

test("an event is a measurement of each metric for each set of dimensions", () => {
  expect(measurementsIn(event({ pages: 7 }))).toEqual([pages]);
  const sets = event(
    { pages: 7, size: [1, 2], page: "/" },
    { Dimensions: [["stage", "page"], []], Metrics: [{ Name: "pages" }, { Name: "size", Unit: "Bytes", StorageResolution: 1 }] },
  );
  expect(measurementsIn(sets)).toEqual([
    { ...pages, dimensions: { stage: "dev", page: "/" }, unit: "None" },
    { ...pages, dimensions: { stage: "dev", page: "/" }, name: "size", unit: "Bytes", values: [1, 2], resolution: 1 },
    { ...pages, dimensions: {}, unit: "None" },
    { ...pages, dimensions: {}, name: "size", unit: "Bytes", values: [1, 2], resolution: 1 },
  ]);
});

test("a console's prefix is passed over", () => {
  expect(measurementsIn(`2026-11-23T12:00:00.000Z\t00000000-0000-4000-8000-000000000000\tINFO\t${event({ pages: 7 })}`)).toEqual([
    pages,
  ]);
});

test.each([
  ["a metric that is no number", event({ pages: "7" })],
  ["a metric that is not there", event({})],
  ["a dimension that is not there", event({ pages: 7 }, { Dimensions: [["absent"]] })],
  ["a dimension that is inherited", event({ pages: 7 }, { Dimensions: [["constructor"]] })],
  ["more than a hundred values", event({ pages: Array(101).fill(1) })],
  ["no dimensions", event({ pages: 7 }, { Dimensions: undefined })],
  ["JSON that breaks off", event({ pages: 7 }).slice(0, -1)],
  ["JSON without _aws", '{"CloudWatchMetrics":[]}'],
  ["a line of text", 'about "CloudWatchMetrics"'],
])("%s is no measurement", (_what, message) => expect(measurementsIn(message)).toEqual([]));

test("no line breaks it", () => {
  const part = fc.oneof(fc.json(), fc.string(), fc.constant('"CloudWatchMetrics"'), fc.constant('{"_aws":'));
  fc.assert(fc.property(fc.array(part), (parts) => expect(Array.isArray(measurementsIn(parts.join("")))).toBe(true)));
});

import { eventLine } from "../../../cli/logs/event-line.ts";
import { type Paint, plainPaint } from "../../../cli/paint.ts";

const timestamp = Date.parse("2026-11-28T10:00:00.123Z");
const line = (message: string, paint: Paint = plainPaint) => eventLine({ source: "whichSlide", timestamp, message }, paint);

test("a line of ours: what it says, then what it knows besides", () => {
  const message = JSON.stringify({
    level: "info",
    time: "x",
    message: "Took a photograph",
    requestId: "r",
    execution: "e",
    bytes: 12,
  });
  expect(line(message)).toBe("10:00:00.123  whichSlide  Took a photograph  bytes=12");
});

test("an error is red as a whole", () => {
  const marked: Paint = (style, text) => `<${style}>${text}`;
  expect(line('{"level":"error","message":"no"}', marked)).toMatch(/^<red>.*no$/);
});

test.each([
  "START RequestId: 1 Version: $LATEST",
  "END RequestId: 1",
  "REPORT RequestId: 1\tDuration: 2 ms",
  '{"_aws":{},"x":1}',
])("%s is for programs", (message) => {
  expect(line(message)).toBeUndefined();
});

test.each(["npm error code 1", "{ not json }", "[1]"])("%s is told as it is", (message) => {
  expect(line(message)).toBe(`10:00:00.123  whichSlide  ${message}`);
});

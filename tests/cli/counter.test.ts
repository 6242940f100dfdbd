import { createCounter } from "../../cli/counter.ts";

test("a short row is silent; a long one is told of after a second, then every two, and not at its end", () => {
  let time = 0;
  const told: string[] = [];
  const count = createCounter(
    (line) => told.push(line),
    "Page",
    () => time,
  );
  for (let done = 1; done <= 10; done++) {
    time = done * 500;
    count(done, 10);
  }
  expect(told).toEqual(["Page 2 of 10", "Page 6 of 10"]);
});

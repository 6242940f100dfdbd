import { Writable } from "node:stream";
import { WriteStream } from "node:tty";
import { paintOn } from "../../cli/paint.ts";

/** As a terminal says of itself, in an environment. */
const stream = (isTTY: boolean, env: object): WriteStream => {
  const getColorDepth = () => WriteStream.prototype.getColorDepth.call(new Writable() as unknown as WriteStream, env);
  return Object.assign(new Writable(), { isTTY, getColorDepth }) as unknown as WriteStream;
};

test.each([
  [true, { TERM: "xterm-256color" }, "\u001b[31mno\u001b[39m"],
  [true, { TERM: "xterm-256color", NO_COLOR: "1" }, "no"],
  [false, { TERM: "xterm-256color" }, "no"],
])("on a terminal: %s, with %j", (isTTY, env, text) => {
  expect(paintOn(stream(isTTY, env))("red", "no")).toBe(text);
});

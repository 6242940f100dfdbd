import { basename } from "node:path";
import { talkMeant } from "../../../cli/talk/talk-meant.ts";

test.each([
  ["moon", "moon"],
  ["talks/moon", "moon"],
  ["talks/moon/", "moon"],
  ["./moon", "moon"],
  ["/home/ada/talks/moon", "moon"],
  ["talks/sun/../moon", "moon"],
  ["talks/moon/talk.yml", "moon"],
  ["http://127.0.0.1:4580/live/moon/", "moon"],
  ["https://d111111abcdef8.cloudfront.net/live/moon/#slide-003", "moon"],
  ["https://192.168.1.5:4543/talks/moon/photos", "moon"],
  ["https://example.com/camera/#talk=moon&url=https%3A%2F%2Fx&token=secret", "moon"],
  ["http://127.0.0.1:4580/camera/#url=http%3A%2F%2Fx&talk=moon", "moon"],
  ["talks/mytalk.yml", "mytalk.yml"],
  [".", basename(process.cwd())],
  ["talk.yml", basename(process.cwd())],
  ["", ""],
  ["Moon?", "Moon?"],
  ["https://example.com/", "example.com"],
])("%j means the talk %j", (named, talk) => {
  expect(talkMeant(named)).toBe(talk);
});

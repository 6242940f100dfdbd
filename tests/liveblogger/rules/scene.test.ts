import type { RgbImage } from "../../../liveblogger/recogniser/index.ts";
import { isStill, sceneOf } from "../../../liveblogger/rules/scene.ts";
import { page, photograph } from "../support/pages.ts";

const at = (second: number) => new Date(Date.parse("2026-11-28T13:00:00.000Z") + second * 1000).toISOString();
const seen = (second: number, picture: RgbImage) => ({ lastSeen: at(second), scene: sceneOf(picture) });
const [one, sameWithOtherNoise, other] = [photograph(page(1)), photograph(page(1), undefined, 7), photograph(undefined)];

it("is small", () => {
  expect(sceneOf(one).length).toBeLessThan(600);
});

it("stands still when the camera sees it twice, whatever the noise", () => {
  expect(isStill(seen(0, one), seen(5, sameWithOtherNoise))).toBe(true);
});

it("does not when something else is there", () => {
  expect(isStill(seen(0, one), seen(5, other))).toBe(false);
});

it("is not known of one photograph, of two in the wrong order, or of two far apart", () => {
  for (const second of [0, -5, 61]) expect(isStill(seen(0, one), seen(second, one))).toBe(false);
  expect(isStill(seen(0, one), seen(60, one))).toBe(true);
});

it("is not known of what another version remembered", () => {
  expect(isStill({ lastSeen: at(0), scene: "AAAA" }, seen(5, one))).toBe(false);
});

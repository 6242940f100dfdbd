import { buildIndex, writeIndex } from "../../../liveblogger/deck/index.ts";
import { deckOf } from "../../../liveblogger/steps/deck.ts";
import { withEnvironment } from "../../src/support/lambda.ts";
import { fakeCloud } from "../support/fake-cloud.ts";
import { page } from "../support/pages.ts";
import { ENVIRONMENT, TALK, talkWith } from "../support/talk.ts";

const cloud = fakeCloud();
withEnvironment(ENVIRONMENT);
const INDEX = writeIndex(buildIndex([page(1)]));

it("holds as many decks as there is room for: those that were asked for last, and the one that is wanted, however large", async () => {
  const talks = [1, 2, 3].map((number) => talkWith({ deck: { key: `${TALK}/${number}.index`, slides: 1 } }));
  for (const { deck } of talks) cloud.store(`decks/${deck.key}`, INDEX);
  const fetched = () => cloud.calls.splice(0).length;
  /** Asks for decks in turn. Gives how many were fetched. */
  const ask = async (room: number, ...numbers: number[]) => {
    for (const number of numbers) await deckOf(talks[number - 1] as (typeof talks)[0], room);
    return fetched();
  };
  const forTwo = 2 * INDEX.length;
  expect(await ask(forTwo, 1, 2, 1, 2)).toBe(2);
  expect(await ask(forTwo, 1, 3)).toBe(1); // 2 goes
  expect(await ask(forTwo, 1, 3)).toBe(0);
  expect(await ask(forTwo, 2)).toBe(1); // 1 goes
  expect(await ask(forTwo, 3)).toBe(0);
  expect(await ask(1, 1, 1, 1)).toBe(1); // all others go
  expect(await ask(forTwo, 2, 3)).toBe(2);
});

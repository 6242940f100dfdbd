import { misreadable, wordsOf } from "../../../liveblogger/alternatives/rekognition/words.ts";

test("a text's words are compared without case, accents, punctuation and single signs", () => {
  expect(wordsOf("Ünïcode — „Wörter“, e.g. HTTP/2: x = 12!")).toEqual(["unicode", "worter", "http", "12"]);
  expect(wordsOf("Вопросы и ответы")).toEqual(["вопросы", "ответы"]);
  expect(wordsOf("ﬁle Ａ１２")).toEqual(["file", "a12"]);
});

test("short words must be read as they are, longer ones may be misread a little", () => {
  expect(["from", "queue", "consumers"].map(misreadable)).toEqual([0, 1, 2]);
});

import { dayIn, notesFiles, talkYaml, titleOfName } from "../../../cli/talk/skeleton.ts";
import { readSettings } from "../../../liveblogger/talk/settings.ts";

test("talk.yml reads back as it was meant, whatever the title holds", () => {
  const settings = { title: "Moon: #1, “how”", speaker: "Ada: Lovelace", date: "2026-11-28", timeZone: "Europe/Berlin" };
  const { problems, settings: read } = readSettings(talkYaml(settings));
  expect(problems).toEqual([]);
  expect(read).toMatchObject(settings);
});

test("a file for each slide without notes, numbered so that they sort", () => {
  expect(notesFiles(["", "said", " "])).toEqual(["01.md", "03.md"]);
  expect(notesFiles(Array.from({ length: 100 }, () => "")).at(0)).toBe("001.md");
  expect(notesFiles([])).toEqual([]);
});

test("guesses: the title of a name, the day where it is given", () => {
  expect(titleOfName("how-we-moved-the-moon")).toBe("How we moved the moon");
  expect(dayIn("Asia/Tokyo", new Date("2026-11-28T20:00:00Z"))).toBe("2026-11-29");
});

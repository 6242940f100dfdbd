import { cameraAddress, readLink, viewAddress } from "../../../website/src/camera/link.ts";
import { readView, viewInWords } from "../../../website/src/camera/view.ts";

const link = { talk: "a-talk", url: "https://api.example.org/talks/a-talk/photos", token: "abc-DEF_123" };

it("carries talk, address and token in the fragment, and nowhere else", () => {
  const address = new URL(cameraAddress("https://site.example", link));
  expect([address.pathname, address.search]).toEqual(["/camera/", ""]);
  expect(readLink(address.hash)).toEqual(link);
});

it.each([
  ["nothing", ""],
  ["no token", "#talk=a-talk&url=https://api.example.org/talks/a-talk/photos"],
  ["another talk's address", "#talk=b&url=https://api.example.org/talks/a-talk/photos&token=abc"],
  ["an address that runs", "#talk=a-talk&url=javascript:alert(1)//talks/a-talk/photos&token=abc"],
  ["a token with spaces", "#talk=a-talk&url=https://api.example.org/talks/a-talk/photos&token=a b"],
])("%s is no link", (_, fragment) => {
  expect(readLink(fragment)).toBeUndefined();
});

it("knows where to ask what was recognised", () => {
  expect(viewAddress(link, "pi-1")).toBe("https://api.example.org/talks/a-talk/cameras/pi-1");
});

const corners = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];
it.each([
  [{ slide: 12, assurance: 0.987, outcome: "assured", corners }, "Slide 12, 98 % certain."],
  [{ slide: 3, assurance: 0.5, outcome: "unsure", corners }, "Perhaps slide 3, 50 % certain: too little for the talk's page."],
  [{ slide: null, assurance: 0.9, outcome: "none" }, "No slide of the deck is in the picture."],
  [{ lastSeen: null }, "Nothing has been recognised yet."],
])("%j is: %s", (answer, words) => {
  expect(viewInWords(readView(JSON.stringify(answer)))).toBe(words);
});

it("believes no corners that are none", () => {
  expect(readView(JSON.stringify({ slide: 1, corners: [{ x: 0, y: "a" }] })).corners).toEqual([]);
  expect(readView(JSON.stringify({ slide: 1, corners })).corners).toEqual(corners);
});

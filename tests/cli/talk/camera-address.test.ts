import { cameraAddressOf } from "../../../cli/talk/camera-address.ts";
import { readLink } from "../../../website/src/camera/link.ts";

const here = { siteUrl: "http://127.0.0.1:4580", apiUrl: "http://127.0.0.1:4590" };
const aws = { siteUrl: "https://d1.cloudfront.net", apiUrl: "https://a1.execute-api.us-east-1.amazonaws.com" };

it.each([
  ["this machine's browser", here, undefined, "http://127.0.0.1:4580/camera/", "http://127.0.0.1:4590", false],
  [
    "a phone in the network",
    here,
    "https://192.168.1.5:4543",
    "https://192.168.1.5:4543/camera/",
    "https://192.168.1.5:4543",
    true,
  ],
  ["any phone, of a deployment,", aws, undefined, "https://d1.cloudfront.net/camera/", aws.apiUrl, true],
] as const)("makes %s a camera", (_, stack, door, page, upload, isForPhones) => {
  const address = cameraAddressOf(stack, "a-talk", "abc-1", door);
  const { origin, pathname, hash } = new URL(address.url);
  expect([origin + pathname, address.isForPhones]).toEqual([page, isForPhones]);
  expect(readLink(hash)).toEqual({ talk: "a-talk", token: "abc-1", url: `${upload}/talks/a-talk/photos` });
});

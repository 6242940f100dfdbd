import { handler } from "../../../liveblogger/handlers/cameraView.ts";
import { catchOutput, context, withEnvironment } from "../../src/support/lambda.ts";
import { fakeCloud } from "../support/fake-cloud.ts";
import { ENVIRONMENT, TALK, TOKEN, talkWith } from "../support/talk.ts";

const cloud = fakeCloud();
catchOutput();
withEnvironment(ENVIRONMENT);

const answer = { slide: 3, assurance: 0.97, outcome: "assured", corners: [{ x: 0.1, y: 0.1 }] };
beforeEach(() => {
  cloud.put("talks", talkWith());
  cloud.put("cameras", { talk: TALK, camera: "pi-1", lastSeen: "2026-11-28T13:03:05.000Z", scene: "AAAA", answer });
});

const ask = async (camera = "pi-1", authorization: string | undefined = `Bearer ${TOKEN}`, talk = TALK) => {
  const { statusCode, body, headers } = await handler({ pathParameters: { talk, camera }, headers: { authorization } }, context);
  return { statusCode, headers, said: JSON.parse(body) };
};

it("shows what the camera's last photograph was recognised as, and nothing else of it", async () => {
  expect(await ask()).toEqual({
    statusCode: 200,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    said: { camera: "pi-1", lastSeen: "2026-11-28T13:03:05.000Z", ...answer },
  });
});

it("knows nothing of a camera that has sent no photograph, which is no fault", async () => {
  expect(await ask("new")).toMatchObject({ statusCode: 200, said: { camera: "new", lastSeen: null } });
});

it.each([
  [401, "without a token", ["pi-1", ""]],
  [401, "with another token", ["pi-1", "Bearer another"]],
  [404, "of a talk that there is none of", ["pi-1", undefined, "nothing"]],
  [400, "with a name that no camera has", ["a/b"]],
] as const)("answers %i to one %s", async (statusCode, _, [camera, authorization, talk]) => {
  expect(await ask(camera, authorization, talk)).toMatchObject({
    statusCode,
    headers: { "content-type": "application/problem+json" },
  });
});

it("answers when the talk has ended, too: a camera may be sending what waited in it", async () => {
  cloud.put("talks", talkWith({ status: "ended" }));
  expect(await ask()).toMatchObject({ statusCode: 200, said: answer });
});

/** What the definition promises to cameras and to who looks after them. */
import { resources, textOf } from "./support.ts";

it("lets the /camera page send all headers that it sends, and read all that it reads", () => {
  const cors = resources.HttpApi?.Properties?.CorsConfiguration as Record<string, readonly string[]>;
  const source = textOf("website/src/camera/upload.ts");
  const sent = [...source.matchAll(/^ {8}"?([a-z-]+)"?: /gm)].map(([, name]) => name);
  expect(sent.length).toBeGreaterThan(3);
  expect(cors.AllowHeaders).toEqual(expect.arrayContaining([...sent, "photo-again"]));
  const read = [...source.matchAll(/headers\.get\("([a-z-]+)"\)/g)].map(([, name]) => name);
  expect(cors.ExposeHeaders?.toSorted()).toEqual(read.toSorted());
});

it("tells the owner when photographs stop, by the metric that uploads are counted with", () => {
  expect(resources.CamerasSilent).toMatchObject({
    Condition: "HasAlarms",
    Properties: { Namespace: "Lectern", TreatMissingData: "missing", InsufficientDataActions: [{ Ref: "NoticesTopic" }] },
  });
  const { MetricName } = resources.CamerasSilent?.Properties ?? {};
  expect(textOf("liveblogger/handlers/uploadPhoto.ts")).toContain(`record("${MetricName}", 1)`);
});

it("lets the site's pages reach the API", () => {
  expect(JSON.stringify(resources.SecurityHeaders)).toMatch(/connect-src 'self' \$\{HttpApi\.ApiEndpoint\};/);
});

import { type ReactNode, useRef, useState } from "react";
import type { CameraLink } from "../camera/link.ts";
import { viewInWords } from "../camera/view.ts";
import { FoundSlide } from "./found-slide";
import { useCamera } from "./use-camera";
import { useDeviceState } from "./use-device-state";

/** Seconds from one photograph to the next that can be chosen. */
const PAUSES = [1, 2, 5, 10, 30];

/** A talk's camera: the picture, what is found in it, and how it is getting on. */
export function CameraView({ link }: { link: CameraLink }) {
  const video = useRef<HTMLVideoElement>(null);
  const [seconds, setSeconds] = useState(5);
  const { phase, reason, progress, start, stop } = useCamera(link, video, seconds * 1000);
  const { battery, isOnline } = useDeviceState();
  const view = phase === "running" ? progress?.view : undefined;
  return (
    <section className="camera" aria-label="Camera">
      <p className="lead">
        Photographs go to the talk <a href={`/live/${link.talk}/`}>{link.talk}</a>.
      </p>
      <div className={phase === "stopped" ? "sight" : "sight is-on"}>
        <video ref={video} muted playsInline aria-label="What the camera sees" />
        <FoundSlide view={view} />
      </div>
      <p className="recognised" role="status">
        {phase === "running" ? (view ? viewInWords(view) : "The first photograph is on its way.") : reason}
      </p>
      <div className="controls">
        {phase === "stopped" ? (
          <>
            <button type="button" onClick={() => start("camera")}>
              Start the camera
            </button>
            <button type="button" className="second" onClick={() => start("screen")}>
              Show a screen instead
            </button>
          </>
        ) : (
          <button type="button" onClick={stop} disabled={phase === "starting"}>
            {phase === "starting" ? "Starting …" : "Stop"}
          </button>
        )}
        <label>
          A photograph every{" "}
          <select value={seconds} onChange={({ target }) => setSeconds(Number(target.value))}>
            {PAUSES.map((pause) => (
              <option key={pause} value={pause}>
                {pause} s
              </option>
            ))}
          </select>
        </label>
      </div>
      <dl className="facts">
        <Fact name="Network">{isOnline ? "connected" : "none: photographs wait"}</Fact>
        {battery && <Fact name="Battery">{battery}</Fact>}
        <Fact name="Screen">{progress?.isAwake ? "stays on" : "may turn itself off"}</Fact>
        <Fact name="Photographs">
          {progress ? `${progress.taken} taken, ${progress.sent} sent, ${progress.waiting} waiting` : "none yet"}
          {progress && progress.dropped > 0 ? `, ${progress.dropped} dropped` : ""}
        </Fact>
      </dl>
      {progress?.said && <p className="meta">{progress.said}</p>}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

import { type RefObject, useEffect, useRef, useState } from "react";
import type { CameraLink } from "../camera/link.ts";
import type { Kind } from "./open-stream";
import { type Progress, type Started, startCamera } from "./start-camera";

export interface CameraState {
  readonly phase: "stopped" | "starting" | "running";
  /** why it stopped, or does not start */
  readonly reason: string;
  readonly progress: Progress | undefined;
}

export interface Camera extends CameraState {
  start(kind: Kind): Promise<void>;
  stop(): void;
}

/** The camera of the page. @param every milliseconds from one photograph to the next */
export function useCamera(link: CameraLink | undefined | null, video: RefObject<HTMLVideoElement | null>, every: number): Camera {
  const [state, setState] = useState<CameraState>({ phase: "stopped", reason: "", progress: undefined });
  const started = useRef<Started | undefined>(undefined);
  const pause = useRef(every);
  pause.current = every;
  useEffect(() => () => started.current?.stop(), []);

  async function start(kind: Kind): Promise<void> {
    const element = video.current;
    if (!link || !element || state.phase !== "stopped") return;
    setState({ phase: "starting", reason: "", progress: undefined });
    try {
      const told = (progress: Progress) => setState((now) => ({ ...now, progress }));
      const running = await startCamera({ link, kind, every: () => pause.current, video: element, told });
      started.current = running;
      setState((now) => ({ ...now, phase: "running" }));
      void running.ended.then((reason) => setState((now) => ({ ...now, phase: "stopped", reason })));
    } catch (error) {
      setState({ phase: "stopped", reason: (error as Error).message, progress: undefined });
    }
  }

  return { ...state, start, stop: () => started.current?.stop() };
}

import type { CameraClock } from "../../../website/src/camera/age.ts";
import { CaptureFailed } from "../../../website/src/camera/errors.ts";
import type { Photograph, Source } from "../../../website/src/camera/source.ts";
import { lookAt } from "../look.ts";
import type { CaptureTool, Wanted } from "../tools/index.ts";
import { wholeJpeg } from "./jpeg.ts";
import { runProgram } from "./run-program.ts";

/** No camera makes a photograph as large as this. */
const MOST_BYTES = 32 * 1024 * 1024;
/** So many failures in a row, and the other programs are tried again: the camera may be gone, and another there. */
const FAILURES = 3;

export interface ProgramOptions extends Wanted {
  /** milliseconds that a program may take */
  readonly timeout: number;
}

/** Has programs take photographs: the first that can, until it can no longer. */
export class Programs implements Source {
  readonly #tools: readonly CaptureTool[];
  readonly #options: ProgramOptions;
  readonly #clock: CameraClock;
  #works: CaptureTool | undefined;
  #failures = 0;

  constructor(tools: readonly CaptureTool[], options: ProgramOptions, clock: CameraClock) {
    this.#tools = tools;
    this.#options = options;
    this.#clock = clock;
  }

  get name(): string {
    return this.#works?.name ?? this.#tools.map(({ name }) => name).join(", ");
  }

  async next(stopped: AbortSignal): Promise<Photograph> {
    if (this.#works === undefined) return this.#firstThatCan(stopped);
    try {
      const photograph = await this.#take(this.#works, stopped);
      this.#failures = 0;
      return photograph;
    } catch (error) {
      this.#failures += 1;
      if (this.#failures >= FAILURES) this.#works = undefined;
      throw error;
    }
  }

  async #firstThatCan(stopped: AbortSignal): Promise<Photograph> {
    const failures: CaptureFailed[] = [];
    for (const tool of this.#tools) {
      try {
        const photograph = await this.#take(tool, stopped);
        [this.#works, this.#failures] = [tool, 0];
        return photograph;
      } catch (error) {
        if (!(error instanceof CaptureFailed)) throw error;
        failures.push(error);
        if (stopped.aborted) break;
      }
    }
    throw this.#noneCan(failures);
  }

  #noneCan(failures: readonly CaptureFailed[]): CaptureFailed {
    const there = failures.filter(({ why }) => why !== "not found");
    const [only] = there;
    if (only && there.length === 1) return only;
    if (only) return new CaptureFailed(only.why, there.map(({ message }) => message).join(" "));
    return new CaptureFailed(
      "not found",
      `There is none of ${this.#tools.map(({ name }) => name).join(", ")}: install one, or name a command with --with.`,
    );
  }

  async #take(tool: CaptureTool, stopped: AbortSignal): Promise<Photograph> {
    const { timeout, ...wanted } = this.#options;
    const bytes = await runProgram(tool.program(wanted), { timeout, mostBytes: MOST_BYTES, stopped });
    // A program looks for a second and then takes its picture: when it ends is nearer to that moment than when it began.
    const takenAt = this.#clock.now();
    const whole = wholeJpeg(bytes);
    if (!whole) throw new CaptureFailed("no whole JPEG", `${tool.name} wrote ${bytes.length} bytes that are no whole JPEG.`);
    return { ...whole, takenAt, look: () => lookAt(whole.bytes) };
  }
}

import { existsSync } from "node:fs";
import { isTalkName } from "../../liveblogger/data/talk-item.ts";

/** A talk's folder: as it is named, or of that name in `talks/`, where talks lie. */
export const talkFolder = (named: string, isThere: (path: string) => boolean = existsSync): string =>
  !isThere(named) && isTalkName(named) && isThere(`talks/${named}`) ? `talks/${named}` : named;

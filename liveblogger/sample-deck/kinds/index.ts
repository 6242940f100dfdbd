import type { DrawKind } from "../draw-kind.ts";
import type { Kind } from "../slides.ts";
import { chapter } from "./chapter.ts";
import { code } from "./code.ts";
import { cover } from "./cover.ts";
import { figures } from "./figures.ts";
import { flow } from "./flow.ts";
import { late } from "./late.ts";
import { machine } from "./machine.ts";
import { paths } from "./paths.ts";
import { places } from "./places.ts";
import { points } from "./points.ts";
import { queue } from "./queue.ts";
import { room } from "./room.ts";
import { sides } from "./sides.ts";
import { statement } from "./statement.ts";
import { textMessage } from "./text-message.ts";
import { twins } from "./twins.ts";

/** How each kind of slide is drawn. */
export const DRAW: { readonly [K in Kind]: DrawKind<K> } = {
  cover,
  chapter,
  statement,
  sides,
  points,
  flow,
  machine,
  code,
  queue,
  "text-message": textMessage,
  room,
  twins,
  late,
  paths,
  places,
  figures,
};

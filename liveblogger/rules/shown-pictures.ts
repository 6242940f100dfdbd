import { mediaPath } from "../data/keys.ts";
import type { Picture, PostPictures } from "../data/post-item.ts";

const shown = ({ key, width, height }: Picture) => ({ src: mediaPath(key), width, height });

/** An entry's pictures by their addresses on the site. */
export const shownPictures = ({ large, small }: PostPictures) => ({ large: shown(large), small: shown(small) });

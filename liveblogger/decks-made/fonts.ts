import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { GlobalFonts } from "@napi-rs/canvas";

/** Families under names of their own, so that no font of the machine is ever taken instead. */
const FILES: readonly (readonly [family: string, packageName: string, file: string])[] = [
  ["Made Sans", "source-sans-3", "400Regular/SourceSans3_400Regular.ttf"],
  ["Made Sans", "source-sans-3", "700Bold/SourceSans3_700Bold.ttf"],
  ["Made Serif", "source-serif-4", "400Regular/SourceSerif4_400Regular.ttf"],
  ["Made Serif", "source-serif-4", "400Regular_Italic/SourceSerif4_400Regular_Italic.ttf"],
  ["Made Serif", "source-serif-4", "700Bold/SourceSerif4_700Bold.ttf"],
  ["Made Lato", "lato", "400Regular/Lato_400Regular.ttf"],
  ["Made Lato", "lato", "900Black/Lato_900Black.ttf"],
  ["Made Mono", "jetbrains-mono", "400Regular/JetBrainsMono_400Regular.ttf"],
  ["Made Mono", "jetbrains-mono", "700Bold/JetBrainsMono_700Bold.ttf"],
  ["Made Hand", "patrick-hand", "400Regular/PatrickHand_400Regular.ttf"],
  ["Made Japanese", "sawarabi-gothic", "400Regular/SawarabiGothic_400Regular.ttf"],
  ["Made Arabic", "amiri", "400Regular/Amiri_400Regular.ttf"],
];

export type Family = "Sans" | "Serif" | "Lato" | "Mono" | "Hand" | "Japanese" | "Arabic";

let registered = false;

/** Makes the families known to the canvas, once a process. */
export function registerFonts(): void {
  if (registered) return;
  const { resolve } = createRequire(import.meta.url);
  for (const [family, packageName, file] of FILES) {
    const path = join(dirname(resolve(`@expo-google-fonts/${packageName}/package.json`)), file);
    if (!GlobalFonts.registerFromPath(path, family)) throw new Error(`the font ${path} could not be loaded`);
  }
  registered = true;
}

/** A CSS font, as `drawing.font` takes it. */
export const font = (family: Family, size: number, variant = ""): string => `${variant} ${size}px "Made ${family}"`.trim();

import { arrow, centred, fillPage, roundedBox, shortened } from "../drawing.ts";
import { font } from "../fonts.ts";
import type { MakeDeck } from "../make-deck.ts";
import type { Drawing, MadePage } from "../page.ts";

const [WIDTH, HEIGHT, DIAGRAMS] = [1280, 720, 20];
const PALETTES = [
  ["#dbeafe", "#1d4ed8"],
  ["#dcfce7", "#15803d"],
  ["#fef3c7", "#b45309"],
  ["#fce7f3", "#be185d"],
  ["#ede9fe", "#6d28d9"],
] as const;

interface Node {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly round: boolean;
  readonly palette: readonly [string, string];
}

/** Boxes and arrows with few words; each diagram grows over one to four pages. */
export const diagrams: MakeDeck = ({ sections }, random) => {
  const words = sections.flatMap(({ sentences }) => sentences.flatMap((sentence) => sentence.match(/\b[a-zA-Z]{5,12}\b/g) ?? []));
  const pages = random
    .shuffled(sections)
    .slice(0, DIAGRAMS)
    .flatMap(({ heading }): MadePage[] => {
      const columns = random.whole(3, 5);
      const rows = random.whole(2, 3);
      const places = random.shuffled(Array.from({ length: columns * rows }, (_, i) => i)).slice(0, random.whole(4, 9));
      const nodes = places.map(
        (place): Node => ({
          label: `${random.pick(words)} ${random.chance(0.4) ? random.pick(words) : ""}`.trim(),
          x: 90 + ((place % columns) * 1100) / columns + random.between(0, 30),
          y: 170 + (Math.floor(place / columns) * 500) / rows + random.between(0, 40),
          round: random.chance(0.3),
          palette: random.pick(PALETTES),
        }),
      );
      const edges = nodes.slice(1).map((_, i) => [random.whole(0, i), i + 1] as const);
      const steps = [
        ...new Set([nodes.length, ...Array.from({ length: random.whole(0, 3) }, () => random.whole(2, nodes.length))]),
      ];
      const title = shortened(heading, 50);
      return steps
        .sort((a, b) => a - b)
        .map((count) => ({
          title,
          text: [title, ...nodes.slice(0, count).map(({ label }) => label)].join("\n"),
          draw: (on) => drawDiagram(on, title, nodes.slice(0, count), edges.slice(0, count - 1)),
        }));
    });
  return { name: "diagrams", style: "boxes and arrows that grow", width: WIDTH, height: HEIGHT, pages };
};

const [BOX_WIDTH, BOX_HEIGHT] = [180, 86];

function drawDiagram(on: Drawing, title: string, nodes: readonly Node[], edges: readonly (readonly [number, number])[]): void {
  fillPage(on, WIDTH, HEIGHT, "#fafafa");
  on.font = font("Lato", 44, "900");
  on.fillStyle = "#111827";
  on.fillText(title, 60, 90);
  on.lineWidth = 3;
  for (const [from, to] of edges) {
    const [a, b] = [nodes[from], nodes[to]];
    if (a && b) arrow(on, [a.x + BOX_WIDTH / 2, a.y + BOX_HEIGHT / 2], edgeOf(a, b), "#4b5563");
  }
  for (const { x, y, round, palette, label } of nodes) {
    const box = { x, y, width: BOX_WIDTH, height: BOX_HEIGHT };
    roundedBox(on, box, round ? 43 : 8, palette[0], palette[1]);
    centred(on, label, box, { font: font("Lato", 25), colour: palette[1], leading: 29 });
  }
}

/** Where the line from one box's middle meets the other's edge. */
function edgeOf(from: Node, to: Node): [number, number] {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const scale = Math.min(BOX_WIDTH / 2 / Math.max(1, Math.abs(dx)), BOX_HEIGHT / 2 / Math.max(1, Math.abs(dy)));
  return [to.x + BOX_WIDTH / 2 - dx * scale, to.y + BOX_HEIGHT / 2 - dy * scale];
}

/** Draws docs/images/<machine>.svg from the state machines' definitions, so that the pictures can't lie. */
import { readFileSync } from "node:fs";
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import { parse } from "yaml";
import { keep } from "./kept-file.ts";

/** What is read of a state. */
interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Variable?: string; readonly BooleanEquals?: boolean; readonly Next: string }[];
  readonly Catch?: readonly { readonly Next: string }[];
}

const SHAPES: Readonly<Record<string, string>> = {
  Task: 'shape=box, style="rounded,filled", fillcolor="#e8f0fe", color="#3b5bdb"',
  Choice: 'shape=diamond, style=filled, fillcolor="#fff3d6", color="#b7791f", height=0.8',
  Wait: 'shape=box, style="rounded,filled,dashed", fillcolor="#f3f4f6", color="#6b7280"',
  Succeed: 'shape=box, style="rounded,filled", fillcolor="#dcfce7", color="#15803d"',
  Fail: 'shape=box, style="rounded,filled", fillcolor="#fee2e2", color="#b91c1c"',
};

const quote = (text: string): string => JSON.stringify(text);

const arrowFrom =
  (from: string) =>
  (to: string, label = "", style = ""): string =>
    `${quote(from)} -> ${quote(to)} [label=${quote(label && `  ${label}  `)}${style}]`;

const CAUGHT = ', style=dashed, color="#b91c1c"';

/** States that catch for several others: drawn once, from "any of them", or the picture is all red lines. */
function commonCatchers(states: Record<string, State>): string[] {
  const caught = Object.values(states).flatMap(({ Catch = [] }) => Catch.map(({ Next }) => Next));
  return [...new Set(caught)].filter((name) => caught.filter((other) => other === name).length > 2);
}

function arrowsFrom(name: string, { Next, Default, Choices = [], Catch = [] }: State, common: readonly string[]): string[] {
  const arrow = arrowFrom(name);
  return [
    ...(Next ? [arrow(Next)] : []),
    ...Choices.map((choice) => arrow(choice.Next, `${choice.Variable?.replace("$.", "")} = ${choice.BooleanEquals}`)),
    ...(Default ? [arrow(Default, "otherwise")] : []),
    ...Catch.filter(({ Next: caught }) => !common.includes(caught)).map(({ Next: caught }) => arrow(caught, "", CAUGHT)),
  ];
}

/** The machine as a Graphviz graph. @param cause what starts it */
function toDot({ StartAt, States }: { StartAt: string; States: Record<string, State> }, cause: string): string {
  const common = commonCatchers(States);
  const nodes = Object.entries(States).map(([name, { Type }]) => `${quote(name)} [${SHAPES[Type] ?? "shape=box"}]`);
  const arrows = Object.entries(States).flatMap(([name, state]) => arrowsFrom(name, state, common));
  const catches = common.map(
    (name) => `anyTask [label="any task\nthat fails", shape=plaintext]; ${arrowFrom("anyTask")(name, "", CAUGHT)}`,
  );
  const font = 'fontname="Helvetica,Arial,sans-serif", fontsize=11';
  return `digraph { bgcolor=white; node [${font}, margin="0.2,0.08"]; edge [${font}, color="#4b5563"]; ranksep=0.35;
    cause [label=${quote(cause)}, shape=plaintext]; cause -> ${quote(StartAt)};
    ${[...nodes, ...arrows, ...catches].join(";\n")} }`;
}

const MACHINES = [
  { name: "site-builder", folder: "src", cause: "git push" },
  { name: "live-blogger", folder: "liveblogger", cause: "a photograph" },
];

const graphviz = await Graphviz.load();
for (const { name, folder, cause } of MACHINES) {
  const definition = parse(readFileSync(`${folder}/${name}.asl.yml`, "utf8"), {
    customTags: [{ tag: "!GetAtt", resolve: (text: string) => text }],
    merge: true,
  });
  keep(`docs/images/${name}.svg`, `${graphviz.dot(toDot(definition, cause)).trim()}\n`, "npm run diagram");
}

import type { Rule } from "../finding.ts";
import { callOf, isNode, nodesIn } from "../template.ts";

const isText = (value: unknown): boolean => typeof value === "string";
const isList = (value: unknown, length: number): value is unknown[] => Array.isArray(value) && value.length === length;
/** A text, a number, or a function that gives one. */
const isValue = (value: unknown): boolean => (typeof value === "object" ? callOf(value) !== undefined : value !== undefined);

/** What each function's argument looks like. */
const ARGUMENTS: Readonly<Record<string, { readonly shape: string; readonly fits: (argument: unknown) => boolean }>> = {
  Ref: { shape: "a name", fits: isText },
  "Fn::GetAtt": {
    shape: "[logical id, attribute]",
    fits: (argument) =>
      isText(argument) ? String(argument).includes(".") : isList(argument, 2) && isText(argument[0]) && isValue(argument[1]),
  },
  "Fn::Sub": {
    shape: "a text, or [text, variables]",
    fits: (argument) =>
      isText(argument) ||
      (isList(argument, 2) && isText(argument[0]) && isNode(argument[1]) && Object.values(argument[1]).every(isValue)),
  },
  "Fn::Join": {
    shape: "[delimiter, list]",
    fits: (argument) =>
      isList(argument, 2) &&
      isText(argument[0]) &&
      (Array.isArray(argument[1]) ? argument[1].every(isValue) : isValue(argument[1])),
  },
  "Fn::If": { shape: "[condition, value, value]", fits: (argument) => isList(argument, 3) && isText(argument[0]) },
  "Fn::Select": { shape: "[index, list]", fits: (argument) => isList(argument, 2) },
  "Fn::Split": {
    shape: "[delimiter, text]",
    fits: (argument) => isList(argument, 2) && isText(argument[0]) && isValue(argument[1]),
  },
  "Fn::FindInMap": { shape: "[map, key, key]", fits: (argument) => Array.isArray(argument) && [3, 4].includes(argument.length) },
  "Fn::Base64": { shape: "a text", fits: isValue },
  "Fn::Cidr": { shape: "[block, count, bits]", fits: (argument) => Array.isArray(argument) && [2, 3].includes(argument.length) },
  "Fn::GetAZs": { shape: "a region", fits: isValue },
  "Fn::ImportValue": { shape: "a name", fits: isValue },
  "Fn::Equals": { shape: "[value, value]", fits: (argument) => isList(argument, 2) },
  "Fn::Not": { shape: "[condition]", fits: (argument) => isList(argument, 1) },
  "Fn::And": {
    shape: "two to ten conditions",
    fits: (argument) => Array.isArray(argument) && argument.length >= 2 && argument.length <= 10,
  },
  "Fn::Or": {
    shape: "two to ten conditions",
    fits: (argument) => Array.isArray(argument) && argument.length >= 2 && argument.length <= 10,
  },
};
const OF_CONDITIONS = ["Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or"];

/** Every function is one of CloudFormation's, stands alone in its object, and is called as it has to be. */
export const intrinsics: Rule = {
  name: "intrinsics",
  *check({ template: { Resources, Outputs = {}, Conditions = {} } }) {
    for (const [section, entries] of Object.entries({ Resources, Outputs, Conditions }))
      for (const [name, entry] of Object.entries(entries))
        for (const [path, node] of nodesIn(entry))
          for (const [call, argument] of Object.entries(node)) {
            if (call !== "Ref" && !call.startsWith("Fn::")) continue;
            const known = ARGUMENTS[call];
            const id = section === "Resources" ? name : `${section}.${name}`;
            if (!known) yield { id, path, text: `CloudFormation has no function ${call}.` };
            else if (Object.keys(node).length > 1) yield { id, path, text: `${call} has to stand alone in its object.` };
            else if (section !== "Conditions" && OF_CONDITIONS.includes(call))
              yield { id, path, text: `${call} is for the section Conditions: name a condition there, and use Fn::If here.` };
            else if (!known.fits(argument)) yield { id, path, text: `${call} takes ${known.shape}.` };
          }
  },
};

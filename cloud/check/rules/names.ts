import { NAMES } from "../documented.ts";
import type { Rule } from "../finding.ts";
import { rendered } from "../rendered.ts";
import { at } from "../template.ts";

/** Every name that the template gives fits its service, is given once, and can live beside that of another stage. */
export const names: Rule = {
  name: "names",
  *check({ template, stage }) {
    const given = new Map<string, string>();
    for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
      const rule = NAMES[Type];
      const value = rule && at(Properties, ...rule.property.split("."));
      if (!rule || value === undefined) continue;
      const path = `Properties.${rule.property}`;
      const name = rendered(value);
      if (name === undefined) {
        yield { id, path, text: "a name is made of text, parameters' and pseudo-parameters' values only." };
        continue;
      }
      if (!rule.shape.test(name)) yield { id, path, text: `${name} is no name for ${Type}: it must match ${rule.shape.source}.` };
      if (name.length > rule.most)
        yield { id, path, text: `${name} has ${name.length} characters, AWS takes ${rule.most}: shorten the name or the stage.` };
      if (!name.split(/[^A-Za-z0-9]+/).includes(stage))
        yield { id, path, text: `${name} has not the stage ${stage} in it: two stages in one account would fight for it.` };
      if (rule.isGlobal && !(name.includes("123456789012") && name.includes("ap-southeast-1")))
        yield { id, path, text: `${name} has not the account and the region in it: others may have taken it.` };
      const other = given.get(`${Type} ${name}`);
      if (other) yield { id, path, text: `${other} has the name ${name} already.` };
      given.set(`${Type} ${name}`, id);
    }
  },
};

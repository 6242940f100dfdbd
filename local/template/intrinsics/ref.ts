import { type Intrinsic, text } from "./intrinsic.ts";

export const ref: Intrinsic = {
  name: "Ref",
  resolve: (argument, resolver, where) => resolver.ref(text(argument, where), where),
};

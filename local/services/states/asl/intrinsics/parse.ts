import type { Call, Expression } from "./expression.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** The call that `text` is. @throws Error that says where it is none */
export function parse(text: string): Call {
  const tokens = tokensOf(text);
  let next = 0;

  function take(...kinds: Token["is"][]): Token {
    const token = tokens[next];
    if (!token) throw new Error("it ends too early");
    if (!kinds.includes(token.is))
      throw new Error(`unexpected ${JSON.stringify(text.slice(token.at, token.at + 20))} at ${token.at + 1}`);
    next += 1;
    return token;
  }

  function expression(): Expression {
    const token = take("name", "path", "literal");
    if (token.is === "path") return { is: "path", path: token.path };
    if (token.is !== "name") return literal(token);
    const list = argumentsOf();
    const end = tokens[next - 1]?.at ?? text.length;
    return { is: "call", name: token.name, arguments: list, text: text.slice(token.at, end + 1) };
  }

  function argumentsOf(): Expression[] {
    const list: Expression[] = [];
    take("(");
    if (tokens[next]?.is === ")") {
      next += 1;
      return list;
    }
    do list.push(expression());
    while (take(",", ")").is === ",");
    return list;
  }

  const call = expression();
  if (call.is !== "call") throw new Error("it is no call of a function");
  const rest = tokens[next];
  if (rest) throw new Error(`unexpected ${JSON.stringify(text.slice(rest.at, rest.at + 20))} at ${rest.at + 1}`);
  return call;
}

function literal(token: Token): Expression {
  if (token.is !== "literal") throw new Error("it has no value");
  return { is: "literal", value: token.value, ...(token.raw === undefined ? {} : { raw: token.raw }) };
}

/** Values of attributes as they travel (`{ "S": "text" }`), and how DynamoDB compares them. */

/** One type descriptor and its value; binary is base64, numbers are text. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

/** The descriptor (`S`, `N`, `M`, …) and what stands behind it. */
export function typed(value: AttributeValue): { readonly type: string; readonly of: unknown } {
  const [[type, of] = ["", undefined]] = Object.entries(value);
  return { type, of };
}

/** Whether two values are the same: numbers by value, sets without order, documents by what is in them. */
export function equal(left: AttributeValue, right: AttributeValue): boolean {
  const { type, of: a } = typed(left);
  const { type: otherType, of: b } = typed(right);
  if (type !== otherType) return false;
  if (type === "N") return compareNumbers(String(a), String(b)) === 0;
  if (type === "L") return equalLists(a as AttributeValue[], b as AttributeValue[]);
  if (type === "M") return equalMaps(a as Item, b as Item);
  const inner = setElements[type];
  return inner === undefined ? a === b : equalSets(members(left, inner), members(right, inner));
}

/** Below, at or above zero as `left` is before, at or after `right`; undefined when such values have no order. */
export function order(left: AttributeValue, right: AttributeValue): number | undefined {
  const { type, of: a } = typed(left);
  const { type: otherType, of: b } = typed(right);
  if (type !== otherType) return undefined;
  if (type === "N") return compareNumbers(String(a), String(b));
  if (type === "S" || type === "B") return Buffer.compare(bytes(left), bytes(right));
  return undefined;
}

/** The bytes of a string, in UTF-8, or of a binary value. */
export function bytes(value: AttributeValue): Buffer {
  const { type, of } = typed(value);
  return Buffer.from(String(of), type === "B" ? "base64" : "utf8");
}

const setElements: Readonly<Record<string, string>> = { SS: "S", NS: "N", BS: "B" };

/** What a list or a set holds; undefined for every other value. */
export function elements(value: AttributeValue): readonly AttributeValue[] | undefined {
  const { type, of } = typed(value);
  if (type === "L") return of as AttributeValue[];
  const inner = setElements[type];
  return inner === undefined ? undefined : members(value, inner);
}

const members = (set: AttributeValue, type: string) => (typed(set).of as unknown[]).map((member) => ({ [type]: member }));

function equalLists(a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean {
  return a.length === b.length && a.every((value, index) => equal(value, b[index] ?? {}));
}

function equalMaps(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => equal(a[name] ?? {}, b[name] ?? {}));
}

function equalSets(a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean {
  return a.length === b.length && a.every((value) => b.some((other) => equal(value, other)));
}

/** Of 38 digits and exponents to 126, which no number of JavaScript's holds. */
function compareNumbers(a: string, b: string): number {
  const [left, right] = [decimal(a), decimal(b)];
  const exponent = Math.min(left.exponent, right.exponent);
  const scaled = ({ digits, exponent: own }: Decimal) => digits * 10n ** BigInt(own - exponent);
  const difference = scaled(left) - scaled(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

function decimal(text: string): Decimal {
  const [mantissa = "0", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

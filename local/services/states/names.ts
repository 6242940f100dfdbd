/** What AWS allows as the name of a machine or an execution. */

/** White space, brackets, wildcards, special and control characters, surrogates and non-characters. */
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}\p{Cs}\ufffe\uffff\u{10ffff}]/u;

/** 1 to 80 characters, none of them forbidden. */
export function isValidName(name: string): boolean {
  return name.length >= 1 && name.length <= 80 && !FORBIDDEN.test(name);
}

/** `fetch` says only that it failed; its cause says why. */
export function reasonOf(error: unknown): string {
  const { message, cause } = error as { readonly message: string; readonly cause?: { readonly message?: string } };
  return cause?.message ? `${message} (${cause.message})` : message;
}

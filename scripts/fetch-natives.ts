/**
 * `npm run natives -- arm64`: fetches sharp's native parts for a Linux of this architecture into .lectern/natives, where packaging finds
 * what npm did not install for this machine. They are those of package-lock.json, by version and by checksum.
 */
import { resolve } from "node:path";
import { fetchNatives } from "../cloud/fetch-natives.ts";
import { NATIVES } from "../cloud/native-sharp.ts";

const [architecture] = process.argv.slice(2);
if (!architecture) {
  process.stderr.write("For which architecture? npm run natives -- arm64\n");
  process.exitCode = 2;
} else {
  try {
    const fetched = await fetchNatives({ architecture, root: resolve(import.meta.dirname, ".."), into: NATIVES });
    for (const name of fetched) process.stdout.write(`${name}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}

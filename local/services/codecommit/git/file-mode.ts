/** CodeCommit's names for git's file modes. */
export function fileMode(mode: string): "EXECUTABLE" | "NORMAL" | "SYMLINK" {
  if (mode === "120000") return "SYMLINK";
  return mode === "100755" ? "EXECUTABLE" : "NORMAL";
}

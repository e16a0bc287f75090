/** Tells a Halfminute backup among dropped files by its name; what is in it is the vault process's to judge. Runs in the page. */
export function isBackupFile(file: File): boolean {
  return /\.halfminute-backup$/i.test(file.name);
}

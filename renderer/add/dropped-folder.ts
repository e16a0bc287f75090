/**
 * The files in a dropped folder that can be scanned. Runs in the page.
 * The rule: bounded in number and depth, so that a home folder dropped by mistake is no hang.
 */
import { isScanned } from './file-kinds.ts';

export const FOLDER_FILES_MAX = 200;
const DEPTH_MAX = 6;
const ENTRIES_MAX = 20_000;

/** The folders among what is dropped. Must be called while the drop event runs; its list is empty afterwards. */
export function foldersOf(data: DataTransfer): readonly FileSystemDirectoryEntry[] {
  return [...data.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry?.isDirectory ? [entry as FileSystemDirectoryEntry] : [];
  });
}

/** Pictures and PDFs only, those of the folder itself first; at most `FOLDER_FILES_MAX`. */
export async function filesInFolders(folders: readonly FileSystemDirectoryEntry[]): Promise<readonly File[]> {
  const files: File[] = [];
  let level = folders;
  let seen = 0;
  for (let depth = 0; depth < DEPTH_MAX && level.length > 0; depth++) {
    const next: FileSystemDirectoryEntry[] = [];
    for (const folder of level) {
      for (const entry of await entriesOf(folder)) {
        seen += 1;
        if (files.length >= FOLDER_FILES_MAX || seen > ENTRIES_MAX) return files;
        if (entry.isDirectory) next.push(entry as FileSystemDirectoryEntry);
        else files.push(...(await scannedFile(entry as FileSystemFileEntry)));
      }
    }
    level = next;
  }
  return files;
}

/** What of a chosen folder can be scanned, likewise bounded. */
export function scannedOf(files: readonly File[]): readonly File[] {
  return files.filter(isScanned).slice(0, FOLDER_FILES_MAX);
}

/** A reader gives at most 100 entries a turn. A folder that cannot be read is an empty one. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0 || all.length > ENTRIES_MAX) return all;
    all.push(...some);
  }
}

function scannedFile(entry: FileSystemFileEntry): Promise<readonly File[]> {
  return new Promise((resolve) =>
    entry.file(
      (file) => resolve(isScanned(file) ? [file] : []),
      () => resolve([]),
    ),
  );
}

/**
 * Paste and drop anywhere in the window. Runs in the page.
 * The rule: a text field keeps its paste unless the clipboard holds a picture or an authenticator link.
 */
import { useEffect, useState } from 'react';
import { textsWithLinks } from './authenticator-links.ts';
import { browserPictureOf } from './browser-picture.ts';
import { filesInFolders, foldersOf } from './dropped-folder.ts';

export interface Incoming {
  readonly onFiles: (files: readonly File[]) => void;
  readonly onText: (text: string) => void;
  /** A browser gave the address of a picture alone, which is not fetched. */
  readonly onAddress: (host: string) => void;
  /** Folders were given: what of them can be scanned, which may be nothing. */
  readonly onFolder: (files: readonly File[]) => void;
  /** False while another dialog has the word; files dropped then are refused rather than opened by the browser. */
  readonly isWelcome: boolean;
}

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, [contenteditable="true"]') !== null;

/** Listens on the window; true while something that can be dropped is held over it. */
export function useIncoming({ onFiles, onText, onAddress, onFolder, isWelcome }: Incoming): boolean {
  const [isDragging, setDragging] = useState(false);

  useEffect(() => {
    let depth = 0;
    const take = (data: DataTransfer, keepsText: boolean): boolean => {
      const folders = foldersOf(data);
      const text = data.getData('text/plain');
      // Beside a folder its own name stands among the files, as a file that cannot be read.
      const names = new Set(folders.map(({ name }) => name));
      const files = [...data.files].filter((file) => !names.has(file.name));
      const picture = files.length === 0 ? browserPictureOf(data) : null;
      if (folders.length > 0) void filesInFolders(folders).then((inside) => onFolder([...files, ...inside]));
      else if (files.length > 0) onFiles(files);
      else if (textsWithLinks(text).length > 0) onText(text);
      else if (picture?.kind === 'file') onFiles([picture.file]);
      else if (picture?.kind === 'address' && !keepsText) onAddress(picture.host);
      else if (text !== '' && !keepsText) onText(text);
      else return false;
      return true;
    };
    const paste = (event: ClipboardEvent) => {
      if (!isWelcome || !event.clipboardData) return;
      if (take(event.clipboardData, isTextField(event.target))) event.preventDefault();
    };
    const enter = () => {
      depth += 1;
      if (isWelcome) setDragging(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setDragging(false);
    };
    const over = (event: DragEvent) => {
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = isWelcome ? 'copy' : 'none';
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      depth = 0;
      setDragging(false);
      if (isWelcome && event.dataTransfer) take(event.dataTransfer, false);
    };
    window.addEventListener('paste', paste);
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('paste', paste);
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, [onFiles, onText, onAddress, onFolder, isWelcome]);

  return isDragging && isWelcome;
}

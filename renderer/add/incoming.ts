/**
 * Paste and drop anywhere in the window. Runs in the page.
 * The rule: a text field keeps its paste unless the clipboard holds a picture or an authenticator link.
 */
import { useEffect, useState } from 'react';
import { textsWithLinks } from './authenticator-links.ts';

export interface Incoming {
  readonly onFiles: (files: readonly File[]) => void;
  readonly onText: (text: string) => void;
  /** False while another dialog has the word; files dropped then are refused rather than opened by the browser. */
  readonly isWelcome: boolean;
}

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, [contenteditable="true"]') !== null;

/** Listens on the window; true while something that can be dropped is held over it. */
export function useIncoming({ onFiles, onText, isWelcome }: Incoming): boolean {
  const [isDragging, setDragging] = useState(false);

  useEffect(() => {
    let depth = 0;
    const take = (data: DataTransfer, keepsText: boolean): boolean => {
      const files = [...data.files];
      const text = data.getData('text/plain');
      if (files.length > 0) onFiles(files);
      else if (textsWithLinks(text).length > 0 || (text !== '' && !keepsText)) onText(text);
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
  }, [onFiles, onText, isWelcome]);

  return isDragging && isWelcome;
}

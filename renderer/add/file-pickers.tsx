/** The system's dialogs for pictures and for a folder of them, as hidden inputs. Runs in the page. */
import { type ReactElement, type RefObject, useImperativeHandle, useRef } from 'react';
import { t } from '../locales/text.ts';
import { scannedOf } from './dropped-folder.ts';
import { SCANNED_TYPES } from './file-kinds.ts';

export interface Pickers {
  readonly chooseFiles: () => void;
  readonly chooseFolder: () => void;
}

export interface FilePickersProps {
  readonly ref: RefObject<Pickers | null>;
  readonly onFiles: (files: readonly File[]) => void;
  /** What of the folder can be scanned. */
  readonly onFolder: (files: readonly File[]) => void;
}

/** Empties the input, so that the same file can be chosen again. */
function takeFiles(input: HTMLInputElement): readonly File[] {
  const files = [...(input.files ?? [])];
  input.value = '';
  return files;
}

export function FilePickers({ ref, onFiles, onFolder }: FilePickersProps): ReactElement {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => ({
    chooseFiles: () => files.current?.click(),
    chooseFolder: () => folder.current?.click(),
  }));
  return (
    <>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={t('codes.choosePicture')}
        accept={SCANNED_TYPES}
        onChange={({ target }) => {
          const given = takeFiles(target);
          if (given.length > 0) onFiles(given);
        }}
      />
      <input
        ref={(input) => {
          folder.current = input;
          // React has no attribute for it.
          if (input) input.webkitdirectory = true;
        }}
        type="file"
        hidden
        aria-label={t('codes.chooseFolder')}
        onChange={({ target }) => onFolder(scannedOf(takeFiles(target)))}
      />
    </>
  );
}

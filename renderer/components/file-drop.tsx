/** Choosing one file: by dialog, or by dropping it on the box. Runs in the page. */
import { FileUp } from 'lucide-react';
import { type DragEvent, type ReactElement, useRef, useState } from 'react';
import { t } from '../locales/text.ts';
import { Button } from './button.tsx';

export interface FileDropProps {
  readonly file: File | null;
  readonly onFile: (file: File) => void;
  readonly label: string;
  readonly error?: string | null;
}

export function FileDrop({ file, onFile, label, error }: FileDropProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) onFile(dropped);
  };
  return (
    <div className="field">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same. */}
      <div
        className="file-drop"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileUp aria-hidden />
        {file && <strong>{file.name}</strong>}
        <Button onClick={() => input.current?.click()}>
          {file ? t('restore.chooseOther') : t('restore.choose')}
        </Button>
        <span className="quiet small">{t('restore.drop')}</span>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={label}
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            event.target.value = '';
            if (chosen) onFile(chosen);
          }}
        />
      </div>
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

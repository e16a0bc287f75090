/**
 * "Scan screen" and "Choose picture" below the field for recovery words: the sheet's QR code instead of typing.
 * Runs in the page. The rule: what is found is handed on and not kept.
 */
import { ImagePlus, ScanLine } from 'lucide-react';
import { type ReactElement, useRef, useState } from 'react';
import { t } from '../locales/text.ts';
import { scanPicturesForWords, scanScreenForWords } from '../recovery-scan.ts';
import { Button } from './button.tsx';

export interface RecoveryPicturesProps {
  /** The words of each code: one recovery key, or shares. Never empty. */
  readonly onTexts: (texts: readonly string[]) => void;
}

export function RecoveryPictures({ onTexts }: RecoveryPicturesProps): ReactElement {
  const picker = useRef<HTMLInputElement>(null);
  const [isLooking, setLooking] = useState(false);
  const [said, setSaid] = useState<string | null>(null);

  const look = async (find: () => Promise<readonly string[] | null>) => {
    if (isLooking) return;
    setLooking(true);
    setSaid(null);
    const texts = await find().catch(() => []);
    setLooking(false);
    if (texts === null) return;
    if (texts.length > 0) onTexts(texts);
    else setSaid(t('recovery.nothingFound'));
  };
  const lookAtScreen = async () => {
    const result = await scanScreenForWords();
    if (result.ok) return result.value;
    setSaid(t(`failure.${result.code}`));
    return null;
  };

  return (
    <div className="stack-tight">
      <div className="field-actions">
        <Button
          icon={<ScanLine aria-hidden />}
          aria-disabled={isLooking}
          onClick={() => void look(lookAtScreen)}
        >
          {isLooking ? t('recovery.looking') : t('codes.scan')}
        </Button>
        <Button
          icon={<ImagePlus aria-hidden />}
          aria-disabled={isLooking}
          onClick={() => picker.current?.click()}
        >
          {t('codes.choosePicture')}
        </Button>
      </div>
      <p className="field-error" role="status">
        {said}
      </p>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t('codes.choosePicture')}
        accept="image/*,.svg,.avif"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) void look(() => scanPicturesForWords(files));
        }}
      />
    </div>
  );
}

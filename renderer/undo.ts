/** Says what was done, with a button that takes it back. Runs in the page. */
import { authenticator } from './authenticator.ts';
import { say } from './components/toast.tsx';
import { t } from './locales/text.ts';
import type { Page } from './page-context.ts';

const TOPIC = 'undo';

/** `onChanged` is called once the change is undone, to read the list again. */
export function sayUndoable(text: string, undoId: string, page: Page, onChanged: () => void): void {
  const undo = async () => {
    const undone = await authenticator.vault.undo({ undoId });
    if (!undone.ok) return page.report(undone.code);
    onChanged();
    say(t('codes.undone'), { topic: TOPIC });
  };
  say(text, { topic: TOPIC, action: { label: t('action.undo'), run: () => void undo() } });
}

/**
 * Answers the system's save and folder dialogs in the person's place: no test can click a window that the system draws.
 * End-to-end tests only. The rule: only the answer is given; everything before and after is the app's own.
 */
import type { RunningApp } from './running-app.ts';

/** Every save dialog from now on gives this path; null cancels. */
export async function answerSaveDialog(app: RunningApp, filePath: string | null): Promise<void> {
  await app.electron.evaluate(({ dialog }, answer) => {
    dialog.showSaveDialog = async () => ({ canceled: answer === null, filePath: answer ?? '' });
  }, filePath);
}

/** Every folder dialog from now on gives this folder; null cancels. */
export async function answerFolderDialog(app: RunningApp, folder: string | null): Promise<void> {
  await app.electron.evaluate(({ dialog }, answer) => {
    dialog.showOpenDialog = async () => ({
      canceled: answer === null,
      filePaths: answer === null ? [] : [answer],
    });
  }, folder);
}

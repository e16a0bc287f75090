/**
 * Every dialog of the page is looked at by axe-core and is one of the views whose pictures are kept.
 * The rule: a new dialog fails here until it is; what the real app cannot bring about is looked at on the fake, with the reason.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { VIEWS } from '../page/looks/views.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const RENDERER = path.join(PROJECT, 'renderer');
const read = (file: string) => readFileSync(path.join(PROJECT, file), 'utf8');

const DIALOGS = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.tsx') && !file.startsWith('look/') && !file.startsWith('look-main'))
  .filter((file) => /<(?:Dialog|FormDialog|ConfirmDialog|PasswordDialog)\b/.test(read(`renderer/${file}`)))
  .toSorted();

interface Looked {
  /** The name given to `look` in the real app. */
  readonly inApp?: readonly string[];
  /** A page test that calls `expectAccessible`, and why not the real app. */
  readonly onFake?: readonly [file: string, why: string];
}

const LOOKED_AT: { readonly [file: string]: Looked } = {
  'add/added-dialog.tsx': { inApp: ['added'] },
  'add/camera-dialog.tsx': { inApp: ['Use the camera…'] },
  'add/looking.tsx': { onFake: ['pictures.test.ts', 'it is there for as long as a picture is read'] },
  'add/nothing-found.tsx': { onFake: ['capture.test.ts', 'the same dialog for screen, picture and text'] },
  'add/review-dialog.tsx': { inApp: ['review of a conflict'] },
  'add/setup-key.tsx': { inApp: ['setup key'] },
  'backup/backup-dialog.tsx': { inApp: ['backup, verified', 'backup, with an error'] },
  'backup/restore-dialog.tsx': { inApp: ['restore'] },
  'capture/capture-problem.tsx': { onFake: ['capture.test.ts', 'the system must refuse'] },
  'capture/screen-gate.tsx': { onFake: ['capture.test.ts', 'macOS and Wayland alone ask'] },
  'capture/watch-dialog.tsx': { inApp: ['Watch the screen…'] },
  'capture/window-picker.tsx': { inApp: ['Choose a window…'] },
  'checks/check-dialog.tsx': { inApp: ['check of a code, with an error'] },
  'checks/clock-doctor.tsx': { inApp: ['check of the clock'] },
  'checks/duplicates-dialog.tsx': { inApp: ['duplicates'] },
  'checks/health-dialog.tsx': { inApp: ['health'] },
  'codes/account-qr.tsx': { inApp: ['QR code', 'QR code, password'] },
  'codes/edit-account.tsx': { inApp: ['edit'] },
  'codes/icon-chooser.tsx': { inApp: ['choice of a logo'] },
  'codes/quarantine-notice.tsx': { inApp: ['unread records'] },
  'codes/tag-selected.tsx': { inApp: ['tags of a selection'] },
  'codes/tags-dialog.tsx': { onFake: ['tags-and-selection.test.ts', 'the prepared vault has no tags'] },
  'components/confirm-dialog.tsx': { inApp: ['emptying the bin'] },
  'components/form-dialog.tsx': { inApp: ['setup key'] },
  'components/password-dialog.tsx': { inApp: ['QR code, password'] },
  'export/export-dialog.tsx': { inApp: ['export, encrypted', 'export, plain'] },
  'export/export-result.tsx': { onFake: ['export.test.ts', 'its backup twin is looked at in the app'] },
  'export/shown-codes.tsx': { inApp: ['export, QR codes'] },
  'history/bin-dialog.tsx': { inApp: ['bin', 'bin, empty'] },
  'history/conflict-dialog.tsx': {
    onFake: ['merges-and-backups.test.ts', 'two programs must have saved one vault'],
  },
  'history/history-dialog.tsx': { inApp: ['history', 'history of an account'] },
  'import/import-dialog.tsx': { inApp: ['import'] },
  'keyboard/keyboard-map.tsx': { inApp: ['keyboard map'] },
  'keys/change-password.tsx': { inApp: ['change of the password'] },
  'keys/keys-group.tsx': { onFake: ['keys.test.ts', 'a recovery key must have been set up'] },
  'keys/make-recovery.tsx': {
    inApp: ['recovery key, password', 'recovery key, sheet', 'recovery key, typed back'],
  },
  'keys/split-recovery.tsx': { onFake: ['keys.test.ts', 'a recovery key must have been set up'] },
  'paper/paper-dialog.tsx': { inApp: ['paper vault'] },
  'paper/paper-sheets.tsx': { onFake: ['paper.test.ts', 'making and reading back takes seconds'] },
  'recovery-codes/codes-password-group.tsx': {
    onFake: ['sealed-codes.test.ts', 'its states need sealed codes'],
  },
  'recovery-codes/new-codes-password.tsx': { inApp: ['password of the recovery codes'] },
  'recovery-codes/recovery-codes-dialog.tsx': { inApp: ['recovery codes, none', 'recovery codes, shown'] },
  'settings/settings-dialog.tsx': { inApp: ['settings'] },
};

const inAppTests = readdirSync(path.join(PROJECT, 'test/e2e'))
  .filter((file) => /^axe.*\.test\.ts$/.test(file))
  .map((file) => read(`test/e2e/${file}`))
  .join('\n');

describe('every dialog', () => {
  it('is found', () => {
    expect(DIALOGS.length).toBeGreaterThan(30);
  });

  it('is looked at by axe-core', () => {
    expect(DIALOGS.filter((file) => !(file in LOOKED_AT))).toEqual([]);
    expect(Object.keys(LOOKED_AT).filter((file) => !DIALOGS.includes(file))).toEqual([]);
  });

  it.each(Object.entries(LOOKED_AT))('%s, where it is said to be', (_file, { inApp = [], onFake }) => {
    expect(inApp.length > 0 || onFake !== undefined).toBe(true);
    const missing = inApp.filter((name) => !inAppTests.includes(`'${name}'`));
    expect(missing).toEqual([]);
    if (onFake) expect(read(`test/page/${onFake[0]}`)).toContain('expectAccessible(page)');
  });

  it('is among the views', () => {
    // There for as long as a picture is read, which no picture waits for.
    const seen = new Set(['add/looking.tsx', ...VIEWS.flatMap(({ shows = [] }) => shows)]);
    expect(DIALOGS.filter((file) => !seen.has(file))).toEqual([]);
  });
});

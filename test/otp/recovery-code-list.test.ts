/** The lists that sites print, download and mail. The texts are made here after their layouts; the codes are made up. */
import { describe, expect, it } from 'vitest';
import { RECOVERY_TEXT_MAX } from '../../electron/otp/account-extras.ts';
import { LISTED_CODES_MAX, readRecoveryCodes } from '../../electron/otp/recovery-code-list.ts';

const NUMBERS = ['4821 9073', '1160 3348', '9921 0076', '5523 8890', '7410 2235', '3308 6671'];
const LISTS: readonly (readonly [string, string, readonly string[]])[] = [
  ['one a line', 'a1b2c-d3e4f\n9z8y7-x6w5v\n', ['a1b2c-d3e4f', '9z8y7-x6w5v']],
  [
    'numbered, two columns, with a heading, an address and a date',
    `SAVE YOUR BACKUP CODES\nKeep these backup codes somewhere safe but accessible.\n\n 1. 4821 9073\t\t 4. 5523 8890\n 2. 1160 3348\t\t 5. 7410 2235\n 3. 9921 0076\t\t 6. 3308 6671\n\n(ada@example.com)\n* You can only use each backup code once.\n* These codes were generated on: Nov 1, 2026.\n`,
    ['4821 9073', '5523 8890', '1160 3348', '7410 2235', '9921 0076', '3308 6671'],
  ],
  [
    'two columns, numbered, gaps of one space',
    '1. 4821 9073 2. 1160 3348\n3. 9921 0076 4. 5523 8890',
    NUMBERS.slice(0, 4),
  ],
  ['bullets', '• 8d2f-91ac\n• 77be-0c3d\n• 10aa-ffe2', ['8d2f-91ac', '77be-0c3d', '10aa-ffe2']],
  ['boxes to tick', '[ ] 8d2f91ac\n[x] 77be0c3d\n☐ 10aaffe2', ['8d2f91ac', '77be0c3d', '10aaffe2']],
  ['ticked behind', 'a1b2-c3d4 ✓\ne5f6-a7b8\n90ab-12cd ✅', ['a1b2-c3d4', 'e5f6-a7b8', '90ab-12cd']],
  ['ticked before', '✓ a1b2-c3d4\n✔️ e5f6-a7b8', ['a1b2-c3d4', 'e5f6-a7b8']],
  ['of Markdown', '- `a1b2-c3d4`\n- `e5f6-a7b8`', ['a1b2-c3d4', 'e5f6-a7b8']],
  ['one, below a longer account ID', 'Account ID: 123456789012\n48219073', ['48219073']],
  ['below a user id of their length', 'user id: 12345678\n48219073\n11603348', ['48219073', '11603348']],
  ['groups of letters alone', '* abcd-efgh\n* ijkl-mnop', ['abcd-efgh', 'ijkl-mnop']],
  [
    'one long code in five groups below a sentence',
    'Your new recovery code\nPrint it and keep it in a safe place.\nK7QWX-8M2NP-4RTVB-9CDFG-6HJKL',
    ['K7QWX-8M2NP-4RTVB-9CDFG-6HJKL'],
  ],
  ['a token after its name', 'Recovery token: NQ7K2MX94RTVB8CDFGHJ\n', ['NQ7K2MX94RTVB8CDFGHJ']],
  ['a token of groups of capitals', 'ABCD EFGH IJKL MNOP QRST UVWX', ['ABCD EFGH IJKL MNOP QRST UVWX']],
  ['a UUID', 'Recovery code\n3f2504e0-4f89-11d3-9a0c-0305e82c3301', ['3f2504e0-4f89-11d3-9a0c-0305e82c3301']],
  ['separated by commas', '48219073, 11603348, 99210076', ['48219073', '11603348', '99210076']],
  [
    'side by side, one space',
    'abcde-12345 fghij-67890\nklmno-11223 pqrst-44556',
    ['abcde-12345', 'fghij-67890', 'klmno-11223', 'pqrst-44556'],
  ],
  ['Windows line ends', '482190\r\n116033\r\n992100\r\n', ['482190', '116033', '992100']],
  ['of a table with quotes', '"48219073","11603348"\n"99210076"', ['48219073', '11603348', '99210076']],
  ['of JSON', '["48219073", "11603348"]', ['48219073', '11603348']],
  ['numbered with a dash', '1- 48219073\n2- 11603348', ['48219073', '11603348']],
  ['each after a numbered name', 'Code 1: a1b2c3d4\nCode 2: e5f6a7b8', ['a1b2c3d4', 'e5f6a7b8']],
  [
    'below a Japanese heading of the same length',
    'リカバリーコード\n4821907a\n1160334b',
    ['4821907a', '1160334b'],
  ],
  [
    'below a Russian heading of the same length',
    'РЕЗЕРВНЫЕ\n482190731\n116033482',
    ['482190731', '116033482'],
  ],
  ['one, below a longer word', 'Wiederherstellungscode\nK7QWX8M2NP4RTVB9', ['K7QWX8M2NP4RTVB9']],
  [
    'in brackets of a table',
    '| 48219073 | 11603348 |\n| 99210076 | 55238890 |',
    ['48219073', '11603348', '99210076', '55238890'],
  ],
];

describe('readRecoveryCodes', () => {
  it.each(LISTS)('reads a list: %s', (_name, text, codes) => {
    expect(readRecoveryCodes(text).codes).toEqual(codes);
  });

  it('tells which lines gave none', () => {
    const { otherLines } = readRecoveryCodes(
      'Backup codes\n\n a1b2c-d3e4f \n9z8y7-x6w5v\nGenerated 2026-11-22',
    );
    expect(otherLines).toEqual(['Backup codes', 'Generated 2026-11-22']);
  });

  it('tells what is left of a line that gave codes', () => {
    const { codes, otherLines } = readRecoveryCodes(
      'a1b2c3d4, e5f6a7b8, i9j0k1l2 (new), safe\n1f2e3d4c | 99-12345',
    );
    expect(codes).toEqual(['a1b2c3d4', 'e5f6a7b8', '1f2e3d4c']);
    expect(otherLines).toEqual(['i9j0k1l2 (new)', '99-12345']);
  });

  it('takes each code once', () => {
    expect(readRecoveryCodes('a1b2c-d3e4f\na1b2c-d3e4f').codes).toEqual(['a1b2c-d3e4f']);
  });

  it('takes all of a long list that was pasted twice', () => {
    const list = Array.from({ length: 60 }, (_, at) => `c0de-${String(at).padStart(4, '0')}`);
    expect(readRecoveryCodes([...list, ...list].join('\n'))).toEqual({ codes: list, otherLines: [] });
  });

  it.each(['', '   \n\n', 'Keep these codes in a safe place.', 'one two three', '☐\n☐'])(
    'finds none in %j',
    (text) => {
      expect(readRecoveryCodes(text).codes).toEqual([]);
    },
  );

  it('is bounded in length and in number', () => {
    const many = Array.from({ length: 1000 }, (_, at) => `c0de-${String(at).padStart(4, '0')}`).join('\n');
    expect(readRecoveryCodes(many).codes).toHaveLength(LISTED_CODES_MAX);
    const start = performance.now();
    readRecoveryCodes(`${'1 '.repeat(RECOVERY_TEXT_MAX)}${'- '.repeat(RECOVERY_TEXT_MAX)}`);
    readRecoveryCodes('a-'.repeat(RECOVERY_TEXT_MAX));
    readRecoveryCodes(' '.repeat(RECOVERY_TEXT_MAX));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

/** What the system's own tools say of the clock, and what happens where there is none. */
import { describe, expect, it } from 'vitest';
import { CLOCK_TOOLS, readClockSync } from '../../electron/platform/clock-sync.ts';

describe('the system says of its clock', () => {
  it.each([
    ['linux', 'yes\n', 'synchronised'],
    ['linux', 'no\n', 'not-synchronised'],
    ['linux', '', 'unknown'],
    ['win32', 'Leap Indicator: 0(no warning)\r\nStratum: 4 (secondary reference)\r\n', 'synchronised'],
    ['win32', 'Sprungindikator: 3\r\nStratum: 0 (nicht angegeben)\r\n', 'not-synchronised'],
    ['win32', 'The service has not been started. (0x80070426)\r\n', 'unknown'],
    ['darwin', 'Network Time: On\n', 'synchronised'],
    ['darwin', 'Network Time: Off\n', 'not-synchronised'],
    ['darwin', 'You need administrator access to run this tool... exiting!\n', 'unknown'],
  ])('%s: %j', (platform, output, answer) => {
    expect(CLOCK_TOOLS[platform]?.read(output)).toBe(answer);
  });

  it('unknown, where the tool is missing or ends badly', async () => {
    const read = () => 'synchronised' as const;
    expect(await readClockSync({ file: 'no-such-tool-here', args: [], read })).toBe('unknown');
    expect(await readClockSync({ file: process.execPath, args: ['-e', 'process.exit(1)'], read })).toBe(
      'unknown',
    );
    expect(await readClockSync({ file: process.execPath, args: ['-e', ''], read })).toBe('synchronised');
  });
});

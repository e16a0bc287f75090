/**
 * `halfminute import FILE…`: accounts of other apps' files go into the vault. Runs under Node.
 * The rules: all files are read before anything is written, and the whole import is one change with one undo.
 */

import { accountsOf } from '../vault/vault.ts';
import { reviewReading, withSmallPictures } from '../vault-calls/reading-review.ts';
import { withTypedPins } from './ask-pins.ts';
import { type Command, CommandFailure } from './command.ts';
import { FILE_PASSWORD_FILE } from './options.ts';
import { counted } from './print.ts';
import { COLUMNS, readFiles } from './read-files.ts';
import { applyReview, ON_CONFLICT, WITH_BIN } from './review-report.ts';
import { openVault } from './vault-place.ts';

export const importCommand: Command = {
  name: 'import',
  operands: 'FILE…',
  operandCount: { min: 1, max: Number.POSITIVE_INFINITY },
  operandCompletion: 'file',
  summary: "Add the accounts of other apps' files.",
  details: [
    'The format is told from the content. What is there already stays; every entry that cannot be taken is named with its reason. "halfminute undo" takes the whole import back.',
    'The PIN of a Mobile-OTP or Yandex account that the file does not hold is asked for at the terminal; without one the account is left out.',
    'When one of several files cannot be read, nothing is imported.',
  ],
  options: [
    { name: 'dry-run', summary: 'say what would be done, and save nothing' },
    ON_CONFLICT,
    WITH_BIN,
    COLUMNS,
    FILE_PASSWORD_FILE,
  ],
  async run(operands, options, streams) {
    const { session } = await openVault(options, streams);
    const { reading, failure } = await readFiles(operands, options, FILE_PASSWORD_FILE.name, streams);
    if (failure !== null) throw new CommandFailure(failure.problem, failure.exitCode, 'nothing was imported');
    const existing = accountsOf(session.vault);
    const reviewed = reviewReading(await withTypedPins(reading, existing, streams), existing);
    const { state, droppedCount } = withSmallPictures(reviewed.state);
    if (droppedCount > 0)
      streams.errors.write(
        `halfminute: ${counted(droppedCount, 'icon')} left out: SVG, or too large to be kept as it is. The app draws them small when it imports the file.\n`,
      );
    const extra = { format: reading.format, dryRun: options.has('dry-run') };
    return applyReview(session, { state, skipped: reviewed.leftOut }, { options, streams, extra });
  },
};

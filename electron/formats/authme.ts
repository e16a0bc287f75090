/**
 * Authme (desktop): its .authme export. Pure.
 * The rule: the encrypted variant's key never leaves the computer that made it, so it is named and not tried.
 */
import { fromBase64 } from './bytes.ts';
import { makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { field, isTrue, textField } from './json-fields.ts';
import { FileProblem } from './problem.ts';
import type { Format } from './reading.ts';
import { base32Secret } from './secret-text.ts';
import { decodeText } from './source-file.ts';

const FORMAT = 'authme-json';

export const authme: Format = {
  id: FORMAT,
  app: 'Authme',
  detect: (file) => (field(file.json, 'role') === 'codes' ? 'yes' : 'no'),
  async read(file) {
    if (isTrue(file.json, 'encrypted')) throw new FileProblem('account-restricted', FORMAT);
    const text = decodeText(fromBase64(textField(file.json, 'codes')) ?? new Uint8Array());
    if (text === null) throw new FileProblem('damaged', FORMAT);
    const collector = new EntryCollector();
    for (const block of blocksOf(text)) {
      const line = (name: string) => block.get(name) ?? '';
      collector.add(entryName(line('issuer'), line('name')), [...block].join('\n'), () =>
        makeAccount({
          type: /hotp|counter/i.test(line('type')) ? 'hotp' : 'totp',
          issuer: line('issuer'),
          accountName: line('name'),
          secret: base32Secret(line('secret')),
        }),
      );
    }
    return collector.reading(FORMAT);
  },
};

/**
 * "Name: …", "Secret: …", "Issuer: …", "Type: …", a line each; each name starts an entry. Where a secret stands within a
 * line, the line breaks were lost: they are put back, so that it does not become part of a name.
 */
function blocksOf(text: string): readonly ReadonlyMap<string, string>[] {
  const blocks: Map<string, string>[] = [];
  const lines = text.replace(/^.+[ \t]Secret:.*$/gim, (line) =>
    line.replace(/[ \t](?=(?:Name|Secret|Issuer|Type):)/gi, '\n'),
  );
  for (const line of lines.split(/\r?\n/)) {
    const match = /^\s*(Name|Secret|Issuer|Type):\s*(.*?)\s*$/i.exec(line);
    if (match?.[1] === undefined) continue;
    const name = match[1].toLowerCase();
    if (name === 'name') blocks.push(new Map());
    blocks.at(-1)?.set(name, match[2] ?? '');
  }
  return blocks;
}

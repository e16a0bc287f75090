/**
 * `npm run bench`: the whole app beside a bare Electron window, round by round. Run by build/bench.mjs.
 * docs/performance.md says what each figure means. The rule: the two take turns in going first, so that whatever else
 * the machine does falls on both; and every figure in the document comes from here.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PASSWORD } from '../e2e/driver/screens.ts';
import { writeBareApp } from './bare-window.ts';
import { asSamples, type Figure, formatFigures, noiseFigure, ownFigure, ratioFigure } from './figures.ts';
import { writeFullProfile } from './full-profile.ts';
import { LONG_LIST_COUNT, type LongListRound, longListFigures, measureLongList } from './long-list.ts';
import { type AppPlace, type MeasuredApp, startMeasured, type UnlockTime } from './measured-app.ts';
import { readCpuSeconds, readMemoryBytes } from './process-tree.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const ACCOUNT_COUNT = 1000;
const START_RATIO_MAX = 1.25;
const MEMORY_RATIO_MAX = 1.3;
const BEYOND_KDF_MAX_MS = 100;
/** 0.1 s in a minute is a six-hundredth of one core. */
const CPU_NOISE_PER_SECOND = 0.1 / 60;
/** What a start or an unlocking leaves running has come to rest by then. */
const SETTLE_MS = 4000;
const MB = 1e6;

export interface BenchOptions {
  /** Samples of each kind. */
  readonly rounds: number;
  readonly hiddenSeconds: number;
  /** The document whose figures are replaced; null to print only. */
  readonly writeTo: string | null;
  /** Progress. The table goes to standard output. */
  readonly say: (line: string) => void;
}

interface Places {
  readonly bare: AppPlace;
  readonly ours: AppPlace;
  /** Ours again, on a profile with LONG_LIST_COUNT accounts. */
  readonly long: AppPlace;
}

interface Round {
  readonly bareStartMs: number;
  readonly bareMemory: number;
  readonly startMs: number;
  readonly lockedMemory: number;
  readonly unlocked: UnlockTime;
  readonly unlockedMemory: number;
}

interface HiddenRound {
  readonly bareCpuSeconds: number;
  readonly cpuSeconds: number;
}

/** Runs `use` on the started app and ends the app, whatever happens. */
async function withApp<Value>(place: AppPlace, use: (app: MeasuredApp) => Promise<Value>): Promise<Value> {
  const app = await startMeasured(place);
  try {
    return await use(app);
  } finally {
    await app.stop();
  }
}

async function settledMemory(app: MeasuredApp): Promise<number> {
  await wait(SETTLE_MS);
  return readMemoryBytes(app.pid);
}

const measureBare = (place: AppPlace) =>
  withApp(place, async (app) => ({ bareStartMs: app.startMs, bareMemory: await settledMemory(app) }));

const measureOurs = (place: AppPlace) =>
  withApp(place, async (app) => {
    const lockedMemory = await settledMemory(app);
    const unlocked = await app.unlock(PASSWORD);
    return { startMs: app.startMs, lockedMemory, unlocked, unlockedMemory: await settledMemory(app) };
  });

async function measureRound(places: Places, index: number): Promise<Round> {
  if (index % 2 === 0) return { ...(await measureBare(places.bare)), ...(await measureOurs(places.ours)) };
  const ours = await measureOurs(places.ours);
  return { ...(await measureBare(places.bare)), ...ours };
}

/** Both at the same time, since CPU time is counted by process: what disturbs one disturbs the other. */
const measureHidden = (places: Places, seconds: number): Promise<HiddenRound> =>
  withApp(places.bare, (bare) =>
    withApp(places.ours, async (ours) => {
      await ours.unlock(PASSWORD);
      await Promise.all([bare.hide(), ours.hide()]);
      await wait(SETTLE_MS);
      const read = () => Promise.all([readCpuSeconds(bare.pid), readCpuSeconds(ours.pid)]);
      const [bareBefore, oursBefore] = await read();
      await wait(seconds * 1000);
      const [bareAfter, oursAfter] = await read();
      return { bareCpuSeconds: bareAfter - bareBefore, cpuSeconds: oursAfter - oursBefore };
    }),
  );

const measureLong = (place: AppPlace) =>
  withApp(place, async (app) => {
    await app.unlock(PASSWORD);
    return measureLongList(app);
  });

function figuresOf(
  rounds: readonly Round[],
  hidden: readonly HiddenRound[],
  hiddenSeconds: number,
): readonly Figure[] {
  const of = <Kind>(all: readonly Kind[], pick: (one: Kind) => number) => asSamples(all.map(pick));
  const bareMemory = of(rounds, (round) => round.bareMemory / MB);
  const start = {
    bare: of(rounds, (round) => round.bareStartMs),
    ours: of(rounds, (round) => round.startMs),
  };
  const cpu = {
    bare: of(hidden, (round) => round.bareCpuSeconds),
    ours: of(hidden, (round) => round.cpuSeconds),
  };
  const locked = { bare: bareMemory, ours: of(rounds, (round) => round.lockedMemory / MB) };
  const unlocked = { bare: bareMemory, ours: of(rounds, (round) => round.unlockedMemory / MB) };
  const full = `${ACCOUNT_COUNT} accounts`;
  return [
    ratioFigure({ name: 'Start to the first key accepted', unit: 'ms', ...start }, START_RATIO_MAX),
    ownFigure(
      {
        name: `Enter to the first code, ${full}, beyond the KDF`,
        unit: 'ms',
        ours: of(rounds, ({ unlocked: { totalMs, kdfMs } }) => totalMs - kdfMs),
      },
      BEYOND_KDF_MAX_MS,
    ),
    ownFigure(
      { name: 'The KDF (64 MiB, 3 passes)', unit: 'ms', ours: of(rounds, (round) => round.unlocked.kdfMs) },
      null,
    ),
    ratioFigure({ name: 'Memory of all processes, locked', unit: 'MB', ...locked }, MEMORY_RATIO_MAX),
    ratioFigure({ name: `Memory of all processes, ${full} open`, unit: 'MB', ...unlocked }, MEMORY_RATIO_MAX),
    noiseFigure(
      { name: `CPU in ${hiddenSeconds} s hidden, ${full} open`, unit: 's', ...cpu },
      CPU_NOISE_PER_SECOND * hiddenSeconds,
    ),
  ];
}

/** Puts `text` between the document's markers. @throws Error when it has none. */
export function replaceFigures(document: string, text: string): string {
  const between = /(<!-- figures: npm run bench -- --write -->\n)[\s\S]*?(<!-- end of figures -->)/;
  if (!between.test(document)) throw new Error('the document has no place for the figures');
  return document.replace(between, (_all, start: string, end: string) => `${start}\n${text}\n\n${end}`);
}

async function conditions({ rounds }: BenchOptions): Promise<string> {
  const version = await readFile(
    path.join(path.dirname(process.env.HALFMINUTE_ELECTRON ?? ''), 'version'),
    'utf8',
  );
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  // Over the last minute: what else went on, our own rounds included.
  const load = `load ${loadavg()[0]?.toFixed(1)} at the end`;
  return `Electron ${version.trim().replace(/^v/, '')}, ${machine}, ${rounds} rounds, ${load}, ${new Date().toISOString().slice(0, 10)}.`;
}

/** Measures everything and prints the table. */
export async function runBench(options: BenchOptions): Promise<void> {
  const { rounds: count, hiddenSeconds, writeTo, say } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'halfminute-bench-'));
  const inFolder = (name: string) => path.join(folder, name);
  const places: Places = {
    bare: { folder: inFolder('bare'), profile: inFolder('bare-profile') },
    ours: { folder: inFolder('app'), profile: inFolder('profile') },
    long: { folder: inFolder('app'), profile: inFolder('long-profile') },
  };
  try {
    await writeBareApp(places.bare.folder);
    await writeFullProfile(places.ours.profile, PASSWORD, ACCOUNT_COUNT);
    await writeFullProfile(places.long.profile, PASSWORD, LONG_LIST_COUNT);
    // A copy, so that a build in the meantime changes nothing between rounds.
    await cp(path.join(PROJECT, 'out'), path.join(places.ours.folder, 'out'), { recursive: true });
    await cp(path.join(PROJECT, 'package.json'), path.join(places.ours.folder, 'package.json'));
    say('One round to warm up…');
    await measureRound(places, 0);
    const rounds: Round[] = [];
    for (let index = 0; index < count; index += 1) {
      say(`Start, unlocking, memory: ${index + 1} of ${count}…`);
      rounds.push(await measureRound(places, index));
    }
    const hidden: HiddenRound[] = [];
    for (let index = 0; index < count; index += 1) {
      say(`${hiddenSeconds} s hidden: ${index + 1} of ${count}…`);
      hidden.push(await measureHidden(places, hiddenSeconds));
    }
    const long: LongListRound[] = [];
    for (let index = 0; index < count; index += 1) {
      say(`${LONG_LIST_COUNT} accounts: ${index + 1} of ${count}…`);
      long.push(await measureLong(places.long));
    }
    const figures = [...figuresOf(rounds, hidden, hiddenSeconds), ...longListFigures(long)];
    const text = `${await conditions(options)}\n\n${formatFigures(figures)}`;
    process.stdout.write(`${text}\n`);
    if (writeTo) await writeFile(writeTo, replaceFigures(await readFile(writeTo, 'utf8'), text));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

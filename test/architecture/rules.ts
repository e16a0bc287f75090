/**
 * The rules of docs/architecture.md about who may import whom, as data, and what breaks them. Used by the tests.
 * The rule: imports point inward; what is not allowed here is refused.
 */
import type { Import } from './imports.ts';

interface Side {
  /** Files that the rule is for. */
  readonly of: RegExp;
  /** Own files that they may import. */
  readonly mayImport: RegExp;
  /** Own files of which they may import types alone. */
  readonly mayImportTypes?: RegExp;
  /** Packages that they may not import. */
  readonly notPackages: RegExp;
}

const ELECTRON = /^electron(\/|$)/;
const NODE = /^node:/;
const NONE = /^$/;

/** The first rule whose `of` fits a file holds for it; every file must have one. */
export const SIDES: readonly Side[] = [
  { of: /^electron\/otp\//, mayImport: /^electron\/otp\//, notPackages: /^electron(\/|$)|^node:/ },
  {
    of: /^electron\/vault\//,
    mayImport: /^electron\/(vault|otp)\/|^electron\/ipc\/failure\.ts$/,
    notPackages: ELECTRON,
  },
  {
    of: /^electron\/formats\//,
    mayImport: /^electron\/(formats|otp)\/|^electron\/ipc\/failure\.ts$/,
    notPackages: ELECTRON,
  },
  {
    of: /^electron\/ipc\//,
    // How much an account may hold is one set of numbers: what crosses is bounded by what is kept.
    mayImport: /^electron\/ipc\/|^electron\/otp\/account-extras\.ts$/,
    mayImportTypes:
      /^electron\/otp\/(account|problem|explain-code|clock-drift)\.ts$|^electron\/formats\/problem\.ts$/,
    notPackages: /^electron(\/|$)|^node:/,
  },
  {
    of: /^electron\/vault-calls\//,
    mayImport: /^electron\/(vault-calls|vault|otp|formats|ipc)\//,
    notPackages: ELECTRON,
  },
  {
    of: /^electron\/platform\//,
    mayImport: /^electron\/(platform|ipc)\/|^electron\/log\.ts$/,
    notPackages: NONE,
  },
  {
    of: /^electron\/cli(\.ts$|\/)/,
    // Its version is the package's.
    mayImport: /^electron\/(cli|vault-calls|vault|formats|otp|ipc)\/|^package\.json$/,
    notPackages: ELECTRON,
  },
  { of: /^electron\/(log|spent-memory)\.ts$/, mayImport: NONE, notPackages: ELECTRON },
  { of: /^electron\/(region-)?preload\.ts$/, mayImport: /^electron\/ipc\//, notPackages: NODE },
  {
    of: /^electron\/vault-process\.ts$/,
    mayImport: /^electron\/(vault-calls|vault|otp|ipc)\/|^electron\/(log|spent-memory)\.ts$/,
    notPackages: ELECTRON,
  },
  {
    of: /^electron\/import-worker\.ts$/,
    mayImport: /^electron\/vault-calls\/(foreign-reader|export-maker|own-thread)\.ts$/,
    notPackages: ELECTRON,
  },
  {
    of: /^electron\/main\.ts$/,
    mayImport: /^electron\/(platform|ipc)\/|^electron\/log\.ts$/,
    notPackages: NONE,
  },
  { of: /^renderer\/scan\//, mayImport: /^renderer\/scan\//, notPackages: ELECTRON },
  {
    of: /^renderer\/(components|locales|styles)\//,
    mayImport: /^renderer\/(components|locales|styles)\/|^renderer\/[^/]+$/,
    mayImportTypes: /^electron\/ipc\/contract\.ts$/,
    notPackages: /^electron(\/|$)|^node:/,
  },
  {
    // The table of keys and the bounds of given files are data that both ends must read alike.
    of: /^renderer\//,
    mayImport: /^renderer\/|^electron\/ipc\/(keyboard|file-bounds)\.ts$/,
    mayImportTypes: /^electron\/ipc\/contract\.ts$/,
    notPackages: /^electron(\/|$)|^node:/,
  },
];

/** Folders of the page that are shared by its features; every other folder is a feature. */
const SHARED_IN_PAGE = new Set(['components', 'scan', 'locales', 'styles']);

const featureOf = (file: string) => /^renderer\/([^/]+)\//.exec(file)?.[1] ?? null;

/** Why an import is not allowed; null when it is. */
export function problemOf({ from, to, isLocal, isTypeOnly }: Import): string | null {
  const side = SIDES.find(({ of }) => of.test(from));
  if (!side) return `${from}: no rule says what it may import`;
  if (!isLocal) return side.notPackages.test(to) ? `${from} imports ${to}` : null;
  const isAllowed = side.mayImport.test(to) || (isTypeOnly && (side.mayImportTypes ?? NONE).test(to));
  if (!isAllowed) return `${from} imports ${to}`;
  const [own, other] = [featureOf(from), featureOf(to)];
  const crosses = own !== null && other !== null && own !== other;
  if (crosses && !SHARED_IN_PAGE.has(own) && !SHARED_IN_PAGE.has(other)) {
    return `${from}, a feature, imports ${to}, another feature`;
  }
  return null;
}

/** Every circle of imports, each once, as the files on it. Type-only imports leave nothing behind and do not count. */
export function findCircles(imports: readonly Import[]): readonly string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, isLocal, isTypeOnly } of imports) {
    if (isLocal && !isTypeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const circles = new Set<string>();
  const walk = (file: string, way: readonly string[]) => {
    const at = way.indexOf(file);
    if (at !== -1) {
      circles.add([...way.slice(at)].sort().join(' ↔ '));
      return;
    }
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...way, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return [...circles];
}

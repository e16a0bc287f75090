/**
 * Matching an issuer's name to a mark's title. Pure; runs in the page and in the build.
 * The rule: a wrong mark misleads, so only equal names match, after normalising; never a part of a name.
 */

/** Letters and digits only, lower case, without accents and without what companies append. */
export function normalName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\.(com|org|net|io|app|dev|co)$/u, '')
    .replace(/\b(inc|ltd|llc|gmbh|corp)\.?$/u, '')
    .replace(/[^\p{L}\p{N}+]/gu, '');
}

/** Names that issuers use → titles of the icon set, both normalised. */
const ALIASES: { readonly [name: string]: string } = {
  atlassianaccount: 'atlassian',
  bitbucketcloud: 'bitbucket',
  cloudflaredashboard: 'cloudflare',
  discordapp: 'discord',
  epic: 'epicgames',
  epicgamesstore: 'epicgames',
  facebookmeta: 'facebook',
  firefoxaccounts: 'firefox',
  githubenterprise: 'github',
  gitlabself: 'gitlab',
  googleaccount: 'google',
  googleworkspace: 'google',
  jetbrainsaccount: 'jetbrains',
  mailchimplogin: 'mailchimp',
  mozillaaccounts: 'mozilla',
  namecheapaccount: 'namecheap',
  npmjs: 'npm',
  ovh: 'ovh',
  ovhcloud: 'ovh',
  protonaccount: 'proton',
  pypiorg: 'pypi',
  pythonpackageindex: 'pypi',
  redditinc: 'reddit',
  sonyplaystationnetwork: 'playstation',
  playstationnetwork: 'playstation',
  psn: 'playstation',
  steamguard: 'steam',
  steampowered: 'steam',
  twitchtv: 'twitch',
  twitter: 'x',
  xtwitter: 'x',
  wordpressorg: 'wordpress',
};

/** The normalised titles to look for, best first. */
export function markNames(issuer: string): readonly string[] {
  const name = normalName(issuer);
  if (name === '') return [];
  const alias = ALIASES[name];
  return alias ? [name, alias] : [name];
}

const MARK_FILE_COUNT = 128;
const markFile = (index: number) => `assets/marks/${index}.json`;

/** Beside the page: together they hold all marks by normalised title, as build/mark-files.mjs makes them. */
export const MARK_FILES: readonly string[] = Array.from({ length: MARK_FILE_COUNT }, (_, index) =>
  markFile(index),
);

/** The one file that holds the mark of this normalised title, if there is one. Any even spread would do. */
export function markFileOf(name: string): string {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % MARK_FILE_COUNT;
  return markFile(sum);
}

/** Beside the page: name and title of every mark, by title. */
export const MARK_TITLES_FILE = 'assets/marks/titles.json';

/** Whether a slug can be an account's mark (electron/otp/account-extras.ts). */
export function isMarkName(slug: string): boolean {
  return /^[a-z0-9]{1,64}$/.test(slug);
}

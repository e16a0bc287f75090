/**
 * Matching an issuer's name to a mark's title. Pure; runs in the mark worker.
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

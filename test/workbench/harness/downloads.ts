/** How far npm has come, and why it failed, from what it prints with `--loglevel http`. Pure. */

/** The archive of a package that a line of npm says has arrived, from the registry or from npm's cache. */
export function arrivedPackage(line: string): string | undefined {
  return /^npm http (?:fetch GET (?:200|304)|cache) \S*?((?:@[^/\s@]+\/)?[^/\s@]+\/-\/[^/\s]+\.tgz)/.exec(line)?.[1];
}

/** A line about a step that takes long: how much of it is done, and since when; `total` is 0 where no lock file says it. */
export function progressLine(name: string, arrived: number, total: number, seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const time = minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
  if (arrived === 0) return `  ${name}: ${time}`;
  if (total === 0) return `  ${name}: ${arrived === 1 ? "1 package" : `${arrived} packages`}, ${time}`;
  if (arrived >= total) return `  ${name}: ${total} of ${total} packages are here, unpacking them, ${time}`;
  return `  ${name}: ${arrived} of ${total} packages, ${time}`;
}

/** How many packages a lock file names for a machine. */
export function packagesFor(lock: Lock, platform: string, arch: string): number {
  return Object.entries(lock.packages ?? {}).filter(
    ([path, { os, cpu }]) => path !== "" && allows(os, platform) && allows(cpu, arch),
  ).length;
}

/** One name, or several: a manifest may have either. */
type Wanted = string | readonly string[];

export interface Lock {
  /** Not in the oldest form of a lock file. */
  readonly packages?: Readonly<Record<string, { readonly os?: Wanted; readonly cpu?: Wanted }>>;
}

/** npm's own rule: names that are wanted, or, after a `!`, that are not. */
function allows(wanted: Wanted | undefined, name: string): boolean {
  if (wanted === undefined) return true;
  const names = typeof wanted === "string" ? [wanted] : wanted;
  if (names.includes(name)) return true;
  return names.every((each) => each.startsWith("!")) && !names.includes(`!${name}`);
}

const causes: readonly (readonly [RegExp, string])[] = [
  [/\bENOSPC\b/, "The disk is full: about 1.2 GB are needed in test/workbench."],
  [/\b(?:EACCES|EPERM|EROFS)\b/, "A file could not be written: the checkout and npm's cache have to belong to you."],
  [
    /\b(?:ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ECONNREFUSED)\b/,
    "The npm registry cannot be reached. Without a connection, or behind a proxy that npm does not know (npm config set https-proxy …), nothing can be fetched.",
  ],
  [
    /\b(?:ETIMEDOUT|ESOCKETTIMEDOUT|ECONNRESET|ERR_SOCKET_TIMEOUT|EPIPE)\b|network timeout/i,
    "The connection broke off.",
  ],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY_LEAF)|CERT_HAS_EXPIRED|self-signed certificate/,
    "The certificate of the npm registry is not trusted, as happens behind a company's proxy: NODE_EXTRA_CA_CERTS names its own.",
  ],
  [
    /\b(?:E401|E403|EAUTHIP)\b|\b40[13] (?:Unauthorized|Forbidden)/,
    "The npm registry refuses: it wants a login (npm login), or does not pass this package on.",
  ],
  [/\bE404\b|404 Not Found/, "The npm registry does not have a package that is needed: a mirror may be behind."],
  [/\b(?:E429|E50[0-4])\b|\b50[0-4] [A-Z]/, "The npm registry is overloaded. Try again in a few minutes."],
  [/\bEINTEGRITY\b/, "A download is damaged: npm cache clean --force, and again."],
];

/** Why a step failed, and what to do, from what it printed. What arrived stays in npm's cache. */
export function whyFailed(step: string, output: string): string {
  const cause = causes.find(([sign]) => sign.test(output))?.[1];
  const lines = output.split("\n").filter((line) => /^npm (?:error|ERR!)|^(?:Type)?Error\b/.test(line));
  const said = (lines.length === 0 ? output.trim().split("\n").slice(-5) : lines.slice(0, 5)).map(
    (line) => `  ${line}`,
  );
  return [
    `${step} did not work out.${cause === undefined ? "" : ` ${cause}`}`,
    ...said,
    "The same command goes on from here: what has arrived is kept.",
  ].join("\n");
}

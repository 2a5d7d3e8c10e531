import path from 'node:path';
import type { Language } from '#words/language.ts';

/** What the environment says. Only this file reads `process.env`; everything else is handed a `Config`. */
export interface Config {
  /** Folder of the clone: where `package.json`, `sql/`, `packs/` stand. */
  readonly root: string;
  /** The data folder: `SHOUWANG_HOME`, else `data/server` in the clone. */
  readonly home: string;
  /** True when `SHOUWANG_HOME` named the folder: then it is used or refused, never replaced by another. */
  readonly homeChosen: boolean;
  /** `DATABASE_URL`: an existing PostgreSQL ≥ 15 as the application role. Undefined: the embedded one. */
  readonly databaseUrl: string | undefined;
  /** `DATABASE_OWNER_URL`: the same database as the role that owns it; needed to migrate. */
  readonly databaseOwnerUrl: string | undefined;
  /** `SHOUWANG_URL`: address people reach the installation at, printed as codes on papers. */
  readonly publicUrl: string | undefined;
  /** `CHROMIUM_PATH`: a browser for the browser tests. */
  readonly chromiumPath: string | undefined;
  /** True on a build server (`CI` set to anything but empty, 0 or false). */
  readonly ci: boolean;
  /** Language of the command line: zh-CN when the locale is a Chinese one, else English. */
  readonly language: Language;
}

/** The settings in `env`, an empty variable counting as unset. Relative paths are relative to `cwd`. */
export function readConfig(env: NodeJS.ProcessEnv = process.env, cwd: string = process.cwd()): Config {
  const root = path.resolve(import.meta.dirname, '../..');
  const named = (name: string): string | undefined => env[name]?.trim() || undefined;
  const home = named('SHOUWANG_HOME');
  return {
    root,
    home: home === undefined ? path.join(root, 'data', 'server') : path.resolve(cwd, home),
    homeChosen: home !== undefined,
    databaseUrl: named('DATABASE_URL'),
    databaseOwnerUrl: named('DATABASE_OWNER_URL'),
    publicUrl: named('SHOUWANG_URL')?.replace(/\/+$/, ''),
    chromiumPath: named('CHROMIUM_PATH'),
    language: /^zh/i.test(named('LC_ALL') ?? named('LC_MESSAGES') ?? named('LANG') ?? '') ? 'zh-CN' : 'en',
    ci: !['0', 'false', undefined].includes(named('CI')?.toLowerCase()),
  };
}

import type { ErrorCode } from '#domain/values/error-codes.ts';
import type { Pair } from './sentence.ts';

type StartUpCode = Extract<ErrorCode, `database-${string}` | `migration-${string}` | 'disk-full'>;

/** What the administrator reads when the server does not start. */
export const startUpWords: Readonly<Record<StartUpCode, { plain: Pair; full?: Pair }>> = {
  'database-unavailable': {
    plain: [
      '数据库暂时连不上，已填内容保存在本机，请稍后再试。',
      'The database cannot be reached. What you typed is kept here; try again shortly.',
    ],
  },
  'database-too-old': {
    plain: [
      '数据库版本太旧：需要 PostgreSQL 15 或更新。',
      'The database is too old: PostgreSQL 15 or newer is needed.',
    ],
    full: [
      '数据库版本太旧：现为 {version}，需要 PostgreSQL 15 或更新。',
      'The database is too old: it is {version}, PostgreSQL 15 or newer is needed.',
    ],
  },
  'database-not-utf8': {
    plain: [
      '数据库编码不是 UTF8，生僻字会丢失。请新建一个 UTF8 的数据库。',
      'The database is not encoded in UTF8 and would lose rare names. Create one that is.',
    ],
  },
  'database-url-missing': {
    plain: [
      '缺少数据库地址：DATABASE_URL 与 DATABASE_OWNER_URL 须一并设定。',
      'A database address is missing: set DATABASE_URL and DATABASE_OWNER_URL together.',
    ],
  },
  'database-owner-is-superuser': {
    plain: [
      '数据库所有者不能是超级用户：超级用户不受行级隔离约束。',
      'The database owner must not be a superuser: a superuser is not held by row-level security.',
    ],
  },
  'database-program-missing': {
    plain: [
      '找不到内置数据库程序。请重新运行 npm ci，或设定 DATABASE_URL。',
      'The embedded database program is missing. Run npm ci again, or set DATABASE_URL.',
    ],
  },
  'database-folder-unreachable': {
    plain: [
      '数据库账户进不去数据目录。请用 SHOUWANG_HOME 另选目录。',
      'The database account cannot enter the data folder. Choose another with SHOUWANG_HOME.',
    ],
    full: [
      '账户 {account} 进不去目录 {folder}。请用 SHOUWANG_HOME 另选目录。',
      'Account {account} cannot enter {folder}. Choose another folder with SHOUWANG_HOME.',
    ],
  },
  'database-folder-damaged': {
    plain: [
      '数据目录不完整，没有启动。请从备份恢复，或另选目录。',
      'The data folder is incomplete and was not started. Restore a backup or choose another folder.',
    ],
  },
  'database-secrets-missing': {
    plain: [
      '数据目录里缺少密钥文件，没有启动。请从备份恢复密钥。',
      'The key file of the data folder is missing; not started. Restore it from the backup.',
    ],
  },
  'database-folder-busy': {
    plain: ['数据目录正被另一个进程使用。', 'The data folder is in use by another process.'],
  },
  'database-upgrade-needed': {
    plain: [
      '数据目录由另一个版本的数据库建立，请先运行升级命令。',
      'The data folder was made by another database version. Run the upgrade command first.',
    ],
  },
  'database-start-failed': {
    plain: ['数据库没有启动成功，原因见数据库日志。', 'The database did not start; its log tells why.'],
  },
  'disk-full': {
    plain: ['磁盘空间不足，没有启动。', 'Too little disk space; not started.'],
  },
  'migration-changed': {
    plain: [
      '已执行过的数据库升级文件被改动，没有继续。',
      'A migration that was already applied has been changed; stopped.',
    ],
  },
  'migration-missing': {
    plain: [
      '缺少已执行过的数据库升级文件：程序比数据库旧。',
      'A migration that was applied is missing: this program is older than its database.',
    ],
  },
  'migration-order': {
    plain: [
      '数据库升级文件的编号不连续，没有继续。',
      'The numbers of the migrations do not follow one another; stopped.',
    ],
  },
  'migration-failed': {
    plain: ['数据库升级失败，已退回升级前的状态。', 'A migration failed; the database is as it was before.'],
  },
};

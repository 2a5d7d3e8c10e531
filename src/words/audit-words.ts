import type { Language } from './language.ts';
import { fill, type Pair } from './sentence.ts';

/** 日志审计. */
export const auditWords = {
  'audit.title': ['日志审计', 'Audit log'],
  'audit.at': ['时间', 'When'],
  'audit.who': ['谁', 'Who'],
  'audit.nobody': ['未登录', 'not signed in'],
  'audit.job': ['系统任务', 'a job of the system'],
  'audit.what': ['做了什么', 'What'],
  'audit.result': ['结果', 'Result'],
  'audit.reason': ['说明', 'About'],
  'audit.subjects': ['涉及', 'Concerning'],
  'audit.subjects-n': ['{n}项', '{n}'],
  'audit.address': ['地址', 'Address'],
  'audit.kind': ['类别', 'Kind'],
  'audit.from': ['从', 'From'],
  'audit.to': ['到', 'To'],
  'audit.export': ['导出', 'Export'],
  'audit.more': ['再显示', 'Show more'],
  'audit.empty': ['没有符合条件的记录', 'Nothing matches'],
  'audit.empty-hint': ['换个日期或类别再看。', 'Try other days or kinds.'],
  'audit.whole': ['日志链完整，已封存{n}条', 'The chain of the log holds; {n} entries sealed'],
  'audit.broken': ['日志链校验不通过：{why}', 'The chain of the log does not hold: {why}'],
  'audit.unsealed': ['待封存', 'not sealed yet'],
  'audit.kind.sign-in': ['登录', 'Sign-in'],
  'audit.kind.sign-out': ['退出', 'Sign-out'],
  'audit.kind.refused': ['被拒绝的操作', 'Refused call'],
  'audit.kind.reveal': ['查看敏感信息', 'Sensitive look'],
  'audit.kind.call': ['拨打电话', 'Telephone call'],
  'audit.kind.export': ['导出', 'Export'],
  'audit.kind.print': ['打印', 'Print'],
  'audit.kind.setting': ['参数设置', 'Setting'],
  'audit.kind.account': ['账号权限', 'Account'],
  'audit.kind.import': ['导入和报送', 'Import and report'],
  'audit.result.done': ['完成', 'done'],
  'audit.result.refused': ['拒绝', 'refused'],
  'audit.result.failed': ['失败', 'failed'],
  'audit.why.changed': ['有记录被改动', 'an entry was changed'],
  'audit.why.missing': ['有记录缺失', 'an entry is missing'],
  'audit.why.reordered': ['有记录顺序不符', 'entries are out of order'],
  'audit.why.unsealed-too-long': ['有记录超过10分钟未封存', 'an entry unsealed for over 10 minutes'],
} as const satisfies Record<string, Pair>;

/** Codes the log keeps as its reason; a reason somebody wrote passes through. */
const reasons: Readonly<Record<string, Pair>> = {
  'filing-sheet': ['台账（全号，盖章用）', 'ledger with full numbers, for the seal'],
  'filed-scan': ['盖章扫描件', 'sealed scan'],
  filing: ['台账报备', 'ledger filing'],
  ledger: ['台账', 'ledger'],
  'result-notice': ['告知书', 'result notice'],
  'visit-sheets': ['入户核实表', 'visit sheets'],
  'audit-log': ['日志', 'audit log'],
  'national-entry': ['全国系统录入表', 'national entry list'],
  forbidden: ['没有权限', 'no permission'],
  'not-signed-in': ['没有登录', 'not signed in'],
  'password-change-required': ['未改初始密码', 'first password not changed'],
};

/** Who did it: a name as it is, nobody and the system's jobs in words. */
export function auditWhoText(language: Language, who: string): string {
  if (who === 'nobody') return said(language, 'audit.nobody') ?? '';
  // A job has no account: what is left then is its own id.
  return who.startsWith('system:') || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(who)
    ? (said(language, 'audit.job') ?? '')
    : who;
}

/** Kind of an entry in words. */
export function auditKindText(language: Language, kind: string): string {
  return said(language, `audit.kind.${kind}`) ?? '';
}

/** Result of an entry in words. */
export function auditResultText(language: Language, result: string): string {
  return said(language, `audit.result.${result}`) ?? '';
}

/** A code, with the month behind it if there is one, in words; what somebody wrote as it is; other codes are left out. */
export function auditReasonText(language: Language, reason: string): string {
  const [code = '', ...rest] = reason.split(' ');
  const pair = reasons[code];
  if (pair) return [fill(pair, language, {}), ...rest].join(' ');
  return /^[a-z][a-z-]*( |$)/.test(reason) ? '' : reason;
}

/** Heads of the exported columns. */
export function auditSheetHead(language: Language): string[] {
  return ['at', 'who', 'what', 'result', 'reason', 'subjects', 'address'].map(
    (column) => said(language, `audit.${column}`) ?? '',
  );
}

function said(language: Language, key: string): string | undefined {
  const pair = (auditWords as Readonly<Record<string, Pair>>)[key];
  return pair && fill(pair, language, {});
}

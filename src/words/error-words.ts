import type { ErrorCode } from '#domain/values/error-codes.ts';
import { setByText } from './engine-words.ts';
import type { Language } from './language.ts';
import { paperErrors } from './paper-errors.ts';
import { blanksOf, fill, type Pair } from './sentence.ts';
import { startUpWords } from './start-up-words.ts';

type Told = { readonly plain: Pair; readonly full?: Pair };
/** `why`: what it says instead where the reply carries that reason. */
type ErrorWords = Told & { readonly why?: Readonly<Record<string, Told>> };

/** What each border error says: `full` when the reply carries every fact it names, else `plain`. */
export const errorWords: Readonly<Record<ErrorCode, ErrorWords>> = {
  'bad-request': {
    plain: [
      '内容填写不完整或格式不对，请检查后再试。',
      'Something is missing or malformed. Please check and try again.',
    ],
    why: paperErrors,
  },
  'unknown-field': {
    plain: ['有不认识的栏目，请刷新页面后再试。', 'A field was not recognised. Refresh the page and try again.'],
    full: ['不认识的栏目：{field}。', 'Unknown field: {field}.'],
  },
  'invalid-id-number': {
    plain: [
      '身份证号码不对：应为18位，且校验位相符。',
      'The ID number is wrong: it needs 18 characters and a matching check digit.',
    ],
  },
  'invalid-date': {
    plain: ['日期不对，请按“2022年4月6日”或“2022-04-06”填写。', 'Not a valid date. Write it like 2022-04-06.'],
    full: ['{field}的日期不对，请按“2022-04-06”填写。', 'The date of {field} is not valid. Write it like 2022-04-06.'],
    why: {
      'nothing-owed': {
        plain: ['本期不报：规定没有要求报这一期。', 'Nothing is owed for this period.'],
        full: ['本期不报：规定自{since}那一期起报。', 'Nothing is owed for this period; the first one is {since}.'],
      },
      future: { plain: ['这一期还没有开始，不能报送。', 'This period has not begun.'] },
    },
  },
  'not-signed-in': {
    plain: ['登录已过期，请重新输入密码。', 'Your sign-in has expired. Please enter your password again.'],
  },
  'wrong-login': { plain: ['账号或密码不对。', 'Wrong account or password.'] },
  'account-locked': {
    plain: [
      '账号已锁定，请稍后再试或请系统管理员解锁。',
      'The account is locked. Try later or ask the system administrator.',
    ],
    full: [
      '连续输错次数过多，账号已锁定{minutes}分钟。',
      'Too many wrong attempts. The account is locked for {minutes} minutes.',
    ],
  },
  'password-change-required': { plain: ['请先修改一次性密码。', 'Please replace the one-time password first.'] },
  'weak-password': {
    plain: [
      '密码太简单：至少10位，含字母和数字，且不与账号相同。',
      'Too weak: at least 10 characters with letters and digits, and not the account name.',
    ],
  },
  forbidden: { plain: ['您的岗位不能办理这一项。', 'Your role cannot do this.'] },
  'other-actor-request': {
    plain: ['这次提交属于另一位用户，未予办理。', 'This submission belongs to another user and was not carried out.'],
  },
  'bad-origin': {
    plain: ['请求来源不受信任，请从本系统页面操作。', 'The request came from elsewhere. Use the pages of this system.'],
  },
  'not-found': { plain: ['没有找到，或不在您的管辖范围内。', 'Not found, or outside your area.'] },
  'sequence-conflict': {
    plain: [
      '您查看期间，别人已办理了这一条。请看过最新情况再办。',
      'Somebody acted on this while you were looking. Read the latest state, then decide.',
    ],
  },
  ambiguous: { plain: ['找到不止一个，请选定是哪一个。', 'More than one matches. Please choose which.'] },
  'already-exists': { plain: ['已经有了，不必重复登记。', 'It exists already; there is no need to enter it again.'] },
  refused: { plain: ['现在还不能办理，原因见依据。', 'This cannot be done yet; the reason is shown with its clause.'] },
  'no-time-limit': { plain: ['文件没有给这一步规定时限。', 'The documents give this step no time limit.'] },
  'parameter-unset': {
    plain: ['有一项标准尚未设定，设定后可办理。', 'A parameter is not set yet; this can be done once it is.'],
    full: [
      '{parameter}尚未设定，由{setBy}在【政策依据›参数设置】设定后可办理。',
      '{parameter} is not set. {setBy} sets it under Policy › Parameters; then this can be done.',
    ],
  },
  frozen: {
    plain: ['已报备封存，只能作更正。', 'Already filed and frozen. Only a correction can be added.'],
    full: [
      '{month}台账已报备封存，只能作更正。',
      'The ledger of {month} is filed and frozen. Only a correction can be added.',
    ],
  },
  'request-reused': {
    plain: [
      '这次提交的编号已用于别的内容，请重新提交。',
      'This submission number was used for other content. Please submit again.',
    ],
  },
  'file-unreadable': {
    plain: [
      '文件打不开：请用 .xlsx、.xls 或 .csv，且不加密。',
      'The file cannot be read. Use .xlsx, .xls or .csv without a password.',
    ],
  },
  'file-too-large': { plain: ['文件太大，请分开上传。', 'The file is too large. Please upload it in parts.'] },
  'column-missing': {
    plain: ['缺少必需的列。', 'A required column is missing.'],
    full: ['缺少必需的列：{column}。', 'A required column is missing: {column}.'],
  },
  'too-many-requests': { plain: ['操作太频繁，请稍等再试。', 'Too many attempts. Please wait a little.'] },
  ...startUpWords,
  internal: {
    plain: [
      '系统出错，未予办理。已填内容保存在本机。',
      'Something failed on our side; nothing was carried out. What you typed is kept here.',
    ],
  },
};

const UNREACHABLE: Pair = [
  '连不上服务器，已填内容保存在本机，请检查网络。',
  'The server cannot be reached. What you typed is kept here; check the network.',
];

/** The sentence for a failure code of the border. A code this client does not know reads as the internal failure. */
export function errorSentence(language: Language, code: string, facts: Readonly<Record<string, unknown>> = {}): string {
  if (code === 'unreachable') return fill(UNREACHABLE, language, {});
  const words = Object.hasOwn(errorWords, code) ? errorWords[code as ErrorCode] : errorWords.internal;
  const { plain, full } = words.why?.[String(facts['why'])] ?? words;
  const complete = full && blanksOf(full[0]).every((name) => facts[name] !== undefined && facts[name] !== null);
  const setBy = facts['setBy'];
  const spoken = typeof setBy === 'string' ? { ...facts, setBy: setByText(language, setBy) } : facts;
  return fill(complete ? full : plain, language, spoken);
}

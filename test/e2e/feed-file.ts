import XLSX from '@e965/xlsx';
import { idCheckDigit } from '#domain/values/id-number.ts';
import type { SmallHousehold } from './register-households.ts';

const head = '序号,乡镇,村,姓名,身份证号码,批准日期,月保障金额';
const TOWN = '西里镇';
const VILLAGE = '山东头村';

/** Numbers of two people the register does not know. */
const strangers = ['99000119710203801', '99000119710203802'].map((first) => first + idCheckDigit(first));

/** 新增农村低保对象 as a department sends it: a row each for the heads given, then three rows nobody can use. */
export function feedFile(households: readonly SmallHousehold[], approvedOn: string) {
  const good = households.map((one) => [TOWN, one.village, one.headName, one.idNumber, approvedOn, '420']);
  const wrong = strangers[1]?.replace(/.$/, (last) => (last === '1' ? '2' : '1')) ?? '';
  const bad = [
    [TOWN, VILLAGE, '', households[1]?.idNumber ?? '', approvedOn, '420'],
    [TOWN, VILLAGE, '无号码', '', approvedOn, '420'],
    [TOWN, VILLAGE, '错号码', wrong, approvedOn, '420'],
  ];
  const lines = [...good, ...bad].map((cells, index) => [index + 1, ...cells].join(','));
  return { name: '新增低保.csv', mimeType: 'text/csv', buffer: Buffer.from([head, ...lines].join('\r\n')) };
}

/** The workbook of rejected rows put right as a clerk would: the missing name, the missing number, the wrong digit. */
export function mended(workbook: Buffer, households: readonly SmallHousehold[]) {
  const book = XLSX.read(workbook, { type: 'buffer' });
  const [name = ''] = book.SheetNames;
  const rows = XLSX.utils.sheet_to_json<Record<string, string>>(book.Sheets[name] ?? {}, { raw: false, defval: '' });
  const right = [{ 姓名: households[1]?.headName }, { 身份证号码: strangers[0] }, { 身份证号码: strangers[1] }];
  const again = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(
    again,
    XLSX.utils.json_to_sheet(rows.map((row, at) => ({ ...row, ...right[at] }))),
    name,
  );
  const buffer = XLSX.write(again, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  return {
    name: '新增低保-退回.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer,
  };
}

import type { RowFault } from '#domain/values/row-fault.ts';
import type { Language } from './language.ts';
import { fill, type Pair } from './sentence.ts';

/** Why a row of a file is remarked on, and what somebody does about it. */
export const rowFaultWords: Readonly<Record<RowFault, { readonly reason: Pair; readonly mend: Pair }>> = {
  'id-missing': words('没有证件号码', 'No ID number', '补上18位身份证号码', 'Add the ID number of 18 characters'),
  'id-length': words('证件号码位数不对', 'The ID number has a wrong length', '对照身份证补足18位', 'Complete it to 18 characters from the ID card'), // biome-ignore format: one line a fault
  'id-characters': words('证件号码里有数字和X以外的字符', 'The ID number holds characters other than digits and X', '对照身份证改正，字母O改为数字0', 'Correct it from the ID card; the letter O should be the digit 0'), // biome-ignore format: one line a fault
  'id-check-digit': words('证件号码校验位不符，有数字写错', 'The check digit does not fit: some digit is wrong', '对照身份证逐位核对', 'Compare every digit with the ID card'), // biome-ignore format: one line a fault
  'id-birth-date': words('证件号码里的出生日期不存在或在将来', 'The birth date in the ID number is no day, or lies in the future', '对照身份证改正第7至14位', 'Correct characters 7 to 14 from the ID card'), // biome-ignore format: one line a fault
  'id-damaged-by-excel': words('证件号码被表格软件损坏，后几位已丢失', 'A spreadsheet damaged the ID number; its last digits are lost', '把单元格设为文本，重新录入证件号码', 'Format the cell as text and enter the number again'), // biome-ignore format: one line a fault
  'id-fifteen-digits': words('15位老号码，已按规则换成18位', 'An old number of 15 digits, turned into 18 by rule', '核对后换成18位号码', 'Check it and replace it by the number of 18 characters'), // biome-ignore format: one line a fault
  'id-disability-card': words('填的是残疾人证号，已取前18位', 'A disability card number; its first 18 characters were taken', '无需处理', 'Nothing to do'), // biome-ignore format: one line a fault
  'id-name-conflict': words('同一证件号码在本文件第{otherRow}行是另一个姓名', 'Row {otherRow} of this file has another name under the same ID number', '核对两行，改正写错的号码或姓名', 'Compare both rows and correct the wrong number or name'), // biome-ignore format: one line a fault
  'name-differs-from-registry': words('名册里这个证件号码是另一个姓名', 'The register has another name under this ID number', '核对身份证，由经办人员确认', 'Compare with the ID card and have it confirmed'), // biome-ignore format: one line a fault
  'id-in-two-households': words('此人已在本文件第{otherRow}行的另一户', 'This person already stands in another household, row {otherRow}', '确认现在属于哪一户，删去另一行', 'Find out which household is right and delete the other row'), // biome-ignore format: one line a fault
  'name-missing': words('没有姓名', 'No name', '补上姓名', 'Add the name'),
  'name-whitespace': words('姓名里有空格或换行，已去掉', 'Spaces or line breaks inside the name were taken out', '无需处理', 'Nothing to do'), // biome-ignore format: one line a fault
  'village-missing': words('没有村名', 'No village', '补上行政村', 'Add the village'),
  'village-unknown': words('县内没有这个村，或几个乡镇有同名村', 'No such village in the county, or several of that name', '改用区划名称；同名村请写明乡镇', 'Use the official name; name the township where several bear it'), // biome-ignore format: one line a fault
  'village-elsewhere': words('所写乡镇没有这个村，另一个乡镇有', 'The township named has no such village; another one has', '核对乡镇和村', 'Check township and village'), // biome-ignore format: one line a fault
  'household-value-carried-down': words('户的信息只写在首行，已带到本行', 'Household values stand on the first row only and were carried down', '无需处理', 'Nothing to do'), // biome-ignore format: one line a fault
  'household-missing': words('看不出属于哪一户', 'It is not clear which household this is', '补上户编号或户主证件号码', 'Add the household number or the ID number of the head'), // biome-ignore format: one line a fault
  'two-heads': words('一户有两个户主，第{firstHeadRow}行为准', 'Two heads in one household; row {firstHeadRow} stays', '改正与户主关系', 'Correct the relation to the head'), // biome-ignore format: one line a fault
  'no-head': words('本户没有人写“户主”', 'Nobody in the household is marked as head', '把户主的关系改为“户主”', 'Mark the head of the household'), // biome-ignore format: one line a fault
  'relation-unknown': words('与户主关系不在规定用语内', 'The relation to the head is none of the official words', '改用规定用语', 'Use one of the official words'), // biome-ignore format: one line a fault
  'relation-sex': words('与户主关系和证件号码里的性别不符', 'The relation contradicts the sex in the ID number', '核对关系或证件号码', 'Check the relation or the ID number'), // biome-ignore format: one line a fault
  'sex-contradicts-id': words('性别和证件号码不符，以证件号码为准', 'The sex contradicts the ID number, which prevails', '核对后改正', 'Check and correct'), // biome-ignore format: one line a fault
  'birth-contradicts-id': words('出生日期和证件号码不符，以证件号码为准', 'The birth date contradicts the ID number, which prevails', '核对后改正', 'Check and correct'), // biome-ignore format: one line a fault
  'duplicate-row': words('与第{otherRow}行重复', 'The same as row {otherRow}', '删去一行', 'Delete one of them'), // biome-ignore format: one line a fault
  'date-unreadable': words('日期看不懂，未采用', 'The date could not be read and was left out', '写成 2022-04-06 的样子', 'Write it like 2022-04-06'), // biome-ignore format: one line a fault
  'date-unusual-form': words('日期写法不规范，已读出', 'An unusual form of date, read all the same', '无需处理', 'Nothing to do'), // biome-ignore format: one line a fault
  'number-unreadable': words('数字看不懂，未采用', 'The number could not be read and was left out', '只写数字', 'Write digits only'), // biome-ignore format: one line a fault
  'value-unknown': words('填的词不在规定用语内，未采用', 'The word is none of the official ones and was left out', '改用规定用语', 'Use one of the official words'), // biome-ignore format: one line a fault
  'value-missing': words(
    '必填的内容没有填',
    'A required value is missing',
    '补填后重报',
    'Fill it in and send the row again',
  ),
  'full-width': words('全角字符，已转成半角', 'Full-width characters, turned into plain ones', '无需处理', 'Nothing to do'), // biome-ignore format: one line a fault
  'formula-text': words('以公式写的文本，已取出', 'Text written as a formula, unwrapped', '无需处理', 'Nothing to do'), // biome-ignore format: one line a fault
  'id-lower-case-x': words('末位小写x，已改为X', 'A small x at the end, turned into X', '无需处理', 'Nothing to do'), // biome-ignore format: one line a fault
  'phone-unreadable': words('电话号码位数不对，未采用', 'The telephone number has a wrong length and was left out', '补上11位手机号或带区号的座机', 'Enter a mobile number of 11 digits or a landline with its code'), // biome-ignore format: one line a fault
  'not-a-record': words('合计、说明或重复的表头', 'A line of totals or notes, or the headings once more', '无需处理', 'Nothing to do'), // biome-ignore format: one line a fault
};

/** Reason and mend of one finding; `facts` name other rows. */
export function rowFaultSentence(
  language: Language,
  fault: RowFault,
  facts: Readonly<Record<string, unknown>>,
): { readonly reason: string; readonly mend: string } {
  const { reason, mend } = rowFaultWords[fault];
  return { reason: fill(reason, language, facts), mend: fill(mend, language, facts) };
}

const workbook = {
  sheetName: ['退回的行', 'Rejected rows'],
  sheetColumn: ['原工作表', 'Sheet'],
  rowColumn: ['原行号', 'Row'],
  cellColumn: ['单元格', 'Cell'],
  reasonColumn: ['退回原因', 'Reason'],
  mendColumn: ['怎么改', 'How to mend it'],
} as const satisfies Record<string, Pair>;

/** Names in the workbook of rejected rows. */
export function rejectedWorkbookWords(language: Language): Readonly<Record<keyof typeof workbook, string>> {
  const named = Object.entries(workbook).map(([name, pair]) => [name, fill(pair, language, {})]);
  return Object.fromEntries(named) as Record<keyof typeof workbook, string>;
}

function words(reason: string, reasonEn: string, mend: string, mendEn: string): { reason: Pair; mend: Pair } {
  return { reason: [reason, reasonEn], mend: [mend, mendEn] };
}

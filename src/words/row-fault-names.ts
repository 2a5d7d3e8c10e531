import type { RowFault } from '#domain/values/row-fault.ts';
import type { Language } from './language.ts';
import { fill, type Pair } from './sentence.ts';

/** What is wrong with a row in a few words, for sums; reason and mend of one row stand in `row-fault-words.ts`. */
export const rowFaultNames: Readonly<Record<RowFault, Pair>> = {
  'id-missing': ['没有证件号码', 'no ID number'],
  'id-length': ['证件号码位数不对', 'ID number of a wrong length'],
  'id-characters': ['证件号码有别的字符', 'other characters in the ID number'],
  'id-check-digit': ['证件号码校验位不符', 'check digit does not fit'],
  'id-birth-date': ['证件号码里的出生日期不对', 'birth date in the ID number is wrong'],
  'id-damaged-by-excel': ['证件号码被表格软件损坏', 'ID number damaged by a spreadsheet'],
  'id-fifteen-digits': ['15位老号码', 'old ID number of 15 digits'],
  'id-disability-card': ['填的是残疾人证号', 'disability card number'],
  'id-name-conflict': ['同号不同名', 'one number, two names'],
  'name-differs-from-registry': ['与名册姓名不符', 'name differs from the register'],
  'id-in-two-households': ['一人在两户', 'one person in two households'],
  'name-missing': ['没有姓名', 'no name'],
  'name-whitespace': ['姓名里有空格', 'spaces in the name'],
  'village-missing': ['没有村名', 'no village'],
  'village-unknown': ['没有这个村', 'unknown village'],
  'village-elsewhere': ['村在另一个乡镇', 'village of another township'],
  'household-value-carried-down': ['户信息只写首行', 'household values on the first row only'],
  'household-missing': ['看不出是哪一户', 'household unclear'],
  'two-heads': ['一户两个户主', 'two heads'],
  'no-head': ['没有户主', 'no head'],
  'relation-unknown': ['关系用语不规范', 'unknown relation'],
  'relation-sex': ['关系与性别不符', 'relation contradicts the sex'],
  'sex-contradicts-id': ['性别与证件号码不符', 'sex contradicts the ID number'],
  'birth-contradicts-id': ['出生日期与证件号码不符', 'birth date contradicts the ID number'],
  'duplicate-row': ['重复的行', 'duplicate rows'],
  'date-unreadable': ['日期看不懂', 'unreadable date'],
  'date-unusual-form': ['日期写法不规范', 'unusual form of date'],
  'number-unreadable': ['数字看不懂', 'unreadable number'],
  'value-unknown': ['用语不规范', 'unknown word'],
  'value-missing': ['必填未填', 'required value missing'],
  'full-width': ['全角字符', 'full-width characters'],
  'formula-text': ['以公式写的文本', 'text written as a formula'],
  'id-lower-case-x': ['末位小写x', 'small x at the end'],
  'phone-unreadable': ['电话号码不对', 'wrong telephone number'],
  'not-a-record': ['合计、说明等行', 'totals and notes'],
};

/** The name of a fault in `language`. */
export function rowFaultName(language: Language, fault: RowFault): string {
  return fill(rowFaultNames[fault], language, {});
}

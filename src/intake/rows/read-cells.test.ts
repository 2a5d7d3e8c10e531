import { describe, expect, it } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { idEndingInX, idOf } from '#test/fixtures/intake/fixture-people.ts';
import { numberCell, plainMarks, textCell } from '../sheet/make-cell.ts';
import { readDate } from './read-date.ts';
import { readFlag } from './read-flag.ts';
import { readIdCell } from './read-id-cell.ts';
import { readName } from './read-name.ts';
import { readInteger, readMoney } from './read-number.ts';
import { readRelation } from './read-relation.ts';
import { readPhone, readText, readWords } from './read-words.ts';

const today = plainDate('2022-04-06');
const text = (value: string) => textCell(0, value, plainMarks);
const number = (value: number, format = '') => numberCell(0, value, { ...plainMarks, format });
const faults = (reading: { remarks: readonly { fault: string }[] }) => reading.remarks.map((remark) => remark.fault);

describe('dates', () => {
  it('reads every shape, with the precision written', () => {
    const shapes: Record<string, string> = {
      '2022-03-01': '2022-03-01',
      '2022/3/1': '2022-03-01',
      '2022.3.1': '2022-03-01',
      '2022年3月1日': '2022-03-01',
      '20220301': '2022-03-01',
      '2022-03-01 00:00:00': '2022-03-01',
      '２０２２年３月': '2022-03',
      '2022年3月': '2022-03',
      '2022年3月份': '2022-03',
      '202203': '2022-03',
      '2022-03': '2022-03',
      '2022/3': '2022-03',
      '44621': '2022-03-01',
    };
    for (const [written, meant] of Object.entries(shapes)) expect(readDate(text(written)).value, written).toBe(meant);
  });
  it('remarks all but the plain forms and true date cells', () => {
    expect(faults(readDate(text('2022-03-01')))).toEqual([]);
    expect(faults(readDate(text('2022-03')))).toEqual([]);
    expect(faults(readDate(number(44621, 'yyyy/m/d')))).toEqual([]);
    expect(faults(readDate(number(44621)))).toEqual(['date-unusual-form']);
    expect(faults(readDate(text('2022/3/1')))).toEqual(['date-unusual-form']);
  });
  it('takes the month of a date cell that shows only a month', () => {
    expect(readDate(number(44621, 'yyyy"年"m"月"')).value).toBe('2022-03');
    expect(readDate(number(44621, 'yyyy/m/d')).value).toBe('2022-03-01');
  });
  it('refuses days that do not exist and text', () => {
    for (const written of ['2022-02-30', '2022.13', '20221301', '去年', '3月1日', '2022', '1']) {
      expect(faults(readDate(text(written))), written).toEqual(['date-unreadable']);
    }
    expect(readDate(text('-'))).toEqual({ value: undefined, remarks: [] });
  });
});

describe('amounts', () => {
  it('are exact in fen, by heading or by the unit beside the number', () => {
    expect(readMoney(text('1,234.5'), undefined).value).toBe(123450n);
    expect(readMoney(text('3.2'), 'wan-yuan').value).toBe(3_200_000n);
    expect(readMoney(text('28000元'), 'wan-yuan').value).toBe(2_800_000n);
    expect(readMoney(text('2.8万元'), 'yuan').value).toBe(2_800_000n);
    expect(readMoney(number(10233.333333333334), undefined).value).toBe(1_023_333n);
    expect(readMoney(text('0.005'), undefined).value).toBe(1n);
    expect(readMoney(text('-12.3'), undefined).value).toBe(-1230n);
    expect(readMoney(text('¥１２'), undefined)).toMatchObject({ value: 1200n, remarks: [{ fault: 'full-width' }] });
  });
  it('refuse what is no amount', () => {
    for (const written of ['约2', '1.2.3', '12,34', '十万', '6个月', '1234567890123']) {
      expect(faults(readMoney(text(written), undefined)), written).toEqual(['number-unreadable']);
    }
  });
  it('are whole where persons and months are counted', () => {
    expect(readInteger(text('6个月')).value).toBe(6);
    expect(readInteger(number(3)).value).toBe(3);
    expect(faults(readInteger(text('2.5')))).toEqual(['number-unreadable']);
    expect(faults(readInteger(text('-1')))).toEqual(['number-unreadable']);
  });
});

describe('names, relations, flags, phones, words', () => {
  it('takes spaces and line breaks out of names and keeps the dot and rare characters', () => {
    expect(readName(' 王\n一 ')).toMatchObject({ value: '王一', remarks: [{ fault: 'name-whitespace' }] });
    for (const dotted of ['买买提·吐尔逊', '买买提•吐尔逊', '买买提．吐尔逊', '买买提.吐尔逊']) {
      expect(readName(dotted)).toEqual({ value: '买买提·吐尔逊', remarks: [] });
    }
    expect(readName('王𬱖').value).toBe('王𬱖');
    expect(readName('﨑').value).toBe('﨑');
    expect(faults(readName('王?'))).toEqual(['value-unknown']);
    expect(faults(readName(' ')).concat(faults(readName('-')))).toEqual(['name-missing', 'name-missing']);
  });
  it('turns the words of police registers into the official relations', () => {
    const words: Record<string, string> = {
      本人: '户主',
      妻: '配偶',
      长子: '之子',
      独生女: '之女',
      儿媳: '之儿媳',
      外孙: '之外孙子',
      户主之父: '之父',
      哥哥: '之兄弟姐妹',
    };
    for (const [written, official] of Object.entries(words))
      expect(readRelation(written).value, written).toBe(official);
    expect(readRelation('妻').impliedSex).toBe('female');
    expect(readRelation('配偶').impliedSex).toBeUndefined();
    expect(faults(readRelation('干亲'))).toEqual(['relation-unknown']);
  });
  it('knows yes, no and nothing said', () => {
    expect(['是', '√', '1', 'TRUE', '已消除'].map((word) => readFlag(word).value)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(['否', '×', '0', '未参加'].map((word) => readFlag(word).value)).toEqual([false, false, false, false]);
    expect(['', '空', '/'].map((word) => readFlag(word))).toEqual(Array(3).fill({ value: undefined, remarks: [] }));
    expect(faults(readFlag('可能'))).toEqual(['value-unknown']);
  });
  it('reads telephone numbers', () => {
    expect(
      ['13800000001', '138-0000-0001', '+86 13800000001', '１３８００００００１', '13800000001/13900000002'].map(
        (one) => readPhone(one).value,
      ),
    ).toEqual(['13800000001', '13800000001', '13800000001', undefined, '13800000001']);
    expect(readPhone('0533-1234567').value).toBe('0533-1234567');
    expect(faults(readPhone('1380000'))).toEqual(['phone-unreadable']);
  });
  it('keeps known words of a list and remarks the others', () => {
    const column = {
      field: 'health',
      label: '健康状况',
      type: 'words',
      values: ['健康', '残疾', '长期慢性病'],
      synonyms: { 慢性病: '长期慢性病' },
    } as const;
    expect(readWords('慢性病、残疾', column)).toEqual({ value: ['长期慢性病', '残疾'], remarks: [] });
    expect(readWords('残疾，不详', column)).toEqual({ value: ['残疾'], remarks: [{ fault: 'value-unknown' }] });
    expect(readText('  甲组\n东头 ').value).toBe('甲组 东头');
  });
});

describe('ID numbers', () => {
  it('takes whole 15-digit numbers and refuses damaged ones', () => {
    expect(readIdCell(number(990001700101001), today)).toMatchObject({ remarks: [{ fault: 'id-fifteen-digits' }] });
    expect(faults(readIdCell(number(990001197003051000), today))).toEqual(['id-damaged-by-excel']);
    expect(faults(readIdCell(text('9.90001E+17'), today))).toEqual(['id-damaged-by-excel']);
    expect(faults(readIdCell(undefined, today))).toEqual(['id-missing']);
    expect(faults(readIdCell(text('无'), today))).toContain('id-characters');
  });
  it('says how it was written', () => {
    const id = idEndingInX('19990101', 2);
    expect(readIdCell(text(`="${id.toLowerCase()}"`), today)).toMatchObject({
      value: id,
      remarks: [{ fault: 'formula-text' }, { fault: 'id-lower-case-x' }],
    });
    expect(readIdCell(text(`'${id}`), today)).toEqual({ value: id, remarks: [] });
  });
  it('takes the ID out of a disability card with class and grade', () => {
    const id = idOf('19650101', 75);
    expect(readIdCell(text(`${id}43`), today)).toMatchObject({
      value: id,
      extra: { disabilityCategoryCode: 4, disabilityGradeCode: 3 },
    });
  });
  it('refuses births after today', () => {
    expect(faults(readIdCell(text(idOf('20220407', 1)), today))).toEqual(['id-birth-date']);
    expect(faults(readIdCell(text(idOf('20220406', 1)), today))).toEqual([]);
  });
});

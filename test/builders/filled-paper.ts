import type { Env, Fields } from '#domain/feel/env.ts';
import { readFacts } from '#domain/feel/read-facts.ts';
import type { Form, FormField } from '#domain/policy/duty-shape.ts';
import type { FormFacts } from '#domain/policy/fill-form.ts';
import { policyNames } from '#domain/policy/policy-names.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { addDays, plainDate } from '#domain/values/plain-date.ts';
import { worstHousehold } from './paper-household.ts';

export const WORST_TEXT =
  '家庭成员突发意外事故住院治疗，个人负担费用较高；户主外出务工收入不稳（编号ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ），经核实𬱖、䶮、喆、堃四人情况属实，需继续跟踪。';
const STARTS = plainDate('2022-05-01');

/** Every act, step and fact the form takes something from: each day another one, texts long, lists as long as they may be. */
export function everythingTold(policy: Policy, form: Form, text: string = WORST_TEXT): FormFacts {
  const acts: Record<string, unknown> = {};
  const steps: Record<string, Record<string, string>> = {};
  for (const [index, field] of form.fields.entries()) {
    const day = addDays(STARTS, index);
    for (const rule of rulesOf(field)) {
      for (const [, step = '', what] of rule.matchAll(/matter\.([\p{L}\p{N}_]+)\.(done|outcome)/gu)) {
        const said = /outcome = "([^"]+)"/.exec(rule)?.[1];
        steps[step] = {
          ...steps[step],
          ...(what === 'done' && steps[step]?.['done'] === undefined ? { done: day } : {}),
          ...(said === undefined ? {} : { outcome: said }),
        };
      }
    }
    if (field.from.kind === 'act') acts[field.from.act] = told(field, day, text);
    if (field.rows?.each.startsWith('act:')) acts[field.rows.each.slice(4)] = manyRows(field);
  }
  const { env } = readFacts(policyNames(policy).dictionary, { ...worstHousehold.facts, ...bare(policy) });
  return { day: plainDate('2022-06-10'), env: { ...env, steps: steps as NonNullable<Env['steps']> }, acts };
}

function rulesOf(field: FormField): string[] {
  return [field.from.kind === 'feel' ? field.from.feel : '', field.when ?? '', field.required ?? ''];
}

function told(field: FormField, day: string, text: string): unknown {
  if (field.values !== undefined) return [...field.values];
  if (/日期|时间|期限|公示起|公示止/.test(`${field.key}${field.label}`)) return day;
  if (/人数|人口|收入|支出|合计|劳动力/.test(field.key)) return '123456789.00';
  if (/单位|机关|乡镇|县局|村$/.test(field.key)) return '双江拉祜族佤族布朗族傣族自治县乡村振兴局';
  if (/编号/.test(field.key)) return '20220610-ABCDEF';
  if (field.key === '正文')
    return Array.from({ length: 30 }, (_, index) => `${'一二三四五六七八九十'[index % 10]}、${text}`).join('\n');
  return field.long === true ? `${text}\n${text}` : text.slice(0, 60);
}

function manyRows(field: FormField): Fields[] {
  return Array.from({ length: 45 }, (_, index) =>
    Object.fromEntries((field.rows?.columns ?? []).map(({ key }) => [key, `${key}${index + 1}买买提·𬱖`])),
  );
}

/** Facts a pack reads without 户. */
function bare(policy: Policy): Record<string, unknown> {
  const known = {
    户主姓名: '买买提明·阿卜杜热合曼',
    村名: '甲村',
    乡镇名: '甲镇',
    身份证号码: '43062119640310021X',
    选其他: true,
  };
  const { problems } = readFacts(policyNames(policy).dictionary, known);
  const unknown = problems.map(({ facts }) => facts.path);
  return Object.fromEntries(Object.entries(known).filter(([name]) => !unknown.includes(name)));
}

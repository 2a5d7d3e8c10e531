import { readFacts } from '#domain/feel/read-facts.ts';
import type { FormFacts } from '#domain/policy/fill-form.ts';
import { policyNames } from '#domain/policy/policy-names.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { type PlainDate, plainDate } from '#domain/values/plain-date.ts';

/** A household a paper is filled from; its numbers are made up, with a right check digit. */
export interface PaperHousehold {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly acts: Readonly<Record<string, unknown>>;
  readonly steps: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const head = { 姓名: '张守田', 与户主关系: '户主', 性别: '男', 年龄: 58, 证件号码: '43062119640310021X' };
const wife = { 姓名: '李桂兰', 与户主关系: '配偶', 性别: '女', 年龄: 55, 证件号码: '430621196703100226' };
const child = { 姓名: '张小满', 与户主关系: '之子', 性别: '男', 年龄: 12, 在校: true };

/** Three people, one risk. */
export const plainHousehold: PaperHousehold = {
  facts: {
    户: {
      户主: '张守田',
      户主身份证号码: '43062119640310021X',
      家庭人口: 3,
      市: '岳阳市',
      县: '岳阳县',
      乡: '筻口镇',
      村: '中洲村',
      建制村: '中洲村',
      组: '3',
      户联系电话: '13800000000',
      成员: [head, wife, child],
    },
  },
  acts: {},
  steps: {},
};

const LONG_NAME = '买买提明·阿卜杜热合曼·吐尔逊';

/** Twelve people, long and rare names, an address that does not fit a line, five risks, everything told. */
export const worstHousehold: PaperHousehold = {
  facts: {
    户: {
      户主: LONG_NAME,
      户主身份证号码: '43062119640310021X',
      家庭人口: 12,
      市: '湘西土家族苗族自治州',
      县: '双江拉祜族佤族布朗族傣族自治县',
      乡: '勐库镇易地搬迁集中安置区街道办事处',
      村: '第二十三小组合并搬迁安置社区居民委员会',
      建制村: '第二十三小组合并搬迁安置社区居民委员会',
      组: '第十二村民小组（原河西片）',
      户联系电话: '13800000000',
      成员: Array.from({ length: 12 }, (_, index) => ({
        ...(index === 0 ? head : wife),
        姓名: ['喆', '堃', '䶮', '𬱖', '㴒', '翀'][index % 6] + LONG_NAME,
        与户主关系: index === 0 ? '户主' : '之孙子女或者之曾孙子女',
        年龄: 18 + index,
      })),
    },
  },
  acts: {},
  steps: {},
};

/** The facts of a household as a form reads them on a day. */
export function formFactsOf(policy: Policy, household: PaperHousehold, day: PlainDate | string): FormFacts {
  // Facts another region's documents do not know are left out.
  const { env } = readFacts(policyNames(policy).dictionary, household.facts);
  return {
    day: plainDate(day),
    env: { ...env, steps: household.steps },
    acts: household.acts,
  };
}

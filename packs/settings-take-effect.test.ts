import { expect, it } from 'vitest';
import { loadPacks } from '#packs/load-packs.ts';

const { loaded } = loadPacks([import.meta.dirname]);
const packs = loaded.map(({ pack }) => pack);

/**
 * Questions the administrator is shown although no rule reads the answer, with the reason: what the answer would change is
 * no rule of a pack. Everything else must be read by an expression or an item, so that changing it changes an answer.
 */
const SAID = 'the document says it: shown to be checked, no other reading is offered';
const KEPT = 'the program does so everywhere; no rule of a pack asks';
const readByNoRule: Readonly<Record<string, string>> = {
  确认机关: SAID,
  发现渠道口径: SAID,
  部署方式: SAID,
  推送时点口径: SAID,
  县乡审核顺序: SAID,
  生效日口径: SAID,
  印误处理: SAID,
  会商记录口径: SAID,
  防贫保与绿色通道: SAID,
  未参保人员资助: SAID,
  免比对判断时点: SAID,
  期限冲突处理: SAID,
  公示公告不得公开: SAID,
  争议会商参加单位: SAID,
  县级留存方式: SAID,
  拒签处理: SAID,
  月报截止口径: SAID,
  消除公示位置: SAID,
  新识别收入窗口: KEPT,
  在册户收入窗口: KEPT,
  收入口径: KEPT,
  公示可公开内容: KEPT,
  日截止时刻: KEPT,
  漏报迟报后果: KEPT,
  金额比较: KEPT,
  报告期限: KEPT,
  公告天数: 'an announcement has no end the engine asks for',
  考核权重: 'nothing is scored',
  识别标准: 'the guide that has it is not held: shown as still to be set',
  比对项目: 'each document lists the items of its own comparison',
  核实结果沿用期: 'read where repeats are found, not by a rule',
  异议受理口径: 'every objection is dealt with; no other way is offered',
  家庭成员口径: 'who belongs to a household is recorded, not reckoned',
  资料保存年限: 'nothing is deleted by it yet',
  系统导出对照: 'columns are matched when a file is read',
  用印方式: 'a scan of the sealed paper is what is kept',
  劳动能力口径: 'labour is recorded, not reckoned',
};

/** Names that expressions, terms, due days, bounds and questions of the engine read. */
function readNames(): ReadonlySet<string> {
  const references = packs.flatMap((pack) => pack.references);
  const named = references.flatMap(({ kind, name }) => (kind === 'parameter' ? [name] : []));
  const expressions = references.flatMap(({ kind, name }) => (kind === 'feel' ? [name] : []));
  const inRules = expressions.flatMap((rule) =>
    [...rule.matchAll(/参数\.([\p{L}\p{N}_]+)/gu)].map((match) => match[1] ?? ''),
  );
  const settling = packs.flatMap((pack) => pack.parameters.filter(({ settles }) => settles !== undefined));
  const during = packs.flatMap((pack) => pack.duties.flatMap((duty) => duty.during ?? []));
  return new Set([...named, ...inRules, ...during, ...settling.map(({ name }) => name)]);
}

it('every setting with a question is read by a rule, a step, a feed, a duty or the engine', () => {
  const read = readNames();
  const asked = new Set(
    packs.flatMap((pack) => pack.parameters.filter(({ question }) => question !== undefined)).map(({ name }) => name),
  );
  const unread = [...asked].filter((name) => !read.has(name)).sort();
  expect(unread).toEqual(Object.keys(readByNoRule).sort());
  expect(Object.values(readByNoRule).filter((why) => why.length < 12)).toEqual([]);
});

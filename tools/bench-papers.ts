import path from 'node:path';
import { paperContent } from '#documents/paper-content.ts';
import { typesetBundle } from '#documents/typeset-bundle.ts';
import { typesetPaper } from '#documents/typeset-paper.ts';
import type { Form } from '#domain/policy/duty-shape.ts';
import { fillForm } from '#domain/policy/fill-form.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { loadPacks } from '#packs/load-packs.ts';
import { formFactsOf, worstHousehold } from '../test/builders/paper-household.ts';

/**
 * `bin/node tools/bench-papers.ts [forms]`: so many 识别审批表 (two counted copies each, twelve people, long names) filled,
 * set and put into one file for the printer. Prints seconds, milliseconds a form and the peak of memory as JSON.
 */
const forms = Number(process.argv[2] ?? 1000);
const packs = loadPacks([path.resolve(import.meta.dirname, '../packs')]).loaded.map(({ pack }) => pack);
const policy = resolvePolicy({ packs, area: '430621', day: plainDate('2022-06-10') });
const form = policy.forms.find(({ id }) => id === '附件2') as Form;
const facts = formFactsOf(policy, worstHousehold, '2022-06-10');

const started = performance.now();
const made = [];
for (let no = 1; no <= forms; no++) {
  const foot = {
    number: `文书编号：430621105-附件2-2022-${no}`,
    basis: '',
    code: `https://example.invalid/check/${no}`,
  };
  const head = { issuer: '', number: null, on: '2022-06-10', blank: false, link: null, foot };
  made.push(await typesetPaper(paperContent(form, fillForm(policy, form, facts), head, (office) => office)));
}
const set = performance.now();
const whole = await typesetBundle(made);
const ended = performance.now();
const seconds = (ms: number): number => Math.round(ms / 100) / 10;
console.log(
  JSON.stringify({
    forms,
    pages: whole.pages,
    seconds: seconds(ended - started),
    setting: seconds(set - started),
    joining: seconds(ended - set),
    msPerForm: Math.round((set - started) / forms),
    megabytes: Math.round(whole.pdf.length / 1e6),
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    processorSeconds: seconds(process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000),
  }),
);
process.exit(0);

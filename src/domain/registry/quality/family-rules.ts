import { idNumberParts, parseIdNumber } from '../../values/id-number.ts';
import { HEAD, SPOUSE, sexOfRelation, sexOfWord } from '../kinship.ts';
import { citizenNumber, type QualityHousehold, type QualityMember } from './quality-household.ts';
import { foundWhen, ofHousehold, ofMember, type QualityRule } from './quality-rule.ts';

/** Kinds of certificate whose number has a check digit. Absent: the number is taken for a citizen's. */
const CITIZEN_CARD: readonly (string | undefined)[] = [undefined, '居民身份证', '身份证'];

/** Group 6: who they are to one another, and what the certificate number says. */
export const familyRules: readonly QualityRule[] = [
  ofMember('relation-contradicts-sex', 6, ['relation', 'sex'], ({ values }) => {
    const [implied, sex] = [sexOfRelation(values.relation ?? ''), sexOfWord(values.sex)];
    if (implied === undefined || sex === undefined) return undefined;
    return foundWhen(implied !== sex, { relation: values.relation ?? '', sex: values.sex ?? '' });
  }),
  ofHousehold('spouse-of-same-sex', 6, ['relation', 'sex'], (household) => {
    const [head, spouse] = [only(household, HEAD), only(household, SPOUSE)];
    const [one, other] = [sexOfWord(head?.values.sex), sexOfWord(spouse?.values.sex)];
    return foundWhen(one !== undefined && one === other, { sex: head?.values.sex ?? '' });
  }),
  ofHousehold('no-head', 6, ['relation'], ({ members }) => {
    const known = members.filter(({ values }) => values.relation !== undefined);
    const all = members.length > 0 && known.length === members.length;
    return foundWhen(all && known.every(({ values }) => values.relation !== HEAD), { count: members.length });
  }),
  ofHousehold('several-heads', 6, ['relation'], (household) => several(household, HEAD)),
  ofHousehold('several-spouses', 6, ['relation'], (household) => several(household, SPOUSE)),
  ofMember('id-check-digit', 6, ['idNumber'], ({ values }) => {
    if (values.idNumber === undefined || !CITIZEN_CARD.includes(values.idKind)) return undefined;
    return foundWhen(parseIdNumber(values.idNumber) === undefined, { length: values.idNumber.length });
  }),
  ofMember('id-in-two-households', 6, ['idNumber'], ({ numberElsewhere }) => foundWhen(numberElsewhere === true)),
  ofMember('birth-contradicts-id', 6, ['bornOn', 'idNumber'], (member) => {
    const number = citizenNumber(member);
    const { bornOn } = member.values;
    if (number === undefined || bornOn === undefined) return undefined;
    const { born } = idNumberParts(number);
    return foundWhen(born !== bornOn, { born: bornOn, byNumber: born });
  }),
  ofMember('sex-contradicts-id', 6, ['sex', 'idNumber'], (member) => {
    const number = citizenNumber(member);
    const sex = sexOfWord(member.values.sex);
    if (number === undefined || sex === undefined) return undefined;
    const byNumber = idNumberParts(number).sex;
    return foundWhen(byNumber !== sex, { sex: member.values.sex ?? '', byNumber: byNumber === 'male' ? '男' : '女' });
  }),
  ofHousehold('phone-not-eleven', 6, ['phone'], ({ values: { phone } }) => {
    const digits = phone?.replaceAll(/\s/g, '');
    return foundWhen(digits !== undefined && !/^\d{11}$/.test(digits), { length: digits?.length ?? 0 });
  }),
];

function several({ members }: QualityHousehold, relation: string) {
  const count = members.filter(({ values }) => values.relation === relation).length;
  return foundWhen(count > 1, { count });
}

/** The one member with this relation; undefined when there is none or more than one. */
function only({ members }: QualityHousehold, relation: string): QualityMember | undefined {
  const found = members.filter(({ values }) => values.relation === relation);
  return found.length === 1 ? found[0] : undefined;
}

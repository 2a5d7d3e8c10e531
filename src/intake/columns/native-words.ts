/** Official words of the national tables in the conventions of 2021–2023, and other spellings of the same. */
type Words = { readonly values: readonly string[]; readonly synonyms: Readonly<Record<string, string>> };

export const educationWords: Words = {
  values: ['文盲或半文盲', '小学', '初中', '高中', '大专', '本科及以上'],
  synonyms: {
    文盲: '文盲或半文盲',
    半文盲: '文盲或半文盲',
    中专: '高中',
    本科: '本科及以上',
    专科: '大专',
    大学: '本科及以上',
  },
};

const years = (school: string, count: number) =>
  ['一', '二', '三', '四', '五'].slice(0, count).map((n) => `${school}${n}年级`);

export const schoolingWords: Words = {
  values: [
    '学龄前儿童',
    '学前教育',
    '小学',
    '七年级',
    '八年级',
    '九年级',
    ...years('普通高中', 3),
    ...years('中职', 3),
    ...years('高职高专', 3),
    ...years('技师学院', 4),
    ...years('本科', 5),
    '硕士研究生及以上',
  ],
  synonyms: {
    学龄前: '学龄前儿童',
    初一: '七年级',
    初二: '八年级',
    初三: '九年级',
    高一: '普通高中一年级',
    高二: '普通高中二年级',
    高三: '普通高中三年级',
  },
};

export const healthWords: Words = {
  values: ['健康', '长期慢性病', '患有大病', '残疾'],
  synonyms: { 慢性病: '长期慢性病', 大病: '患有大病', 良好: '健康', 残疾人: '残疾' },
};

export const labourWords: Words = {
  values: ['普通劳动力', '技能劳动力', '弱劳动力或半劳动力', '丧失劳动力', '无劳动力'],
  synonyms: {
    无劳动能力: '无劳动力',
    弱劳动力: '弱劳动力或半劳动力',
    半劳动力: '弱劳动力或半劳动力',
    '弱/半劳动力': '弱劳动力或半劳动力',
    弱半劳动力: '弱劳动力或半劳动力',
    丧失劳动能力: '丧失劳动力',
  },
};

export const householdTypeWords: Words = {
  values: ['脱贫户', '一般农户'],
  synonyms: { 一般户: '一般农户', 非脱贫户: '一般农户', 已脱贫户: '脱贫户', 稳定脱贫户: '脱贫户' },
};

export const monitoredCategoryWords: Words = {
  values: ['脱贫不稳定户', '边缘易致贫户', '突发严重困难户'],
  synonyms: {
    脱贫不稳定: '脱贫不稳定户',
    边缘易致贫: '边缘易致贫户',
    边缘户: '边缘易致贫户',
    突发严重困难: '突发严重困难户',
  },
};

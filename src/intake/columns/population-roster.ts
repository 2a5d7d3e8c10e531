import type { ShapeColumn, SheetShape } from './sheet-shape.ts';

/** Headings of the ID number in files of every origin. */
export const idNumberAliases = [
  '身份证号',
  '身份证号码',
  '公民身份号码',
  '公民身份证号码',
  '居民身份证号码',
  '证件号',
  '身份证件号码',
  '身份证',
  '身份证编号',
] as const;

export const nameAliases = ['名字', '家庭成员姓名', '成员姓名', '人员姓名', '姓名全称'] as const;
export const relationAliases = ['与户主的关系', '户主关系', '家庭关系', '成员关系', '关系', '与户主之关系'] as const;
export const villageAliases = [
  '村',
  '建制村',
  '村名',
  '村居',
  '村(居)',
  '行政村名称',
  '村(社区)',
  '村级',
  '所在村',
  '村委会',
] as const;
export const townshipAliases = [
  '乡(镇)',
  '乡镇',
  '镇',
  '乡',
  '镇街',
  '乡镇(街道)',
  '镇(街道)',
  '所属乡镇',
  '街道',
] as const;
export const countyAliases = ['县(市、区、旗)', '县', '区县', '县区', '县(区)', '县市区'] as const;

/** Values of a roster's household number; `headIdNumber` serves where there is no number. */
export const rosterColumns: readonly ShapeColumn[] = [
  { field: 'serial', label: '序号', type: 'text', aliases: ['编号', '顺序号', 'no'] },
  { field: 'county', label: '县', type: 'text', aliases: countyAliases, household: true },
  { field: 'township', label: '乡镇', type: 'text', aliases: townshipAliases, household: true },
  { field: 'village', label: '行政村', type: 'village', aliases: villageAliases, required: true, household: true },
  { field: 'naturalVillage', label: '自然村', type: 'text', aliases: ['自然屯', '自然村(组)'], household: true },
  { field: 'group', label: '组', type: 'text', aliases: ['村民小组', '小组', '组别', '村组'], household: true },
  {
    field: 'householdNumber',
    label: '户号',
    type: 'text',
    aliases: ['户编号', '家庭编号', '户口本号', '户籍号', '户口号'],
    household: true,
  },
  { field: 'headName', label: '户主', type: 'name', aliases: ['户主姓名', '户主名'], household: true },
  {
    field: 'headIdNumber',
    label: '户主证件号码',
    type: 'id-number',
    aliases: ['户主身份证号', '户主身份证号码', '户主身份证', '户主证件号'],
    household: true,
  },
  { field: 'name', label: '姓名', type: 'name', aliases: nameAliases, required: true },
  { field: 'idKind', label: '证件类型', type: 'text', aliases: ['证件种类'] },
  { field: 'idNumber', label: '证件号码', type: 'id-number', aliases: idNumberAliases, required: true },
  { field: 'relation', label: '与户主关系', type: 'relation', aliases: relationAliases, required: true },
  { field: 'sex', label: '性别', type: 'word', values: ['男', '女'], synonyms: { 男性: '男', 女性: '女' } },
  { field: 'bornOn', label: '出生日期', type: 'date', aliases: ['出生年月', '出生年月日', '出生', '生日'] },
  { field: 'ethnicity', label: '民族', type: 'text' },
  { field: 'politicalStatus', label: '政治面貌', type: 'text' },
  { field: 'education', label: '文化程度', type: 'text', aliases: ['学历', '受教育程度'] },
  {
    field: 'personPhone',
    label: '联系电话',
    type: 'phone',
    aliases: ['电话', '手机', '手机号', '手机号码', '电话号码', '联系方式', '本人电话', '人联系电话'],
  },
  {
    field: 'phone',
    label: '户联系电话',
    type: 'phone',
    aliases: ['户主电话', '户主联系电话', '家庭电话'],
    household: true,
  },
  {
    field: 'address',
    label: '住址',
    type: 'text',
    aliases: ['家庭住址', '地址', '户籍地址', '户籍地', '详细地址', '居住地址'],
    household: true,
  },
];

/** 村花名册: every rural person, one a row, from the police or the village. */
export const populationRoster: SheetShape = {
  id: 'population-roster',
  columns: rosterColumns,
  anyOf: [['householdNumber', 'headIdNumber']],
};

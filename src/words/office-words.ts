import type { Pair } from './sentence.ts';

/** 报送单位: contacts, punctuality, keys. */
export const officeWords = {
  'offices.title': ['报送单位', 'Reporting departments'],
  'offices.note': ['联系人、近十二个月报送情况和接口密钥', 'contacts, the last twelve months, keys of their systems'],
  'offices.no-contact': ['还没有登记联系人', 'nobody to call yet'],
  'offices.contact': ['联系人 {name}，{phone}', '{name}, {phone}'],
  'offices.edit': ['登记联系人', 'Set the contact'],
  'offices.name': ['联系人', 'Whom to call'],
  'offices.phone': ['电话', 'Phone'],
  'offices.save': ['保存', 'Save'],
  'offices.punctual': [
    '近十二个月：按期 {inTime} 项次，迟报 {late} 项次',
    'Last twelve months: {inTime} in time, {late} late',
  ],
  'offices.history': ['逐月报送情况', 'Month by month'],
  'offices.month-in-time': ['按期 {n} 项', '{n} in time'],
  'offices.month-late': ['迟报 {n} 项，共 {days} 天', '{n} late, {days} days together'],
  'offices.key': ['接口密钥', 'Key'],
  'offices.new-key': ['新建接口密钥', 'New key'],
  'offices.key-label': ['用于哪个系统', 'For which system'],
  'offices.key-hint': [
    '部门的业务系统用它签名后直接报送，检查与网页上传相同。',
    'The system of the department signs its reports with it; the checks are those of an upload.',
  ],
  'offices.secret-once': ['请立即交给部门保管，关闭后不再显示。', 'Hand it over now: it is not shown again.'],
  'offices.revoke': ['停用', 'Revoke'],
  'offices.revoke-ask': [
    '“{label}”的密钥停用后不能恢复，其系统不能再报送。',
    'The key of “{label}” is refused from then on, for good.',
  ],
  'offices.revoked': ['已停用', 'revoked'],
} as const satisfies Record<string, Pair>;

import { idCheckDigit } from '#domain/values/id-number.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { type ImportSetting, importJob, inCounty } from '#intake/registry/import-setting.ts';
import { runImport } from '#intake/registry/run-import.ts';
import { takeIn } from '#intake/registry/take-in.ts';
import { findBatch, updateBatch } from '#store/registry-batches.ts';
import type { TestOffice } from '#test/office/test-office.ts';

export interface SmallHousehold {
  readonly headName: string;
  readonly village: string;
  readonly idNumber: string;
  readonly monitored: boolean;
}

const USUAL_PLACE = { town: '西里镇', villages: ['山东头村委会', '薛家峪村委会', '曹宅村委会'] };
const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏';
const GIVEN = ['大山', '秀英', '建国', '玉兰', '立新', '春梅'];
const rosterHead = '乡镇,行政村,户号,姓名,证件号码,与户主关系,户联系电话';
const exportHead =
  '数据日期,乡(镇),行政村,户编号,人编号,姓名,证件号码,人数,与户主关系,户联系电话,户类型,易返贫致贫户(监测对象)类型,风险是否消除,风险识别时间';

/**
 * `count` households of two persons in three villages, taken in from a roster and a national export through the real
 * import; every fifth is monitored. The ID numbers are of a division that was never given out.
 */
export async function registerHouseholds(
  office: TestOffice,
  count: number,
  { town, villages } = USUAL_PLACE,
): Promise<SmallHousehold[]> {
  const households = Array.from({ length: count }, (_, index) => ({
    headName: nameOf(index),
    village: villages[index % villages.length] ?? '',
    idNumber: idOf('19650412', index + 1),
    monitored: index % 5 === 4,
  }));
  const roster = households.flatMap(({ headName, village, idNumber }, index) => [
    [town, village, 1001 + index, headName, idNumber, '户主', `154${String(index).padStart(8, '0')}`],
    [town, village, 1001 + index, `${headName[0]}小满`, idOf('19940105', index + 1), '之子', ''],
  ]);
  const exported = households.flatMap(({ headName, village, idNumber, monitored }, index) =>
    monitored
      ? [['2022-03-01', town, village, 37000 + index, 370000 + index, headName, idNumber, 1, '户主', '', '一般农户', '边缘易致贫户', '否', '2022-02-10']] // biome-ignore format: one line
      : [],
  );
  await imported(office, '花名册.csv', [rosterHead, ...roster.map((cells) => cells.join(','))].join('\r\n'));
  if (exported.length > 0)
    await imported(office, '导出.csv', [exportHead, ...exported.map((cells) => cells.join(','))].join('\r\n'));
  return households;
}

/** A different name for each of the first 180. */
function nameOf(index: number): string {
  const surname = SURNAMES[index % SURNAMES.length] ?? '';
  return `${surname}${GIVEN[Math.floor(index / SURNAMES.length)] ?? `${index}`}`;
}

function idOf(born: string, serial: number): string {
  const first17 = `990001${born}${String(serial).padStart(3, '0')}`;
  return first17 + idCheckDigit(first17);
}

async function imported(office: TestOffice, name: string, text: string): Promise<void> {
  const { services, county } = office;
  const now = { at: Date.now(), today: plainDate('2022-03-01') };
  const { db, ring } = services.runner;
  const setting: ImportSetting = { db, ring, folder: services.filesFolder, now: async () => now };
  const job = { ...(await importJob(db, county, now)), county };
  const upload = { name, bytes: Buffer.from(text) };
  const about = { asOf: now.today, area: null, by: job.account, ...now };
  const batch = await inCounty(setting, job, now, (tx, keys) => takeIn(tx, keys, setting.folder, upload, about));
  await runImport(setting, county, batch);
  await inCounty(setting, job, now, async (tx) => {
    const row = await findBatch(tx, county, batch);
    if (row?.state !== 'previewed') throw new Error(`${name} ${row?.state} ${row?.error}`);
    await updateBatch(tx, county, batch, 'previewed', { state: 'applying' });
  });
  await runImport(setting, county, batch);
}

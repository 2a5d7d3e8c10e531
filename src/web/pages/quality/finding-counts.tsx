import type { Reply } from '#contract/route.ts';
import type { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import { villageText } from '#words/place-forms.ts';
import { qualityGroupText, qualityRuleText } from '#words/quality-rule-words.ts';
import type { QualitySearch } from './quality-data.ts';

type Counts = Reply<typeof routes.listFindings>;
type Line = { key: string; label: string; count: number; to?: Partial<QualitySearch> };

/** How many there are by rule, place and person in charge; each number opens its list, and each column adds up. */
export function FindingCounts({ data, onFilter }: { data: Counts; onFilter: (more: Partial<QualitySearch>) => void }) {
  const { say, language } = useWords();
  const byRule = data.byRule.map(({ rule, group, count }): Line => ({
    key: rule,
    label: `${group} ${qualityGroupText(language, group)} · ${qualityRuleText(language, rule)}`,
    count,
    to: { rule },
  })); // biome-ignore format: one shape
  const place = (area: { id: number; name: string } | null) => (area === null ? say('value.unknown') : villageText(area.name)); // biome-ignore format: one line
  const towns = data.byTown.map(
    ({ town, count }): Line => ({
      key: String(town?.id ?? ''),
      label: place(town),
      count,
      ...(town === null ? {} : { to: { town: town.id } }),
    }),
  );
  const villages = data.byVillage.map(
    ({ village, count }): Line => ({
      key: String(village?.id ?? ''),
      label: place(village),
      count,
      ...(village === null ? {} : { to: { village: village.id } }),
    }),
  );
  const contacts = data.byContact.map(
    ({ contact, count }): Line => ({
      key: contact ?? '',
      label: contact ?? say('quality.no-contact'),
      count,
    }),
  );
  return (
    <div className="finding-counts">
      <CountTable title={say('quality.by-rule')} lines={byRule} total={data.total} onFilter={onFilter} />
      {towns.length > 1 && (
        <CountTable title={say('quality.by-town')} lines={towns} total={data.total} onFilter={onFilter} />
      )}
      <CountTable title={say('quality.by-village')} lines={villages} total={data.total} onFilter={onFilter} />
      <CountTable title={say('quality.by-contact')} lines={contacts} total={data.total} onFilter={onFilter} />
    </div>
  );
}

function CountTable(props: {
  title: string;
  lines: readonly Line[];
  total: number;
  onFilter: (more: Partial<QualitySearch>) => void;
}) {
  const { say } = useWords();
  const { title, lines, total, onFilter } = props;
  const sum = lines.reduce((all, { count }) => all + count, 0);
  return (
    <section className="panel finding-count">
      <h2>{title}</h2>
      <ul>
        {lines.map(({ key, label, count, to }) => (
          <li key={key} className="row">
            {to === undefined ? (
              <span>{label}</span>
            ) : (
              <button type="button" className="link-button" onClick={() => onFilter(to)}>
                {label}
              </button>
            )}
            <strong className="spread">{count}</strong>
          </li>
        ))}
      </ul>
      <p className="sum">
        {sum === total ? (
          <span className="sum-ok">
            {total} ✓ {say('sum.adds-up')}
          </span>
        ) : (
          <span className="sum-bad">✗ {say('sum.differs', { n: Math.abs(sum - total) })}</span>
        )}
      </p>
    </section>
  );
}

import { Link } from '@tanstack/react-router';
import type { PushList } from '#contract/pushes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { useWords } from '#ui/words-context.tsx';
import { dateText, monthText } from '#words/date-forms.ts';
import { countText } from '#words/number-forms.ts';
import { paths } from '../../paths.ts';

/** Lists with their receipts and who has signed. */
export function PushTable({ lists, withDepartment }: { lists: readonly PushList[]; withDepartment: boolean }) {
  const { say, language } = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="push-scroll" aria-label={say('push.lists')} tabIndex={0}>
      <table className="push-table">
        <thead>
          <tr>
            <th scope="col">{say('push.period')}</th>
            <th scope="col">{say('push.duty')}</th>
            {withDepartment && <th scope="col">{say('push.department')}</th>}
            <th scope="col">{say('push.rows')}</th>
            <th scope="col">{say('push.made')}</th>
            <th scope="col">{say('push.receipt')}</th>
            <th scope="col">{say('push.signed')}</th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list) => (
            <tr key={list.id} data-unsigned={list.signed === null ? '' : undefined}>
              <td>{monthText(language, list.period)}</td>
              <td>
                <Link to={paths.push} params={{ id: list.id }}>
                  {list.dutyLabel}
                </Link>
              </td>
              {withDepartment && <td>{list.departmentLabel}</td>}
              <td>{countText(language, list.rows)}</td>
              <td>{dateText(language, plainDate(list.madeOn))}</td>
              <td>{list.receiptNo}</td>
              <td>
                {list.signed === null ? (
                  <strong className="push-unsigned">{say('push.unsigned')}</strong>
                ) : (
                  say('push.signed-by', {
                    on: dateText(language, plainDate(list.signed.on)),
                    by: list.signed.by,
                  })
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

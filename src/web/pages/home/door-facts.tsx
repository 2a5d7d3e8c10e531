import { PhoneOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { HomeReply } from '#contract/homes.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { api } from '../../api/client.ts';

type Door = NonNullable<HomeReply['work'][number]['door']>;

/** 村民小组, 上次走访 and a call button: the telephone dials, the number stays masked, the call is logged. */
export function DoorFacts({ door, name }: { door: Door; name: string }) {
  const { say, language } = useWords();
  const { group, lastVisit, phoneMasked, household } = door;
  const call = async () => {
    const { number } = await api(routes.callHousehold, { params: { id: household }, body: {} });
    window.location.href = `tel:${number}`;
  };
  return (
    <span className="door">
      <span className="muted">
        {[
          group === null ? say('home.door.no-group') : say('home.door.group', { group }),
          lastVisit === null
            ? say('home.door.never')
            : say('home.door.visited', { day: dateText(language, plainDate(lastVisit)) }),
        ].join(' · ')}
      </span>
      {phoneMasked !== null && (
        <Button
          size="small"
          icon={<PhoneOutlined />}
          onClick={() => void call()}
          aria-label={say('home.door.call', { name })}
        >
          {phoneMasked}
        </Button>
      )}
    </span>
  );
}

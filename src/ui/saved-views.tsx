import { CloseOutlined, DownOutlined } from '@ant-design/icons';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useStored } from './use-stored.ts';
import { useWords } from './words-context.tsx';

export type Views = {
  /** Names the list; its views are kept on this machine under it. */
  list: string;
  /** The filters as they are now, as kept in the address. */
  current: Readonly<Record<string, unknown>>;
  onOpen: (view: Readonly<Record<string, unknown>>) => void;
};

type View = { name: string; filters: Record<string, unknown> };

/** Filters saved under a name of one's own. */
export function SavedViews({ list, current, onOpen }: Views) {
  const { say } = useWords();
  const [views, setViews] = useStored<View[]>(`views.${list}`, []);
  const [name, setName] = useState('');
  const save = () => {
    setViews([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), filters: { ...current } }]);
    setName('');
  };
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      content={
        <div className="stack" style={{ width: 260 }}>
          {views.map((view) => (
            <div key={view.name} className="row">
              <button type="button" className="link-button" onClick={() => onOpen(view.filters)}>
                {view.name}
              </button>
              <Button
                className="spread"
                size="small"
                type="text"
                aria-label={say('list.view-delete', { name: view.name })}
                icon={<CloseOutlined />}
                onClick={() => setViews(views.filter((other) => other !== view))}
              />
            </div>
          ))}
          <span className="muted">{say('list.view-save')}</span>
          <div className="row" style={{ flexWrap: 'nowrap' }}>
            <Input
              aria-label={say('list.view-name')}
              placeholder={say('list.view-name')}
              value={name}
              maxLength={20}
              onChange={(event) => setName(event.target.value)}
            />
            <Button disabled={name.trim() === ''} onClick={save}>
              {say('do.save')}
            </Button>
          </div>
        </div>
      }
    >
      <Button icon={<DownOutlined />} iconPlacement="end">
        {say('list.views')}
      </Button>
    </Popover>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import { countText } from '#words/number-forms.ts';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { uploadQuery } from './feed-data.ts';

/** Rows read so far of what is being uploaded, and the way to give it up. */
export function UploadProgress({ id }: { id: string }) {
  const { say, language } = useWords();
  const { data } = useQuery(uploadQuery(id));
  const cancel = useAct(() => api(routes.cancelUpload, { params: { id }, body: {} }));
  const reading = data?.reading;
  if (!reading) return null;
  return (
    <div className="row" role="status">
      <span>{say('feeds.reading', { file: reading.file, n: countText(language, reading.rows) })}</span>
      <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
        {say('feeds.reading-cancel')}
      </Button>
    </div>
  );
}

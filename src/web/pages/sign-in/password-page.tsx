import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import { errorSentence } from '#words/error-words.ts';
import { ApiError, api } from '../../api/client.ts';
import { sessionQuery, useMe } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import '../../frame/frame.css';

type Passwords = { current: string; next: string; again: string };

/** Changes the own password; at the first sign-in nothing else opens before. */
export function PasswordPage() {
  const { say, language } = useWords();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async ({ current, next }: Passwords) => {
    setBusy(true);
    setFailure(undefined);
    try {
      client.setQueryData(sessionQuery.queryKey, await api(routes.changePassword, { body: { current, next } }));
      await navigate({ to: paths.home });
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setFailure(errorSentence(language, cause.code, cause.facts));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="gate">
      <div className="gate-card">
        <h1 style={{ fontSize: 20 }}>{say('password.title')}</h1>
        <p className="gate-line">{say(me.mustChangePassword ? 'password.first' : 'password.rule')}</p>
        <Form<Passwords> layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
          <Form.Item label={say('password.current')} name="current" rules={[{ required: true }]}>
            <Input.Password autoFocus autoComplete="current-password" />
          </Form.Item>
          <Form.Item label={say('password.next')} name="next" rules={[{ required: true }]} extra={say('password.rule')}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Form.Item
            label={say('password.again')}
            name="again"
            dependencies={['next']}
            rules={[
              { required: true },
              ({ getFieldValue }) => ({
                validator: async (_, value) => {
                  if (value !== getFieldValue('next')) throw new Error(say('password.differs'));
                },
              }),
            ]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          {failure !== undefined && <Alert type="error" title={failure} style={{ marginBottom: 16 }} />}
          <div className="row">
            <Button type="primary" htmlType="submit" loading={busy}>
              {say('do.save')}
            </Button>
            {!me.mustChangePassword && (
              <Button onClick={() => void navigate({ to: paths.home })}>{say('do.cancel')}</Button>
            )}
          </div>
        </Form>
      </div>
    </main>
  );
}

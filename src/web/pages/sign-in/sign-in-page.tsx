import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import { errorSentence } from '#words/error-words.ts';
import { ApiError, api } from '../../api/client.ts';
import { sessionQuery } from '../../api/session.ts';
import { Brand } from '../../frame/brand.tsx';
import { LanguageSwitch } from '../../frame/language-switch.tsx';
import { paths } from '../../paths.ts';
import '../../frame/frame.css';

type Login = { login: string; password: string };

/** Account and password; goes on to where the visitor wanted to be. */
export function SignInPage() {
  const { say, language } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { next } = useSearch({ from: paths.signIn });
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (login: Login) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const me = await api(routes.signIn, { body: login });
      client.setQueryData(sessionQuery.queryKey, me);
      await navigate(me.mustChangePassword ? { to: paths.password } : { to: next ?? paths.home });
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
        <h1>
          <Brand />
        </h1>
        <p className="gate-line">{say('brand.line')}</p>
        <Form<Login> layout="vertical" requiredMark={false} size="large" onFinish={(values) => void submit(values)}>
          <Form.Item label={say('sign-in.login')} name="login" rules={[{ required: true }]}>
            <Input autoFocus autoComplete="username" maxLength={64} />
          </Form.Item>
          <Form.Item label={say('sign-in.password')} name="password" rules={[{ required: true }]}>
            <Input.Password autoComplete="current-password" maxLength={256} />
          </Form.Item>
          {failure !== undefined && <Alert type="error" title={failure} style={{ marginBottom: 16 }} />}
          <Button type="primary" htmlType="submit" block loading={busy}>
            {say('sign-in.submit')}
          </Button>
        </Form>
        <div className="gate-foot">
          <span>{say('sign-in.help')}</span>
          <LanguageSwitch />
        </div>
      </div>
    </main>
  );
}

import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Step, StepView } from '../../kernel/view/account.ts';
import type { MeView } from '../../kernel/view/view.ts';
import { CodeForm } from '../account/code-form.tsx';
import { Enrol } from '../account/enrol.tsx';
import { PasswordForm } from '../account/password-form.tsx';
import { call } from '../api/client.ts';

type Props = {
  step: Step;
  /** As typed a moment ago, for the form that asks for another one. */
  password: string | undefined;
  onAnswer: (answer: MeView | StepView) => void;
  onLeave: () => void;
};

/** What stands between the right password and the desk; nothing else of the house can be reached from here. */
export const SignInStep = ({ step, password, onAnswer, onLeave }: Props) => {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  // Whoever came by key goes on by key.
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const look = () => call<MeView>('/session').then(onAnswer);
  return (
    <div className="sign-in-step" ref={box}>
      <p>{t(`signIn.step.${step}`)}</p>
      {step === 'code' && (
        <CodeForm
          label={t('signIn.code')}
          hint={t('signIn.codeHint')}
          button={t('signIn.goOn')}
          onCode={async (code) => onAnswer(await call('/session/code', { method: 'POST', body: { code } }))}
        />
      )}
      {step === 'password' && (
        <PasswordForm
          known={password}
          onDone={(answer) => {
            if (answer) onAnswer(answer);
          }}
        />
      )}
      {step === 'enrol' && <Enrol onDone={() => void look()} />}
      <p>
        <button type="button" className="btn btn--text sign-in-leave" onClick={onLeave}>
          {t('signIn.other')}
        </button>
      </p>
    </div>
  );
};

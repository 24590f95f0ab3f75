import { z } from 'zod';
import { ListOf, Named } from './view.ts';

/** Signing in, one's own account, and what the security administrator and the auditor see of accounts. */
const id = z.uuid();
const time = z.iso.datetime();

export const Step = z.enum(['code', 'password', 'enrol']);
export type Step = z.infer<typeof Step>;

/** The password was right; this comes before anything else. */
export const StepView = z.object({ step: Step });
export type StepView = z.infer<typeof StepView>;

/** What whoever is not signed in may know: whose house this is, and whether its own provider signs people in. */
export const SignOnOffer = z.object({
  offered: z.boolean(),
  agency: z.object({ name: z.string(), demonstration: z.boolean() }),
});
export type SignOnOffer = z.infer<typeof SignOnOffer>;

export const EnrolmentView = z.object({ secret: z.string(), uri: z.string() });
export type EnrolmentView = z.infer<typeof EnrolmentView>;

/** Shown this once. */
export const RecoveryCodesView = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodesView = z.infer<typeof RecoveryCodesView>;

export const SessionView = z.object({
  id,
  device: z.string(),
  address: z.string(),
  since: time,
  seen: time,
  current: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;

export const AccountView = z.object({
  passwordAt: time,
  passwordEnds: time.nullable(),
  passwordHistory: z.int(),
  secondFactor: z.object({ since: time, codesLeft: z.int() }).nullable(),
  secondFactorRequired: z.boolean(),
  linked: z.boolean(),
  sessions: z.array(SessionView),
});
export type AccountView = z.infer<typeof AccountView>;

export const AccountState = z.object({
  person: Named,
  roles: z.array(z.string()),
  state: z.enum(['open', 'locked', 'barred']),
  lockedUntil: time.nullable(),
  passwordAt: time,
  mustChange: z.boolean(),
  secondFactor: z.boolean(),
  secondFactorRequired: z.boolean(),
  linked: z.boolean(),
  signedInAt: time.nullable(),
  sessions: z.int(),
});
export type AccountState = z.infer<typeof AccountState>;
export const AccountList = ListOf(AccountState);

export const SecurityEventView = z.object({
  id,
  at: time,
  kind: z.string(),
  person: Named.nullable(),
  subject: Named.nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type SecurityEventView = z.infer<typeof SecurityEventView>;
export const SecurityEventList = ListOf(SecurityEventView);

export const ReadingView = z.object({
  id,
  at: time,
  person: Named,
  matter: z.object({ id, number: z.string().nullable() }),
  way: z.string(),
});
export type ReadingView = z.infer<typeof ReadingView>;
export const ReadingList = ListOf(ReadingView);

export const SignInRuleView = z.object({
  from: z.iso.date().nullable(),
  passwordDays: z.int(),
  passwordHistory: z.int(),
  secondFactorRoles: z.array(z.string()),
});
export type SignInRuleView = z.infer<typeof SignInRuleView>;

export const SecuritySettingsView = z.object({
  today: SignInRuleView,
  /** Every version, the newest day first. */
  rules: z.array(SignInRuleView),
  trial: z.boolean(),
  mayEndTrial: z.boolean(),
  signOn: z
    .object({
      issuer: z.string(),
      clientId: z.string(),
      matches: z.enum(['none', 'preferred_username', 'email']),
      enabled: z.boolean(),
      hasSecret: z.boolean(),
    })
    .nullable(),
});
export type SecuritySettingsView = z.infer<typeof SecuritySettingsView>;

import { z } from 'zod';
import { ListOf, Named } from './view.ts';

/** What mail is about, as people choose: five that come at once, and the digest. */
export const mailKinds = ['assigned', 'asked', 'over', 'sentBack', 'urged', 'digest'] as const;
export type MailKind = (typeof mailKinds)[number];

const time = z.iso.datetime();
/** A time of day: `08:00`. */
const TimeOfDay = z.string().refine((text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text), 'timeOfDay');

/** When mail comes and what about. */
export const MailRuleView = z.strictObject({
  digestAt: TimeOfDay,
  digestDays: z.enum(['working', 'every']),
  quietFrom: TimeOfDay,
  quietTo: TimeOfDay,
  quietFreeDays: z.boolean(),
  muted: z.array(z.enum(mailKinds)).max(mailKinds.length),
});
export type MailRuleView = z.infer<typeof MailRuleView>;

/** What somebody chose; null = as the agency has it. */
export const MailChoiceView = z.strictObject({
  digestAt: TimeOfDay.nullable(),
  digestDays: z.enum(['working', 'every']).nullable(),
  quietFrom: TimeOfDay.nullable(),
  quietTo: TimeOfDay.nullable(),
  quietFreeDays: z.boolean().nullable(),
  muted: z.array(z.enum(mailKinds)).max(mailKinds.length).nullable(),
});
export type MailChoiceView = z.infer<typeof MailChoiceView>;

/** When mail comes and what about, as it is only read. */
export type MailRule = Readonly<Omit<MailRuleView, 'muted'>> & { readonly muted: readonly MailKind[] };

/** What somebody chose, as it is only read. */
export type MailChoice = { readonly [K in keyof MailRule]: MailRule[K] | null };

/** Everything as the agency has it. */
export const noChoice: MailChoice = {
  digestAt: null,
  digestDays: null,
  quietFrom: null,
  quietTo: null,
  quietFreeDays: null,
  muted: null,
};

/** What holds for somebody: their own word before the agency's. */
export const inForce = (rule: MailRule, choice: MailChoice): MailRule => ({
  digestAt: choice.digestAt ?? rule.digestAt,
  digestDays: choice.digestDays ?? rule.digestDays,
  quietFrom: choice.quietFrom ?? rule.quietFrom,
  quietTo: choice.quietTo ?? rule.quietTo,
  quietFreeDays: choice.quietFreeDays ?? rule.quietFreeDays,
  muted: choice.muted ?? rule.muted,
});

/** Why no mail leaves an agency; null where it does. */
export const MailSilence = z.enum(['notSet', 'off', 'demonstration']);
export type MailSilence = z.infer<typeof MailSilence>;

/** One's own mail: where to, what was chosen, what holds for whoever chose nothing. */
export const AccountMailView = z.object({
  silence: MailSilence.nullable(),
  address: z.string().nullable(),
  /** Typed, and not yet confirmed by the code that was sent there. */
  pending: z.string().nullable(),
  choice: MailChoiceView,
  rule: MailRuleView,
});
export type AccountMailView = z.infer<typeof AccountMailView>;

export const mailSecurities = ['tls', 'startTls', 'none'] as const;

export const MailServerView = z.object({
  enabled: z.boolean(),
  host: z.string(),
  port: z.int(),
  security: z.enum(mailSecurities),
  login: z.string().nullable(),
  hasPassword: z.boolean(),
  sender: z.string(),
  site: z.string(),
});
export type MailServerView = z.infer<typeof MailServerView>;

/** How an agency's mail is set up, as its system administrator sees it. */
export const MailSettingsView = z.object({
  silence: MailSilence.nullable(),
  server: MailServerView.nullable(),
  /** Sender of the installation's own server, which serves agencies that set none; null where there is none. */
  installation: z.string().nullable(),
  rule: MailRuleView,
  witnesses: z.array(Named),
  figures: z.object({ waiting: z.int(), troubled: z.int(), failed: z.int(), sent: z.int() }),
});
export type MailSettingsView = z.infer<typeof MailSettingsView>;

/** A letter that did not go: to whom and why, never about what. */
export const TroubledMailView = z.object({
  id: z.uuid(),
  person: Named,
  kind: z.enum(['notice', 'digest', 'witness']),
  state: z.enum(['waiting', 'failed']),
  madeAt: time,
  /** When it is tried again; null where it was given up. */
  nextTryAt: time.nullable(),
  tries: z.int(),
  reason: z.string(),
  answer: z.int().nullable(),
});
export type TroubledMailView = z.infer<typeof TroubledMailView>;
export const TroubledMailList = ListOf(TroubledMailView);

/** What the mail server said to a letter that was only tried. */
export const MailTrialView = z.object({ ok: z.boolean(), reason: z.string().nullable(), answer: z.string() });
export type MailTrialView = z.infer<typeof MailTrialView>;

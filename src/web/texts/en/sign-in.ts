/** Words of signing in. */
export const en: Readonly<Record<string, string>> = {
  'signIn.locked': 'Too many wrong attempts; locked until {{until}}. Try then, or ask the security administrator',
  'signIn.hint': 'Forgot the password, or no codes on a new phone? Ask your security administrator.',
  'signIn.single': 'Sign in with single sign-on',
  'signIn.code': 'Code or recovery code',
  'signIn.codeHint': 'The 6 figures of the authenticator on your phone; without the phone, a recovery code.',
  'signIn.goOn': 'Continue',
  'signIn.other': 'Sign in with another account',
  'signIn.step.code': 'The password is right; now a code.',
  'signIn.step.password': 'The password has run out, or somebody else set it. Choose one that only you know.',
  'signIn.step.enrol':
    'Your post needs a code at sign-in. Link a phone now; from then on type one code each time you sign in.',

  'signIn.title': 'Sign in',
  'signIn.demonstration': 'Demonstration; everything in it is invented',
  'signIn.login': 'Login',
  'signIn.password': 'Password',
  'signIn.do': 'Sign in',
  'signIn.busy': 'Signing in',
  'signIn.ended': 'You were away too long and must sign in again. What you typed is kept.',
  'signIn.wrong': 'Login or password is wrong, please check',
  'signIn.later': 'later',
  'signIn.tooMany': 'Too many attempts. Try again in a minute',
  'signIn.open': 'See what is public, without signing in',
};

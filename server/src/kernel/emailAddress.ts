// One at sign, something before it and a name with a dot after it: more is for the mail server to say.
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Whether mail might reach it: one address, without a name or another address beside it. */
export function isEmailAddress(text: string): boolean {
  return EMAIL.test(text) && !/[,;<>]/.test(text)
}

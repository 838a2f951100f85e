// Henkilötunnus: birth date, century sign, number, check character. A letter needs none (Data Protection Act 1050/2018, 29 §).
const PERSONAL_IDENTITY_CODE = /^\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]$/i

export function isPersonalIdentityCode(text: string): boolean {
  return PERSONAL_IDENTITY_CODE.test(text.trim())
}

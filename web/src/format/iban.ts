/** An account number in groups of four, as it stands on an invoice: "FI21 1234 5600 0007 85". */
export function groupIban(iban: string): string {
  return iban.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ')
}

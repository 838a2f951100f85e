declare module 'finnish-bank-utils' {
  const FinnishBankUtils: {
    isValidFinnishRefNumber(reference: string): boolean
    isValidFinnishIBAN(iban: string): boolean
    generateFinnishRefNumber(base: string): string
  }
  export = FinnishBankUtils
}

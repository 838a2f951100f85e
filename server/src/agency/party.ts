/** The agency itself, as its invoices and payments name it. Made up, as is everything of the demonstration agency. */
export const AGENCY = {
  name: 'Duetto',
  businessId: '9999993-3',
  vatId: 'FI99999933',
  street: 'PL 1000',
  postCode: '00002',
  town: 'HELSINKI',
  email: 'laskutus@duetto.example',
} as const

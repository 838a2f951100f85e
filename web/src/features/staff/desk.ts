/** The parts of the staff desk and their words, in the groups of the navigation. `tab` in the address names the part. */
export const DESK = [
  {
    group: 'today',
    parts: [
      ['work', 'work.tab'],
      ['requests', 'staff.requests'],
    ],
  },
  {
    group: 'post',
    parts: [
      ['letters', 'printing.tab'],
      ['mail', 'letterMail.tab'],
      ['returned', 'returned.tab'],
    ],
  },
  {
    group: 'companies',
    parts: [
      ['companies', 'companyFile.tab'],
      ['kyc', 'kyc.tab'],
      ['masterIds', 'masterIds.tab'],
    ],
  },
  {
    group: 'money',
    parts: [
      ['funds', 'staff.funds'],
      ['settlements', 'settlements.title'],
      ['invoices', 'agencyInvoice.tab'],
    ],
  },
  {
    group: 'law',
    parts: [
      ['rates', 'staff.rates'],
      ['costs', 'staff.costs'],
    ],
  },
  {
    group: 'watch',
    parts: [
      ['messages', 'deadLetter.tab'],
      ['acts', 'history.staffTab'],
    ],
  },
] as const

type DeskEntry = (typeof DESK)[number]['parts'][number]
export type DeskPart = DeskEntry[0]

const ENTRIES: readonly DeskEntry[] = DESK.flatMap(({ parts }): readonly DeskEntry[] => parts)

/** The part that an address names; of one unknown, the work list. */
export function deskPart(tab: string | null | undefined): DeskPart {
  return ENTRIES.find(([part]) => part === tab)?.[0] ?? 'work'
}

export function deskWord(part: DeskPart): DeskEntry[1] {
  return ENTRIES.find(([name]) => name === part)?.[1] ?? 'work.tab'
}

export function deskPath(part: DeskPart): string {
  return part === 'work' ? '/staff' : `/staff?tab=${part}`
}

/** Where an address belongs on the desk; undefined when it is another page's. */
export function deskPartAt(pathname: string, search: string): DeskPart | undefined {
  if (pathname === '/staff') return deskPart(new URLSearchParams(search).get('tab'))
  if (pathname.startsWith('/staff/companies/')) return 'companies'
  return pathname.startsWith('/staff/') ? 'work' : undefined
}
